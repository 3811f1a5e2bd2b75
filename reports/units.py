"""Which unit a page or a command speaks of."""

from __future__ import annotations

from datetime import date

from registry.enums import UnitLevel
from registry.errors import Refusal
from registry.models import Unit


def default_province() -> Unit:
    """The province of the installation; the first one by code where there are several."""
    province = Unit.objects.filter(level=UnitLevel.PROVINCE).order_by("key").first()
    if province is None:
        raise Refusal("Chưa có đơn vị nào trong hệ thống. Chạy lệnh load_reference để nạp danh mục.")
    return province


def unit_coded(code: str, day: date) -> Unit:
    """The unit that carries an official code on a day."""
    unit = Unit.objects.coded(code, day).first()
    if unit is None:
        raise Refusal(f"Không có đơn vị mang mã {code} vào ngày {day:%d/%m/%Y}.")
    return unit
