"""Loads programmes, targets and published figures from `reports/data`, after the registry's data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from registry.enums import StaffGroup
from registry.models import ScaleLevel, StandardSet
from registry.reference.files import rows_of
from registry.reference.upserts import LoadResult, Values, upsert
from reports.models import Programme, PublishedFigure, Target

DATA = Path(__file__).resolve().parents[1] / "data"
OF_LEVEL = "of_level"

_POPULATIONS = {"ELECTED": StaffGroup.ELECTED_CADRE, "CIVIL": StaffGroup.CIVIL_SERVANT, "ALL": ""}
_PROGRAMME_SETTINGS = ("standard_set_id", "starts_on", "due_on", "baseline_on", "default_day")
_TARGET_SETTINGS = ("base_minimum_id", "threshold", "footnote")
_FIGURE_SETTINGS = ("topic", "text", "value", "decimals", "unit_of_value", "as_of", "source", "note")


def load_programmes(result: LoadResult) -> None:
    """Create or correct programmes, targets and published figures; the first programme is the default."""
    entries = json.loads((DATA / "programmes.json").read_text(encoding="utf-8"))
    sets = {each.code: each.pk for each in StandardSet.objects.all()}
    rows = (_programme(entry, sets) for entry in entries)
    found = upsert(result, Programme, ("code",), rows, settings=_PROGRAMME_SETTINGS)
    programmes = {key[0]: programme for key, programme in found.items()}
    _hang_below_parents(entries, programmes)
    _choose_default(programmes[entries[0]["code"]])
    levels = {(level.scale, level.code): level.pk for level in ScaleLevel.objects.all()}
    targets = (
        _target(entry, programmes[programme["code"]], levels)
        for programme in entries
        for entry in programme["targets"]
    )
    upsert(result, Target, ("programme_id", "code"), targets, settings=_TARGET_SETTINGS)
    figures, merged = _figures(programmes), {"measure": _chosen_measure}
    upsert(result, PublishedFigure, ("key",), figures, settings=_FIGURE_SETTINGS, merged=merged)


def _programme(entry: dict[str, Any], sets: dict[str, int]) -> Values:
    return {
        "code": entry["code"],
        "name": entry["name"],
        "short_name": entry["short_name"],
        "legal_basis": entry["legal_basis"],
        "standard_set_id": sets[entry["standard_set"]],
        "starts_on": date.fromisoformat(entry["starts_on"]),
        "due_on": date.fromisoformat(entry["due_on"]),
        "baseline_on": date.fromisoformat(entry["baseline_on"]),
        "default_day": date.fromisoformat(entry["default_day"]),
    }


def _hang_below_parents(entries: list[dict[str, Any]], programmes: dict[str, Programme]) -> None:
    for entry in entries:
        programme = programmes[entry["code"]]
        parent = programmes[entry["parent"]] if entry["parent"] else None
        if parent and programme.parent_id != parent.pk:
            programme.parent = parent
            programme.save(update_fields=["parent"])


def _choose_default(programme: Programme) -> None:
    if not Programme.objects.filter(is_default=True).exists():
        programme.is_default = True
        programme.save(update_fields=["is_default"])


def _target(entry: dict[str, Any], programme: Programme, levels: dict[tuple[str, str], int]) -> Values:
    is_of_level = entry["base"] == OF_LEVEL
    return {
        "programme_id": programme.pk,
        "code": entry["code"],
        "order": entry["order"],
        "name": entry["name"],
        "short_name": entry["short_name"],
        "staff_group": _POPULATIONS[entry["population"]],
        "scale": entry["scale"],
        "minimum_id": levels[entry["scale"], entry["minimum"]],
        "base_minimum_id": levels[entry["scale"], entry["base_minimum"]] if is_of_level else None,
        "threshold": Decimal(entry["threshold"]),
        "footnote": entry.get("footnote", ""),
    }


def _chosen_measure(stored: str, listed: str) -> str:
    """The measure that was chosen; the file's where there was none, so that a release can add one."""
    return stored or listed


def _figures(programmes: dict[str, Programme]) -> Iterator[Values]:
    for row in rows_of("published_figures.csv", DATA):
        yield {
            "key": row["key"],
            "programme_id": programmes[row["programme"]].pk,
            "order": int(row["order"]),
            "topic": row["topic"],
            "text": row["text"],
            "value": Decimal(row["value"]),
            "decimals": int(row["decimals"]),
            "unit_of_value": row["unit_of_value"],
            "as_of": date.fromisoformat(row["as_of"]) if row["as_of"] else None,
            "measure": row["measure"],
            "source": row["source"],
            "note": row["note"],
        }
