"""A row of the file with its cleaned values and everything found in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from common.dates import PartialDate
from common.text.folding import name_key
from registry.enums import Sex
from registry.workbook.contract import cleaning
from registry.workbook.contract.cleaning import CellFault, Cleaned
from registry.workbook.contract.columns import BY_KEY, FEMALE, MALE
from registry.workbook.contract.references import References
from registry.workbook.planning.decisions import Decisions
from registry.workbook.planning.findings import Choice, Finding
from registry.workbook.planning.units import Commune, without_kind
from registry.workbook.reading.layout import Layout
from registry.workbook.reading.sheets import Cell

# A line below the list with nothing but a name or a total: signatures, sums.
_FEWEST_CELLS = 2


@dataclass
class Row:
    """One person of the list. `values` holds what is not blank, `commune` where the row places the person."""

    layout: Layout
    number: int
    decisions: Decisions
    cells: dict[str, Cell] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    commune: Commune | None = None
    is_skipped: bool = False

    @property
    def sheet(self) -> str:
        return self.layout.sheet.name

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_error]

    @property
    def name(self) -> str:
        return str(self.values.get("full_name") or "")

    @cached_property
    def name_key(self) -> str:
        """Search key of the name; the cells of a row are read once."""
        return name_key(self.name)

    @property
    def born(self) -> PartialDate | None:
        value: PartialDate | None = self.values.get("birth")
        return value

    def text(self, key: str) -> str:
        cell = self.cells.get(key)
        return cell.text if cell else ""

    def choice(self, code: str) -> str:
        return self.decisions.choice(self.sheet, self.number, code)

    def fault(
        self, key: str, text: str, code: str, *, proposal: str = "", choices: tuple[Choice, ...] = ()
    ) -> None:
        """Refuses the row for a cell."""
        self.findings.append(self._finding(key, text, code, proposal, choices, is_error=True))

    def remark(self, key: str, text: str, code: str = "understood", choices: tuple[Choice, ...] = ()) -> None:
        """Tells how a cell was understood, or what to look at; the row is still written."""
        self.findings.append(self._finding(key, text, code, "", choices, is_error=False))

    def _finding(
        self, key: str, text: str, code: str, proposal: str, choices: tuple[Choice, ...], *, is_error: bool
    ) -> Finding:
        cell = self.cells.get(key)
        column = cell.column if cell else self.layout.column_of(key)
        heading = BY_KEY[key].heading
        return Finding(
            self.sheet, self.number, column, heading, self.text(key), text, code, proposal, choices, is_error
        )


def rows_of(layout: Layout, decisions: Decisions, references: References) -> Iterator[Row]:
    """The persons of a list, cleaned. Sums, signatures and headings of parts are no persons."""
    filled = {number: layout.filled(number) for number in layout.rows()}
    surely = {number for number, keys in filled.items() if len(keys) > _FEWEST_CELLS or "code" in keys}
    last = max(surely, default=0)
    for number, keys in filled.items():
        # Above the last full line a name alone is a person of whom nothing else is written.
        if number not in surely and not (number <= last and "full_name" in keys):
            layout.ignored.append(number)
        else:
            row = Row(layout, number, decisions)
            _clean(row, references)
            row.is_skipped = decisions.skips(row.sheet, number)
            yield row


def _clean(row: Row, references: References) -> None:
    for key, index in row.layout.indexes.items():
        cell = row.decisions.corrected(row.layout.sheet.cell(row.number, index))
        if cell.value is None or not cell.text.strip():
            continue
        row.cells[key] = cell
        if key not in (MALE.key, FEMALE.key):
            _clean_cell(row, key, cell, references)
    _read_sex_columns(row, references)
    _place(row, references)


def _clean_cell(row: Row, key: str, cell: Cell, references: References) -> None:
    # What stands in a cell once stands in many: dates, titles, levels, communes.
    written = (key, cell.value.__class__, cell.value, cell.shown)
    cleaned = references.cleaned.get(written)
    if cleaned is None:
        cleaned = references.cleaned[written] = _read_cell(key, cell, references)
    if isinstance(cleaned, CellFault):
        row.fault(key, cleaned.text, cleaned.code, proposal=cleaned.proposal)
        return
    if cleaned.value is not None:
        row.values[key] = cleaned.value
    if cleaned.understood:
        row.remark(key, f"Đã hiểu là {cleaned.understood}")


def _read_cell(key: str, cell: Cell, references: References) -> Cleaned | CellFault:
    try:
        return BY_KEY[key].clean(cell, references)
    except CellFault as fault:
        return fault


def _read_sex_columns(row: Row, references: References) -> None:
    """Forms put the birth date, or a cross, in the column "Nam" or "Nữ"."""
    used = [key for key in (MALE.key, FEMALE.key) if key in row.cells]
    if len(used) == 2:
        row.fault(FEMALE.key, "ghi ở cả hai cột Nam và Nữ; chỉ ghi một cột.", "two_sexes")
        return
    for key in used:
        row.values.setdefault("sex", Sex.MALE if key == MALE.key else Sex.FEMALE)
        cell = row.cells[key]
        if cell.text.strip().lower() in cleaning.YES:
            continue
        if "birth" not in row.cells:
            _clean_cell(row, key, cell, references)
            if key in row.values:
                row.values["birth"] = row.values.pop(key)
                row.cells["birth"] = cell


# Where the row places the person -------------------------------------------------------------------


def _place(row: Row, references: References) -> None:
    """By code on the day of the file, else by name within the district (design.md 7)."""
    communes = references.communes
    district = _district(row, references)
    by_code = _by_code(row, references)
    by_name = None if by_code else _by_name(row, references, district)
    commune = by_code or by_name
    if commune is None:
        return
    key = "commune_code" if by_code else "commune"
    if not commune.in_scope:
        text = (
            f"{commune.name} ngoài phạm vi được nhập của tài khoản này; xóa dòng hoặc gửi nơi quản lý nhập."
        )
        row.fault(key, text, "out_of_scope_commune")
        return
    if district is not None and commune.district_id != district:
        right = communes.district_names.get(commune.district_id or 0)
        name = right.short_name if right else ""
        row.fault(
            "district",
            f"{commune.name} thuộc {name}, không thuộc đơn vị ghi ở đây.",
            "wrong_district",
            proposal=name,
        )
        return
    row.commune = commune


def _district(row: Row, references: References) -> int | None:
    text = row.values.get("district")
    if not text:
        return None
    districts = references.communes.districts
    found = districts.find(text) or districts.find(without_kind(text))
    if found is None:
        near = districts.nearest(text)
        row.fault(
            "district", f"không có huyện, thành phố này{_like(near)}.", "unknown_district", proposal=near
        )
        return None
    return found.item


def _by_code(row: Row, references: References) -> Commune | None:
    code = row.values.get("commune_code")
    if not code:
        return None
    commune = references.communes.by_code.get(code)
    if commune is None:
        row.fault(
            "commune_code",
            f"không có xã mang mã này vào ngày {references.day:%d/%m/%Y}.",
            "unknown_commune_code",
        )
        return None
    name = row.values.get("commune")
    if name:
        found = references.communes.named(commune.district_id).find(without_kind(name))
        if found is None or found.item.unit_id != commune.unit_id:
            text = f"mã {code} là {commune.name}, tên ghi là “{name}”; sửa mã hoặc tên."
            row.fault("commune_code", text, "code_and_name_differ")
            return None
    return commune


def _by_name(row: Row, references: References, district: int | None) -> Commune | None:
    text = row.values.get("commune")
    if not text or "commune_code" in row.cells:
        return None
    communes = references.communes
    within = district or communes.own_district
    if within is None and communes.count_named(text) > 1:
        row.fault("commune", "có nhiều xã cùng tên; ghi thêm huyện hoặc mã xã.", "commune_ambiguous")
        return None
    lookup = communes.named(within)
    found = lookup.find(without_kind(text))
    if found is None:
        near = lookup.nearest(text)
        row.fault(
            "commune",
            f"không tìm thấy xã, phường, thị trấn này{_like(near)}.",
            "unknown_commune",
            proposal=near,
        )
        return None
    if not found.is_exact:
        row.remark("commune", f"Đã hiểu là {found.item.name}")
    return found.item


def _like(near: str) -> str:
    return f"; gần giống: {near}" if near else ""
