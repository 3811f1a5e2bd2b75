"""Lists by the page: which rows, where in the whole, which pages to offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

Row = TypeVar("Row")

PAGE_SIZES = (25, 50, 100, 200)
DEFAULT_SIZE = 50
_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list; pages count from 1, an empty list has one empty page."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def last_number(self) -> int:
        return _page_count(self.total, self.size)

    @property
    def first_position(self) -> int:
        """Position of the first row in the whole list, from 1; 0 when the list is empty."""
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last_position(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def previous_number(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.number < self.last_number else None

    @property
    def window(self) -> list[int | None]:
        """Pages to offer: first, last and those around this one, with None where some are left out."""
        near = range(self.number - _NEIGHBOURS, self.number + _NEIGHBOURS + 1)
        shown = sorted({1, self.last_number, *near} & set(range(1, self.last_number + 1)))
        window: list[int | None] = []
        for before, number in zip([0, *shown], shown, strict=False):
            window += [None, number] if number - before > 2 else list(range(before + 1, number + 1))
        return window

    @property
    def sizes(self) -> tuple[int, ...]:
        """Page sizes to offer; none when the list fits the smallest."""
        return PAGE_SIZES if self.total > PAGE_SIZES[0] else ()


def page_of(
    rows: "QuerySet[Any, Row] | Sequence[Row]", params: Mapping[str, str], *, total: int | None = None
) -> Page[Row]:
    """Return the page asked for by the query keys `page` and `size`.

    Nonsense means the first page and the usual size; a page beyond the end means the last. Give `total` when
    it is already known.
    """
    if total is None:
        total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    asked_size = _number(params.get("size"))
    size = asked_size if asked_size in PAGE_SIZES else DEFAULT_SIZE
    number = min(max(_number(params.get("page")), 1), _page_count(total, size))
    start = (number - 1) * size
    return Page(rows=list(rows[start : start + size]), number=number, size=size, total=total)


def _page_count(total: int, size: int) -> int:
    return max(-(-total // size), 1)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
