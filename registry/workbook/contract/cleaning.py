"""From a cell to a value: dates, levels, titles, groups, numbers. Each says how it understood the cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from common.dates import DateError, Edge, PartialDate, Precision, format_day, from_excel_serial, parse_partial
from common.numbers import NumberError, parse_number
from common.text.folding import (
    has_unsafe_characters,
    is_all_caps,
    name_key,
    nfc,
    strip_honorific,
    title_case_name,
)
from registry.enums import Scale, Sex
from registry.models import EthnicGroup, PostTitle, ScaleLevel
from registry.workbook.contract.lookups import Lookup, squeezed
from registry.workbook.contract.references import References
from registry.workbook.reading.sheets import Cell

NO_VALUE = frozenset({"", "-", "–", "—", ".", "…", "?"})
UNKNOWN_DATE = frozenset({"khongro", "chuaro", "khong", "chua", "ko", "kro"})
EXCEL_ERRORS = ("#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
# How the reader hands over a formula that was never computed.
UNCOMPUTED = "#CHƯA TÍNH"
YES = frozenset({"x", "1", "co", "v", "✓", "✔"})
# Written text worth keeping beside the level: "9/12", or which language.
KEEPS_WRITTEN = frozenset({Scale.GENERAL_EDUCATION, Scale.FOREIGN_LANGUAGE, Scale.ETHNIC_LANGUAGE})
_GRADE = re.compile(r"(\d{1,2}/(?:10|12))\b.*")
_LONGEST_DETAIL = 120
_SERIAL_FROM, _SERIAL_TO = 3_000, 73_050
_HIGHEST_COEFFICIENT = Decimal("15")


class CellFault(Exception):
    """A cell that cannot be taken; the sentence does not repeat the heading."""

    def __init__(self, text: str, code: str, proposal: str = "") -> None:
        self.text, self.code, self.proposal = text, code, proposal
        super().__init__(text)


@dataclass(frozen=True)
class Cleaned:
    """A value (None for none) and, when the cell says it otherwise, how it was understood."""

    value: Any
    understood: str = ""


@dataclass(frozen=True)
class Written:
    """A level, with the words of the file where they say more than the label."""

    level: ScaleLevel
    detail: str = ""


Clean = Callable[[Cell, References], Cleaned]


def plain_text(cell: Cell) -> str:
    """Text of a cell, composed and trimmed; blank signs mean nothing."""
    text = cell.text
    if text == UNCOMPUTED:
        raise CellFault(
            "ô là công thức chưa có kết quả; mở bằng Excel, lưu lại hoặc gõ giá trị.", "formula_error"
        )
    if text.strip() in EXCEL_ERRORS:
        raise CellFault(f"ô có lỗi công thức {text.strip()}; gõ lại giá trị.", "formula_error")
    if has_unsafe_characters(text):
        raise CellFault("có ký tự ẩn hoặc ký tự điều khiển; xóa ô rồi gõ lại.", "unsafe")
    text = nfc(text)
    return "" if text in NO_VALUE else text


def text_up_to(limit: int) -> Clean:
    """Plain text of a limited length."""

    def clean(cell: Cell, references: References) -> Cleaned:
        text = plain_text(cell)
        if len(text) > limit:
            raise CellFault(f"dài {len(text)} ký tự, nhiều nhất {limit}; viết ngắn lại.", "too_long")
        return Cleaned(text or None)

    return clean


def clean_name(cell: Cell, references: References) -> Cleaned:
    """Full name without "đ/c", "ông", "bà"."""
    text = plain_text(cell)
    name = strip_honorific(text)
    if len(name) > 100:
        raise CellFault(f"dài {len(name)} ký tự, nhiều nhất 100.", "too_long")
    if any(char.isdigit() for char in name) or (name and not any(char.isalpha() for char in name)):
        raise CellFault("họ tên không có chữ số; ghi đúng họ và tên khai sinh.", "name_not_letters")
    return Cleaned(name or None, name if name != text else "")


def spelled_name(name: str) -> str:
    """Proposal for a name in capitals throughout, or nothing."""
    return title_case_name(name) if is_all_caps(name) else ""


def clean_code(cell: Cell, references: References) -> Cleaned:
    return Cleaned(plain_text(cell).upper().replace(" ", "") or None)


def clean_commune_code(cell: Cell, references: References) -> Cleaned:
    """Official code of five digits; a number cell has lost its leading zero, which a code list gives back."""
    text = plain_text(cell).replace(" ", "")
    if text.isdigit() and len(text) < 5:
        return Cleaned(text.zfill(5), text.zfill(5))
    return Cleaned(text or None)


def partial_date(edge: Edge) -> Clean:
    """A day, a month or a year; Excel's numbers and partly shown dates are understood and said so."""

    def clean(cell: Cell, references: References) -> Cleaned:
        try:
            return _read_date(cell, edge)
        except DateError as error:
            raise CellFault(str(error), "bad_date") from None

    return clean


def _read_date(cell: Cell, edge: Edge) -> Cleaned:
    if isinstance(cell.value, date):
        return _excel_date(cell.value, cell.shown, edge)
    if isinstance(cell.value, bool):
        raise DateError("ô chứa TRUE hoặc FALSE, không phải ngày.")
    text = plain_text(cell)
    if not text:
        return Cleaned(None)
    if squeezed(name_key(text)) in UNKNOWN_DATE:
        return Cleaned(None, "chưa có ngày")
    number = _serial(cell)
    if number is not None:
        day = from_excel_serial(number)
        return Cleaned(PartialDate(day, Precision.DAY), format_day(day))
    return Cleaned(parse_partial(text, edge))


def _excel_date(value: date, shown: str, edge: Edge) -> Cleaned:
    if shown == "month":
        text = f"{value.month:02d}/{value.year}"
        return Cleaned(parse_partial(text, edge), text)
    if shown == "year":
        return Cleaned(parse_partial(str(value.year), edge), str(value.year))
    return Cleaned(parse_partial(value, edge))


def _serial(cell: Cell) -> float | None:
    """Number of a day of Excel; a year or a date without signs is none."""
    if isinstance(cell.value, float | int):
        number = float(cell.value)
    elif re.fullmatch(r"\d{5}", str(cell.value).strip()):
        number = float(str(cell.value))
    else:
        return None
    return number if _SERIAL_FROM < number < _SERIAL_TO else None


def clean_sex(cell: Cell, references: References) -> Cleaned:
    key = squeezed(plain_text(cell).lower())
    if not key:
        return Cleaned(None)
    if key in ("nam", "trai", "m", "male"):
        return Cleaned(Sex.MALE)
    if key in ("nữ", "nu", "nử", "gái", "gai", "f", "female"):
        return Cleaned(Sex.FEMALE)
    raise CellFault("ghi Nam hoặc Nữ.", "bad_sex")


def clean_ethnic_group(cell: Cell, references: References) -> Cleaned:
    text = plain_text(cell)
    if not text:
        return Cleaned(None)
    found = references.ethnic_groups.find(re.sub(r"^dân tộc\s+", "", text, flags=re.IGNORECASE))
    if found is None:
        near = references.ethnic_groups.nearest(text)
        raise CellFault(f"không có trong danh mục 54 dân tộc{_like(near)}.", "unknown_ethnic_group", near)
    group: EthnicGroup = found.item
    return Cleaned(group, _if_different(text, group.name))


def clean_title(cell: Cell, references: References) -> Cleaned:
    text = plain_text(cell)
    if not text:
        return Cleaned(None)
    found = references.titles.find(text)
    if found is None:
        near = references.titles.nearest(text)
        raise CellFault(f"không có trong danh mục chức danh cấp xã{_like(near)}.", "unknown_title", near)
    title: PostTitle = found.item
    known = {title.name, title.urban_name}
    return Cleaned(title, "" if text in known else title.name)


def level_on(scale: Scale) -> Clean:
    """A level of a scale, by its label or the shorthand used in that column."""

    def clean(cell: Cell, references: References) -> Cleaned:
        text = plain_text(cell)
        if not text:
            return Cleaned(None)
        level = find_level(text, scale, references.levels)
        if level is None:
            near = references.levels[scale].nearest(text)
            raise CellFault(f"không có trong danh mục trình độ{_like(near)}.", "unknown_level", near)
        detail = _detail(text, level)
        return Cleaned(Written(level, detail), "" if detail else _if_different(text, level.label))

    return clean


def find_level(text: str, scale: Scale, levels: Mapping[Scale, Lookup[ScaleLevel]]) -> ScaleLevel | None:
    """Level of a text; "9/12 BTVH" counts as 9/12."""
    found = levels[scale].find(text)
    if found is None and scale == Scale.GENERAL_EDUCATION and (grade := _GRADE.match(text)):
        found = levels[scale].find(grade[1])
    return None if found is None else found.item


def _detail(text: str, level: ScaleLevel) -> str:
    if level.scale not in KEEPS_WRITTEN or squeezed(text.lower()) in YES or len(text) > _LONGEST_DETAIL:
        return ""
    labels = {squeezed(level.label.lower()), squeezed(level.short_label.lower())}
    says_more = len(text) > 1 and level.rank > 0 and squeezed(text.lower()) not in labels
    return text if says_more else ""


def clean_id_number(cell: Cell, references: References) -> Cleaned:
    """CMND of 9 or CCCD of 12 digits. A number cell that lost its leading zero is reported, not repaired."""
    digits = re.sub(r"[ .]", "", plain_text(cell))
    if not digits:
        return Cleaned(None)
    if digits.isascii() and digits.isdigit() and len(digits) in (9, 12):
        return Cleaned(digits)
    if isinstance(cell.value, float | int) and len(digits) in (8, 11) and digits.isdigit():
        raise CellFault(
            "ô là số nên đã mất chữ số 0 ở đầu; định dạng ô là Văn bản rồi gõ đủ số.",
            "id_lost_zero",
            f"0{digits}",
        )
    raise CellFault("số CMND có 9 chữ số, số CCCD có 12 chữ số.", "bad_id_number")


def clean_salary(cell: Cell, references: References) -> Cleaned:
    text = plain_text(cell)
    if not text:
        return Cleaned(None)
    try:
        number = parse_number(cell.value if isinstance(cell.value, int | float) else text)
    except NumberError as error:
        raise CellFault(str(error), "bad_number") from None
    rounded = round(number, 2)
    if not 0 < number <= _HIGHEST_COEFFICIENT or abs(number - rounded) > Decimal("0.000001"):
        raise CellFault("hệ số lương ghi như 2,34, lớn hơn 0 và không quá 15.", "bad_salary")
    return Cleaned(rounded)


def _like(near: str) -> str:
    return f"; gần giống: {near}" if near else ""


def _if_different(text: str, label: str) -> str:
    return "" if squeezed(text.lower()) == squeezed(label.lower()) else label
