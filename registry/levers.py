"""Places where the levers show their own: panels on a card, acts on chosen people, lines of the work list.

An app adds its function in `AppConfig.ready`; what it gives is already limited to the account's scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import User
from accounts.rights import Right
from registry.models import Cadre


@dataclass(frozen=True)
class Panel:
    """A part of the card: a template, and what it shows under the name `panel`."""

    template: str
    content: Any


@dataclass(frozen=True)
class WorkLine:
    """Something to do: "Xử lý học viên đã nghỉ: 3 người", with the page where it is done."""

    text: str
    count: int
    url: str
    due_on: date | None = field(default=None)


@dataclass(frozen=True)
class ListAct:
    """Something to do with people chosen in the list: a page that takes their codes under `code`."""

    key: str
    label: str
    route: str
    right: Right


LIST_ACTS: list[ListAct] = []
CardPanel = Callable[[Cadre, User, date], Panel | None]
CARD_PANELS: list[CardPanel] = []
WorkSource = Callable[[User, date], Iterable[WorkLine]]
WORK_SOURCES: list[WorkSource] = []


def card_panels(cadre: Cadre, user: User, day: date) -> list[Panel]:
    """Panels of a person's card, in the order of the apps; one without content is left out."""
    found = (panel(cadre, user, day) for panel in CARD_PANELS)
    return [panel for panel in found if panel is not None]


def list_acts(user: User) -> list[ListAct]:
    """What the account may do with chosen people."""
    return [act for act in LIST_ACTS if user.has_right(act.right)]


def work_lines(user: User, day: date) -> list[WorkLine]:
    """What an account has to do, the nearest deadline first; a line without work is left out."""
    lines = [line for source in WORK_SOURCES for line in source(user, day) if line.count]
    return sorted(lines, key=lambda line: (line.due_on is None, line.due_on or date.max))
