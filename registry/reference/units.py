"""Loads units, their versions, places and legal acts from the reference files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import models

from common.text.folding import name_key
from registry.enums import UnitActKind, UnitKind
from registry.models import Unit, UnitAct, UnitPlace, UnitVersion
from registry.reference.files import act_lines, tiles, unit_history
from registry.reference.upserts import LoadResult, Values, upsert
from registry.units.history import UnitHistory
from registry.units.ledger import eve
from registry.units.records import DISSOLVE, MERGE, MOVE, PART, RENAME

_ACT_KINDS = {
    RENAME: UnitActKind.RENAME,
    MERGE: UnitActKind.MERGE,
    MOVE: UnitActKind.MOVE,
    DISSOLVE: UnitActKind.CLOSE,
}


def load_units(result: LoadResult) -> None:
    history = unit_history()
    tile_of = tiles()
    rows = []
    for life in history.lives:
        column, line = tile_of.get(life.key.split("-")[0], (None, None))
        rows.append(
            {
                "key": life.key,
                "level": life.level,
                "established_on": life.established_on,
                "ended_on": life.ended_on,
                "tile_column": column,
                "tile_row": line,
            }
        )
    units = {key[0]: unit for key, unit in upsert(result, Unit, ("key",), rows).items()}
    _load_spans(result, UnitVersion, units, list(_version_rows(history, units)))
    _load_spans(result, UnitPlace, units, list(_place_rows(history, units)))
    identity = ("effective_on", "kind", "predecessor_id", "successor_id")
    upsert(result, UnitAct, identity, _act_rows(history, units))


def _load_spans(
    result: LoadResult, model: type[models.Model], units: dict[str, Unit], rows: list[Values]
) -> None:
    stored = model._default_manager.filter(unit__in=[unit.pk for unit in units.values()])
    _remove_stale(result, stored, {(row["unit_id"], row["valid_from"]) for row in rows})
    upsert(result, model, ("unit_id", "valid_from"), rows)


def _version_rows(history: UnitHistory, units: dict[str, Unit]) -> Iterator[Values]:
    for version in history.versions:
        yield {
            "unit_id": units[version.unit_key].pk,
            "code": version.code,
            "name": version.name,
            "kind": version.kind,
            "is_border": version.is_border,
            "name_variants": list(version.name_variants),
            "name_key": name_key(version.name),
            "valid_from": version.valid_from,
            "valid_to": version.valid_to,
        }


def _place_rows(history: UnitHistory, units: dict[str, Unit]) -> Iterator[Values]:
    for place in history.places:
        yield {
            "unit_id": units[place.unit_key].pk,
            "valid_from": place.valid_from,
            "valid_to": place.valid_to,
            "commune_id": units[place.commune_key].pk if place.commune_key else None,
            "district_id": units[place.district_key].pk if place.district_key else None,
            "province_id": units[place.province_key].pk,
        }


def _act_rows(history: UnitHistory, units: dict[str, Unit]) -> Iterator[Values]:
    for line, (old_key, new_key) in zip(act_lines(), history.links, strict=True):
        change = line.change
        day, is_partial = change.effective_on, change.extent == PART
        yield {
            "kind": UnitActKind.SPLIT if is_partial else _ACT_KINDS[change.kind],
            "predecessor_id": units[old_key].pk,
            "successor_id": units[new_key].pk if new_key else None,
            "predecessor_name": _named(
                history, change.old_kind, change.old_name, line.old_parent_code, eve(day)
            ),
            "successor_name": _named(history, change.new_kind, change.new_name, change.new_parent_code, day),
            "is_partial": is_partial,
            "decision_no": line.legal_act,
            "decided_on": line.act_on,
            "effective_on": day,
            "confidence": line.confidence,
            "source": line.source,
            "note": line.note,
        }


def _named(history: UnitHistory, kind: str, name: str, parent_code: str, day: date) -> str:
    """Return "xã Cần Yên", or "xã Cần Yên (huyện Hà Quảng)" where the line moves a unit."""
    text = f"{UnitKind(kind).label} {name}" if name else ""
    for version in history.versions:
        if version.code == parent_code and version.valid_from <= day <= version.valid_to:
            return f"{text} ({UnitKind(version.kind).label} {version.name})"
    return text


def _remove_stale(result: LoadResult, stored: models.QuerySet[Any], known: set[tuple[int, date]]) -> None:
    """Remove versions or places of known units that the history no longer has."""
    stale = [row.pk for row in stored if (row.unit_id, row.valid_from) not in known]
    if stale:
        result.removed += stored.filter(pk__in=stale).delete()[0]
