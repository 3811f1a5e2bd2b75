"""Creates or corrects rows of reference models, so that loading them twice changes nothing.

For reference data only: facts about people go through `registry.acts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

Key = tuple[Any, ...]
Values = dict[str, Any]


@dataclass
class LoadResult:
    """How many rows a load created, corrected and removed."""

    created: int = 0
    corrected: int = 0
    removed: int = 0
    rows: dict[str, int] = field(default_factory=dict)


def upsert(
    result: LoadResult, model: type[models.Model], key: tuple[str, ...], rows: Iterable[Values]
) -> dict[Key, Any]:
    """Create or correct rows of a reference model by a natural key; return the rows by that key.

    Only the fields named in `rows` are compared and written. Writes nothing when all are equal.
    """
    stored = {tuple(getattr(row, name) for name in key): row for row in model._default_manager.order_by("pk")}
    missing: list[models.Model] = []
    differing: list[models.Model] = []
    names: set[str] = set()
    found: dict[Key, Any] = {}
    for values in rows:
        identity = tuple(values[name] for name in key)
        row = stored.get(identity)
        if row is None:
            row = model(**values)
            missing.append(row)
        elif changed := {name for name, value in values.items() if getattr(row, name) != value}:
            for name in changed:
                setattr(row, name, values[name])
            names |= changed
            differing.append(row)
        found[identity] = row
    model._default_manager.bulk_create(missing, batch_size=200)
    if differing:
        model._default_manager.bulk_update(differing, sorted(names), batch_size=200)
    result.created += len(missing)
    result.corrected += len(differing)
    result.rows[model._meta.label] = len(found)
    return found
