"""A workbook of one district with one planted fault of each kind, listed with row, column and value."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from accounts.models import User
from tests.factories.registry import make_cadre, title, unit_coded
from tests.registry.workbook.books import FIRST_ROW, LETTERS, SHEET, list_bytes, person

KNOWN = 12
LAST = 33


class Fault(NamedTuple):
    """The row (its number in the list), the heading, the value planted, the cause by which it is named."""

    kind: str
    number: int
    heading: str
    value: str
    code: str
    changes: dict[str, Any]

    @property
    def cell(self) -> tuple[str, int, str, str]:
        return (SHEET, FIRST_ROW + self.number - 1, LETTERS[self.heading], self.value)


def _twice() -> dict[str, Any]:
    return _values(7)


def _values(number: int) -> dict[str, Any]:
    """Identity of a known person, without papers."""
    row = person(number)
    return {"full_name": row["Họ và tên"], "birth": row["Ngày sinh"], "id_number": None}


FAULTS = [
    Fault("higher level without a date", 1, "Chuyên môn", "Đại học", "level_without_date:professional",
          {"professional": "Đại học", "professional_on": None, "specialty": None}),
    Fault("level below the record", 2, "Chuyên môn", "Sơ cấp", "level_lower:professional",
          {"professional": "Sơ cấp", "professional_on": None, "specialty": None}),
    Fault("new title without a date", 3, "Chức danh", "Tư pháp - hộ tịch", "move_without_date",
          {"title": "Tư pháp - hộ tịch", "started": None}),
    Fault("record code that nobody has", 4, "Mã hồ sơ", "ZZZZZZZZ", "unknown_code", {"code": "ZZZZZZZZ"}),
    Fault("name that exists twice", 5, "Họ và tên", "Hoàng Văn Giang", "match", {"id_number": None}),
    Fault("31/02", 13, "Ngày sinh", "31/02/1979", "bad_date", {"birth": "31/02/1979"}),
    Fault("future date", 14, "Ngày đạt chuyên môn", "15/06/2099", "future_date",
          {"professional_on": "15/06/2099"}),
    Fault("commune of another district", 15, "Mã xã", "01290", "out_of_scope_commune",
          {"commune_code": "01290", "commune": "Pác Miầu", "district": "Bảo Lâm"}),
    Fault("wrong district", 16, "Huyện, thành phố", "Bảo Lâm", "wrong_district", {"district": "Bảo Lâm"}),
    Fault("commune that does not exist", 17, "Xã, phường, thị trấn", "Hồng Thủy", "unknown_commune",
          {"commune_code": None, "commune": "Hồng Thủy"}),
    Fault("unknown title", 18, "Chức danh", "Chủ nhiệm hợp tác xã", "unknown_title",
          {"title": "Chủ nhiệm hợp tác xã"}),
    Fault("unknown level", 19, "Lý luận chính trị", "Trung bình khá", "unknown_level",
          {"political_theory": "Trung bình khá"}),
    Fault("unknown ethnic group", 20, "Dân tộc", "Tầy Nùng", "unknown_ethnic_group",
          {"ethnic_group": "Tầy Nùng"}),
    Fault("neither man nor woman", 21, "Giới tính", "Nma", "bad_sex", {"sex": "Nma"}),
    Fault("CMND that lost its zero", 22, "Số CMND/CCCD", "80123456", "id_lost_zero", {"id_number": 80123456}),
    Fault("CMND of seven digits", 23, "Số CMND/CCCD", "0801234", "bad_id_number", {"id_number": "0801234"}),
    Fault("no name", 24, "Họ và tên", "", "blank_full_name", {"full_name": None}),
    Fault("salary in words", 25, "Hệ số lương", "hai phẩy", "bad_number", {"salary": "hai phẩy"}),
    Fault("diploma before the age of 14", 26, "Ngày đạt chuyên môn", "1990", "too_young",
          {"professional_on": "1990"}),
    Fault("formula error", 27, "Tôn giáo", "#REF!", "formula_error", {"religion": "#REF!"}),
    Fault("date without its level", 28, "Ngày đạt LLCT", "2008", "day_alone", {"political_theory": None}),
    Fault("code and name of the commune differ", 29, "Mã xã", "01330", "code_and_name_differ",
          {"commune": "Cốc Pàng"}),
    Fault("post after the day of the file", 30, "Ngày giữ chức danh", "01/06/2014", "after_file_date",
          {"started": "01/06/2014"}),
    Fault("name with digits", 31, "Họ và tên", "Lý Văn 31", "name_not_letters", {"full_name": "Lý Văn 31"}),
    Fault("hidden sign", 32, "Ghi chú", "Luân\u200b chuyển", "unsafe", {"note": "Luân\u200b chuyển"}),
    Fault("person twice", 33, "Họ và tên", person(7)["Họ và tên"], "person_twice", _twice()),
]  # fmt: skip

# Further changes that make a planted row a person of its own.
_ALWAYS: dict[int, dict[str, Any]] = {26: {"birth": "05/05/1986"}}


def base_bytes() -> bytes:
    """The list by which the known people came."""
    return list_bytes([person(number) for number in range(1, KNOWN + 1)])


def make_homonym(actor: User) -> None:
    """A second person of the name and birth of the fifth."""
    values = person(5)
    born = values["Ngày sinh"]
    day, month, year = (int(part) for part in born.split("/"))
    commune = unit_coded("01333")
    made: dict[str, Any] = {"title": title("justice_civil_status"), "started_on": date(2010, 1, 1)}
    make_cadre(actor, commune, values["Họ và tên"], born_on=date(year, month, day), **made)


def rows(*, planted: bool) -> list[dict[str, Any]]:
    """The list of the district, with the faults or as corrected."""
    changes: dict[int, dict[str, Any]] = {number: dict(extra) for number, extra in _ALWAYS.items()}
    for fault in FAULTS if planted else ():
        changes.setdefault(fault.number, {}).update(fault.changes)
    last = LAST if planted else LAST - 1
    return [person(number, **changes.get(number, {})) for number in range(1, last + 1)]
