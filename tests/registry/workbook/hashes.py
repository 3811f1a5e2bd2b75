"""Live tables of the registry as hashes of every row."""

import hashlib
from typing import Any

from registry.models import Cadre, Posting, Qualification, Remedy, UnitProfile


def hashes() -> dict[str, list[str]]:
    models: tuple[Any, ...] = (Cadre, Posting, Qualification, Remedy, UnitProfile)
    return {
        model.__name__: [_hash(row) for row in model.objects.order_by("pk").values_list()] for model in models
    }


def _hash(row: tuple[Any, ...]) -> str:
    return hashlib.sha256(repr(row).encode()).hexdigest()
