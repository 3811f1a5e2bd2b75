"""Forms that a service saves: their fields are called as its arguments, and one over a stored row knows
which version its author saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.forms import BoundField

from registry.acts.recording import version_of

# (heading, hint, ((field, number on paper, width), …))
Layout = tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True)
class ConflictLine:
    """A value that somebody else changed meanwhile, beside one's own."""

    label: str
    theirs: str
    mine: str


class ServiceForm(forms.Form):
    """Over a stored `row` it begins with what is stored, and carries the version that its author saw."""

    conflicts: Sequence[ConflictLine] = ()

    def __init__(self, *args: Any, row: Model | None = None, **kwargs: Any) -> None:
        self.row: Any = row
        if row is not None:
            kwargs["initial"] = {**self.stored(row), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if row is not None:
            hidden = forms.IntegerField(widget=forms.HiddenInput, required=False)
            self.fields.setdefault("version", hidden).initial = version_of(row)

    def stored(self, row: Any) -> dict[str, Any]:
        """Initial values of a stored row."""
        return {}

    def arguments(self) -> dict[str, Any]:
        """What was filled in, under the names of the service."""
        return dict(self.cleaned_data)

    def values_beside(self, *names: str) -> dict[str, Any]:
        """All of it as the `values` of a row, but for the named arguments that stand beside them."""
        values = dict(self.cleaned_data)
        beside = {name: values.pop(name) for name in names if name in values}
        return {"values": values, **beside}

    def given(self, *names: str) -> dict[str, Any]:
        """Some of what was filled in, without the fields that this form does not have."""
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


@dataclass(frozen=True)
class Item:
    """A field of a group with the number it carries on paper."""

    field: BoundField
    number: str
    width: str


@dataclass(frozen=True)
class Group:
    """A group of items as on paper."""

    anchor: str
    heading: str
    hint: str
    items: list[Item]

    @property
    def numbers(self) -> str:
        """Items of the paper, without further words."""
        return self.hint.partition(" –")[0]

    @property
    def errors(self) -> int:
        return sum(1 for item in self.items if item.field.errors)


class LaidOutForm(ServiceForm):
    """A form shown in groups, each field with its number on paper."""

    layout: Layout = ()

    def groups(self) -> Iterator[Group]:
        """Groups in the order of the paper."""
        for number, (heading, hint, items) in enumerate(self.layout):
            found = [Item(self[name], item, width) for name, item, width in items]
            yield Group(f"nhom-{number}", heading, hint, found)
