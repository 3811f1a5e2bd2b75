"""Mẫu số 1: tổng hợp kết quả đào tạo, bồi dưỡng trong nước (domain 4.4), 24 figures, counted in attendances.

Row 4 (xã) are the holders of titles of the council, who stand in row 5 as well; the last row adds rows 5
and 6. Row 6 are trainees who were not among commune cadres and civil servants on the day of enrolment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from registry.enums import Scale, Sex, StaffGroup
from registry.models import PostTitle, Unit
from registry.scope import EVERYTHING
from registry.standing.standings import Standing, standings_of
from training.enums import BudgetLevel, FormColumn
from training.models import Enrolment, Payment, SupportPayment, TrainingProgramme
from training.papers.counting import Course, attendances, year_until

# Group, headings of its columns; a heading without a group spans both rows of headings.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Lý luận chính trị", ("Cao cấp", "Trung cấp", "Sơ cấp", "Bồi dưỡng")),
    ("Quản lý nhà nước", ("CV cao cấp", "CV chính", "Chuyên viên", "Cán sự")),
    ("Chuyên môn", ("Tiến sĩ", "Thạc sĩ", "Đại học", "Cao đẳng", "Trung cấp", "Sơ cấp")),
    (
        "Bồi dưỡng ngắn hạn",
        ("Kiến thức, kỹ năng chuyên ngành", "Kỹ năng lãnh đạo, quản lý", "Tiếng dân tộc", "Khác"),
    ),
    ("", ("QP-AN",)),
    ("", ("Ngoại ngữ",)),
    ("", ("Tin học",)),
    ("", ("Tổng số",)),
    ("Trong đó", ("Người dân tộc thiểu số", "Nữ")),
)
FIGURES = 24
_SHORT, _OTHER, _DEFENCE, _LANGUAGE, _INFORMATICS = 14, 17, 18, 19, 20
TOTAL, MINORITY, WOMEN = 21, 22, 23
# Column of a level by scale and code; a course for the state management of communes counts as cán sự [K med].
_LEVELS: dict[tuple[str, str], int] = {
    **dict.fromkeys([(Scale.POLITICAL_THEORY, "advanced"), (Scale.POLITICAL_THEORY, "bachelor")], 0),
    (Scale.POLITICAL_THEORY, "intermediate"): 1,
    (Scale.POLITICAL_THEORY, "elementary"): 2,
    (Scale.STATE_MANAGEMENT, "senior_specialist"): 4,
    (Scale.STATE_MANAGEMENT, "principal_specialist"): 5,
    (Scale.STATE_MANAGEMENT, "specialist"): 6,
    (Scale.STATE_MANAGEMENT, "clerk"): 7,
    (Scale.STATE_MANAGEMENT, "commune_refresher"): 7,
    (Scale.PROFESSIONAL, "doctor"): 8,
    (Scale.PROFESSIONAL, "master"): 9,
    (Scale.PROFESSIONAL, "university"): 10,
    (Scale.PROFESSIONAL, "college"): 11,
    (Scale.PROFESSIONAL, "intermediate"): 12,
    (Scale.PROFESSIONAL, "elementary"): 13,
}
_SCALES = {
    Scale.ETHNIC_LANGUAGE: 16,
    Scale.DEFENCE: _DEFENCE,
    Scale.FOREIGN_LANGUAGE: _LANGUAGE,
    Scale.INFORMATICS: _INFORMATICS,
}
_FORM_COLUMNS = {
    FormColumn.POLITICAL_REFRESHER: 3,
    FormColumn.SPECIALIST: _SHORT,
    FormColumn.LEADERSHIP: 15,
    FormColumn.ETHNIC_LANGUAGE: 16,
    FormColumn.OTHER: _OTHER,
}
_COUNCIL = ("council_chair", "council_vice")
DEPUTIES, ELECTED, CIVIL, OUTSIDE = "deputies", "elected", "civil", "outside"
# Number, heading, second heading, the attendances it holds; rows without any stay blank.
ROWS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("1", "Cán bộ, công chức lãnh đạo, quản lý", "Cấp tỉnh", ()),
    ("", "", "Cấp sở và tương đương", ()),
    ("", "", "Cấp huyện và tương đương", ()),
    ("", "", "Cấp phòng và tương đương", ()),
    ("2", "Các ngạch công chức", "Chuyên viên cao cấp", ()),
    ("", "", "Chuyên viên chính", ()),
    ("", "", "Chuyên viên", ()),
    ("", "", "Cán sự", ()),
    ("", "", "Công chức tập sự", ()),
    ("3", "Công chức trong nguồn quy hoạch", "", ()),
    ("4", "Đại biểu HĐND", "Cấp tỉnh", ()),
    ("", "", "Cấp huyện", ()),
    ("", "", "Cấp xã", (DEPUTIES,)),
    ("5", "Cán bộ, công chức cấp xã", "Cán bộ chuyên trách", (ELECTED,)),
    ("", "", "Công chức cấp xã", (CIVIL,)),
    ("6", "Những người hoạt động không chuyên trách", "", (OUTSIDE,)),
    ("", "Tổng số", "", (ELECTED, CIVIL, OUTSIDE)),
)


@dataclass
class ResultForm:
    """The figures of a year up to a day, by kind of row; money spent in whole đồng by budget level."""

    day: date
    province: Unit
    figures: dict[str, list[int]] = field(default_factory=dict)
    spent_vnd: dict[str, int] = field(default_factory=dict)

    def row(self, kinds: tuple[str, ...]) -> list[int] | None:
        """The 24 figures of a row of the form; None for one that communes leave blank."""
        if not kinds:
            return None
        none = [0] * FIGURES
        return [sum(values) for values in zip(*(self.figures.get(kind, none) for kind in kinds), strict=True)]


def column_of(programme: TrainingProgramme) -> int:
    """Index of the column in which attendances of a programme stand."""
    level = programme.level
    if level is None:
        return _FORM_COLUMNS.get(FormColumn(programme.form_column or FormColumn.OTHER), _OTHER)
    if (level.scale, level.code) in _LEVELS:
        return _LEVELS[level.scale, level.code]
    return _SCALES.get(Scale(level.scale), _OTHER)


def result_form(day: date, province: Unit) -> ResultForm:
    """Attendances of the year up to a day in classes of a province, and what was paid in it."""
    form = ResultForm(day, province)
    rows = attendances(Course(), *year_until(day)).filter(training_class__province=province)
    found = rows.select_related("cadre__ethnic_group", "training_class__programme__level")
    titles = dict(PostTitle.objects.values_list("pk", "code"))
    by_day: dict[date, list[Enrolment]] = {}
    for row in found:
        by_day.setdefault(row.enrolled_on, []).append(row)
    for enrolled_on, group in by_day.items():
        standing = standings_of([row.cadre_id for row in group], day=enrolled_on, scope=EVERYTHING)
        for row in group:
            for kind in kinds_of(standing.get(row.cadre_id), titles):
                _count(form.figures.setdefault(kind, [0] * FIGURES), row)
    form.spent_vnd = spent_by_level(day, province)
    return form


def kinds_of(standing: Standing | None, titles: dict[int, str]) -> list[str]:
    """Rows in which somebody with such a standing is counted."""
    if standing is None:
        return [OUTSIDE]
    kinds = [ELECTED if standing.staff_group == StaffGroup.ELECTED_CADRE else CIVIL]
    return [*kinds, DEPUTIES] if titles[standing.title_id] in _COUNCIL else kinds


def _count(figures: list[int], row: Enrolment) -> None:
    figures[column_of(row.training_class.programme)] += 1
    figures[TOTAL] += 1
    figures[MINORITY] += row.cadre.ethnic_group.is_minority
    figures[WOMEN] += row.cadre.sex == Sex.FEMALE


def spent_by_level(day: date, province: Unit) -> dict[str, int]:
    """Paid in the year up to a day, by budget level, in whole đồng: for classes and to trainees."""
    first, last = year_until(day)
    spent = dict.fromkeys(BudgetLevel.values, 0)
    for model, path in ((Payment, "allotment"), (SupportPayment, "enrolment__allotment")):
        rows = model._default_manager.filter(
            **{f"{path}__training_class__province": province}, paid_on__range=(first, last)
        )
        for level, total in (
            rows.order_by().values_list(f"{path}__source__budget_level").annotate(total=Sum("amount_vnd"))
        ):
            spent[level] += int(total)
    return spent
