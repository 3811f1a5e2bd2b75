"""Every page of the site with an account that may open it; a new route must be entered here.

The first word of an entry is the name of the route; arguments are questions to the database of the site.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.site import Site
from tests.browser.visits import ADMINISTRATOR, AUDITOR, CLERK, STAFF

# One person of Bảo Lạc with a diploma; the same one wherever a page needs a person.
_SERVES_IN_BAO_LAC = """
    select c.{column} from registry_cadre c
    join registry_posting p on p.cadre_id = c.id and p.is_main and p.ended_on is null
    join registry_unitplace s on s.unit_id = p.unit_id
      and s.valid_from <= '2013-12-31' and s.valid_to >= '2013-12-31'
    join registry_unitversion v on v.unit_id = s.district_id and v.code = '043'
    join registry_qualification q on q.cadre_id = c.id
    order by c.id limit 1
"""
_CODE = _SERVES_IN_BAO_LAC.format(column="code")
_PERSON = f"({_SERVES_IN_BAO_LAC.format(column='id')})"
_POSTING = "select id from registry_posting where ended_on is null and is_main and cadre_id = " + _PERSON  # noqa: S608
_QUALIFICATION = "select max(id) from registry_qualification where cadre_id = " + _PERSON  # noqa: S608
_USER = "select id from accounts_user where username = 'baolac'"
_AGENCY = "select id from accounts_agency order by id limit 1"
_TARGET = "select id from reports_target where code = 'TH'"
_ACT = "select max(id) from registry_act where kind = 'import'"
_CLASS = "select code from training_trainingclass order by id limit 1"
_UNDER_WAY = "select code from training_trainingclass where state in ('open', 'running') order by id limit 1"
_SEAT = (
    "select {column} from training_enrolment e join training_trainingclass k on k.id = e.training_class_id "
)
_STUDIES = (
    f"{_SEAT} where k.state in ('open', 'running') and e.withdrawn_on is null "  # noqa: S608
    "and e.id not in (select enrolment_id from training_result) order by e.id limit 1"
)
_TRAINEE = (_STUDIES.format(column="k.code"), _STUDIES.format(column="e.id"))
_GRADUATED = f"{_SEAT} join training_result r on r.enrolment_id = e.id order by e.id limit 1"
_GRADUATE = (_GRADUATED.format(column="k.code"), _GRADUATED.format(column="e.id"))
_LAST_SESSION = "select max(id) from training_classsession"
_SESSION = (
    f"select code from training_trainingclass where id = "  # noqa: S608
    f"(select training_class_id from training_classsession where id = ({_LAST_SESSION}))",
    _LAST_SESSION,
)
_HELD = (
    "select {column} from training_classsession s "
    "join training_trainingclass k on k.id = s.training_class_id "
    "join training_enrolment e on e.training_class_id = k.id where k.state in ('running', 'finished') "
    "order by s.id desc limit 1"
)
_HELD_SESSION = (_HELD.format(column="k.code"), _HELD.format(column="s.id"))
_SOURCE = "select min(id) from training_fundingsource"
_POLICY = "select min(id) from training_supportpolicy"
_RATE = "select min(id) from training_supportrate"
_SEAT = "select min(id) from training_seatallotment"
_PAID_CLASS = (
    f"select code from training_trainingclass where id = "  # noqa: S608
    f"(select training_class_id from training_seatallotment where id = ({_SEAT}))"
)
_PAID_TRAINEE = (
    f"select min(id) from training_enrolment where training_class_id = "  # noqa: S608
    f"(select training_class_id from training_seatallotment where id = ({_SEAT}))"
)
_IMPORT = "select max(id) from registry_importbatch where state = '{}'"


@dataclass(frozen=True)
class Screen:
    """One page as one account sees it. `arguments` are texts, or questions to the database (SELECT …)."""

    route: str
    username: str | None = STAFF
    arguments: tuple[str, ...] = ()
    query: str = ""

    def address(self, site: Site) -> str:
        values = [site.ask(each) if " " in each else each for each in self.arguments]
        return f"{site.url}{reverse(self.route, args=values)}{self.query}"

    def __str__(self) -> str:
        return f"{self.route}{self.query}-{self.username}"


SCREENS = (
    Screen("accounts:sign_in", None),
    Screen("accounts:password_change"),
    Screen("accounts:second_factor_enrol"),
    Screen("accounts:administration", ADMINISTRATOR),
    Screen("accounts:agency_list", ADMINISTRATOR),
    Screen("accounts:agency_add", ADMINISTRATOR),
    Screen("accounts:agency_edit", ADMINISTRATOR, (_AGENCY,)),
    Screen("accounts:account_list", ADMINISTRATOR),
    Screen("accounts:account_add", ADMINISTRATOR),
    Screen("accounts:account_edit", ADMINISTRATOR, (_USER,)),
    Screen("accounts:account_password", ADMINISTRATOR, (_USER,)),
    Screen("registry:account_scope", ADMINISTRATOR, (CLERK,)),
    Screen("registry:reference_list", ADMINISTRATOR),
    Screen("registry:reference_table", ADMINISTRATOR, ("chuc-danh",)),
    Screen("registry:reference_edit", ADMINISTRATOR, ("chuc-danh", "select min(id) from registry_posttitle")),
    Screen("reports:appearance", ADMINISTRATOR),
    Screen("reports:programme_list", ADMINISTRATOR),
    Screen("reports:programme_edit", ADMINISTRATOR, ("select code from reports_programme",)),
    Screen("reports:target_edit", ADMINISTRATOR, (_TARGET,)),
    Screen("reports:assignment_add", ADMINISTRATOR, (_TARGET,)),
    Screen("reports:assignment_edit", ADMINISTRATOR, ("select max(id) from reports_targetassignment",)),
    Screen("reports:published_list", ADMINISTRATOR),
    Screen("reports:published_add", ADMINISTRATOR),
    Screen("reports:published_edit", ADMINISTRATOR, ("select min(id) from reports_publishedfigure",)),
    Screen("accounts:access_log", AUDITOR),
    Screen("registry:cadre_list"),
    Screen("accounts:shortcuts", CLERK),
    Screen("registry:cadre_list", CLERK, query="?unit=01333&lacking=informatics&lacking=defence&q=nong"),
    Screen("registry:cadre_list", query="?q=khong-co-ai-ten-nay"),
    Screen("registry:cadre_add", CLERK),
    Screen("registry:cadre_card", STAFF, (_CODE,)),
    Screen("registry:cadre_card", AUDITOR, (_CODE,), "?as_of=2012-06-30"),
    Screen("registry:cadre_edit", CLERK, (_CODE,)),
    Screen("registry:cadre_history", CLERK, (_CODE,)),
    Screen("registry:posting_add", CLERK, (_CODE,)),
    Screen("registry:posting_transfer", CLERK, (_CODE,)),
    Screen("registry:posting_end", CLERK, (_CODE, _POSTING)),
    Screen("registry:posting_correct", CLERK, (_CODE, _POSTING)),
    Screen("registry:qualification_add", CLERK, (_CODE,)),
    Screen("registry:qualification_correct", CLERK, (_CODE, _QUALIFICATION)),
    Screen("registry:qualification_verify", CLERK, (_CODE, _QUALIFICATION)),
    Screen("registry:remedy_set", CLERK, (_CODE,)),
    Screen("registry:area_tree"),
    Screen("registry:act_list"),
    Screen("registry:act_detail", CLERK, (_ACT,)),
    Screen("registry:import_start", CLERK),
    Screen("registry:import_check", CLERK, (_IMPORT.format("checked"),)),
    Screen("registry:import_check", CLERK, (_IMPORT.format("written"),), "?"),
    Screen("reports:overview"),
    Screen("reports:overview", ADMINISTRATOR, query="?show=people&target=TH"),
    Screen("reports:overview", query="?as_of=2012-12-31&cut=sex"),
    Screen("reports:overview", query="?wall=1"),
    Screen("reports:district", CLERK, ("043",)),
    Screen("reports:commune", CLERK, ("01333",)),
    Screen("reports:compare", query="?target=TH&unit=043&unit=042&unit=040"),
    Screen("reports:people", query="?counted=no&target=TH"),
    Screen("reports:movement"),
    Screen("reports:movement", CLERK, query="?unit=043&target=TH&from=2011-12-31&to=2013-12-31"),
    Screen("reports:published_figures"),
    Screen(
        "reports:published_tries",
        arguments=("select key from reports_publishedfigure where key = 'refresher_share'",),
    ),
    Screen("training:exports"),
    Screen("training:attendance_list", CLERK, query="?year=2013&programme=NV-CM"),
    Screen("training:need_board"),
    Screen("training:need_board", CLERK, query="?criterion=LLCT-TC"),
    Screen("training:need_list", CLERK, query="?criterion=LLCT-TC&unit=043"),
    Screen("training:planned_seats", query="?criterion=CM-CB"),
    Screen("training:need_form", CLERK, ("01333",)),
    Screen("training:need_answers", CLERK, ("01333",)),
    Screen("training:class_list"),
    Screen("training:class_list", CLERK, query="?year=2013&state=running&q=khong-co-lop-nay"),
    Screen("training:class_calendar", CLERK, query="?year=2013"),
    Screen("training:class_add"),
    Screen("training:class_detail", STAFF, (_CLASS,)),
    Screen("training:class_edit", STAFF, (_CLASS,)),
    Screen("training:class_seats", STAFF, (_UNDER_WAY,)),
    Screen("training:class_transfer", STAFF, (_UNDER_WAY,)),
    Screen("training:class_state", STAFF, (_UNDER_WAY,), "?to=cancelled"),
    Screen("training:session_add", STAFF, (_UNDER_WAY,)),
    Screen("training:session_edit", STAFF, _SESSION),
    Screen("training:session_presence", STAFF, _HELD_SESSION),
    Screen("training:plan", query="?year=2013"),
    Screen("training:plan", CLERK, query="?year=2013"),
    Screen("training:plan_programme", STAFF, ("2013", "CM-TC")),
    Screen("training:plan_edit", STAFF, ("2013", "CM-TC")),
    Screen("training:money", query="?year=2013"),
    Screen("training:money", CLERK, query="?year=2013"),
    Screen("training:money_source", STAFF, ("2013", "DA03")),
    Screen("training:budget_edit", STAFF, ("2013", "DA03")),
    Screen("training:class_money", STAFF, (_PAID_CLASS,)),
    Screen("training:payment_add", STAFF, (_PAID_CLASS, _SEAT)),
    Screen("training:support_pay", STAFF, (_PAID_CLASS,)),
    Screen("training:support_working", STAFF, (_PAID_CLASS, _PAID_TRAINEE)),
    Screen("training:policy_list", ADMINISTRATOR),
    Screen("training:policy_add", ADMINISTRATOR),
    Screen("training:policy_edit", ADMINISTRATOR, (_POLICY,)),
    Screen("training:rate_add", ADMINISTRATOR, (_POLICY,)),
    Screen("training:rate_edit", ADMINISTRATOR, (_RATE,)),
    Screen("training:enrol", STAFF, (_UNDER_WAY,), "?q=nong&unit=01333"),
    Screen("training:enrol_choose", CLERK),
    Screen("training:enrolment_withdraw", STAFF, _TRAINEE),
    Screen("training:enrolment_move", STAFF, _TRAINEE),
    Screen("training:enrolment_continue", STAFF, _TRAINEE),
    Screen("training:result_grid", STAFF, (_UNDER_WAY,)),
    Screen("training:result_correct", STAFF, _GRADUATE),
    Screen("registry:tasks"),
    Screen("training:catalogue_list", ADMINISTRATOR),
    Screen("training:catalogue_table", ADMINISTRATOR, ("chuong-trinh",)),
    Screen("training:catalogue_add", ADMINISTRATOR, ("co-so",)),
    Screen("training:catalogue_edit", ADMINISTRATOR, ("nguon-kinh-phi", _SOURCE)),
)

# Routes that answer a GET with something else than a page, and with what.
NOT_PAGES = {
    "home": "leads elsewhere",
    "healthz": "probe",
    "readyz": "probe",
    "accounts:second_factor": "leads elsewhere",  # a page only for those who have registered a telephone
    "accounts:sign_out": "refuses GET",
    "accounts:account_lock": "refuses GET",
    "accounts:account_unlock": "refuses GET",
    "accounts:account_second_factor_reset": "refuses GET",
    "registry:cadre_download": "file",
    "registry:id_search": "refuses GET",
    "registry:cadre_chosen": "refuses GET",
    "registry:cadre_columns": "refuses GET",
    "registry:cadre_id_number": "refuses GET",
    "registry:act_undo": "refuses GET",
    "registry:account_scope_remove": "refuses GET",
    "registry:import_template": "file",
    "registry:import_prefilled": "file",
    "registry:import_fix": "refuses GET",
    "registry:import_choose": "refuses GET",
    "registry:import_missing": "refuses GET",
    "registry:import_reset": "refuses GET",
    "registry:import_write": "refuses GET",
    "registry:import_cancel": "refuses GET",
    "registry:import_annotated": "file",
    "training:attendance_download": "file",
    "training:form_download": "file",
    "training:cost_download": "file",
    "training:sending_draft": "file",
    "training:summons_draft": "file",
    "reports:people_download": "file",
    "reports:table_download": "file",
    "reports:assignment_remove": "refuses GET",
    "reports:published_remove": "refuses GET",
    "training:session_remove": "refuses GET",
    "training:result_download": "file",
    "training:result_upload": "refuses GET",
    "training:rate_remove": "refuses GET",
}


def routes() -> dict[str, list[str]]:
    """Every route of the site by the full name of its view, with the names of its arguments."""
    return dict(_routes(get_resolver().url_patterns, ""))


def _routes(patterns: Iterable[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, list[str]]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            space = f"{prefix}{each.namespace}:" if each.namespace else prefix
            yield from _routes(each.url_patterns, space)
        else:
            yield f"{prefix}{each.name}", list(each.pattern.converters)
