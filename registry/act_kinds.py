"""Kinds of acts: those of the registry, and those that the levers add.

A stored kind that nobody adds any more is shown by its code and stays valid for history and undo.
"""

from __future__ import annotations

from django.db.models import TextChoices

from registry.enums import ActKind

_KINDS: list[type[TextChoices]] = [ActKind]


def add_act_kinds(kinds: type[TextChoices]) -> None:
    """Add the kinds of an app above; a value that stands already is a fault of the program."""
    known = {value for value, _ in act_kind_choices()}
    if twice := known & set(kinds.values):
        raise ValueError(f"These kinds of acts are there already: {sorted(twice)}.")
    _KINDS.append(kinds)


def act_kind_choices() -> list[tuple[str, str]]:
    """Kinds with their labels; migrations know this function by its address."""
    return [(value, str(label)) for kinds in _KINDS for value, label in kinds.choices]
