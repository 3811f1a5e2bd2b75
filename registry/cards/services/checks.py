"""What must be true of a fact before it is written; each check raises a Vietnamese sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User
from common.dates import (
    OPEN_END,
    OPEN_PAST,
    Edge,
    PartialDate,
    Precision,
    age_on,
    format_day,
    parse_partial,
    today,
)
from registry.enums import EndReason, Scale, UnitLevel
from registry.errors import Refusal
from registry.models import Cadre, Posting, Qualification, ScaleLevel
from registry.units.names import UnitNames

IN_FUTURE = "Ngày không được sau hôm nay."
# Luật Cán bộ, công chức 2008; NĐ 112/2011/NĐ-CP, Điều 6: đủ 18 tuổi trở lên.
YOUNGEST_IN_POST = 18
# A diploma or certificate before this age is a slip of the pen; classes of school end earlier.
YOUNGEST_GRADUATE = 14
YOUNGEST_PUPIL = 10
Others = Iterable[Posting]


def lock_cadre(cadre: Cadre) -> Cadre:
    """The person as stored now, locked until the transaction ends: services on one person queue here."""
    locked = Cadre.objects.select_for_update(of=("self",)).filter(pk=cadre.pk).first()
    if locked is None:
        raise Refusal("Hồ sơ không còn trong hệ thống nên chưa ghi gì. Tải lại danh sách rồi làm lại.")
    return locked


def require_reason(reason: str) -> str:
    """A correction says why."""
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do sửa, vd: nhập nhầm năm cấp bằng."})
    return reason.strip()


def refuse_future(field: str, day: date) -> None:
    """No fact begins or ends after today."""
    if day > today():
        raise ValidationError({field: IN_FUTURE})


def refuse_future_partial(field: str, value: PartialDate) -> None:
    """A month or a year under way is accepted, a coming one is not."""
    refuse_future(field, parse_partial(str(value), edge=Edge.START).day)


def check_posting(posting: Posting, *, actor: User, leaving: Sequence[Posting] = ()) -> None:
    """A posting fits the calendar, the unit, the title and the person's other postings.

    It must begin within the unit's life and the title's validity; it may run on after the unit's end, where
    the unit's places say in which commune it counts. Main postings of one person never overlap; those
    `leaving` end on the day before, in the same act.
    """
    _check_days(posting)
    _check_unit(posting)
    _check_title(posting)
    _check_person(posting)
    others = list(
        Posting.objects.filter(cadre_id=posting.cadre_id)
        .exclude(pk__in=[posting.pk, *(row.pk for row in leaving)])
        .select_related("title")
        if posting.cadre_id
        else []
    )
    _refuse_after_death(posting, others)
    _refuse_overlap(posting, others, actor)
    if not posting.is_main:
        _require_main_posting(posting, others)


def check_obtained(cadre: Cadre, level: ScaleLevel, obtained: PartialDate) -> None:
    """A level is reached neither after today nor in childhood."""
    refuse_future_partial("obtained", obtained)
    youngest = YOUNGEST_PUPIL if level.scale == Scale.GENERAL_EDUCATION else YOUNGEST_GRADUATE
    if age_on(cadre.born_on, cadre.born_precision, obtained.day) < youngest:
        raise ValidationError(
            {
                "obtained": f"Ngày đạt {obtained} trước khi đủ {youngest} tuổi "
                f"(ngày sinh {cadre.born_text}). Kiểm tra lại năm."
            }
        )


def levels_held(cadre: Cadre, scale: str, day: date) -> list[Qualification]:
    """Lawful levels of a person on a scale on a day, highest first."""
    counting = Qualification.objects.filter(cadre=cadre, level__scale=scale).counting_on(day)
    return list(counting.select_related("level").order_by("-level__rank", "obtained_on", "id"))


def _check_days(posting: Posting) -> None:
    refuse_future("started", posting.started_on)
    if posting.ended_on is None:
        return
    refuse_future("ended_on", posting.ended_on)
    if posting.ended_on < posting.started_on:
        started = format_day(posting.started_on)
        raise ValidationError({"ended_on": f"Ngày kết thúc phải từ ngày bắt đầu ({started}) trở đi."})
    if not posting.end_reason:
        raise ValidationError({"end_reason": "Chọn lý do kết thúc chức danh."})


def _check_unit(posting: Posting) -> None:
    unit, day = posting.unit, posting.started_on
    if unit.level != UnitLevel.COMMUNE:
        raise ValidationError({"unit": "Chức danh cấp xã chỉ giữ ở xã, phường, thị trấn."})
    if day < unit.established_on:
        raise ValidationError(
            {"started": f"Đơn vị thành lập ngày {format_day(unit.established_on)}, sau ngày bắt đầu."}
        )
    if day > unit.ended_on:
        raise ValidationError(
            {"unit": f"Đơn vị đã kết thúc ngày {format_day(unit.ended_on)}; chọn đơn vị hiện có."}
        )


def _check_title(posting: Posting) -> None:
    title, day = posting.title, posting.started_on
    if not title.valid_from <= day <= title.valid_to:
        since = "" if title.valid_from == OPEN_PAST else f" từ {format_day(title.valid_from)}"
        until = "" if title.valid_to == OPEN_END else f" đến {format_day(title.valid_to)}"
        raise ValidationError({"title": f"Chức danh {title.name} chỉ có{since}{until}."})


def _check_person(posting: Posting) -> None:
    cadre, day = posting.cadre, posting.started_on
    # A start known by year stands for its first day; the person may have come of age later that year.
    latest = date(day.year, 12, 31) if posting.start_precision == Precision.YEAR else day
    if age_on(cadre.born_on, cadre.born_precision, latest) < YOUNGEST_IN_POST:
        raise ValidationError(
            {
                "started": f"Vào ngày {format_day(day)} người này chưa đủ {YOUNGEST_IN_POST} tuổi "
                f"(ngày sinh {cadre.born_text}). Kiểm tra lại năm."
            }
        )


def _refuse_after_death(posting: Posting, others: Others) -> None:
    last = posting.ended_on or OPEN_END
    for other in others:
        if other.end_reason == EndReason.DIED and other.ended_on and last > other.ended_on:
            died = format_day(other.ended_on)
            raise ValidationError({"started": f"Hồ sơ ghi từ trần ngày {died}; sửa chức danh đó trước."})


def _refuse_overlap(posting: Posting, others: Others, actor: User) -> None:
    for other in others:
        same_seat = (other.unit_id, other.title_id) == (posting.unit_id, posting.title_id)
        if (posting.is_main and other.is_main or same_seat) and _overlap(posting, other):
            raise ValidationError(
                {
                    "started": f"Trong thời gian này người đó {_held(other, actor)}. "
                    "Kết thúc hoặc sửa chức danh đó trước, hoặc ghi chuyển chức danh."
                }
            )


def _require_main_posting(posting: Posting, others: Others) -> None:
    if not any(other.is_main and other.serves_on(posting.started_on) for other in others):
        day = format_day(posting.started_on)
        raise ValidationError(
            {"started": f"Ngày {day} người này không giữ chức danh chính nào nên không ghi kiêm nhiệm được."}
        )


def _overlap(one: Posting, other: Posting) -> bool:
    return one.started_on <= (other.ended_on or OPEN_END) and other.started_on <= (one.ended_on or OPEN_END)


def _held(other: Posting, actor: User) -> str:
    """What is in the way; of another district's title no more than that it exists."""
    if not Posting.objects.in_scope(actor).filter(Q(pk=other.pk)).exists():
        return "đã giữ một chức danh ở địa bàn khác"
    version = UnitNames.on(other.started_on, [other.unit_id]).get(other.unit_id)
    where = f" {version.full_name}" if version else ""
    until = f"đến {format_day(other.ended_on)}" if other.ended_on else "đến nay"
    return f"đã giữ chức danh {other.title.name}{where} từ {format_day(other.started_on)} {until}"
