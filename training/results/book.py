"""The grid of results as a workbook: written with the trainees filled in, read back with the cells named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from common.dates import format_day
from common.sheets.tables import Column, Kind, Table
from common.sheets.xlsx import write_workbook
from common.text.folding import name_key, nfc
from registry.errors import Refusal
from registry.workbook.grid import Grid, find_headings
from registry.workbook.reading.reading import read
from registry.workbook.reading.sheets import Sheet, Value, text_of
from training.models import Enrolment, TrainingClass
from training.results.rows import FIELDS, LABELS, Fault, read_row
from training.results.services import ResultFacts

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

COLUMNS = (
    Column("STT", "number", 6, Kind.INTEGER),
    Column("Mã hồ sơ", "code", 12),
    Column("Họ và tên", "full_name", 26),
    Column("Ngày sinh", "born", 12),
    Column(LABELS["outcome"], "outcome", 14),
    Column(LABELS["completed_on"], "completed_on", 13, Kind.DATE),
    Column(LABELS["classification"], "classification", 16),
    Column(LABELS["certificate_no"], "certificate_no", 20),
)
SEARCHED_ROWS = 30
_HEADINGS = {name_key(column.title): column.key for column in COLUMNS}
_NEEDED = {"code", *FIELDS}


@dataclass(frozen=True)
class CellFault:
    """A fault with its address in the file: "F7"."""

    address: str
    person: str
    fault: Fault

    @property
    def label(self) -> str:
        return LABELS.get(self.fault.field, "Mã hồ sơ")


@dataclass
class ReadBook:
    """What a file says: results to record, or the faults of all its cells."""

    name: str
    digest: str
    facts: list[ResultFacts] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


def write_book(
    file: SupportsWrite[bytes], training_class: TrainingClass, trainees: Iterable[Enrolment]
) -> int:
    """The trainees with what is recorded of them, the others with the usual day; returns their number."""
    rows = ([number, *_values(each, training_class)] for number, each in enumerate(trainees, start=1))
    title = f"Kết quả lớp {training_class.code}"
    head = (
        f"{training_class.name}, kết thúc {format_day(training_class.ends_on)}",
        "Ghi Đạt hoặc Không đạt; xếp loại: Xuất sắc, Giỏi, Khá, Trung bình khá, Trung bình. "
        "Giữ nguyên cột Mã hồ sơ. Dòng để trống kết quả thì chưa ghi.",
    )
    return write_workbook(file, Table(title, COLUMNS, rows), head=head, sheet="Kết quả")


def read_book(
    name: str, content: bytes, training_class: TrainingClass, trainees: Sequence[Enrolment]
) -> ReadBook:
    """Reads a file of results; raises `Refusal` for one that holds no such list."""
    book = read(name, content)
    for sheet in book.sheets:
        grid = None if sheet.is_hidden else _list_on(sheet)
        if grid is not None:
            found = ReadBook(book.name, book.digest)
            _Lines(grid, training_class, trainees).read_into(found)
            return found
    names = ", ".join(f"“{column.title}”" for column in COLUMNS if column.key in _NEEDED)
    raise Refusal(
        f"Không tìm thấy hàng tiêu đề có các cột {names} trong tệp. Chưa ghi gì; "
        "tải bảng kết quả của lớp về, điền vào đó rồi nhập lại."
    )


def _values(enrolment: Enrolment, training_class: TrainingClass) -> list[object]:
    cadre = enrolment.cadre
    person: list[object] = [cadre.code, cadre.full_name, cadre.born_text]
    result = getattr(enrolment, "result", None)
    if result is None:
        return [*person, "", training_class.ends_on, "", ""]
    outcome, classification = result.get_outcome_display(), result.get_classification_display()
    return [*person, outcome, result.completed_on, classification, result.certificate_no]


def _list_on(sheet: Sheet) -> Grid | None:
    """The list of results of a sheet."""
    found = find_headings(sheet, _named, _NEEDED.issubset, within=SEARCHED_ROWS)
    if found is None:
        return None
    number, keys = found
    return Grid(sheet, number, {key: index for index, key in enumerate(keys) if key is not None})


def _named(value: Value) -> str | None:
    return _HEADINGS.get(name_key(nfc(text_of(value))))


class _Lines:
    """The lines of people below the headings."""

    def __init__(self, grid: Grid, training_class: TrainingClass, trainees: Sequence[Enrolment]) -> None:
        self.grid, self.training_class = grid, training_class
        self.trainees = {each.cadre.code: each for each in trainees}
        self.first_rows: dict[str, int] = {}

    def read_into(self, found: ReadBook) -> None:
        for number in range(self.grid.heading_row + 1, len(self.grid.sheet.rows) + 1):
            values = self.grid.values(number)
            code = nfc(text_of(values["code"])).upper()
            filled = any(text_of(values[name]) for name in FIELDS if name != "completed_on")
            if code or filled:
                self._read(number, code, values, found)

    def _read(self, number: int, code: str, values: dict[str, Value], found: ReadBook) -> None:
        enrolment = self.trainees.get(code)
        problem = self._problem(number, code, values)
        if problem is not None or enrolment is None:
            if problem is not None:
                found.faults.append(
                    CellFault(self.grid.address("code", number), text_of(values.get("full_name")), problem)
                )
            return
        row = read_row(enrolment, values, self.training_class)
        person = enrolment.cadre.full_name
        found.faults += [
            CellFault(self.grid.address(each.field, number), person, each) for each in row.faults
        ]
        if row.facts is not None:
            found.facts.append(row.facts)

    def _problem(self, number: int, code: str, values: dict[str, Value]) -> Fault | None:
        """What is wrong with whom the line is about."""
        if not code:
            return Fault("code", "", "Dòng có kết quả nhưng thiếu mã hồ sơ", self._whom(values))
        if code not in self.trainees:
            near = get_close_matches(code, self.trainees, n=1, cutoff=0.8)
            proposal = f"Có phải {near[0]}, {self.trainees[near[0]].cadre.full_name}" if near else ""
            return Fault("code", code, "Không phải học viên của lớp", proposal or self._whom(values))
        if code in self.first_rows:
            return Fault("code", code, f"Trùng với dòng {self.first_rows[code]}", "Xóa một trong hai dòng")
        self.first_rows[code] = number
        return None

    def _whom(self, values: dict[str, Value]) -> str:
        """The trainee of that name, when there is one only."""
        key = name_key(text_of(values.get("full_name")))
        same = [each for each in self.trainees.values() if each.cadre.name_key == key]
        return f"Ghi {same[0].cadre.code}" if len(same) == 1 else "Lấy mã ở bảng kết quả tải từ lớp"
