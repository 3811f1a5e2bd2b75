"""Danh sách học viên (domain 4.4): one row for each attendance, as people stood on the day of enrolment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from common.dates import format_partial
from common.sheets.tables import Column, Kind, Table
from registry.enums import Scale, Sex
from registry.models import PostTitle
from registry.scope import Scope
from registry.serving import Serving, roster
from registry.standing.held_levels import HeldLevels, levels_on
from training.enums import Outcome
from training.models import Enrolment

TITLE = "DANH SÁCH HỌC VIÊN"
COLUMNS = (
    Column("TT", "number", 6, Kind.INTEGER),
    Column("Họ và tên", "name", 26),
    Column("Năm sinh: Nam", "born_man", 12),
    Column("Năm sinh: Nữ", "born_woman", 12),
    Column("Dân tộc", "ethnic", 12),
    Column("Đơn vị công tác", "unit", 26),
    Column("Chức vụ, chức danh", "title", 28),
    Column("Trình độ trước khi học", "level", 20),
    Column("Lớp, ngành học", "class", 36),
    Column("Hình thức", "mode", 18),
    Column("Cơ sở đào tạo", "institution", 28),
    Column("Từ ngày", "starts_on", 12, Kind.DATE),
    Column("Đến ngày", "ends_on", 12, Kind.DATE),
    Column("Nguồn kinh phí", "source", 16),
    Column("Kết quả, xếp loại", "result", 22),
    Column("Ghi chú", "note", 26),
)


@dataclass(frozen=True)
class Trainee:
    """An enrolment with where and as what the person served on its day; None outside the scope."""

    enrolment: Enrolment
    unit_name: str
    title_name: str
    level_name: str


def trainees_of(enrolments: Iterable[Enrolment], scope: Scope) -> Iterator[Trainee]:
    """Trainees in the order given within each day of enrolment; three queries a day."""
    titles = PostTitle.objects.in_bulk()
    by_day = sorted(enrolments, key=lambda each: each.enrolled_on)
    for day, group in groupby(by_day, key=lambda each: each.enrolled_on):
        rows = list(group)
        keys = [row.cadre_id for row in rows]
        people = roster(keys, day=day, scope=scope, titles=titles)
        levels = levels_on(keys, day)
        for row in rows:
            yield _trainee(row, people[row.cadre_id], levels[row.cadre_id])


def _trainee(row: Enrolment, serving: Serving, levels: HeldLevels) -> Trainee:
    held = levels.get(Scale.PROFESSIONAL)
    level = held.level.label if held else "Chưa có dữ liệu"
    return Trainee(row, serving.full_unit_name, serving.title_name, level)


def with_relations(enrolments: Any) -> Any:
    """Enrolments with all that a row shows, by class and given name."""
    return enrolments.select_related(
        "cadre__ethnic_group",
        "allotment__source",
        "training_class__programme",
        "training_class__institution",
        "result",
    ).order_by("training_class__starts_on", "training_class__code", "cadre__sort_key", "pk")


def trainee_table(enrolments: Any, *, scope: Scope, personal: bool) -> Table:
    """The list as a table; without the right to personal columns the ethnic group stays blank."""
    found = {each.enrolment.pk: each for each in trainees_of(with_relations(enrolments), scope)}
    ordered = sorted(
        found.values(),
        key=lambda each: (
            each.enrolment.training_class.starts_on,
            each.enrolment.training_class.code,
            each.enrolment.cadre.sort_key,
            each.enrolment.pk,
        ),
    )
    rows = (trainee_row(number, each, personal=personal) for number, each in enumerate(ordered, start=1))
    return Table(TITLE, COLUMNS, rows)


def trainee_row(number: int, each: Trainee, *, personal: bool) -> list[object]:
    """Values of the columns; the birth stands in the column of the sex."""
    row, training_class, cadre = each.enrolment, each.enrolment.training_class, each.enrolment.cadre
    born = format_partial(cadre.born_on, cadre.born_precision)
    is_man = cadre.sex == Sex.MALE
    subject = training_class.name + (
        f", ngành {training_class.specialty}" if training_class.specialty else ""
    )
    return [
        number,
        cadre.full_name,
        born if is_man else None,
        None if is_man else born,
        cadre.ethnic_group.name if personal else None,
        each.unit_name,
        each.title_name,
        each.level_name,
        subject,
        training_class.get_mode_display(),
        training_class.institution.name,
        training_class.starts_on,
        training_class.ends_on,
        row.allotment.source.short_name,
        result_words(row),
        _note(row),
    ]


def result_words(row: Enrolment) -> str:
    """ "Đạt, Khá", "Không đạt", or that there is none yet."""
    result = getattr(row, "result", None)
    if result is None:
        return "" if row.withdrawn_on else "Đang học"
    grade = result.get_classification_display() if result.outcome == Outcome.PASSED else ""
    return ", ".join(filter(None, [result.get_outcome_display(), grade]))


def _note(row: Enrolment) -> str:
    if row.withdrawn_on is None:
        return ""
    return f"Thôi học {row.withdrawn_on:%d/%m/%Y}: {row.get_withdrawal_reason_display().lower()}"
