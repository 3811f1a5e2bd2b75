"""Which units may be given seats of a class: the whole province, and what lay directly under it on the
first day of the class: districts, from 2025 communes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from registry.scope import Scope
from registry.units.names import UnitNames
from registry.units.tree import UnitTree
from training.models import FundingSource, TrainingClass

WHOLE_PROVINCE = "Chung toàn tỉnh"


@dataclass(frozen=True)
class SeatUnit:
    """A unit that may be given seats, as it is called on the first day."""

    pk: int
    name: str


def seat_units(training_class: TrainingClass) -> list[SeatUnit]:
    """The province first, then the units under it by their codes; one query."""
    return units_under(training_class.province_id, training_class.starts_on)


def units_under(province_id: int, day: date) -> list[SeatUnit]:
    """The province and the units directly under it on a day."""
    (province,) = UnitTree.on(day, Scope(province_ids=frozenset({province_id}))).roots
    below = [SeatUnit(node.unit_id, node.version.short_name) for node in province.children]
    return [SeatUnit(province_id, WHOLE_PROVINCE), *below]


def seat_unit_name(unit_id: int, training_class: TrainingClass, names: UnitNames) -> str:
    """How a unit with seats is called on the page of a class."""
    if unit_id == training_class.province_id:
        return WHOLE_PROVINCE
    version = names.get(unit_id)
    return version.short_name if version else ""


def usable_sources(held: Iterable[int]) -> list[FundingSource]:
    """Sources that may pay for seats: those in use, and the given ones that pay already."""
    return list(FundingSource.objects.filter(Q(is_used=True) | Q(pk__in=set(held))))
