"""A few people in two districts of Cao Bằng, and the cast that looks at them."""

import random
from datetime import date
from types import SimpleNamespace

from accounts.models import Role
from registry.enums import Scale, Sex
from registry.models import Cadre, EthnicGroup, ScaleLevel
from registry.units.tree import UnitNode, UnitTree
from tests.factories import registry as facts

DAY = date(2013, 12, 31)
PROVINCE, DISTRICT, COMMUNE = "04", "043", "01321"
OTHER_DISTRICT, OTHER_COMMUNE = "042", "01290"
ELECTED, CIVIL = "party_secretary", "office_statistics"
TITLES = (ELECTED, "council_vice", CIVIL, "youth_secretary")
SCALES = ("professional", "political_theory", "state_management", "defence", "informatics")
PEOPLES = ("Kinh", "Tày", "Nùng", "Mông", "Lô Lô")
MIDDLE_NAMES = ("Văn", "Thị", "Thế")
GIVEN_NAMES = ("An", "Bình", "Chung", "Dũng", "Giang", "Hà", "Khoa", "Lan", "Minh", "Nga")


def make_cast() -> SimpleNamespace:
    """Leader and staff of the province, an administrator, clerks of one and of two districts."""
    province, district = facts.unit_coded(PROVINCE), facts.unit_coded(DISTRICT)
    other = facts.unit_coded(OTHER_DISTRICT)
    return SimpleNamespace(
        leader=facts.make_user("lanh.dao", role=Role.LEADER, units=(province,)),
        staff=facts.make_user("can.bo.tinh", role=Role.PROVINCE_STAFF, units=(province,)),
        administrator=facts.make_user("quan.tri", role=Role.ADMINISTRATOR, units=(province,)),
        clerk=facts.make_user("huyen.bao.lac", units=(district,)),
        clerk_of_two=facts.make_user("hai.huyen", units=(district, other)),
        stranger=facts.make_user("chua.giao"),
    )


def theory(
    actor, name: str, code: str | None, *, commune: str = COMMUNE, obtained_on: date | None = None, **extra
) -> Cadre:
    """A person with a level of political theory (None: nobody knows)."""
    extra.setdefault("title", facts.title(ELECTED))
    cadre = facts.make_cadre(actor, facts.unit_coded(commune), name, **extra)
    if code:
        facts.make_qualification(actor, cadre, Scale.POLITICAL_THEORY, code, obtained_on=obtained_on)
    return cadre


def place_on(tree: UnitTree, code: str) -> UnitNode:
    """The unit of a code, which must be visible."""
    place = tree.coded(code)
    assert place is not None, f"{code} is not visible"
    return place


def make_people(actor) -> None:
    """Theory of three in Bảo Lạc: intermediate, none, unknown; of two in Bảo Lâm: elementary, advanced."""
    theory(actor, "Lý A Sình", "intermediate", obtained_on=date(2012, 6, 15))
    theory(actor, "Nông Thị Ân", "none", title=facts.title(CIVIL))
    theory(actor, "Đinh Văn Đào", None)
    theory(actor, "Bế Thu Dung", "elementary", commune=OTHER_COMMUNE, obtained_on=date(2010, 5, 1))
    theory(actor, "Vàng Mùi Phin", "advanced", commune=OTHER_COMMUNE, obtained_on=date(2013, 12, 31))


def make_thirty_people(actor) -> None:
    """Thirty in three districts of both sexes, all ages and five peoples.

    Levels of all kinds were reached before, in and after the years shown; some came late and some have left.
    """
    chance = random.Random(11)
    levels = {scale: list(ScaleLevel.objects.filter(scale=scale)) for scale in SCALES}
    titles = [facts.title(code) for code in TITLES]
    peoples = list(EthnicGroup.objects.filter(name__in=PEOPLES).order_by("name"))
    for number in range(30):
        unit = facts.unit_coded(chance.choice([COMMUNE, COMMUNE, "01324", "01290", "01363"]))
        cadre = facts.make_cadre(
            actor,
            unit,
            f"Nông {MIDDLE_NAMES[number // 10]} {GIVEN_NAMES[number % 10]}",
            title=chance.choice(titles),
            sex=chance.choice(Sex.values),
            born_on=date(chance.randint(1952, 1990), chance.randint(1, 12), 20),
            ethnic_group=chance.choice(peoples),
            started_on=date(2011, 5, 25) if number % 6 else date(2012, 9, 1),
            ended_on=None if number % 10 else date(2013, 6, 30),
        )
        for scale in SCALES:
            if chance.random() < 0.8:
                on = date(chance.randint(2009, 2014), chance.randint(1, 12), 15)
                level = chance.choice(levels[scale])
                facts.make_qualification(actor, cadre, scale, level.code, obtained_on=on)
