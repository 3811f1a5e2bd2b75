"""What the page of enrolment shows: seats with what is free, the people listed, those found by a search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from registry.models import Cadre, Unit
from registry.querysets import CadreQuerySet
from registry.scope import Scope
from registry.serving import Serving, roster
from registry.standing import standings
from registry.units.names import UnitNames
from training.costs.seats import free_seats
from training.enrolment.candidates import Candidate, check_candidates
from training.models import SeatAllotment, TrainingClass
from training.seat_units import seat_unit_name

# As many people are enrolled at once; a class is seldom larger.
MOST_PEOPLE = 200
FOUND = 50


@dataclass(frozen=True)
class Seats:
    """Seats that an account may give away in a class, with their names and what is free."""

    rows: list[SeatAllotment]
    names: dict[int, str]
    free: dict[int, int]

    @property
    def choices(self) -> list[tuple[int, str]]:
        """ "Huyện Bảo Lạc · Đề án 03 · còn 3 trong 10 chỗ"."""
        return [
            (row.pk, f"{self.names[row.pk]} · {row.source} · còn {self._left(row)} trong {row.seats} chỗ")
            for row in self.rows
        ]

    @property
    def usual(self) -> SeatAllotment | None:
        """The first with a free seat, else the first."""
        return next((row for row in self.rows if self._left(row)), self.rows[0] if self.rows else None)

    def _left(self, row: SeatAllotment) -> int:
        return max(0, self.free[row.pk])


@dataclass(frozen=True)
class PersonRow:
    """A person with where they serve on the day."""

    cadre: Cadre
    serving: Serving


@dataclass(frozen=True)
class CandidateRow:
    """A person on the list, what speaks against a seat, and whether the tick is set."""

    person: PersonRow
    candidate: Candidate
    is_chosen: bool


def seats_of(training_class: TrainingClass, user: User) -> Seats:
    """Seats of a class in scope: a district's own, and those open to the whole province. Three queries."""
    rows = list(
        SeatAllotment.objects.in_scope(user)
        .filter(training_class=training_class)
        .select_related("source")
        .order_by("unit__key", "source__order", "pk")
    )
    for row in rows:
        row.training_class = training_class
    names = UnitNames.on(training_class.starts_on, [row.unit_id for row in rows])
    return Seats(
        rows=rows,
        names={row.pk: seat_unit_name(row.unit_id, training_class, names) for row in rows},
        free=free_seats([row.pk for row in rows]),
    )


def people_of(user: User) -> CadreQuerySet:
    """People whom an account may enrol."""
    return Cadre.objects.in_scope(user).editable_by(user)


def people_coded(user: User, codes: Iterable[str]) -> list[Cadre]:
    """People of the given record codes whom the account may enrol, by name."""
    return list(people_of(user).filter(code__in=list(codes)[:MOST_PEOPLE]).order_by("sort_key", "pk"))


def people_found(
    user: User, *, text: str, unit: Unit | None, day: date, listed: Iterable[Cadre]
) -> list[Cadre]:
    """People of a name or a unit on a day who are not on the list yet, by name, a page of them."""
    found = people_of(user).matching(text).exclude(pk__in=[cadre.pk for cadre in listed])
    if unit is not None:
        found = found.filter(pk__in=standings.people(day=day, scope=Scope.of(user), unit=unit))
    return list(found.order_by("sort_key", "pk")[:FOUND])


def person_rows(cadres: Sequence[Cadre], user: User, day: date) -> list[PersonRow]:
    """People with unit and title on a day, as far as the account sees them; three queries."""
    people = roster([cadre.pk for cadre in cadres], day=day, scope=Scope.of(user))
    return [PersonRow(cadre, people[cadre.pk]) for cadre in cadres]


def candidate_rows(
    allotment: SeatAllotment, cadres: Sequence[Cadre], user: User, day: date, *, chosen: set[str] | None
) -> list[CandidateRow]:
    """The list with concerns; at first those are ticked against whom nothing speaks."""
    people = person_rows(cadres, user, day)
    candidates = check_candidates(allotment, cadres, day)
    return [
        CandidateRow(
            person,
            each,
            is_chosen=not (each.concerns or each.is_enrolled)
            if chosen is None
            else each.cadre.code in chosen,
        )
        for person, each in zip(people, candidates, strict=True)
    ]
