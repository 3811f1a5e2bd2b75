"""Creates or corrects rows of reference models, so that loading them twice changes nothing.

For reference data only: facts about people go through `registry.acts.recording`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

Key = tuple[Any, ...]
Values = dict[str, Any]
Merge = Callable[[Any, Any], Any]
Row = TypeVar("Row", bound=models.Model)


@dataclass
class LoadResult:
    """How many rows a load created, corrected and removed; whether it also takes settings back."""

    resets_settings: bool = False
    created: int = 0
    corrected: int = 0
    removed: int = 0
    rows: dict[str, int] = field(default_factory=dict)


def upsert(
    result: LoadResult,
    model: type[models.Model],
    key: tuple[str, ...],
    rows: Iterable[Values],
    settings: tuple[str, ...] = (),
    merged: Mapping[str, Merge] | None = None,
) -> dict[Key, Any]:
    """Create or correct rows of a reference model by a natural key; return the rows by that key.

    Only the fields named in `rows` are compared and written. `settings` are fields an administrator may have
    changed: they are written with a new row and else left alone, unless the load resets settings. `merged`
    are fields both may add to: the stored and the file's value give the one to keep.
    """
    stored = {tuple(getattr(row, name) for name in key): row for row in model._default_manager.order_by("pk")}
    missing: list[models.Model] = []
    differing: list[models.Model] = []
    written: set[str] = set()
    found: dict[Key, Any] = {}
    for values in rows:
        identity = tuple(values[name] for name in key)
        row = stored.get(identity)
        if row is None:
            row = model(**values)
            missing.append(row)
        elif changed := _correct(row, _kept(row, values, settings, merged or {}, result.resets_settings)):
            written |= changed
            differing.append(row)
        found[identity] = row
    model._default_manager.bulk_create(missing, batch_size=200)
    if differing:
        model._default_manager.bulk_update(differing, sorted(written), batch_size=200)
    result.created += len(missing)
    result.corrected += len(differing)
    result.rows[model._meta.label] = len(found)
    return found


def union(stored: list[str], listed: list[str]) -> list[str]:
    """The file's items in their order, then those that were added beside them."""
    return [*listed, *(each for each in stored if each not in listed)]


def _kept(
    row: models.Model, values: Values, settings: tuple[str, ...], merged: Mapping[str, Merge], resets: bool
) -> Values:
    """Values to write into a stored row: without the settings, merged ones together with what is stored."""
    if resets:
        return values
    both = {name: merge(getattr(row, name), values[name]) for name, merge in merged.items()}
    return {name: both.get(name, value) for name, value in values.items() if name not in settings}


def _correct(row: models.Model, values: Values) -> set[str]:
    changed = {name for name, value in values.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, values[name])
    return changed


def insert(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """Create rows that are known to be new."""
    return model._default_manager.bulk_create(rows, batch_size=200)
