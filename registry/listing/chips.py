"""The active filters of a list: as chips that can be taken away one by one, and in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from registry.enums import Scale, Sex, StaffGroup
from registry.listing.filters import EVERYONE, CadreFilter
from registry.standing.yardstick import short_name


@dataclass(frozen=True)
class Chip:
    """One active filter and the address without it."""

    label: str
    url: str


def chips_of(request: HttpRequest, cadre_filter: CadreFilter) -> list[Chip]:
    """Active filters in the order of the form."""
    chips = []
    for name, value, label in _active(cadre_filter):
        query = request.GET.copy()
        query.pop("page", None)
        query.setlist(name, [each for each in query.getlist(name) if value is not None and each != value])
        chips.append(Chip(label, "?" + query.urlencode()))
    return chips


def words_of(cadre_filter: CadreFilter) -> str:
    """The filter in words, for the head of a file and the log."""
    return "; ".join(label for _, _, label in _active(cadre_filter))


def _active(cadre_filter: CadreFilter) -> list[tuple[str, str | None, str]]:
    """Key, the one value to take away (None: all of the key), and words."""
    asked = cadre_filter.asked
    found: list[tuple[str, str | None, str]] = []
    if text := asked.get("q"):
        found.append(("q", None, f"Tìm “{text}”"))
    if node := cadre_filter.node:
        found.append(("unit", None, node.version.full_name))
    for group in asked.get("group") or ():
        found.append(("group", group, StaffGroup(group).label))
    if title := cadre_filter.asked_title:
        found.append(("title", None, title.name))
    for scale in asked.get("lacking") or ():
        found.append(("lacking", scale, f"Thiếu {short_name(Scale(scale))}"))
    if ethnic := asked.get("ethnic"):
        found.append(("ethnic", None, f"Dân tộc {ethnic.name}"))
    if sex := asked.get("sex"):
        found.append(("sex", None, Sex(sex).label))
    if asked.get("serving") == EVERYONE:
        found.append(("serving", None, "Cả người không còn giữ chức danh"))
    return found
