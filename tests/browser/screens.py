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
    "reports:people_download": "file",
    "reports:table_download": "file",
    "reports:assignment_remove": "refuses GET",
    "reports:published_remove": "refuses GET",
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
