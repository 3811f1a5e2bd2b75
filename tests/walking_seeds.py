"""Where a walk begins: every route with every argument worth trying, every key of every query."""

from collections.abc import Iterable, Iterator
from itertools import product

from django.db.models import Model

from accounts.models import Agency, User
from registry.enums import Scale
from registry.models import (
    Act,
    Cadre,
    EthnicGroup,
    ImportBatch,
    Posting,
    Qualification,
    ScaleLevel,
    UnitAccess,
)
from reports.enums import Cut
from reports.models import Programme, PublishedFigure, Target, TargetAssignment
from tests import two_districts as two
from tests.two_districts import World
from tests.walking import address, arguments_of, routes
from training.enums import Concern
from training.models import ClassSession, Enrolment, Institution, SeatAllotment, SupportPolicy, SupportRate

# Routes whose code is that of a commune.
COMMUNES = {"reports:commune", "training:need_form", "training:need_answers"}
DAYS = ("2011-12-31", "2013-12-31", "2021-06-30", "2026-01-01")
NOBODY, NOTHING = "ZZZZZZZZ", 999_999

Data = dict[str, object]


def seeds_of(world: World) -> list[str]:
    """Addresses of the whole site, inside A and outside alike."""
    return [*plain(world), *on_other_days(world), *questions(world), *lists(world), *logs(world)]


def plain(world: World) -> Iterator[str]:
    """Every route with own, foreign and missing arguments."""
    for name, pattern in routes().items():
        pools = [pool(world, name, argument) for argument in arguments_of(pattern)]
        if len(pools) > 1:
            # Everybody with a fact of A, of B, and none.
            pools[1] = [pools[1][0], *pools[1][-2:]]
        yield from (address(name, *arguments) for arguments in product(*pools))


def pool(world: World, name: str, argument: str) -> list[object]:
    """Values of an argument: of A first, of B and C, of people who have moved, of nothing."""
    if argument in ("code", "slug", "username", "key"):
        return codes(world, name, argument)
    if argument == "year":
        return [2013, 2012]
    if argument not in ("pk", "number"):
        raise LookupError(f"Say in walking_seeds.py what {argument} of {name} may be.")
    if name.startswith(("registry:posting", "registry:qualification")):
        model = Qualification if "qualification" in name else Posting
        people = [world.own[0], world.moved, world.arrived, world.foreign[0]]
        return [*model.objects.filter(cadre__in=people).order_by("pk").values_list("pk", flat=True), NOTHING]
    if name == "training:result_correct":
        graduates = Enrolment.objects.filter(result__isnull=False).order_by("pk")
        return [*graduates.values_list("pk", flat=True)[:5], NOTHING]
    start = max((each for each in NUMBERED if name.startswith(each)), key=len)
    return [*NUMBERED[start]._default_manager.order_by("pk").values_list("pk", flat=True)[:20], NOTHING]


# What the number in an address is, by the beginning of the route's name.
NUMBERED: dict[str, type[Model]] = {
    "accounts:agency": Agency,
    "accounts:account": User,
    "registry:account_scope": UnitAccess,
    "registry:act": Act,
    "registry:import": ImportBatch,
    "registry:reference": EthnicGroup,
    "reports:assignment_add": Target,
    "reports:assignment": TargetAssignment,
    "reports:published": PublishedFigure,
    "reports:target": Target,
    "training:catalogue": Institution,
    "training:enrolment": Enrolment,
    "training:payment": SeatAllotment,
    "training:policy": SupportPolicy,
    "training:rate_add": SupportPolicy,
    "training:rate": SupportRate,
    "training:session": ClassSession,
    "training:support_working": Enrolment,
}


def codes(world: World, name: str, argument: str) -> list[object]:
    """Codes and names in addresses."""
    if argument == "username":
        return [world.clerk.username, world.other_clerk.username, "khong.co"]
    if argument == "slug":
        return ["co-so" if name.startswith("training:") else "dan-toc", "khong-co"]
    if name == "reports:published_tries":
        return ["without_training", "khong-co"]
    if name == "reports:district":
        return [two.OWN, two.OTHER, two.THIRD, "999"]
    if name in COMMUNES:
        return [two.OWN_COMMUNE, two.OTHER_COMMUNE, two.THIRD_COMMUNE, two.MERGED_COMMUNE, "99999"]
    if name.startswith("reports:programme"):
        return [Programme.objects.order_by("pk")[0].code, "khong-co"]
    if name.startswith("training:plan_"):
        return ["CM-TC", "khong-co"]
    if name in ("training:money_source", "training:budget_edit"):
        return ["DA03", "khong-co"]
    if name.startswith("training:"):
        return [world.own_class.code, world.foreign_class.code, NOBODY]
    people = (world.own[0], world.moved, world.arrived, world.gone, world.foreign[0], world.foreign[-1])
    return [*(each.code for each in people), NOBODY]


def on_other_days(world: World) -> Iterator[str]:
    """Pages that move with the date, on days before and after every change of boundaries."""
    codes = [world.own[0].code, world.moved.code, world.arrived.code, world.gone.code]
    for day in DAYS:
        yield from (address("registry:cadre_card", code, as_of=day) for code in codes)
        for code in (two.OWN, two.OTHER):
            yield address("reports:district", code, as_of=day)
        for code in (two.OWN_COMMUNE, two.OTHER_COMMUNE, two.MERGED_COMMUNE):
            yield address("reports:commune", code, as_of=day)
        yield address("reports:overview", as_of=day)
        yield address("reports:overview", as_of=day, province=two.PROVINCE)
        yield address("reports:published_figures", as_of=day)
        yield address("registry:area_tree", as_of=day, size=200)


def about_people(world: World) -> Iterator[str]:
    """Every kind of page that tells something of the people of A, one by one or together."""
    for cadre in (*world.own, world.moved, world.arrived):
        yield address("registry:cadre_card", cadre.code)
        yield address("registry:cadre_history", cadre.code)
    yield from (address("registry:act_detail", act.pk) for act in Act.objects.order_by("pk")[:5])
    yield address("registry:cadre_list", serving="all")
    yield from (address("registry:cadre_list", ethnic=each.code) for each in EthnicGroup.objects.all()[:3])
    for cut in Cut:
        yield address("reports:district", two.OWN, cut=cut.value)
        yield address("reports:commune", two.OWN_COMMUNE, cut=cut.value)
        yield address("reports:people", unit=two.OWN, cut=cut.value, value="yes")
    yield address("reports:people", unit=two.OWN)
    yield from movements([two.OWN], [""])
    yield address("registry:act_list")
    yield address("training:class_detail", world.own_class.code)
    yield address("accounts:access_log")


def questions(world: World) -> Iterator[str]:
    """Figures, the people behind them, movements: every unit, target, cut and value."""
    units = (two.OWN, two.OTHER, two.OWN_COMMUNE, two.OTHER_COMMUNE, two.PROVINCE)
    targets = list(Target.objects.order_by("order").values_list("code", flat=True))
    values = ("female", "no", "yes", "no", "elected_cadre", "council_vice", "to_40")
    for cut, value in zip(Cut, values, strict=True):
        yield address("reports:district", two.OWN, cut=cut.value)
        yield address("reports:people", unit=two.OWN, cut=cut.value, value=value)
    yield from (address("reports:district", two.OWN, target=target) for target in targets[:3])
    for unit, counted in product(units, ("no", "all")):
        yield address("reports:people", unit=unit, target=targets[0], counted=counted)
        yield address("reports:people_download", unit=unit, counted=counted)
    for unit in units:
        yield address("reports:table_download", unit=unit, cut="sex")
        yield address("reports:compare", unit=unit, target=targets[0])
        yield address("reports:overview", province=unit)
    for day in DAYS:
        yield address("reports:people", unit=two.OWN, as_of=day)
        yield address("reports:people", as_of=day)
        yield address("reports:people_download", unit=two.OWN, as_of=day, target=targets[0])
    for key in PublishedFigure.objects.values_list("key", flat=True)[:3]:
        yield address("reports:people", unit=two.OWN, figure=key)
    yield from movements((*units, ""), (targets[0], ""))


def movements(units: Iterable[str], targets: Iterable[str]) -> Iterator[str]:
    """From before, through and after the transfers of people and the merger of the districts."""
    spans = (("31/12/2011", "31/12/2013"), ("30/06/2013", "30/06/2021"), ("01/01/2013", "01/01/2026"))
    for unit, target, (start, end) in product(units, targets, spans):
        yield address("reports:movement", **{"unit": unit, "target": target, "from": start, "to": end})


def lists(world: World) -> Iterator[str]:
    """The list of records and its file with every filter."""
    codes = (two.OWN, two.OTHER, two.OWN_COMMUNE, two.OTHER_COMMUNE, two.PROVINCE)
    asked: list[dict[str, object]] = [{"unit": code} for code in codes]
    asked += [{"q": text} for text in ("xong", "ma", f"{two.PAPERS}00001", world.foreign[0].code)]
    asked += [{"ethnic": each.code} for each in EthnicGroup.objects.order_by("code")[:2]]
    asked += [{"sort": key} for key in ("name", "unit", "title")]
    asked += [{"lacking": ["informatics", "defence"]}, {"group": "elected_cadre"}, {"title": "council_vice"}]
    asked += [{"sex": "male"}, {"page": 2, "size": 25}, {"size": 200}]
    for keys in asked:
        yield address("registry:cadre_list", **keys, serving="all")
    for keys in ({}, *asked[:8]):
        yield address("registry:cadre_download", **keys, serving="all")
        yield address("registry:cadre_list", **keys)
    for day in DAYS:
        yield address("registry:cadre_list", as_of=day, serving="all")
        yield address("registry:cadre_download", as_of=day, serving="all")
        yield address("registry:cadre_download", as_of=day)


def logs(world: World) -> Iterator[str]:
    """The log of acts, classes, with their filters."""
    names = (world.other_clerk.username, world.third_clerk.username, world.staff.username)
    yield from (address("registry:act_list", actor=name) for name in names)
    yield address("registry:act_list", kind="import", since="01/01/2013")
    for year in (2012, 2013, 2015, "nam"):
        yield address("training:class_calendar", year=year)
        yield address("training:class_list", year=year)
        yield address("training:exports", year=year, programme="CM-TC")
        yield address("training:attendance_list", year=year, category="degree", size=200)
    for keys in ({"state": "open"}, {"source": "DA03"}, {"q": "lop"}, {"category": "degree", "sort": "code"}):
        yield address("training:class_list", **keys)
    for year in (2012, 2013, "nam"):
        yield address("training:money", year=year)
        yield address("training:plan", year=year)
    for unit in SeatAllotment.objects.order_by("unit").values_list("unit", flat=True).distinct():
        yield address("training:plan_programme", 2013, "CM-TC", unit=unit)
    for seat in SeatAllotment.objects.order_by("pk").values_list("pk", flat=True):
        yield address("training:class_detail", world.own_class.code, seat=seat)
    yield from trainees(world)
    for act in (world.own_act, world.foreign_act):
        yield address("registry:act_detail", act.pk, size=200, page=2)


def trainees(world: World) -> Iterator[str]:
    """People to enrol, of A and of B, and the work that is open."""
    people = [world.own[2].code, world.foreign[0].code, world.moved.code, NOBODY]
    for unit in ("", two.OWN_COMMUNE, two.OTHER_COMMUNE):
        yield address("training:enrol", world.own_class.code, code=people, q="x", unit=unit)
    yield from needs()
    yield address("training:enrol_choose", code=people)
    yield address("training:enrol_choose", **{"code": people, "class": world.foreign_class.code})
    yield address("registry:tasks")
    for day in DAYS:
        yield address("registry:tasks", as_of=day)
        yield address("training:class_detail", world.own_class.code, as_of=day)


def needs() -> Iterator[str]:
    """The board and the list of needs of A, of B and of nothing, on several days."""
    for unit in (two.OWN, two.OTHER, two.OWN_COMMUNE, two.OTHER_COMMUNE, "999"):
        yield address("training:need_board", unit=unit, criterion="TH")
        yield address("training:need_list", unit=unit, part="thieu", size=200)
        yield address("training:planned_seats", unit=unit, criterion="CM-CB")
    for day in DAYS:
        yield address("training:need_board", as_of=day)
        yield address("training:need_list", as_of=day, criterion="LLCT-TC", answer="none", small="on")


def foreign_and_missing(world: World, name: str, argument: str) -> list[object]:
    """One value of B and one of nothing for an argument of a route."""
    if name == "reports:published_tries":
        return ["without_training", "khong-co"]
    if name == "reports:district":
        return [two.OTHER, "999"]
    if name in COMMUNES:
        return [two.OTHER_COMMUNE, "99999"]
    if argument == "code" and name.startswith("training:"):
        return [world.foreign_class.code, NOBODY]
    if argument == "code":
        return [world.foreign[0].code, NOBODY]
    if name.startswith("registry:import"):
        return [world.foreign_batch.pk, NOTHING]
    if name.startswith("registry:act"):
        return [world.foreign_act.pk, NOTHING]
    fact = world.qualification if "qualification" in name else world.posting
    return [fact(world.foreign[0]).pk, NOTHING]


def refused_forms(world: World) -> Iterator[tuple[str, Data]]:
    """Forms of A's clerk that reach for people, facts, acts and files of B."""
    other, own, moved = world.foreign[0], world.own[0], world.moved
    for code in (other.code, moved.code, world.gone.code):
        yield address("registry:cadre_edit", code), person_data()
        yield address("registry:posting_add", code), posting_data(two.OWN_COMMUNE)
        yield address("registry:posting_transfer", code), posting_data(two.OWN_COMMUNE)
        yield address("registry:qualification_add", code), qualification_data()
        yield address("registry:remedy_set", code), REMEDY
    theirs, later = world.posting(other), world.postings(moved)[-1]
    for code, posting in ((other.code, theirs), (own.code, theirs), (moved.code, later)):
        yield address("registry:posting_end", code, posting.pk), ENDING
        yield address("registry:posting_correct", code, posting.pk), posting_data(two.OWN_COMMUNE)
    level = world.qualification(other)
    for code in (other.code, own.code):
        yield address("registry:qualification_correct", code, level.pk), qualification_data()
        yield address("registry:qualification_verify", code, level.pk), VERIFICATION
    yield address("registry:act_undo", world.foreign_act.pk), {}
    yield address("registry:act_undo", world.foreign_act.pk), {"rest": "1"}
    for name in ("fix", "choose", "missing", "reset", "write", "cancel"):
        yield address(f"registry:import_{name}", world.foreign_batch.pk), {"rows": "valid"}
    yield address("registry:cadre_id_number", other.code), {}
    yield from refused_seats(world)


def refused_seats(world: World) -> Iterator[tuple[str, Data]]:
    """Seats of B's trainees changed by A's clerk, and results, which are the province's."""
    theirs = Enrolment.objects.get(cadre=world.foreign[1])
    for code in (world.own_class.code, world.foreign_class.code):
        yield address("training:enrolment_withdraw", code, theirs.pk), WITHDRAWAL
        yield address("training:enrolment_move", code, theirs.pk), seat_data(world.own_trainee.allotment_id)
        yield address("training:enrolment_continue", code, theirs.pk), CONTINUATION
        yield address("training:enrol", code), enrol_data(world.foreign[-1], world.own_trainee.allotment_id)
        yield address("training:result_grid", code), {f"outcome-{theirs.pk}": "passed"}


def own_forms(world: World) -> dict[str, tuple[str, Data]]:
    """By route, a form of A's clerk that is right and would be written."""
    own, code = world.own[0], world.own[0].code
    posting, level = world.posting(own).pk, world.qualification(own).pk
    here, there = posting_data(two.OWN_COMMUNE), posting_data(two.SECOND_OWN_COMMUNE)
    forms: dict[str, tuple[tuple[object, ...], Data]] = {
        "cadre_add": ((), person_data() | here),
        "cadre_edit": ((code,), person_data()),
        "posting_add": ((code,), there | {"is_concurrent": "on"}),
        "posting_transfer": ((code,), here),
        "posting_end": ((code, posting), ENDING),
        "posting_correct": ((code, posting), here | {"started": "01/06/2011", "end_reason": ""}),
        "qualification_add": ((code,), qualification_data()),
        "qualification_correct": ((code, level), qualification_data()),
        "qualification_verify": ((code, level), VERIFICATION),
        "remedy_set": ((code,), REMEDY),
        "act_undo": ((world.own_act.pk,), {}),
    }
    found = {name: (address(f"registry:{name}", *keys), data) for name, (keys, data) in forms.items()}
    return found | own_seats(world)


def own_seats(world: World) -> dict[str, tuple[str, Data]]:
    """The same for the seats of A and those open to the whole province."""
    code, trainee = world.own_class.code, world.own_trainee
    common = SeatAllotment.objects.get(training_class=world.own_class, unit=world.own_class.province_id)
    forms: dict[str, tuple[tuple[object, ...], Data]] = {
        "enrol": ((code,), enrol_data(world.own[0], common.pk)),
        "enrolment_withdraw": ((code, trainee.pk), WITHDRAWAL),
        "enrolment_move": ((code, trainee.pk), seat_data(common.pk)),
        "enrolment_continue": ((code, trainee.pk), CONTINUATION),
    }
    return {name: (address(f"training:{name}", *keys), data) for name, (keys, data) in forms.items()}


def reaching_forms(world: World) -> Iterator[tuple[str, Data]]:
    """Forms on A's own pages with values that belong to B; all are refused."""
    other, own, arrived = world.foreign[0], world.own[0], world.arrived
    new = person_data() | posting_data(two.OWN_COMMUNE)
    yield address("registry:id_search"), {"id_number": other.id_number}
    yield address("registry:cadre_chosen"), {"act": "export", "code": other.code}
    yield address("registry:cadre_add"), new | {"id_number": other.id_number}
    yield address("registry:cadre_add"), new | {"unit": two.OTHER_COMMUNE}
    yield address("registry:cadre_edit", own.code), person_data() | {"id_number": other.id_number}
    yield address("registry:posting_transfer", own.code), posting_data(two.OTHER_COMMUNE)
    yield address("registry:posting_add", own.code), posting_data(two.OTHER_COMMUNE)
    theirs = SeatAllotment.objects.get(training_class=world.own_class, unit__key=two.OTHER)
    yield address("training:enrol", world.own_class.code), enrol_data(own, theirs.pk)
    yield address("training:enrolment_move", world.own_class.code, world.own_trainee.pk), seat_data(theirs.pk)
    # At that time the person served in B.
    here = world.postings(arrived)[-1]
    before = posting_data(two.OWN_COMMUNE) | {"started": "01/01/2012"}
    yield address("registry:posting_correct", arrived.code, here.pk), before
    yield address("registry:posting_add", arrived.code), before | {"started": "01/01/2011"}


# A version above any that is stored: the form was opened a moment ago.
LATEST = 10**6
ENDING: Data = {"ended_on": "01/12/2013", "end_reason": "retired", "version": LATEST}
REMEDY: Data = {"kind": "training", "decided_on": "01/12/2013", "reason": "thử"}
WITHDRAWAL: Data = {"withdrawal_reason": "health", "withdrawn_on": "01/12/2013", "version": LATEST}
CONTINUATION: Data = {"continues_from": "01/12/2013", "note": "thử", "version": LATEST}
VERIFICATION: Data = {"state": "unlawful", "decision": "1", "decided_on": "01/12/2013", "version": LATEST}


def posting_data(commune: str) -> Data:
    """A title taken up, as the forms send it."""
    return {
        "unit": commune,
        "title": "office_statistics",
        "kind": "regular",
        "started": "01/12/2013",
        "end_reason": "transferred",
        "reason": "thử",
        "version": LATEST,
    }


def seat_data(allotment: int) -> Data:
    """Another seat, as the form sends it."""
    return {"allotment": allotment, "moved_on": "01/12/2013", "reason": "thử", "version": LATEST}


def enrol_data(cadre: Cadre, allotment: int) -> Data:
    """One person ticked, with every concern accepted, as the form sends it."""
    return {
        "code": cadre.code,
        "person": cadre.code,
        f"seen-{cadre.code}": ",".join(Concern.values),
        "allotment": allotment,
        "enrolled_on": "01/12/2013",
        "reason": "thử",
        "save": "1",
    }


def qualification_data() -> Data:
    """A diploma, as the forms send it."""
    level = ScaleLevel.objects.get(scale=Scale.POLITICAL_THEORY, code="intermediate")
    return {"level": level.pk, "obtained": "01/12/2013", "reason": "thử", "version": LATEST}


def person_data() -> Data:
    """Identity of a person, as the forms send it."""
    return {
        "full_name": "Nông Thị Thử",
        "born_on": "12/03/1974",
        "sex": "male",
        "ethnic_group": "02",
        "version": LATEST,
    }
