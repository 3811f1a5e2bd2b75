"""Biến động giữa hai mốc: why an indicator changed between two days, person by person.

opening + graduated + placed + arrived − left − transferred − died ± corrected = closing. The terms are the
two differences between the sets of counted persons on the two days, so they add up by construction, and
each person stands in exactly one. Where a person served outside the unit is looked up everywhere, but a unit
outside the viewer's scope is not named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from common import sql
from common.dates import format_day, format_partial
from common.sql import Sql
from registry.enums import EndReason, StaffGroup
from registry.models import Cadre, Posting, PostTitle, Qualification, Unit
from registry.scope import EVERYTHING, Scope
from registry.standing import standings
from registry.standing.standings import Standing
from registry.units.names import UnitNames
from reports.enums import Term
from reports.models import Target

INCOMING = (Term.GRADUATED, Term.PLACED, Term.ARRIVED, Term.CORRECTED_IN)
_GONE_ON = {EndReason.MOVED_AGENCY, EndReason.TRANSFERRED}


@dataclass(frozen=True)
class MovedPerson:
    """A person in a term, with the reason in words."""

    cadre_id: int
    code: str
    full_name: str
    born: str
    reason: str


@dataclass
class Movement:
    """Opening, the persons of each term, closing."""

    opening: int
    closing: int
    terms: dict[Term, list[MovedPerson]] = field(default_factory=dict)

    def size(self, term: Term) -> int:
        return len(self.terms[term])


def movement(*, target: Target | None, unit: Unit, start: date, end: date, scope: Scope) -> Movement:
    """Movement of a target (None: all staff) in a unit between two days, the earlier first."""
    before = _counted(target, day=start, unit=unit, scope=scope)
    after = _counted(target, day=end, unit=unit, scope=scope)
    came, went = after - before, before - after
    sorter = _Sorter(target, unit, start, end, scope, came | went)
    terms: dict[Term, list[MovedPerson]] = {term: [] for term in Term}
    for cadre in Cadre.objects.filter(pk__in=came | went).order_by("sort_key", "pk"):
        term, reason = sorter.came(cadre.pk) if cadre.pk in came else sorter.went(cadre.pk)
        terms[term].append(MovedPerson(cadre.pk, cadre.code, cadre.full_name, cadre.born_text, reason))
    return Movement(opening=len(before), closing=len(after), terms=terms)


def _counted(target: Target | None, *, day: date, unit: Unit, scope: Scope) -> set[int]:
    condition = target.asks_on(day).counted if target else standings.everyone()
    standing = standings.standing_sql(day=day, scope=scope, unit=unit)
    text = f"SELECT s.cadre_id FROM ({standing.text}) s WHERE {condition.text}"  # noqa: S608 -- constants
    return {row["cadre_id"] for row in sql.rows(Sql(text, (*standing.params, *condition.params)))}


class _Sorter:
    """Puts each person who came into or went out of an indicator into one term."""

    def __init__(
        self,
        target: Target | None,
        unit: Unit,
        start: date,
        end: date,
        scope: Scope,
        persons: Iterable[int],
    ) -> None:
        ids = set(persons)
        self.unit, self.start, self.end, self.scope = unit, start, end, scope
        self.asked = {day: target.asks_on(day) if target else None for day in (start, end)}
        self.before = standings.standings_of(ids, day=start, scope=EVERYTHING)
        self.after = standings.standings_of(ids, day=end, scope=EVERYTHING)
        self.names = {start: UnitNames.on(start), end: UnitNames.on(end)}
        self.seen = set(Posting.objects.within(scope).filter(cadre_id__in=ids).values_list("pk", flat=True))
        self.titles = dict(PostTitle.objects.values_list("pk", "short_name"))
        self.graduations = self._read_graduations(ids)
        postings = Posting.objects.filter(cadre_id__in=ids, is_main=True).order_by("started_on")
        self.postings: dict[int, list[Posting]] = {}
        for posting in postings:
            self.postings.setdefault(posting.cadre_id, []).append(posting)

    def came(self, cadre_id: int) -> tuple[Term, str]:
        """Counted at the end, not at the start."""
        earlier, later = self.before.get(cadre_id), self.after[cadre_id]
        if earlier is None:
            started = next(p.started_on for p in self.postings[cadre_id] if p.serves_on(self.end))
            return Term.PLACED, f"{self.titles[later.title_id]} từ {format_day(started)}"
        if not self._inside(earlier):
            return Term.ARRIVED, f"từ {self._place(earlier, self.start)}"
        if not self._of_group(earlier, self.end):
            return Term.ARRIVED, f"từ {StaffGroup(earlier.staff_group).label.lower()} sang"
        if self._reached(earlier, self.start):
            return Term.CORRECTED_IN, "số liệu đầu kỳ được sửa"
        return Term.GRADUATED, self.graduations.get(cadre_id, "")

    def went(self, cadre_id: int) -> tuple[Term, str]:
        """Counted at the start, not at the end."""
        later = self.after.get(cadre_id)
        if later is None:
            return self._ending(cadre_id)
        if not self._inside(later):
            return Term.TRANSFERRED, f"đến {self._place(later, self.end)}"
        if not self._of_group(later, self.start):
            return Term.TRANSFERRED, f"sang {StaffGroup(later.staff_group).label.lower()}"
        return Term.CORRECTED_OUT, "số liệu cuối kỳ được sửa"

    def _ending(self, cadre_id: int) -> tuple[Term, str]:
        ended = [p for p in self.postings[cadre_id] if p.ended_on and p.ended_on < self.end]
        last = max(ended, key=lambda p: (p.ended_on or date.min, p.pk), default=None)
        if last is None or last.ended_on is None:
            # Serves on, in a kind of posting that is not counted among CBCC.
            return Term.TRANSFERRED, "sang diện không tính vào số cán bộ, công chức"
        reason = f"{last.get_end_reason_display()}, ngày làm việc cuối {format_day(last.ended_on)}"
        if last.pk not in self.seen:
            reason = "ở địa bàn khác"
        if last.end_reason == EndReason.DIED:
            return Term.DIED, reason
        return (Term.TRANSFERRED if last.end_reason in _GONE_ON else Term.LEFT), reason

    def _inside(self, standing: Standing) -> bool:
        return self.unit.pk in (standing.commune_id, standing.district_id, standing.province_id)

    def _of_group(self, standing: Standing, day: date) -> bool:
        demand = self.asked[day]
        return demand is None or demand.is_asked_of(standing)

    def _reached(self, standing: Standing, day: date) -> bool:
        demand = self.asked[day]
        return demand is None or demand.is_reached_by(standing)

    def _place(self, standing: Standing, day: date) -> str:
        version = self.names[day].get(standing.unit_id)
        seen = self.scope.is_provincial or standing.unit_id in self.scope.unit_ids
        return version.full_name if version and seen else "địa bàn khác"

    def _read_graduations(self, ids: set[int]) -> dict[int, str]:
        """The first level, of those the target asks for, that each person reached in the period."""
        demand = self.asked[self.end]
        if demand is None:
            return {}
        reached = (
            Qualification.objects.counting_on(self.end)
            .filter(
                cadre_id__in=ids,
                obtained_on__gt=self.start,
                level__scale=demand.scale,
                level__rank__gte=demand.rank,
            )
            .select_related("level")
            .order_by("-obtained_on", "-pk")
        )
        return {
            each.cadre_id: f"{each.level.label}, {format_partial(each.obtained_on, each.obtained_precision)}"
            for each in reached
        }
