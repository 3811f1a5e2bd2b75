"""A lever of the scheme declares itself once, and what lies below or above learns of it from here.

An app says in `AppConfig.ready`: `register(Lever(…))`. Nothing below names a lever: rights and sections are
handed down to `accounts`, tracked models, kinds of acts, expectations and rules to the registry; measures and
forms are looked up by `reports`. What a function gives is already limited to the account's scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from django.db.models import Model, TextChoices

from accounts.context import Section, add_sections
from accounts.models import User
from accounts.rights import HeldRight, grant
from common.sql import Sql
from registry.act_kinds import add_act_kinds
from registry.acts import recording, told, undo
from registry.ahead import expected
from registry.ahead.expected import FactSource, LeavingSource
from registry.models import Act, Cadre, Unit
from registry.scope import Scope


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
    right: str


# Measure and day → what it counts, in each way it can be counted, the usual one first: ("lượt người", 800).
Counts = Callable[[str, date], list[tuple[str, int]]]


@dataclass(frozen=True)
class Measures:
    """What published figures count of a lever's records.

    `counter` reads a province once for many figures. `shares` are per cent: of those `over_start` over the
    untrained of the programme's first day, the others over the staff of the day. `conditions` on a standing
    say who is in the base and who is counted, None where no people are; `listed` names the page and the query
    that show what is counted where that is not a list of people.
    """

    choices: type[TextChoices]
    counter: Callable[[Unit], Counts]
    shares: frozenset[str] = frozenset()
    over_start: frozenset[str] = frozenset()
    conditions: Callable[[str, date], tuple[Sql, Sql] | None] = lambda measure, day: None
    listed: Callable[[str, date], tuple[str, str]] = lambda measure, day: ("", "")


@dataclass(frozen=True)
class Form:
    """An official form: its code, and what writes it for a province on a day."""

    code: str
    write: Callable[[BinaryIO, date, Unit], None]


CardPanel = Callable[[Cadre, User, date], Panel | None]
WorkSource = Callable[[User, date], Iterable[WorkLine]]
# Takes the `LoadResult` of `registry.reference`, which lies above.
Loader = Callable[[Any], None]
UndoRule = Callable[[Act, User], AbstractContextManager[None]]


@dataclass(frozen=True)
class Lever:
    """What an app adds to the program; `label` is its own, `urls` the module of its addresses."""

    label: str
    urls: str = ""
    models: tuple[type[Model], ...] = ()
    """Records that change under acts only, parents first."""
    named: tuple[type[Model], ...] = ()
    """Models whose rows the log of acts calls by their name."""
    spoken: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """Columns that the log of acts puts into words, by name."""
    act_kinds: type[TextChoices] | None = None
    rights: tuple[HeldRight, ...] = ()
    sections: tuple[Section, ...] = ()
    administration: tuple[Section, ...] = ()
    card_panel: CardPanel | None = None
    list_acts: tuple[ListAct, ...] = ()
    work_lines: WorkSource | None = None
    expected_facts: FactSource | None = None
    expected_leavings: LeavingSource | None = None
    load_reference: Loader | None = None
    undo_rule: UndoRule | None = None
    """Stands around the taking back of an act, and may refuse it."""
    measures: Measures | None = None
    forms: tuple[Form, ...] = ()
    frozen: Callable[[date, Scope], Iterable[Mapping[str, Any]]] | None = None
    """Rows that the close of a period keeps, as plain values."""


_LEVERS: dict[str, Lever] = {}


def register(lever: Lever) -> None:
    """Take a lever in; the same label twice is a fault of the program."""
    if lever.label in _LEVERS:
        raise ValueError(f"The lever {lever.label} is registered already.")
    _LEVERS[lever.label] = lever
    grant(lever.rights)
    add_sections(lever.sections, lever.administration)
    recording.track(*lever.models)
    told.NAMED.extend(lever.named)
    told.SPOKEN.update(lever.spoken)
    if lever.act_kinds:
        add_act_kinds(lever.act_kinds)
    expected.FACT_SOURCES.extend(filter(None, [lever.expected_facts]))
    expected.LEAVING_SOURCES.extend(filter(None, [lever.expected_leavings]))
    undo.GUARDS.extend(filter(None, [lever.undo_rule]))


def levers() -> list[Lever]:
    """All levers, in the order of the apps."""
    return list(_LEVERS.values())


def card_panels(cadre: Cadre, user: User, day: date) -> list[Panel]:
    """Panels of a person's card, in the order of the apps; one without content is left out."""
    panels = (lever.card_panel(cadre, user, day) for lever in levers() if lever.card_panel)
    return [panel for panel in panels if panel is not None]


def list_acts(user: User) -> list[ListAct]:
    """What the account may do with chosen people."""
    return [act for lever in levers() for act in lever.list_acts if user.has_right(act.right)]


def work_lines(user: User, day: date) -> list[WorkLine]:
    """What an account has to do, the nearest deadline first; a line without work is left out."""
    sources = [lever.work_lines for lever in levers() if lever.work_lines]
    lines = [line for source in sources for line in source(user, day) if line.count]
    return sorted(lines, key=lambda line: (line.due_on is None, line.due_on or date.max))


def measures() -> Iterator[Measures]:
    """What the levers let published figures count."""
    return (lever.measures for lever in levers() if lever.measures)


def measures_of(measure: str) -> Measures | None:
    """The lever's measures that one belongs to; None for a measure that no lever has."""
    return next((each for each in measures() if measure in each.choices.values), None)


def forms() -> dict[str, Form]:
    """Official forms of the levers by code."""
    return {form.code: form for lever in levers() for form in lever.forms}
