"""Invented data for the page of components (docs/design-system.md): every state that a part can be in.

Built from the classes the real pages use and never saved, so a part that asks for something new is seen here
at once. No unit, person or number stands for a real one; every address leads back to the page itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from django import forms

from common.dates import Edge
from common.pages.forms import REQUIRED, CleanCharField, DayField, NumberField, PartialDateField
from common.pages.listing import Page, page_of
from registry.cards.page import CriterionLine
from registry.enums import Scale, UnitKind, UnitLevel
from registry.models import PostTitle, ScaleLevel, Unit, UnitVersion
from registry.serving import Serving
from registry.units.tree import UnitNode
from registry.workbook.planning.findings import Choice, Finding
from registry.workbook.presenting import Summary, groups_of
from reports.dashboard.compare import Multiple
from reports.dashboard.forecast import Forecast
from reports.dashboard.links import Links
from reports.dashboard.overview import Cell, Line, Overview, TargetLine
from reports.dashboard.sources import SourceLine, Sources
from reports.dashboard.tiles import TileMap, tile_map
from reports.dashboard.trend import Since, Slope, SlopeLine, Trend, TrendPoint
from reports.dashboard.verdict import verdict
from reports.dashboard.waterfall import Waterfall, waterfall
from reports.enums import Term
from reports.figures.indicators import Figure, measure
from reports.figures.movement import MovedPerson, Movement
from reports.models import Programme, Target
from reports.targets.promises import Promise

DAY = date(2013, 12, 31)
PROGRAMME = Programme(
    code="MAU",
    name="Chương trình mẫu",
    short_name="chương trình mẫu",
    baseline_on=date(2011, 12, 31),
    starts_on=date(2012, 1, 1),
    due_on=date(2015, 12, 31),
    default_day=DAY,
    watch_margin=Decimal(5),
)
_LEVEL = ScaleLevel(scale=Scale.PROFESSIONAL, rank=1, label="Mức mẫu")
# Name, target in per cent, share at the start, and count over base now: each status once.
_TARGETS = (
    ("Văn hóa", 80, 60, 330, 400),
    ("Chuyên môn", 90, 20, 240, 400),
    ("Lý luận", 90, 20, 208, 400),
    ("Tin học", 90, 20, 150, 400),
    ("Ngoại ngữ", 90, 20, 0, 0),
)
# Name, kind, place on the tile map, and how far its shares lie from the province's, in points.
_UNITS = (
    ("Suối Mẫu", UnitKind.HUYEN, (1, 1), 18),
    ("Đèo Mẫu", UnitKind.HUYEN, (2, 1), 7),
    ("Bến Mẫu", UnitKind.HUYEN, (3, 1), 1),
    ("Đồi Mẫu", UnitKind.HUYEN, (1, 2), -3),
    ("Phố Mẫu", UnitKind.THANH_PHO, (3, 2), -14),
)
_BASE = 40
FACETS = {"one": 12, "two": 31}
SORTS = (("name", "Họ và tên"), ("unit", "Đơn vị"))
_TWO = (("one", "Mục một"), ("two", "Mục hai"))


class SampleLinks(Links):
    """Addresses that stay on the page."""

    def query(self, **keys: object) -> str:
        return "#mau"

    def unit(self, place: UnitNode, **keys: object) -> str:
        return self.query()

    def people(self, place: UnitNode, **keys: object) -> str:
        return self.query()

    def movement(self, place: UnitNode, target: str, start: date) -> str:
        return self.query()


def _targets() -> list[Target]:
    return [
        Target(
            pk=number,
            programme=PROGRAMME,
            code=f"M{number}",
            order=number,
            name=f"{name} theo chuẩn mẫu",
            short_name=name,
            threshold=Decimal(threshold),
            minimum=_LEVEL,
        )
        for number, (name, threshold, *_) in enumerate(_TARGETS, start=1)
    ]


TARGETS = _targets()


def _promise(target: Target) -> Promise:
    _, threshold, start, _, _ = _TARGETS[target.order - 1]
    points = ((PROGRAMME.baseline_on, Fraction(start)), (PROGRAMME.due_on, Fraction(threshold)))
    return Promise(Decimal(threshold), points)


def _cell(target: Target, count: int, base: int, unit_id: int) -> Cell:
    return Cell(measure(Figure(target, unit_id, count, base), _promise(target), PROGRAMME, DAY))


def _place(
    number: int, name: str, kind: UnitKind, tile: tuple[int, int] | None, level: UnitLevel
) -> UnitNode:
    version = UnitVersion(code=f"M{number}", name=name, kind=kind)
    district_id = number if level == UnitLevel.DISTRICT else None
    return UnitNode(Unit(pk=number, level=level), version, district_id, 1, tile)


PROVINCE = _place(1, "Mẫu", UnitKind.TINH, None, UnitLevel.PROVINCE)


def target_lines() -> list[TargetLine]:
    """A target in each of its states, and the first once more as those see it who may not see few people."""
    lines = []
    for target in TARGETS:
        _, _, start, count, base = _TARGETS[target.order - 1]
        baseline = Figure(target, PROVINCE.unit_id, start * base // 100, base)
        lines.append(TargetLine(_cell(target, count, base, PROVINCE.unit_id), baseline))
    hidden = lines[0]
    return [*lines, replace(hidden, cell=replace(hidden.cell, hidden=True))]


def forecasts() -> dict[Target, Forecast]:
    """A target that will be reached, that may be, that will not, less than there is now, and hidden."""
    found = ((332, 398, 20), (360, 398, 125), (300, 398, 100), (148, 380, 0), (40, 80, 3))
    due_on, rate = PROGRAMME.due_on, PROGRAMME.pass_rate
    return {
        target: Forecast(target, due_on, *numbers, rate, target.threshold, is_hidden=target == TARGETS[-1])
        for target, numbers in zip(TARGETS, found, strict=True)
    }


def sources() -> Sources:
    """Gaps closed by classes and seats, closed in part, not at all, none left, and hidden."""
    cells = [line.cell for line in target_lines()]
    found = ((0, 12, 0), (90, 40, 60), (50, 102, 20), (0, 0, 210), (0, 0, 0))
    lines = [SourceLine(cell, *each) for cell, each in zip(cells, found, strict=False)]
    return Sources([*lines, SourceLine(cells[-1], 0, 0, 0, is_hidden=True)])


def _unit_lines() -> list[Line]:
    lines = []
    for number, (name, kind, tile, ahead) in enumerate(_UNITS, start=2):
        place = _place(number, name, kind, tile, UnitLevel.DISTRICT)
        cells = []
        for target in TARGETS:
            _, _, _, count, base = _TARGETS[target.order - 1]
            share = max(0, min(100, (100 * count // base if base else 0) + ahead))
            own_base = _BASE if base else 0
            cells.append(_cell(target, own_base * share // 100, own_base, number))
        lines.append(Line(place.version.short_name, _BASE, cells, place, communes=number))
    hidden = replace(lines[-1].cells[1], hidden=True)
    return [*lines[:-1], replace(lines[-1], cells=[lines[-1].cells[0], hidden, *lines[-1].cells[2:]])]


def overview() -> Overview:
    """A province with five districts."""
    lines = target_lines()
    units = _unit_lines()
    return Overview(
        place=PROVINCE,
        ancestors=[],
        verdict=verdict([line.cell.measured for line in lines[: len(TARGETS)]]),
        staff=400,
        elected=230,
        communes=20,
        districts=len(units),
        targets=lines[: len(TARGETS)],
        chosen=TARGETS[1],
        units=units,
        lines=units,
    )


def tiles() -> TileMap:
    """A map with an empty place."""
    return tile_map(_unit_lines())


def trend(target: Target, place: UnitNode = PROVINCE, *, base: int = 400) -> Trend:
    """A line from the start of the programme to the day, with one point that may not be told."""
    promise = _promise(target)
    days = [date(2011, 12, 31), date(2012, 6, 30), date(2012, 12, 31), date(2013, 6, 30), DAY]
    _, _, start, count, whole = _TARGETS[target.order - 1]
    now = 100 * count // whole if whole else 0
    points = []
    for number, day in enumerate(days):
        share = start + (now - start) * number // (len(days) - 1)
        figure = Figure(target, place.unit_id, base * share // 100, base)
        points.append(TrendPoint(day, figure, promise.path_on(day), hidden=number == 1))
    return Trend(target, place, promise, points)


def since() -> Since:
    """The trend of the province and its units between two days."""
    lines = []
    for line in _unit_lines():
        if line.place:
            last = line.cell(TARGETS[1]).figure
            first = Figure(TARGETS[1], line.place.unit_id, last.count // 2, last.base)
            lines.append(SlopeLine(line.place, first, last))
    lines.sort(key=lambda line: -line.last.share)
    return Since(trend(TARGETS[1]), Slope(PROGRAMME.baseline_on, DAY, lines, left_out=1))


def multiples() -> list[Multiple]:
    """Small charts: ranked and late, too few people to be ranked, hidden."""
    units = [line.place for line in _unit_lines() if line.place]
    late, few, hidden = TARGETS[3], TARGETS[0], TARGETS[2]
    return [
        Multiple(trend(late, units[0], base=_BASE), _cell(late, 15, _BASE, 2), rank=1),
        Multiple(trend(few, units[1], base=8), _cell(few, 6, 8, 3)),
        Multiple(trend(hidden, units[2], base=_BASE), replace(_cell(hidden, 3, _BASE, 4), hidden=True)),
    ]


def falls(*, exact: bool) -> Waterfall:
    """A movement with every sign; for those who may not see few people it is not drawn."""
    sizes = {Term.GRADUATED: 32, Term.PLACED: 11, Term.LEFT: 9, Term.TRANSFERRED: 6, Term.DIED: 1}
    person = MovedPerson(0, "MAU", "Người Mẫu", "1970", "lý do mẫu")
    terms = {term: [person] * sizes.get(term, 0) for term in Term}
    return waterfall(Movement(120, 147, terms), PROGRAMME.baseline_on, DAY, exact=exact)


@dataclass(frozen=True)
class SampleMessage:
    """A message as Django's framework hands it to a page."""

    level_tag: str
    text: str

    def __str__(self) -> str:
        return self.text


MESSAGES = (
    SampleMessage("success", "Đã lưu hồ sơ mẫu."),
    SampleMessage("warning", "Đã lưu; còn một chỗ cần xem lại."),
    SampleMessage("error", "Chưa lưu được: tệp mẫu không đọc được. Dữ liệu đang có không đổi."),
)


def person(name: str, born: str = "12/03/1975") -> Any:
    """Somebody invented, as far as a list needs a record."""
    return SimpleNamespace(full_name=name, born_text=born, get_absolute_url="#mau", code="MAU")


def lacking() -> list[Any]:
    """People below the target: one with a lower level, one of whom nothing is known."""
    serving = Serving(PostTitle(name="Chức danh mẫu"), UnitVersion(name="Suối Mẫu", kind=UnitKind.XA))
    lower = SimpleNamespace(short_name="LLCT", short_label="Sơ cấp", rank=1)
    unknown = SimpleNamespace(short_name="LLCT", short_label="chưa rõ", rank=None)
    return [
        SimpleNamespace(cadre=person("Người Mẫu Một"), serving=serving, held=lower),
        SimpleNamespace(cadre=person("Người Mẫu Hai"), serving=serving, held=unknown),
    ]


def criteria() -> Any:
    """A card's criteria with each result."""
    lines = [
        CriterionLine("Chuyên môn", "Trung cấp, 15/06/2012", "từ trung cấp", "Đạt", "✔", "y"),
        CriterionLine("LLCT", "Chưa qua đào tạo", "từ sơ cấp", "Chưa đạt", "✕", "n"),
        CriterionLine("Tin học", "chưa có dữ liệu", "có chứng chỉ", "Chưa có dữ liệu", "?", "n"),
        CriterionLine("QLNN", "chưa có dữ liệu", "", "Không xét", "–", "muted"),
    ]
    return SimpleNamespace(day=DAY, criteria=lines)


def findings() -> list[Any]:
    """Faults of a file: one to correct in place, one to decide."""
    choices = (Choice("same", "Cùng một người"), Choice("other", "Hai người khác nhau"))
    wrong = Finding("Mẫu", 4, "F", "Ngày sinh", "31/02/1985", "không có ngày này", "bad_date")
    double = Finding(
        "Mẫu", 7, "E", "Họ và tên", "Người Mẫu", "có thể là người đã có hồ sơ", "match", choices=choices
    )
    return groups_of([wrong, double])


SUMMARY = Summary(
    rows=9,
    error_cells=2,
    error_rows=2,
    remarks=3,
    created=4,
    updated=2,
    unchanged=1,
    skipped=0,
    valid=7,
)


def page(total: int, number: int = 1) -> Page[int]:
    """A page of a list of that length."""
    return page_of(range(total), {"page": str(number), "size": "25"})


def changes() -> Sequence[Any]:
    """Rows of an act: corrected, added."""
    change = SimpleNamespace(label="Ngày sinh", before="12/03/1975", after="13/03/1975")
    return [
        SimpleNamespace(verb="Sửa", kind="Hồ sơ", fields=[change]),
        SimpleNamespace(verb="Thêm", kind="Văn bằng", fields=[change]),
    ]


class SampleForm(forms.Form):
    """Every kind of field; sent empty, most of them are wrong."""

    empty = CleanCharField(label="Chữ, để trống được", required=False, help_text="câu giải thích đứng dưới ô")
    filled = CleanCharField(label="Chữ, bắt buộc", max_length=40)
    fixed = CleanCharField(
        label="Chữ, chỉ đọc", required=False, widget=forms.TextInput(attrs={"readonly": True})
    )
    off = CleanCharField(label="Chữ, chưa dùng được", required=False, disabled=True)
    day = DayField(label="Ngày")
    partial = PartialDateField(label="Ngày, tháng hoặc năm", edge=Edge.START, required=False)
    number = NumberField(label="Số", min_value=0)
    listed = CleanCharField(
        label="Chữ, có gợi ý", required=False, widget=forms.TextInput(attrs={"list": "goi-y"})
    )
    chosen = forms.ChoiceField(
        label="Chọn trong danh sách",
        choices=(("", "Chọn một mục"), *_TWO),
        error_messages={"required": REQUIRED},
    )
    one = forms.ChoiceField(
        label="Chọn một",
        choices=_TWO,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một mục."},
    )
    several = forms.MultipleChoiceField(
        label="Chọn nhiều", choices=_TWO, widget=forms.CheckboxSelectMultiple, required=False
    )
    ticked = forms.BooleanField(label="Đánh dấu", required=False)
    long = CleanCharField(label="Nhiều dòng", multiline=True, required=False)
    file = forms.FileField(label="Tệp", required=False)


def filled_form() -> SampleForm:
    """The form as it is first seen, with some values."""
    values = {"filled": "Chữ mẫu", "fixed": "không sửa ở đây", "off": "chưa mở", "day": DAY}
    choices = {"chosen": "one", "one": "one", "several": ["two"], "ticked": True, "number": 12}
    return SampleForm(initial=values | choices, prefix="mau")


def refused_form() -> SampleForm:
    """The form sent with mistakes."""
    sent = {"filled": "", "day": "31/02/2013", "number": "âm một", "partial": "13/2013"}
    return SampleForm({f"loi-{name}": value for name, value in sent.items()}, prefix="loi")
