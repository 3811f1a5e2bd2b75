"""A few people in two districts of Cao Bằng, and the cast that looks at them."""

from datetime import date
from types import SimpleNamespace

from accounts.models import Role
from registry.enums import Scale
from registry.models import Cadre
from reports.territory import Place, Territory
from tests.factories import registry as facts

DAY = date(2013, 12, 31)
PROVINCE, DISTRICT, COMMUNE = "04", "043", "01321"
OTHER_DISTRICT, OTHER_COMMUNE = "042", "01290"
ELECTED, CIVIL = "party_secretary", "office_statistics"


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


def place_on(territory: Territory, code: str) -> Place:
    """The unit of a code, which must be visible."""
    place = territory.coded(code)
    assert place is not None, f"{code} is not visible"
    return place


def make_people(actor) -> None:
    """Theory of three in Bảo Lạc: intermediate, none, unknown; of two in Bảo Lâm: elementary, advanced."""
    theory(actor, "Lý A Sình", "intermediate", obtained_on=date(2012, 6, 15))
    theory(actor, "Nông Thị Ân", "none", title=facts.title(CIVIL))
    theory(actor, "Đinh Văn Đào", None)
    theory(actor, "Bế Thu Dung", "elementary", commune=OTHER_COMMUNE, obtained_on=date(2010, 5, 1))
    theory(actor, "Vàng Mùi Phin", "advanced", commune=OTHER_COMMUNE, obtained_on=date(2013, 12, 31))
