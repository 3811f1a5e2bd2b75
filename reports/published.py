"""Đối chiếu số liệu công bố: each published figure beside the computed one, never bent to fit.

A figure that people and units cannot carry yet says so instead of repeating the print.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from common.numbers import round_half_up
from registry import sql, standings
from registry.enums import Scale, UnitKind, UnitLevel
from registry.models import Unit, UnitPlace, UnitProfile, UnitVersion
from registry.scope import Scope
from registry.sql import Sql
from reports.enums import Measure, Verdict
from reports.models import Programme, PublishedFigure
from reports.units import default_province

EVERYWHERE = Scope(everything=True)


@dataclass(frozen=True)
class Computed:
    """What the facts say: a count, over a base when it is a share."""

    count: int
    base: int | None = None
    condition: Sql | None = None

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
    province = default_province()
    return [
        compare(figure, programme, province)
        for figure in programme.published_figures.order_by("order", "key").select_related("programme")
    ]


def compare(figure: PublishedFigure, programme: Programme, province: Unit) -> Comparison:
    """Sets one published figure beside what the facts say on its day."""
    measure = _MEASURES.get(Measure(figure.measure))
    if measure is None:
        return Comparison(figure, None, Verdict.NO_DATA)
    computed = measure(programme, province, figure.as_of or programme.default_day)
    return Comparison(figure, computed, verdict(figure.value, figure.decimals, computed.value))


def verdict(published: Decimal, decimals: int, value: Fraction | None) -> Verdict:
    """Equal to the last digit, equal once rounded as it was printed, or different."""
    if value is None:
        return Verdict.NO_DATA
    if value == Fraction(published):
        return Verdict.EQUAL
    rounded = round_half_up(Decimal(value.numerator) / Decimal(value.denominator), decimals)
    return Verdict.ROUNDED if rounded == published else Verdict.DIFFERS


def _units(province: Unit, level: UnitLevel, day: date) -> set[int]:
    """Units of a level that exist in the province on a day."""
    places = UnitPlace.objects.filter(province=province, valid_from__lte=day, valid_to__gte=day)
    existing = Unit.objects.existing_on(day).filter(level=level, pk__in=places.values("unit_id"))
    return set(existing.values_list("pk", flat=True))


def _border_communes(province: Unit, day: date, kinds: tuple[UnitKind, ...] = ()) -> set[int]:
    versions = UnitVersion.objects.filter(
        unit_id__in=_units(province, UnitLevel.COMMUNE, day),
        valid_from__lte=day,
        valid_to__gte=day,
        is_border=True,
    )
    if kinds:
        versions = versions.filter(kind__in=kinds)
    return set(versions.values_list("unit_id", flat=True))


def _districts(programme: Programme, province: Unit, day: date) -> Computed:
    return Computed(len(_units(province, UnitLevel.DISTRICT, day)))


def _communes(programme: Programme, province: Unit, day: date) -> Computed:
    return Computed(len(_units(province, UnitLevel.COMMUNE, day)))


def _hamlets(programme: Programme, province: Unit, day: date) -> Computed:
    """Sum over communes of their latest figures on the day."""
    communes = _units(province, UnitLevel.COMMUNE, day)
    profiles = UnitProfile.objects.filter(unit_id__in=communes, as_of__lte=day, hamlets__isnull=False)
    latest = {profile.unit_id: profile.hamlets or 0 for profile in profiles.order_by("as_of")}
    return Computed(sum(latest.values()))


def _border(programme: Programme, province: Unit, day: date) -> Computed:
    return Computed(len(_border_communes(province, day)))


def _border_xa(programme: Programme, province: Unit, day: date) -> Computed:
    return Computed(len(_border_communes(province, day, (UnitKind.XA,))))


def _border_thi_tran(programme: Programme, province: Unit, day: date) -> Computed:
    return Computed(len(_border_communes(province, day, (UnitKind.THI_TRAN,))))


def _border_districts(programme: Programme, province: Unit, day: date) -> Computed:
    places = UnitPlace.objects.filter(
        unit_id__in=_border_communes(province, day), valid_from__lte=day, valid_to__gte=day
    )
    return Computed(places.filter(district__isnull=False).values("district_id").distinct().count())


def _staff(programme: Programme, province: Unit, day: date) -> Computed:
    return Computed(_people(standings.everyone(), province, day)[1], condition=standings.everyone())


def _without_training(programme: Programme, province: Unit, day: date) -> Computed:
    condition = standings.known_none(Scale.PROFESSIONAL)
    return Computed(*_people(condition, province, day), condition=condition)


def _below_standard(programme: Programme, province: Unit, day: date) -> Computed:
    condition = standings.negated(standings.meets_standard(programme.standard_set))
    return Computed(*_people(condition, province, day), condition=condition)


def _people(condition: Sql, province: Unit, day: date) -> tuple[int, int]:
    """Persons who fulfil a condition, and all who serve."""
    standing = standings.standing_sql(day=day, scope=EVERYWHERE, unit=province)
    text = (
        f"SELECT COALESCE(SUM(CASE WHEN {condition.text} THEN 1 ELSE 0 END), 0) AS n, COUNT(*) AS b"  # noqa: S608
        f" FROM ({standing.text}) s"
    )
    row = sql.rows(Sql(text, (*condition.params, *standing.params)))[0]
    return int(row["n"]), int(row["b"])


_MEASURES: dict[Measure, Callable[[Programme, Unit, date], Computed]] = {
    Measure.DISTRICTS: _districts,
    Measure.COMMUNES: _communes,
    Measure.HAMLETS: _hamlets,
    Measure.BORDER_COMMUNES: _border,
    Measure.BORDER_COMMUNES_XA: _border_xa,
    Measure.BORDER_COMMUNES_THI_TRAN: _border_thi_tran,
    Measure.BORDER_DISTRICTS: _border_districts,
    Measure.STAFF: _staff,
    Measure.WITHOUT_PROFESSIONAL_TRAINING: _without_training,
    Measure.BELOW_STANDARD: _below_standard,
}
