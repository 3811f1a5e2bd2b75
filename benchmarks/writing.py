"""Ratio 6: a bulk write with its history against the same write without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models, transaction

from accounts.models import User
from benchmarks.harness import Result, compared, interleaved
from benchmarks.world import World
from registry.acts.recording import BATCH, Change, record
from registry.cards.naming import new_code
from registry.enums import ActKind
from registry.models import Act, Cadre, Qualification, ScaleLevel

GOAL = 2.0
NOTE = "history rows = written rows asserted; rolled back, so without the commit"


def bulk_write(world: World) -> list[Result]:
    """People and levels created, people changed: each once through the door and once past it."""
    world.province.use()
    actor = User.objects.get(username="tinh")
    size = world.size.written
    people = list(Cadre.objects.order_by("pk")[:size])
    return [
        _created(world, actor, "people created", lambda: [_another(each) for each in people]),
        _created(world, actor, "levels created", lambda: _levels(people, size)),
        _changed(world, actor, people),
    ]


def _another(cadre: Any) -> Any:
    values = {field.attname: getattr(cadre, field.attname) for field in cadre._meta.concrete_fields}
    return Cadre(**{**values, "id": None, "code": new_code(), "id_number": ""})


def _levels(people: Sequence[Any], count: int) -> list[Any]:
    level = ScaleLevel.objects.get(scale="informatics", code="certificate_a")
    return [Qualification(cadre=people[place % len(people)], level=level) for place in range(count)]


def _created(world: World, actor: User, what: str, make: Callable[[], list[Any]]) -> Result:
    rows: list[Any] = []

    def before() -> None:
        rows[:] = make()

    def audited() -> None:
        with transaction.atomic():
            act = record(ActKind.DEMONSTRATION, actor, created=rows, summary="")
            _assert_history(act, type(rows[0]), len(rows))
            transaction.set_rollback(True)

    def unaudited() -> None:
        model = type(rows[0])
        with transaction.atomic():
            created = model._default_manager.bulk_create(rows, batch_size=BATCH)
            assert len(created) == len(rows)
            transaction.set_rollback(True)

    return _result(world, what, {"audited": audited, "unaudited": unaudited}, before, rows)


def _changed(world: World, actor: User, people: list[Any]) -> Result:
    def audited() -> None:
        with transaction.atomic():
            changes = [Change(each, {"note": "đổi"}) for each in people]
            act = record(ActKind.DEMONSTRATION, actor, updated=changes, summary="")
            _assert_history(act, Cadre, len(people))
            transaction.set_rollback(True)

    def unaudited() -> None:
        with transaction.atomic():
            for each in people:
                each.note = "đổi"
            manager: Any = Cadre._default_manager
            assert manager.bulk_update(people, ["note"], batch_size=BATCH) == len(people)
            transaction.set_rollback(True)

    return _result(world, "people changed", {"audited": audited, "unaudited": unaudited}, None, people)


def _assert_history(act: Act | None, model: type[models.Model], rows: int) -> None:
    history: Any = model.history.model._default_manager  # type: ignore[attr-defined]
    assert history.filter(act=act).count() == rows


def _result(
    world: World,
    what: str,
    sides: dict[str, Callable[[], None]],
    before: Callable[[], None] | None,
    rows: list[Any],
) -> Result:
    times = interleaved(sides, repeats=world.size.repeats, before=before)
    return compared(
        "bulk-write",
        f"{what}, audited ÷ unaudited",
        world.database,
        times,
        top="audited",
        bottom="unaudited",
        goal=GOAL,
        note=f"{len(rows)} rows; {NOTE}",
    )
