"""What the page of a class shows: its seats by unit and source, and its trainees, as far as an account sees.

A district sees its own seats, those open to the whole province, and its own people; of the common seats it
learns how many are free, not who took the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum

from accounts.models import User
from registry.models import Posting, PostTitle
from registry.scope import Scope
from registry.standing.standings import Standing, standings_of
from registry.units.names import UnitNames
from training.enrolment.candidates import concerns_in_words, serves_in
from training.enums import Outcome
from training.models import Enrolment, FundingSource, Presence, SeatAllotment, TrainingClass
from training.seat_units import seat_unit_name


@dataclass(frozen=True)
class SeatCell:
    """Seats of one allotment: `enrolled` are people the account sees, `free` seats that nobody has taken."""

    allotment: SeatAllotment
    enrolled: int
    free: int


@dataclass(frozen=True)
class SeatRow:
    """Seats of one unit, a cell for each source; None where it has no seats from it."""

    unit_id: int
    name: str
    cells: list[SeatCell | None]
    seats: int
    enrolled: int
    free: int


@dataclass(frozen=True)
class SeatTable:
    """Seats by unit and source, with totals of what is shown."""

    sources: list[FundingSource]
    rows: list[SeatRow]
    seats: int
    enrolled: int
    free: int

    def asked(self, seat: str, unit: str) -> tuple[list[int], str]:
        """Allotments that an address asks for, one or all of a unit, and how they are called; none when it
        names nothing in the table."""
        for row in self.rows:
            for cell in row.cells:
                if cell is not None and str(cell.allotment.pk) == seat:
                    return [cell.allotment.pk], f"{row.name}, {cell.allotment.source}"
            if str(row.unit_id) == unit:
                return [cell.allotment.pk for cell in row.cells if cell is not None], row.name
        return [], ""


@dataclass(frozen=True)
class TraineeRow:
    """A trainee. `left` says where somebody without a standing on the day went; `is_astray` when the seat is
    another unit's than the one served in, and nobody has said that the person goes on."""

    enrolment: Enrolment
    unit_name: str
    title_name: str
    left: str
    seat_name: str
    concerns: str
    is_astray: bool
    may_change: bool
    days_present: int | None

    @property
    def is_studying(self) -> bool:
        """Holds a seat and has no result yet."""
        return self.enrolment.withdrawn_on is None and not self.has_result

    @property
    def has_result(self) -> bool:
        return hasattr(self.enrolment, "result")

    @property
    def has_passed(self) -> bool:
        return self.has_result and self.enrolment.result.outcome == Outcome.PASSED


def seat_table(training_class: TrainingClass, user: User) -> SeatTable:
    """Seats in scope; three queries."""
    people = Enrolment.objects.in_scope(user).holding_seats().values("pk")
    holding = Q(enrolments__withdrawn_on__isnull=True)
    allotments = (
        SeatAllotment.objects.in_scope(user)
        .filter(training_class=training_class)
        .select_related("source", "unit")
        .annotate(
            taken=Count("enrolments", filter=holding),
            enrolled=Count("enrolments", filter=holding & Q(enrolments__in=people)),
        )
        .order_by("unit__key", "source__order")
    )
    rows = list(allotments)
    names = UnitNames.on(training_class.starts_on, [row.unit_id for row in rows])
    sources = sorted({row.source for row in rows}, key=lambda source: (source.order, source.code))
    by_unit: dict[int, list[SeatCell]] = {}
    for row in rows:
        cell = SeatCell(row, row.enrolled, row.seats - row.taken)
        by_unit.setdefault(row.unit_id, []).append(cell)
    first = training_class.province_id
    units = sorted(by_unit, key=lambda unit: unit != first)
    cells = [cell for found in by_unit.values() for cell in found]
    return SeatTable(
        sources=sources,
        rows=[
            SeatRow(
                unit_id=pk,
                name=seat_unit_name(pk, training_class, names),
                cells=_by_source(by_unit[pk], sources),
                **_totals(by_unit[pk]),
            )
            for pk in units
        ],
        **_totals(cells),
    )


def trainees(training_class: TrainingClass, user: User) -> QuerySet[Enrolment]:
    """Trainees in scope, those with a seat first, by given name."""
    return (
        Enrolment.objects.in_scope(user)
        .filter(training_class=training_class)
        .select_related(
            "cadre__ethnic_group",
            "allotment__source",
            "result__qualification__level",
        )
        .order_by(F("withdrawn_on").asc(nulls_first=True), "cadre__sort_key", "pk")
    )


def trainee_rows(
    enrolments: Sequence[Enrolment], training_class: TrainingClass, user: User, day: date
) -> list[TraineeRow]:
    """Trainees of one page with where they serve on the day; six queries whatever their number."""
    scope = Scope.of(user)
    keys = [each.cadre_id for each in enrolments]
    found = standings_of(keys, day=day, scope=scope)
    last = _last_postings([pk for pk in keys if pk not in found], scope)
    titles = PostTitle.objects.in_bulk({each.title_id for each in found.values()})
    units = {each.commune_id or each.unit_id for each in found.values()}
    units |= {each.allotment.unit_id for each in enrolments} | {each.unit_id for each in last.values()}
    names = UnitNames.on(max(day, training_class.starts_on), units)
    seats = Enrolment.objects.in_scope(user).changeable_by(user)
    changeable = set(seats.filter(pk__in=[each.pk for each in enrolments]).values_list("pk", flat=True))
    present = _days_present(enrolments)
    rows = []
    for enrolment in enrolments:
        standing, posting = found.get(enrolment.cadre_id), last.get(enrolment.cadre_id)
        version = names.get(_unit_of(standing, posting))
        rows.append(
            TraineeRow(
                enrolment=enrolment,
                unit_name=version.short_name if version else "",
                title_name=_title(standing, posting, titles, version.kind if version else ""),
                left="" if standing else _left(posting),
                seat_name=seat_unit_name(enrolment.allotment.unit_id, training_class, names),
                concerns=concerns_in_words(enrolment.overridden),
                is_astray=_is_astray(enrolment, standing, day),
                may_change=enrolment.pk in changeable,
                days_present=present.get(enrolment.pk),
            )
        )
    return rows


def _days_present(enrolments: Sequence[Enrolment]) -> dict[int, int]:
    """Days over all sessions, of those whose presence somebody recorded."""
    found = Presence.objects.filter(enrolment__in=[each.pk for each in enrolments]).order_by()
    return dict(found.values_list("enrolment_id").annotate(total=Sum("days")))


def _by_source(cells: list[SeatCell], sources: Iterable[FundingSource]) -> list[SeatCell | None]:
    held = {cell.allotment.source_id: cell for cell in cells}
    return [held.get(source.pk) for source in sources]


def _totals(cells: Iterable[SeatCell]) -> dict[str, int]:
    cells = list(cells)
    return {
        "seats": sum(cell.allotment.seats for cell in cells),
        "enrolled": sum(cell.enrolled for cell in cells),
        "free": sum(cell.free for cell in cells),
    }


def _last_postings(cadre_ids: list[int], scope: Scope) -> dict[int, Posting]:
    postings = Posting.objects.within(scope).filter(cadre_id__in=cadre_ids).select_related("title")
    return {each.cadre_id: each for each in postings.order_by("is_main", "started_on", "pk")}


def _unit_of(standing: Standing | None, posting: Posting | None) -> int | None:
    if standing is not None:
        return standing.commune_id or standing.unit_id
    return None if posting is None else posting.unit_id


def _title(
    standing: Standing | None, posting: Posting | None, titles: dict[int, PostTitle], kind: str
) -> str:
    if standing is not None:
        return titles[standing.title_id].label_for(kind)
    return "" if posting is None else posting.title.label_for(kind)


def _left(posting: Posting | None) -> str:
    if posting is None or posting.ended_on is None:
        return "Không giữ chức danh trong phạm vi của bạn"
    return f"{posting.get_end_reason_display()}, {posting.ended_on:%d/%m/%Y}"


def _is_astray(enrolment: Enrolment, standing: Standing | None, day: date) -> bool:
    if enrolment.withdrawn_on is not None or enrolment.enrolled_on > day or hasattr(enrolment, "result"):
        return False
    goes_on = enrolment.continues_from is not None and enrolment.continues_from <= day
    return not goes_on and not serves_in(standing, enrolment.allotment.unit_id)
