"""The one door through which facts change.

`record` stores rows of tracked models together with their history as one act. `history.act` is NOT NULL in
the database, so a stray `save()` or `delete()` of a fact raises instead of passing unrecorded. A row's
version is the id of its last history row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CASCADE, DO_NOTHING, ForeignKey, ForeignObjectRel, Model, Q
from django.utils import timezone

from accounts.models import User
from registry.errors import EditConflict, Refusal
from registry.models import Act, Cadre, DistinctPair, Posting, Qualification, Remedy, UnitProfile

# Parents before children: created in this order, deleted in the opposite one. Levers add their own records.
TRACKED: list[type[Model]] = [Cadre, Posting, Qualification, Remedy, UnitProfile]
CREATED, CHANGED, DELETED = "+", "~", "-"
BATCH = 500
LONGEST_SUMMARY = 300
Row = TypeVar("Row")
# Few rows are checked against the constraints one by one, for their messages; of many, the fields only.
FEW_ROWS = 20
# Values that take a row out of its unique conditions while others are set.
_UNIQUE_CLEARED: dict[type[Model], dict[str, Any]] = {Cadre: {"id_number": ""}, Posting: {"is_main": False}}


@dataclass(frozen=True)
class Change:
    """New values for a stored row; `version` is the last history id its author saw, if that matters."""

    target: Model
    values: dict[str, Any]
    version: int | None = None


def track(*models: type[Model]) -> None:
    """Puts the records of an app above the registry under acts, parents first, when the app is ready."""
    TRACKED.extend(model for model in models if model not in TRACKED)


def names_person(model: type[Model]) -> bool:
    """True when a row of the model is about one person, in its column `cadre`."""
    return any(field.name == "cadre" for field in model._meta.fields)


def record(
    kind: str,
    actor: User,
    *,
    summary: str,
    created: Sequence[Model] = (),
    updated: Sequence[Change] = (),
    deleted: Sequence[Model] = (),
    reason: str = "",
    source_name: str = "",
    source_digest: str = "",
    undo_of: Act | None = None,
) -> Act | None:
    """Deletes, changes and creates rows of tracked models with their history, as one act of the caller's
    transaction; `summary` is the sentence that the log shows of it.

    A change that would alter nothing is left out; where nothing is left there is no act. Raises
    `EditConflict` when a row is newer than the version its author saw, `ValidationError` for values that the
    fields or constraints refuse.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An act is written inside a transaction only.")
    if not (created or updated or deleted):
        return None
    act = Act(
        kind=kind,
        actor=actor,
        at=timezone.now(),
        summary=summary if len(summary) <= LONGEST_SUMMARY else summary[: LONGEST_SUMMARY - 1] + "…",
        reason=reason,
        source_name=source_name,
        source_digest=source_digest,
        undo_of=undo_of,
    )
    return act if _stored(act, created, updated, deleted) else None


def _stored(act: Act, created: Iterable[Model], updated: Iterable[Change], deleted: Iterable[Model]) -> bool:
    """Stores the act with its rows; where nothing differs, neither."""
    try:
        with transaction.atomic():
            act.save(force_insert=True)
            touched = sum(_delete(act, model, rows) for model, rows in reversed(_by_model(deleted)))
            touched += sum(
                _change(act, model, changes)
                for model, changes in _by_model(updated, lambda change: type(change.target))
            )
            touched += sum(_create(act, model, rows) for model, rows in _by_model(created))
            if not touched:
                transaction.set_rollback(True)
            return touched > 0
    except IntegrityError as error:
        raise Refusal(
            "Dữ liệu trùng hoặc trái quy định của hệ thống nên chưa ghi gì. Mở lại trang và kiểm tra hồ sơ; "
            "có thể người khác vừa sửa cùng lúc."
        ) from error


def version_of(row: Model) -> int:
    """Version of a stored row for edit conflicts: the id of its last history row."""
    latest = history_of(type(row)).filter(id=row.pk).order_by("-history_id").first()
    return 0 if latest is None else int(latest.history_id)


def history_of(model: type[Model]) -> Any:
    """Rows of history of a tracked model."""
    return model.history.model._default_manager  # type: ignore[attr-defined]


def _by_model(
    rows: Iterable[Row], model_of: Callable[[Row], type[Model]] = type
) -> list[tuple[type[Model], list[Row]]]:
    """Groups in the order of the parents."""
    groups: dict[type[Model], list[Row]] = {model: [] for model in TRACKED}
    for row in rows:
        groups[model_of(row)].append(row)
    return [(model, group) for model, group in groups.items() if group]


def lock(model: type[Model], keys: Iterable[int]) -> dict[int, Any]:
    """Rows by primary key, locked in key order until the transaction ends."""
    manager: Any = model._default_manager
    rows: dict[int, Any] = {}
    for batch in batched(sorted(set(keys))):
        found = manager.filter(pk__in=batch).order_by("pk").select_for_update(of=("self",))
        rows.update((row.pk, row) for row in found)
    return rows


def batched(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    """Keys in groups that every database takes as parameters of one statement."""
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def _change(act: Act, model: type[Model], changes: list[Change]) -> int:
    locked = lock(model, (change.target.pk for change in changes))
    touched: dict[int, Model] = {}
    names: set[str] = set()
    for change in changes:
        row = locked.get(change.target.pk)
        if row is None:
            raise Refusal("Hồ sơ không còn trong hệ thống nên chưa ghi gì. Tải lại danh sách rồi làm lại.")
        refuse_if_newer(row, change.version)
        different = {name: value for name, value in change.values.items() if getattr(row, name) != value}
        for name, value in change.values.items():
            setattr(row, name, value)
            setattr(change.target, name, value)
        if different:
            touched[row.pk] = row
            names |= set(different)
    if touched:
        rows = list(touched.values())
        _clean_fields(rows)
        _clear_unique(model, rows, names)
        _check_constraints(rows)
        _store(model, rows, names)
        _record(act, model, rows, CHANGED)
    return len(touched)


def refuse_if_newer(row: Model, version: int | None) -> None:
    """Raises `EditConflict` when the row was changed after the version its author saw."""
    if version is None:
        return
    newer = history_of(type(row)).filter(id=row.pk, history_id__gt=version).order_by("history_id").first()
    if newer is not None:
        raise EditConflict(newer.act)


def _clear_unique(model: type[Model], rows: Sequence[Model], names: set[str]) -> None:
    """Takes several rows out of their unique conditions, so that a value may change hands among them."""
    cleared = {name: value for name, value in _UNIQUE_CLEARED.get(model, {}).items() if name in names}
    if model is Posting and "ended_on" in names:
        names.add("is_main")
        cleared = _UNIQUE_CLEARED[model]
    if not cleared or len(rows) < 2:
        return
    manager: Any = model._default_manager
    for batch in batched([row.pk for row in rows]):
        manager.filter(pk__in=batch).update(**cleared)


def _store(model: type[Model], rows: Sequence[Any], names: Iterable[str]) -> None:
    manager: Any = model._default_manager
    manager.bulk_update(rows, sorted(names), batch_size=BATCH)


def _create(act: Act, model: type[Model], rows: list[Any]) -> int:
    for field in [each for each in model._meta.fields if isinstance(each, ForeignKey)]:
        for row in rows:
            # A parent created a moment ago has its key now.
            if getattr(row, field.attname) is None and field.is_cached(row):
                setattr(row, field.name, getattr(row, field.name))
    _clean_fields(rows)
    _check_constraints(rows)
    manager: Any = model._default_manager
    manager.bulk_create(rows, batch_size=BATCH)
    _record(act, model, rows, CREATED)
    return len(rows)


def _delete(act: Act, model: type[Model], rows: list[Any]) -> int:
    _record(act, model, rows, DELETED)
    manager: Any = model._default_manager
    # Past the delete signal, which would write a history row without an act.
    for batch in batched([row.pk for row in rows]):
        _release(model, batch)
        if model is Cadre:
            DistinctPair.objects.filter(Q(first__in=batch) | Q(second__in=batch)).delete()
        queryset = manager.filter(pk__in=batch)
        queryset._raw_delete(queryset.db)
    return len(rows)


def _release(model: type[Model], keys: Sequence[int]) -> None:
    """Rows that cascade go along; what protects a row refuses, here and not only when the work is done."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.on_delete is DO_NOTHING:
            continue
        manager: Any = relation.related_model._default_manager
        hanging = manager.filter(**{f"{relation.field.name}__in": keys})
        if relation.on_delete is CASCADE:
            hanging._raw_delete(hanging.db)
        elif hanging.exists():
            name = relation.related_model._meta.verbose_name
            raise Refusal(
                f"Còn {name} gắn với dữ liệu định xóa nên chưa ghi gì. Xóa hoặc chuyển phần đó trước."
            )


def _clean_fields(rows: Sequence[Model]) -> None:
    relations = {field.name for field in rows[0]._meta.fields if field.is_relation}
    _gather(rows, lambda row: row.clean_fields(exclude=relations))


def _check_constraints(rows: Sequence[Model]) -> None:
    if len(rows) <= FEW_ROWS:
        _gather(rows, lambda row: row.validate_constraints())


def _gather(rows: Sequence[Model], check: Callable[[Model], None]) -> None:
    """Runs a check over all rows and raises every problem at once."""
    problems: dict[str, list[Any]] = {}
    for row in rows:
        try:
            check(row)
        except ValidationError as error:
            for name, messages in error.update_error_dict({}).items():
                problems.setdefault(name, []).extend(messages)
    if problems:
        raise ValidationError(problems)


def _record(act: Act, model: type[Model], rows: Sequence[Model], kind: str) -> None:
    """History rows of the given kind for rows as they are stored now, copied inside the database."""
    history: Any = model.history.model  # type: ignore[attr-defined]
    copied = [str(field.column) for field in model._meta.fields]
    added = {
        history._meta.get_field(name): value
        for name, value in (("history_date", act.at), ("history_type", kind), ("act", act.pk))
    }
    values = [field.get_db_prep_save(value, connection) for field, value in added.items()]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in [*copied, *(field.column for field in added)])
    source = ", ".join([*map(quote, copied), *["%s"] * len(values)])
    with connection.cursor() as cursor:
        for batch in batched([row.pk for row in rows]):
            marks = ", ".join(["%s"] * len(batch))
            cursor.execute(
                f"INSERT INTO {quote(history._meta.db_table)} ({columns}) "  # noqa: S608 -- names of our models
                f"SELECT {source} FROM {quote(model._meta.db_table)} WHERE id IN ({marks}) ORDER BY id",
                [*values, *batch],
            )
