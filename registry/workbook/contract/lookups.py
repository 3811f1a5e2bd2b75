"""Words of a code list as people write them: marks, case, signs and spaces may differ."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from common.text.folding import compare_key, name_key

Item = TypeVar("Item")
# A slash tells "1/10" from "11/0"; every other sign may be left out.
_SIGNS = re.compile(r"[^\w/]+|_+")


def squeezed(key: str) -> str:
    """A key without spaces and signs: "ĐC - XD", "ĐC-XD" and "ĐCXD" are alike."""
    return _SIGNS.sub("", key)


@dataclass(frozen=True)
class Found(Generic[Item]):
    """An item, and whether it was written as in the list (marks included)."""

    item: Item
    is_exact: bool


class Lookup(Generic[Item]):
    """Items by every way of writing them; with marks first, without marks where that is unambiguous."""

    def __init__(self, entries: Iterable[tuple[Item, Iterable[str]]]) -> None:
        self._exact: dict[str, Item] = {}
        self._plain: dict[str, list[Item]] = {}
        self._labels: dict[str, str] = {}
        self._found: dict[str, Found[Item] | None] = {}
        written = [(item, list(names)) for item, names in entries]
        for item, names in written:
            self._add(item, names[0], is_label=True)
        for item, names in written:
            for name in names[1:]:
                self._add(item, name, is_label=False)

    def _add(self, item: Item, name: str, *, is_label: bool) -> None:
        key = squeezed(compare_key(name))
        if not key:
            return
        self._exact.setdefault(key, item)
        known = self._plain.setdefault(squeezed(name_key(name)), [])
        if item not in known:
            known.append(item)
        if is_label:
            self._labels.setdefault(squeezed(name_key(name)), name)

    def find(self, text: str) -> Found[Item] | None:
        """The item written so; none when unknown or when it may be several."""
        if text not in self._found:
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> Found[Item] | None:
        key = squeezed(compare_key(text))
        if key in self._exact:
            return Found(self._exact[key], is_exact=True)
        items = self._plain.get(squeezed(name_key(text)), [])
        return Found(items[0], is_exact=False) if len(items) == 1 else None

    def nearest(self, text: str) -> str:
        """Label most like the text, or nothing."""
        close = difflib.get_close_matches(squeezed(name_key(text)), self._labels, n=1, cutoff=0.72)
        return self._labels[close[0]] if close else ""
