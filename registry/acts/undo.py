"""Undo: an act is taken back as a whole while nothing later stands on it.

A later act that was itself undone, and the undo of it, cancel out and do not stand in the way. "Undo the
rest" leaves out every person on whom something later stands. Restored rows are equal to the rows before.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, ForeignKey, Max, Model, OuterRef

from accounts.models import User
from registry.acts.recording import CREATED, DELETED, TRACKED, Change, batched, history_of, lock, record
from registry.enums import ActKind
from registry.errors import Refusal, UndoBlocked
from registry.models import Act, Cadre

# What apps above the registry ask of the state after an undo: each stands around the taking back of an act
# by an account, and may raise `Refusal`.
GUARDS: list[Callable[[Act, User], AbstractContextManager[None]]] = []


@dataclass
class UndoPlan:
    """What an undo would do; `blockers` are the later acts, `kept` the persons they concern."""

    blockers: list[Act] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)


def plan(act: Act) -> UndoPlan:
    """Acts that stand on this one: a later change of a row, or a row hung on one that it created."""
    found: dict[int, Act] = {}
    kept: set[int] = set()
    for model in TRACKED:
        for row in _standing_on(act, model):
            found[row.act_id] = row.act
            kept.add(_person(row, model))
    return UndoPlan(blockers=[found[key] for key in sorted(found)], kept=kept)


@transaction.atomic
def undo(act: Act, actor: User, *, rest: bool = False) -> Act:
    """Takes an act back, as an act of its own, and returns that.

    Raises `UndoBlocked` naming the later acts unless `rest` is chosen, `Refusal` when it was undone before.
    """
    act = Act.objects.select_for_update(of=("self",)).get(pk=act.pk)
    if Act.objects.filter(undo_of=act).exists():
        raise Refusal("Thao tác này đã được hoàn tác trước đó. Dữ liệu giữ nguyên.")
    rows = {model: _touched(act, model) for model in TRACKED}
    for model, keys in rows.items():
        lock(model, keys)
    found = plan(act)
    if found.blockers and not rest:
        raise UndoBlocked(found.blockers)
    try:
        with ExitStack() as guards:
            for guard in GUARDS:
                guards.enter_context(guard(act, actor))
            undoing = _take_back(act, actor, rows, found.kept)
    except ValidationError as error:
        # The old values no longer fit, such as papers that belong to somebody else by now.
        reasons = " ".join(error.messages)
        raise Refusal(f"Không đưa về như trước được: {reasons} Dữ liệu giữ nguyên.") from error
    if undoing is None:
        raise Refusal("Không còn gì để hoàn tác trong thao tác này. Dữ liệu giữ nguyên.")
    return undoing


def _person(row: Any, model: type[Model]) -> int:
    return int(row.id if model is Cadre else getattr(row, "cadre_id", 0) or 0)


def _touched(act: Act, model: type[Model]) -> list[int]:
    """Keys of the rows that the act created, changed or deleted."""
    return sorted(history_of(model).filter(act=act).values_list("id", flat=True).distinct())


def _standing_on(act: Act, model: type[Model]) -> list[Any]:
    history = history_of(model)
    mine = history.filter(act=act, id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    others = (
        history.filter(act__undo_of__isnull=True)
        .exclude(act=act)
        .select_related("act__actor")
        .order_by("history_id")
    )
    later = list(others.filter(Exists(mine)))
    for parent, column in _parents(model):
        created = history_of(parent).filter(act=act, history_type=CREATED, id=OuterRef(column))
        # An earlier act may have stood there too: on a row that this one, as an undo, brought back.
        later += list(others.filter(Exists(created), act__gt=act.pk))
    return _effective(later, model)


def _parents(model: type[Model]) -> list[tuple[type[Model], str]]:
    """Tracked models on whose rows a row of this one hangs, with the column that says on which."""
    links = (field for field in model._meta.fields if isinstance(field, ForeignKey))
    return [(link.related_model, link.attname) for link in links if link.related_model in TRACKED]


def _effective(rows: list[Any], model: type[Model]) -> list[Any]:
    """Rows of history that no undo has cancelled; an undo that was undone itself cancels nothing.

    Row by row: an undo of "the rest" leaves some rows of its act in force.
    """
    undone_by = dict(Act.objects.filter(undo_of__isnull=False).values_list("undo_of_id", "pk"))
    touched: set[tuple[int, int]] = set()
    for batch in batched(sorted({row.id for row in rows if row.act_id in undone_by})):
        undoings = history_of(model).filter(act__undo_of__isnull=False, id__in=batch)
        touched.update(undoings.values_list("act_id", "id"))

    def is_cancelled(act_id: int, row_id: int) -> bool:
        undoing = undone_by.get(act_id)
        return undoing is not None and (undoing, row_id) in touched and not is_cancelled(undoing, row_id)

    return [row for row in rows if not is_cancelled(row.act_id, row.id)]


def _take_back(act: Act, actor: User, rows: dict[type[Model], list[int]], kept: set[int]) -> Act | None:
    created: list[Model] = []
    deleted: list[Model] = []
    changed: list[Change] = []
    for model, keys in rows.items():
        before = _states_before(act, model)
        live = model._default_manager.in_bulk(keys)
        names = [field.attname for field in model._meta.fields]
        for key in keys:
            prior, now = before.get(key), live.get(key)
            if (prior is None and now is None) or _person(prior or now, model) in kept:
                continue
            values = {name: getattr(prior, name) for name in names} if prior else {}
            if now is None and prior is not None:
                created.append(model(**values))
            elif now is not None and prior is None:
                deleted.append(now)
            elif now is not None:
                changed.append(Change(now, values))
    number = len(created) + len(changed) + len(deleted)
    summary = f"{number} mục được đưa về như trước"
    return record(
        ActKind.UNDO,
        actor,
        created=created,
        updated=changed,
        deleted=deleted,
        summary=summary,
        reason=f"Hoàn tác: {act}",
        undo_of=act,
    )


def _states_before(act: Act, model: type[Model]) -> dict[int, Any]:
    """State of each row of the act before it; none for a row that did not exist then."""
    history = history_of(model)
    mine = history.filter(act=act, id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    earlier = history.exclude(act=act).filter(Exists(mine)).values("id").annotate(last=Max("history_id"))
    rows = history.filter(history_id__in=earlier.values("last")).exclude(history_type=DELETED)
    return {row.id: row for row in rows}
