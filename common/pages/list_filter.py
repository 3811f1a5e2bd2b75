"""The filter of a list: what is asked, and the chips that take it away one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import django_filters
from django.http import HttpRequest

from common.pages.forms import CleanCharField, DayField

# Key, the one value to take away ("": all of the key), words.
Active = tuple[str, str, str]


class TextFilter(django_filters.CharFilter):
    """A text without hidden characters, in NFC."""

    field_class = CleanCharField


class DayFilter(django_filters.Filter):
    """A whole day."""

    field_class = DayField


@dataclass(frozen=True)
class Chip:
    """One active filter and the address without it."""

    label: str
    url: str


class ListFilter(django_filters.FilterSet):
    """A filter that tells what it asks; a subclass says in `active` which of its keys are set."""

    @property
    def asked(self) -> dict[str, Any]:
        """Cleaned values; a value that is no choice is left out."""
        return self.form.cleaned_data if self.is_valid() or self.is_bound else {}

    def active(self) -> list[Active]:
        """What is asked beyond the usual, in the order of the form."""
        return []

    @property
    def is_active(self) -> bool:
        """True when anything is asked."""
        return bool(self.active())

    def chips(self, request: HttpRequest) -> list[Chip]:
        """Active filters, each with the address of the list without it."""
        chips = []
        for name, value, label in self.active():
            query = request.GET.copy()
            query.pop("page", None)
            query.setlist(name, [each for each in query.getlist(name) if value and each != value])
            chips.append(Chip(label, "?" + query.urlencode()))
        return chips

    def words(self) -> str:
        """The filter in words, for the head of a file and the log."""
        return "; ".join(label for _, _, label in self.active())

    def data_without(self, name: str) -> Any:
        """What was asked but for one key: for the counts beside its choices."""
        data = self.data.copy()
        data.pop(name, None)
        return data
