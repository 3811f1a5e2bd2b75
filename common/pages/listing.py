"""Lists by the page: which rows, where in the whole, which pages to offer."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.core.paginator import Page as PlainPage
from django.core.paginator import Paginator
from django.db.models import QuerySet

Row = TypeVar("Row")

PAGE_SIZES = (25, 50, 100, 200)
DEFAULT_SIZE = 50


class _Paginator(Paginator):
    """Pages with the words of our templates; `total` spares the count where it is known."""

    def __init__(self, rows: Any, size: int, total: int | None = None) -> None:
        super().__init__(rows, size)
        if total is not None:
            self.count = total

    def _get_page(self, *where: Any) -> "Page[Any]":
        return Page(*where)


class Page(PlainPage, Generic[Row]):
    """One page of a list; pages count from 1, an empty list has one empty page."""

    def __init__(self, rows: Any, number: int, paginator: Any) -> None:
        super().__init__(rows, number, paginator)
        self.rows: list[Row] = list(rows)
        self.total: int = paginator.count
        self.size: int = paginator.per_page

    @property
    def window(self) -> list[int | str]:
        """Pages to offer: first, last and those around this one, with "…" where some are left out."""
        return list(self.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1))

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
    asked = _number(params.get("size"))
    pages = _Paginator(rows, asked if asked in PAGE_SIZES else DEFAULT_SIZE, total)
    return pages.get_page(max(_number(params.get("page")), 1))  # type: ignore[return-value]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
