"""Loads the catalogue from `training/data`, after the registry's levels; what exists keeps its settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from registry.models import ScaleLevel
from registry.reference.files import Row, day_from, day_to, rows_of
from registry.reference.upserts import LoadResult, Values, upsert
from training.models import FundingSource, Institution, SupportPolicy, SupportRate, TrainingProgramme

DATA = Path(__file__).resolve().parents[1] / "data"


def load_catalogue(result: LoadResult) -> None:
    """Create what is missing of programmes, institutions, sources and the example policy of support."""
    levels = {(level.scale, level.code): level.pk for level in ScaleLevel.objects.all()}
    programmes = [_programme(row, levels) for row in rows_of("programmes.csv", DATA)]
    upsert(result, TrainingProgramme, ("code",), programmes, settings=_all_but_code(programmes))
    institutions = [dict(row) for row in rows_of("institutions.csv", DATA)]
    upsert(result, Institution, ("code",), institutions, settings=_all_but_code(institutions))
    sources = [{**row, "order": int(row["order"])} for row in rows_of("funding_sources.csv", DATA)]
    upsert(result, FundingSource, ("code",), sources, settings=_all_but_code(sources))
    _load_policies(result)


def _programme(row: Row, levels: dict[tuple[str, str], int]) -> Values:
    return {
        "code": row["code"],
        "name": row["name"],
        "category": row["category"],
        "level_id": levels[row["scale"], row["level"]] if row["level"] else None,
        "entry_level_id": levels[row["entry_scale"], row["entry_level"]] if row["entry_level"] else None,
        "form_column": row["form_column"],
        "length": int(row["length"]),
        "length_unit": row["length_unit"],
        "order": int(row["order"]),
    }


def _load_policies(result: LoadResult) -> None:
    """The amounts are examples: an administrator who has replaced a policy's amounts keeps them."""
    policies = [
        {
            **row,
            "valid_from": day_from(row["valid_from"]),
            "valid_to": day_to(row["valid_to"]),
            "is_example": True,
        }
        for row in rows_of("support_policies.csv", DATA)
    ]
    stored = set(SupportPolicy.objects.values_list("code", flat=True))
    found = upsert(result, SupportPolicy, ("code",), policies, settings=_all_but_code(policies))
    new = {key[0]: policy.pk for key, policy in found.items() if key[0] not in stored}
    key = ("policy_id", "category", "kind", "basis", "beneficiary")
    upsert(result, SupportRate, key, _rates(new), settings=("amount_vnd",))


def _rates(policies: dict[str, int]) -> Iterator[Values]:
    for row in rows_of("support_rates.csv", DATA):
        if row["policy"] in policies:
            yield {
                "policy_id": policies[row["policy"]],
                "category": row["category"],
                "kind": row["kind"],
                "basis": row["basis"],
                "beneficiary": row["beneficiary"],
                "amount_vnd": int(row["amount_vnd"]),
            }


def _all_but_code(rows: list[Values]) -> tuple[str, ...]:
    return tuple(name for name in rows[0] if name != "code")
