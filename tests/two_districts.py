"""Three districts whose people cannot be mistaken for one another, and the cast that looks at them.

Hà Quảng (A) is looked at from inside. Thông Nông (B), which merges into it in 2020, and Bảo Lạc (C) are full
of canaries: names, numbers of papers, decisions, reasons that stand nowhere else, and so many people that any
total which counts them has four digits. Three people have served in both A and B.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Role, User
from accounts.rights import Right
from registry.cards import services
from registry.cards.naming import name_fields
from registry.enums import ActKind, EndReason, Scale
from registry.models import Act, Cadre, EthnicGroup, ImportBatch, Posting, Qualification, Unit
from tests.factories import registry as make
from tests.training.world import foreign_class, shared_class
from training.models import Enrolment, TrainingClass

OWN, OTHER, THIRD, PROVINCE = "045", "044", "043", "04"
OWN_COMMUNE, SECOND_OWN_COMMUNE = "01402", "01426"
OTHER_COMMUNE, THIRD_COMMUNE = "01366", "01321"
# The commune of 2025 that takes over two of A's and one of B's.
MERGED_COMMUNE, MERGED_ON = "01438", date(2025, 7, 1)
CROWD = 1037

SURNAME = "Xồng Quỷnh"
PAPERS = "0991"
# Ethnic groups of three people of A, and of nobody else.
RARE_GROUPS = ("Ngái", "La Chí", "Pà Thẻn")
STRINGS = (
    SURNAME,
    "XỒNG QUỶNH",
    "Trương Hạc Canh",
    "QĐ-CHIM-HOANG-YEN",
    "ly-do-chim-hoang-yen",
    "tep-chim-hoang-yen",
    "so-ket-chim-hoang-yen",
    "Cần Yên",
    "17/09/2013",
    "lop-chim-hoang-yen",
    "LOP-CHIM",
)


@dataclass
class World:
    """The cast and the facts; `foreign` are people who were never in A."""

    clerk: User
    other_clerk: User
    third_clerk: User
    staff: User
    leader: User
    auditor: User
    administrator: User
    own: list[Cadre]
    foreign: list[Cadre]
    moved: Cadre
    arrived: Cadre
    gone: Cadre
    own_act: Act
    foreign_act: Act
    own_batch: ImportBatch
    foreign_batch: ImportBatch
    own_class: TrainingClass
    foreign_class: TrainingClass
    own_trainee: Enrolment
    codes: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def postings(self, cadre: Cadre) -> list[Posting]:
        return list(Posting.objects.filter(cadre=cadre).order_by("started_on"))

    def posting(self, cadre: Cadre) -> Posting:
        return self.postings(cadre)[0]

    def qualification(self, cadre: Cadre) -> Qualification:
        return Qualification.objects.filter(cadre=cadre).order_by("pk")[0]


def build(crowd: int = CROWD) -> World:
    """All of it, on reference data; a small `crowd` where totals do not matter."""
    cast = _cast()
    clerk, other_clerk = cast["clerk"], cast["other_clerk"]
    groups = ("Tày", *RARE_GROUPS, "Kinh")
    own = [
        _person(clerk, (OWN_COMMUNE, SECOND_OWN_COMMUNE)[n % 2], f"Đàm Văn Mẫu {n}", f"0801{n:05d}", group)
        for n, group in enumerate(groups, start=1)
    ]
    own_act = Act.objects.filter(actor=clerk).latest("pk")
    moved = _person(clerk, OWN_COMMUNE, "Mã Thị Dời", "080200001")
    gone = _person(clerk, OWN_COMMUNE, "Mã Văn Khuất", "080200002")
    foreign_act, foreign = _crowd(other_clerk, crowd)
    arrived = foreign.pop()
    third = _person(cast["third_clerk"], THIRD_COMMUNE, f"{SURNAME} Ba", f"{PAPERS}99999")
    foreign.append(third)
    here, there = make.unit_coded(OWN), make.unit_coded(OTHER)
    own_class, own_trainee = shared_class(cast["staff"], [own[1], own[2], moved], foreign[:-1], here, there)
    _move_people(cast, moved, arrived, gone)
    return World(
        **cast,
        own=own,
        foreign=foreign,
        moved=moved,
        arrived=arrived,
        gone=gone,
        own_act=own_act,
        foreign_act=foreign_act,
        own_batch=_batch(clerk, "danh-sach-ha-quang.xlsx", len(own)),
        foreign_batch=_batch(other_clerk, "tep-chim-hoang-yen.xlsx", crowd),
        own_class=own_class,
        foreign_class=foreign_class(cast["staff"], there),
        own_trainee=own_trainee,
        codes={each.code for each in foreign},
        numbers={each.id_number for each in foreign},
    )


def _cast() -> dict[str, User]:
    province = make.unit_coded(PROVINCE)
    cast = {
        "clerk": make.make_user("ha.quang", units=(make.unit_coded(OWN),)),
        "other_clerk": make.make_user("thong.nong", units=(make.unit_coded(OTHER),)),
        "third_clerk": make.make_user("bao.lac", units=(make.unit_coded(THIRD),)),
        "staff": make.make_user(
            "ban.to.chuc", role=Role.PROVINCE_STAFF, units=(province,), rights=(Right.EXPORT_PERSONAL,)
        ),
        "leader": make.make_user("thuong.truc", role=Role.LEADER, units=(province,)),
        "auditor": make.make_user("kiem.tra", role=Role.AUDITOR, units=(province,)),
        "administrator": make.make_user("quan.tri", role=Role.ADMINISTRATOR, units=(province,)),
    }
    for clerk in (cast["other_clerk"], cast["third_clerk"]):
        clerk.full_name = "Trương Hạc Canh"
        clerk.save(update_fields=["full_name"])
    # Colleagues in one agency may have been given different districts.
    cast["third_clerk"].agency = cast["clerk"].agency
    cast["third_clerk"].save(update_fields=["agency"])
    return cast


def _person(actor: User, commune: str, name: str, number: str, group: str = "Tày") -> Cadre:
    """Someone of the usual kind, added the usual way."""
    facts = make.posting_facts(make.unit_coded(commune), make.on(2010, 5, 3))
    values = make.person_values(name, id_number=number, ethnic_group=EthnicGroup.objects.get(name=group))
    theory = make.level_facts(Scale.POLITICAL_THEORY, "elementary", make.on(2009, 6, 30))
    return services.add_cadre(actor=actor, person=values, posting=facts, levels=[theory])


@transaction.atomic
def _crowd(actor: User, size: int) -> tuple[Act, list[Cadre]]:
    """As many people in one commune of B, imported in one act that tells their number."""
    unit, title, kind = make.unit_coded(OTHER_COMMUNE), make.title(), make.kind()
    level = make.level(Scale.POLITICAL_THEORY, "elementary")
    values = make.person_values()
    del values["full_name"]
    cadres = [
        Cadre(code=f"QX{n:06d}", id_number=f"{PAPERS}{n:05d}", **values, **name_fields(f"{SURNAME} {n}"))
        for n in range(1, size + 1)
    ]
    cadres.append(Cadre(code="ARR1VED2", id_number="080300001", **values, **name_fields("Nông Thị Tới")))
    rows: list[Posting | Qualification] = []
    for cadre in cadres:
        rows.append(
            Posting(
                cadre=cadre,
                unit=unit,
                title=title,
                kind=kind,
                started_on=date(2010, 5, 3),
                decision_no="QĐ-CHIM-HOANG-YEN",
            )
        )
        rows.append(Qualification(cadre=cadre, level=level, obtained_on=date(2009, 6, 30)))
    act = make.recorded(
        ActKind.IMPORT,
        actor,
        created=[*cadres, *rows],
        summary=f"so-ket-chim-hoang-yen {size}",
        source_name="tep-chim-hoang-yen.xlsx",
    )
    return act, cadres


def _move_people(cast: dict[str, User], moved: Cadre, arrived: Cadre, gone: Cadre) -> None:
    """One out, one in, one out and then retired there; the other district goes on writing about the first."""
    there, here = make.unit_coded(OTHER_COMMUNE), make.unit_coded(OWN_COMMUNE)
    _transfer(cast["staff"], gone, there, date(2013, 2, 1))
    last = Posting.objects.get(cadre=gone, ended_on=None)
    services.end_posting(
        actor=cast["other_clerk"],
        posting=last,
        ended_on=date(2013, 9, 17),
        end_reason=EndReason.RETIRED,
        decision_no="QĐ-CHIM-HOANG-YEN",
    )
    _transfer(cast["staff"], arrived, here, date(2013, 3, 1))
    _transfer(cast["staff"], moved, there, date(2013, 6, 1))
    services.correct_cadre(
        actor=cast["other_clerk"], cadre=moved, values={"health": "Tốt"}, reason="ly-do-chim-hoang-yen"
    )


def _transfer(actor: User, cadre: Cadre, unit: Unit, day: date) -> None:
    # The old district keeps the number of the decision by which someone left.
    facts = make.posting_facts(unit, make.on(day.year, day.month, day.day), decision_no="15-QĐ/TU")
    services.transfer(actor=actor, cadre=cadre, posting=facts)


def _batch(user: User, name: str, rows: int) -> ImportBatch:
    return ImportBatch.objects.create(
        user=user,
        uploaded_at=timezone.now(),
        file_name=name,
        digest="0" * 64,
        content=b"",
        as_of=make.DAY,
        state="written",
        result={"rows": rows, "created": rows, "updated": 0, "unchanged": 0, "missing": [], "errors": []},
    )
