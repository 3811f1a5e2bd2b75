"""Every target of a programme for a unit, or for each unit below it, set against its promise on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from registry.enums import UnitLevel
from registry.models import Unit, UnitPlace
from registry.scope import EVERYTHING, Scope
from reports.enums import Cut
from reports.figures.indicators import Figure, Measured, figures, measure, partition, totals
from reports.models import Programme, Target
from reports.targets.promises import Promise, Promises

Lineage = tuple[int | None, ...]


class Yardstick:
    """Promises of a programme with what they rest on: the provinces' baselines, and who lies under whom."""

    def __init__(
        self,
        programme: Programme,
        day: date,
        *,
        targets: Sequence[Target] | None = None,
        places: dict[int, tuple[int | None, int]] | None = None,
    ) -> None:
        """`targets` and `places` (district and province of each unit) are read unless the caller has them."""
        self.programme, self.day = programme, day
        self.targets = list(targets) if targets is not None else _targets_of(programme)
        self._promises = Promises.of(programme)
        self._baselines: dict[int, list[Figure]] = {}
        self.places = places if places is not None else _places_on(day)

    def baseline(self, province_id: int) -> list[Figure]:
        """Figures of a province at the start of the programme, in the order of the targets."""
        if province_id not in self._baselines:
            province = Unit(pk=province_id, level=UnitLevel.PROVINCE)
            self._baselines[province_id] = totals(
                targets=self.targets,
                day=self.programme.baseline_on,
                scope=EVERYTHING,
                unit=province,
            )
        return self._baselines[province_id]

    def baseline_below(self, province_id: int, unit: Unit) -> list[Figure]:
        """Figures of a unit of a province at the start, read with the province's own in one statement."""
        province = Unit(pk=province_id, level=UnitLevel.PROVINCE)
        found, whole = partition(
            targets=self.targets,
            day=self.programme.baseline_on,
            scope=EVERYTHING,
            unit=province,
            by=UnitLevel(unit.level),
        )
        self._baselines[province_id] = whole
        known = {each.target.pk: each for each in found if each.unit_id == unit.pk}
        return [known.get(target.pk) or Figure(target, unit.pk, 0, 0) for target in self.targets]

    def promise(self, target: Target, unit_id: int) -> Promise:
        """What was promised for a unit; the path starts from the province's baseline."""
        district_id, province_id = self.places.get(unit_id, (None, unit_id))
        start = self._share_at_start(target, province_id)
        lineage: Lineage = tuple(dict.fromkeys((unit_id, district_id, province_id)))
        return self._promises.resolve(target, lineage, start)

    def measure(self, figure: Figure, unit_id: int) -> Measured:
        """Sets a figure against the promise for the unit."""
        return measure(figure, self.promise(figure.target, unit_id), self.programme, self.day)

    def _share_at_start(self, target: Target, province_id: int) -> Fraction:
        return next(each.share for each in self.baseline(province_id) if each.target.pk == target.pk)


def _targets_of(programme: Programme) -> list[Target]:
    return list(programme.targets.select_related("minimum", "base_minimum").order_by("order"))


def _places_on(day: date) -> dict[int, tuple[int | None, int]]:
    places = UnitPlace.objects.filter(valid_from__lte=day, valid_to__gte=day)
    rows = places.values_list("unit_id", "district_id", "province_id")
    return {unit_id: (district_id, province_id) for unit_id, district_id, province_id in rows}


def units_below(unit: Unit, by: UnitLevel, day: date, scope: Scope) -> list[int]:
    """Units of a level that lie in the unit on the day and are in scope, also those where nobody serves."""
    column = "province" if unit.level == UnitLevel.PROVINCE else "district"
    places = UnitPlace.objects.filter(**{column: unit}, valid_from__lte=day, valid_to__gte=day)
    found = Unit.objects.existing_on(day).filter(level=by, pk__in=places.values("unit_id"))
    if not scope.is_provincial:
        found = found.filter(pk__in=scope.unit_ids | scope.district_ids)
    return list(found.order_by("key").values_list("pk", flat=True))


def progress(
    yardstick: Yardstick, *, scope: Scope, unit: Unit, by: UnitLevel | None = None, cut: Cut | None = None
) -> list[Measured]:
    """Targets of the unit, or of each unit of a level below it, and of each value of a cut."""
    day, targets = yardstick.day, yardstick.targets
    found = figures(targets=targets, day=day, scope=scope, unit=unit, by=by, cut=cut)
    if by is None:
        if not cut:
            found = totals(targets=targets, day=day, scope=scope, unit=unit)
        return [yardstick.measure(figure, unit.pk) for figure in found]
    below = units_below(unit, by, day, scope)
    if not cut:
        found = _with_empty(found, below, targets)
    order = {unit_id: index for index, unit_id in enumerate(below)}
    found.sort(key=lambda each: order.get(each.unit_id or 0, len(order)))
    return [yardstick.measure(figure, figure.unit_id or 0) for figure in found]


def _with_empty(found: list[Figure], unit_ids: Sequence[int], targets: Sequence[Target]) -> list[Figure]:
    known = {(each.unit_id, each.target.pk) for each in found}
    missing = [
        Figure(target, unit_id, 0, 0)
        for unit_id in unit_ids
        for target in targets
        if (unit_id, target.pk) not in known
    ]
    return found + missing
