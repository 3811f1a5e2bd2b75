"""Đối chiếu số liệu công bố: each published figure beside the computed one, never bent to fit.

A figure that people and units cannot carry yet says so instead of repeating the print.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from common import sql
from common.dates import format_day
from common.numbers import round_half_up
from common.sql import Sql
from registry.enums import CountedAs, UnitKind, UnitLevel
from registry.levers import Counts, Measures, measures_of
from registry.models import Unit, UnitPlace, UnitProfile
from registry.scope import EVERYTHING
from registry.standing import standings
from registry.standing.yardstick import Yardstick
from registry.units.choices import default_province
from reports.enums import Measure, Verdict
from reports.measures import base_of, is_share
from reports.models import Programme, PublishedFigure
from reports.published.people import OF_PEOPLE, of_people

BASES = {
    Measure.STAFF: "cán bộ, công chức",
    Measure.WITHOUT_PROFESSIONAL_TRAINING: "người chưa qua đào tạo chuyên môn",
}


@dataclass(frozen=True)
class Computed:
    """What the facts say: a count, over a base when it is a share."""

    count: int
    base: int | None = None
    condition: Sql | None = None
    counted_as: str = ""
    base_words: str = ""

    @property
    def value(self) -> Fraction | None:
        """The figure itself: the count, or the share in per cent."""
        if self.base is None:
            return Fraction(self.count)
        return Fraction(100 * self.count, self.base) if self.base else None


@dataclass(frozen=True)
class Comparison:
    """A published figure, the computed one, and how they compare."""

    figure: PublishedFigure
    computed: Computed | None
    verdict: Verdict

    @property
    def computed_text_value(self) -> Decimal | None:
        """Computed value rounded to one decimal more than printed."""
        value = self.computed.value if self.computed else None
        if value is None:
            return None
        is_share = self.computed is not None and self.computed.base is not None
        places = self.figure.decimals + 1 if is_share else 0
        return round_half_up(Decimal(value.numerator) / Decimal(value.denominator), places)


def compare_all(programme: Programme) -> list[Comparison]:
    """All published figures of a programme, in their order."""
    counter = Counter(programme, default_province())
    return [compare(figure, counter) for figure in programme.published_figures.order_by("order", "key")]


def compare(figure: PublishedFigure, counter: Counter) -> Comparison:
    """Sets one published figure beside what the facts say on its day."""
    computed = counter.compute(figure.measure, figure.as_of or counter.programme.default_day)
    return compared(figure, computed) if computed else Comparison(figure, None, Verdict.NO_DATA)


def compared(figure: PublishedFigure, computed: Computed) -> Comparison:
    """A published figure beside a computed one."""
    return Comparison(figure, computed, verdict(figure.value, figure.decimals, computed.value))


def verdict(published: Decimal, decimals: int, value: Fraction | None) -> Verdict:
    """Equal to the last digit, equal once rounded as it was printed, or different."""
    if value is None:
        return Verdict.NO_DATA
    if value == Fraction(published):
        return Verdict.EQUAL
    rounded = round_half_up(Decimal(value.numerator) / Decimal(value.denominator), decimals)
    return Verdict.ROUNDED if rounded == published else Verdict.DIFFERS


@dataclass(frozen=True)
class _UnitRow:
    """A unit as it stands in the province on a day."""

    unit_id: int
    level: str
    district_id: int | None
    kind: str
    is_border: bool


class Counter:
    """Counts what a measure means, in a province on a day; units and people of a day are read once."""

    def __init__(self, programme: Programme, province: Unit) -> None:
        self.programme, self.province = programme, province
        self._units: dict[date, list[_UnitRow]] = {}
        self._people: dict[date, dict[str, int]] = {}
        self._of_levers: dict[Measures, Counts] = {}
        self._standards = Yardstick.of_set(programme.standard_set.code)

    def compute(self, measure: str, day: date) -> Computed | None:
        """What the facts say; None for a measure that they cannot carry yet."""
        if measure in OF_PEOPLE:
            people, condition = self.people_on(day), of_people(measure, self._standards.on(day))
            if measure == Measure.STAFF:
                return Computed(people[measure], condition=condition)
            return Computed(people[measure], people[Measure.STAFF], condition)
        if counts := self._lever_counts(measure, day):
            return self._over_base(measure, day, *counts[0])
        count = self._unit_count(measure, day)
        return None if count is None else Computed(count)

    def counts(self, measure: str, day: date) -> list[tuple[str, int]]:
        """What the measure counts on a day, in each way it can be counted: ("lượt", 800), ("người", 655)."""
        if measure in OF_PEOPLE:
            return [(CountedAs.PERSONS.label, self.people_on(day)[measure])]
        if counts := self._lever_counts(measure, day):
            return counts
        count = self._unit_count(measure, day)
        return [] if count is None else [("đơn vị", count)]

    def _lever_counts(self, measure: str, day: date) -> list[tuple[str, int]]:
        """What a lever counts, the usual way first; nothing for a measure that no lever has."""
        measures = measures_of(measure)
        if measures is None:
            return []
        if measures not in self._of_levers:
            self._of_levers[measures] = measures.counter(self.province)
        return self._of_levers[measures](measure, day)

    def _over_base(self, measure: str, day: date, counted_as: str, count: int) -> Computed:
        if not is_share(measure):
            return Computed(count, counted_as=counted_as)
        over, on = base_of(measure, self.programme.baseline_on, day)
        words = f"{BASES[over]} ngày {format_day(on)}"
        return Computed(count, self.people_on(on)[over], counted_as=counted_as, base_words=words)

    def _unit_count(self, measure: str, day: date) -> int | None:
        if measure == Measure.NO_DATA:
            return None
        units = self._units_on(day)
        communes = [row for row in units if row.level == UnitLevel.COMMUNE]
        border = [row for row in communes if row.is_border]
        match measure:
            case Measure.DISTRICTS:
                return sum(row.level == UnitLevel.DISTRICT for row in units)
            case Measure.COMMUNES:
                return len(communes)
            case Measure.HAMLETS:
                return self._hamlets([row.unit_id for row in communes], day)
            case Measure.BORDER_COMMUNES:
                return len(border)
            case Measure.BORDER_COMMUNES_XA:
                return sum(row.kind == UnitKind.XA for row in border)
            case Measure.BORDER_COMMUNES_THI_TRAN:
                return sum(row.kind == UnitKind.THI_TRAN for row in border)
            case Measure.BORDER_DISTRICTS:
                return len({row.district_id for row in border} - {None})
            case _:
                return None

    def _units_on(self, day: date) -> list[_UnitRow]:
        if day not in self._units:
            places = UnitPlace.objects.filter(
                province=self.province,
                valid_from__lte=day,
                valid_to__gte=day,
                unit__established_on__lte=day,
                unit__ended_on__gte=day,
                unit__versions__valid_from__lte=day,
                unit__versions__valid_to__gte=day,
            )
            fields = (
                "unit_id",
                "unit__level",
                "district_id",
                "unit__versions__kind",
                "unit__versions__is_border",
            )
            self._units[day] = [_UnitRow(*row) for row in places.order_by().values_list(*fields)]
        return self._units[day]

    def _hamlets(self, unit_ids: list[int], day: date) -> int:
        """Sum over communes of their latest figures on the day."""
        profiles = UnitProfile.objects.filter(unit_id__in=unit_ids, as_of__lte=day, hamlets__isnull=False)
        latest = {each.unit_id: each.hamlets or 0 for each in profiles.order_by("as_of")}
        return sum(latest.values())

    def people_on(self, day: date) -> dict[str, int]:
        """Persons who fulfil each condition on a day, in one statement."""
        if day not in self._people:
            standards = self._standards.on(day)
            standing = standings.standing_sql(day=day, scope=EVERYTHING, unit=self.province)
            sums = sql.join(
                ", ",
                (
                    Sql(f"COALESCE(SUM(CASE WHEN {each.text} THEN 1 ELSE 0 END), 0) AS {name}", each.params)
                    for name in OF_PEOPLE
                    for each in [of_people(name, standards)]
                ),
            )
            text = f"SELECT {sums.text} FROM ({standing.text}) s"  # noqa: S608 -- constants of this module
            row = sql.rows(Sql(text, (*sums.params, *standing.params)))[0]
            self._people[day] = {name: int(value) for name, value in row.items()}
        return self._people[day]
