"""Acts told field by field: what stood before, what after, for readers who see only part of the people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Field, ForeignKey, IntegerField, Model, Q, Value

from accounts.models import User
from common.dates import format_day, format_partial
from registry.acts import undo
from registry.acts.recording import CHANGED, CREATED, DELETED, TRACKED, history_of, names_person
from registry.models import (
    Act,
    Cadre,
    EthnicGroup,
    Posting,
    PostingKind,
    PostTitle,
    ScaleLevel,
    Unit,
    UnitProfile,
    UnitVersion,
)
from registry.privacy import HIDDEN, MASKED_FIELDS, PERSONAL_FIELDS, masked, shows_personal
from registry.querysets import posting_condition
from registry.scope import Scope

NOTHING = "–"
KindsByPerson = dict[int, set[type[Model]]]
VERBS = {CREATED: "Thêm", CHANGED: "Sửa", DELETED: "Xóa"}
# Models whose rows have a name of their own that any reader may see; apps above the registry add theirs.
NAMED: list[type[Model]] = [PostTitle, PostingKind, EthnicGroup, ScaleLevel]
# Codes that a field keeps as text, in words; apps above the registry add theirs by the name of the field.
SPOKEN: dict[str, Callable[[str], str]] = {}
_PRECISION = {
    "born_on": "born_precision",
    "recruited_on": "recruited_precision",
    "party_joined_on": "party_joined_precision",
    "insured_from": "insured_precision",
    "started_on": "start_precision",
    "obtained_on": "obtained_precision",
}
_SILENT = frozenset({"id", "cadre", "name_key", "sort_key", *_PRECISION.values()})


@dataclass(frozen=True)
class FieldChange:
    """One value before and after, in words."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One row that an act added, changed or deleted."""

    act: Act
    kind: str
    verb: str
    cadre_id: int | None
    fields: list[FieldChange] = field(default_factory=list)


class _Names:
    """Words for the keys in rows of history, one query for each kind."""

    def __init__(self, rows: Iterable[Any]) -> None:
        wanted: dict[type[Model], set[int]] = {}
        for row in rows:
            for each in row.instance_type._meta.fields:
                if isinstance(each, ForeignKey) and getattr(row, each.attname):
                    wanted.setdefault(each.related_model, set()).add(getattr(row, each.attname))
        self._words: dict[type[Model], dict[int, str]] = {
            model: {pk: str(found) for pk, found in model._default_manager.in_bulk(list(keys)).items()}
            for model, keys in wanted.items()
            if model in NAMED
        }
        units = UnitVersion.objects.filter(unit_id__in=wanted.get(Unit, ())).order_by("valid_from")
        self._words[Unit] = {version.unit_id: version.full_name for version in units}

    def of(self, model: type[Model], key: int) -> str:
        return self._words.get(model, {}).get(key, NOTHING)


def changes_of_act(act: Act, user: User, touched: KindsByPerson) -> list[RowChange]:
    """Rows of an act about the given persons, kind by kind."""
    kinds = set().union(*touched.values())
    found: list[Any] = []
    for model in TRACKED:
        if model in kinds:
            mine = {f"{_person_column(model)}__in": list(touched)}
            found.extend(_visible(model, user).filter(act=act, **mine).select_related("act"))
    return _told(found, user)


def changes_of_person(cadre: Cadre, user: User) -> list[RowChange]:
    """What was ever done to one person, newest first; another district's titles stay hidden."""
    found: list[Any] = []
    for model in {model for model, *_ in _rows_about(user, cadre_id=cadre.pk)}:
        rows = _visible(model, user).filter(**{_person_column(model): cadre.pk})
        found.extend(rows.select_related("act__actor").order_by("-history_id"))
    found.sort(key=lambda row: (-row.act_id, TRACKED.index(row.instance_type), -row.history_id))
    return _told(found, user)


def kinds_changed(cadre: Cadre, user: User, *, newest: int) -> list[RowChange]:
    """What the newest acts did to one person, without the values: two queries, however many kinds of facts
    there are."""
    found = [(act_id, model, verb) for model, act_id, verb, _ in _rows_about(user, cadre_id=cadre.pk)]
    found.sort(key=lambda each: (-each[0], TRACKED.index(each[1])))
    shown = sorted({act_id for act_id, *_ in found})[-newest:]
    known = Act.objects.select_related("actor").in_bulk(shown)
    return [
        RowChange(act=known[act_id], kind=_kind(model), verb=VERBS[verb], cadre_id=cadre.pk)
        for act_id, model, verb in found
        if act_id in known
    ]


def changed_since(row: Model, version: int, user: User) -> list[FieldChange]:
    """Values of a stored row that differ from those its reader saw: what somebody else changed meanwhile."""
    history = history_of(type(row))
    seen = history.filter(id=row.pk, history_id=version).first()
    now = history.filter(id=row.pk).order_by("-history_id").first()
    if seen is None or now is None:
        return []
    return _differences(seen, now, _Names([seen, now]), user)


def kinds_by_person(act: Act, user: User) -> KindsByPerson:
    """Persons of an act whom the account may see, in order, each with the kinds of facts changed."""
    found: KindsByPerson = {}
    for model, _, _, cadre_id in sorted(_rows_about(user, act=act), key=lambda row: row[3]):
        found.setdefault(cadre_id, set()).add(model)
    return found


def touches_only_scope(act: Act, user: User) -> bool:
    """True when every row of the act concerns somebody the account may see: only then may it undo it."""
    return all(
        history_of(model).filter(act=act).count() == _visible(model, user).filter(act=act).count()
        for model in TRACKED
    )


def may_take_back(act: Act, user: User) -> bool:
    """True when an undo by the account changes nobody outside its scope, nor anybody it has let go."""
    if not touches_only_scope(act, user):
        return False
    people = list(kinds_by_person(act, user))
    mine = Cadre.objects.in_scope(user).editable_by(user).values("pk")
    released = Cadre.objects.filter(pk__in=people).exclude(pk__in=mine).values_list("pk", flat=True)
    return set(released) <= undo.plan(act).kept


def _rows_about(
    user: User, *, act: Act | None = None, cadre_id: int | None = None
) -> list[tuple[type[Model], int, str, int]]:
    """Kind of fact, act, sign and person of what an act did, or of what was done to a person: one query over
    the histories of all kinds of facts about persons."""
    parts = []
    for number, model in enumerate(TRACKED):
        if model is Cadre or names_person(model):
            column = _person_column(model)
            asked = {"act": act} if act else {column: cadre_id}
            rows = _visible(model, user).filter(**asked).order_by()
            kind = Value(number, IntegerField())
            parts.append(
                rows.annotate(number_of_kind=kind).values_list(
                    "number_of_kind", "act_id", "history_type", column
                )
            )
    found = parts[0].union(*parts[1:])
    return [(TRACKED[number], act_id, verb, person) for number, act_id, verb, person in found]


def _person_column(model: type[Model]) -> str:
    return "id" if model is Cadre else "cadre_id"


def _visible(model: type[Model], user: User) -> Any:
    """History rows of a model that an account may see: of people in scope, also of those deleted since."""
    history = history_of(model)
    scope = Scope.of(user)
    if scope.everything:
        return history.all()
    if model is UnitProfile:
        return history.filter(unit__in=Unit.objects.in_scope(user))
    if model is Posting:
        return history.filter(posting_condition(scope))
    if model is not Cadre and not names_person(model):
        return _visible_of_units(model, user)
    key = _person_column(model)
    held = history_of(Posting).filter(posting_condition(scope)).values("cadre_id")
    gone = Q(**{f"{key}__in": held}) & ~Q(**{f"{key}__in": Cadre.objects.values("pk")})
    return history.filter(Q(**{f"{key}__in": Cadre.objects.within(scope).values("pk")}) | gone)


def _visible_of_units(model: type[Model], user: User) -> Any:
    """History of records that are about no single person: of those in scope; of those deleted since, where
    the account sees the act that deleted them."""
    manager: Any = model._default_manager
    history = history_of(model)
    in_scope = Q(id__in=manager.in_scope(user).values("pk"))
    gone = ~Q(id__in=manager.values("pk")) & Q(act__in=Act.objects.in_scope(user))
    return history.filter(in_scope | gone)


def _person(row: Any) -> int | None:
    return row.id if row.instance_type is Cadre else getattr(row, "cadre_id", None)


def _told(rows: Sequence[Any], user: User) -> list[RowChange]:
    before = _before(rows)
    names = _Names([*rows, *before.values()])
    return [
        RowChange(
            act=row.act,
            kind=_kind(row.instance_type),
            verb=VERBS[row.history_type],
            cadre_id=_person(row),
            fields=_differences(
                before.get((row.instance_type, row.history_id)),
                None if row.history_type == DELETED else row,
                names,
                user,
            ),
        )
        for row in rows
    ]


def _kind(model: type[Model]) -> str:
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]


def _before(rows: Sequence[Any]) -> dict[tuple[type[Model], int], Any]:
    """The state before each row of history, in two queries for each model."""
    found: dict[tuple[type[Model], int], Any] = {}
    for model in TRACKED:
        mine = [row for row in rows if row.instance_type is model]
        later = [row for row in mine if row.history_type != CREATED]
        if not later:
            continue
        earlier = history_of(model).filter(id__in={row.id for row in later}).order_by("history_id")
        by_row: dict[int, list[Any]] = {}
        for state in earlier:
            by_row.setdefault(state.id, []).append(state)
        for row in later:
            states = [state for state in by_row[row.id] if state.history_id < row.history_id]
            if row.history_type == DELETED:
                found[model, row.history_id] = row
            elif states:
                found[model, row.history_id] = states[-1]
    return found


def _differences(before: Any, after: Any, names: _Names, user: User) -> list[FieldChange]:
    row = after or before
    changes = []
    for each in row.instance_type._meta.fields:
        if each.name in _SILENT:
            continue
        first, second = _words(before, each, names), _words(after, each, names)
        if first == second:
            continue
        if each.name in MASKED_FIELDS:
            first, second = masked(first), masked(second)
        if each.name in PERSONAL_FIELDS | MASKED_FIELDS and not shows_personal(user):
            first = second = HIDDEN
        label = str(each.verbose_name)
        changes.append(FieldChange(each.name, label[:1].upper() + label[1:], first, second))
    return changes


def _words(row: Any, each: Field[Any, Any], names: _Names) -> str:
    """A value of a history row in words."""
    value = getattr(row, each.attname) if row is not None else None
    if value is None or value == "":
        return NOTHING
    if isinstance(each, ForeignKey):
        return names.of(each.related_model, value)
    if isinstance(value, date):
        precision = _PRECISION.get(each.name)
        return format_partial(value, getattr(row, precision)) if precision else format_day(value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if each.name in SPOKEN:
        return SPOKEN[each.name](value)
    if each.choices:
        return str(dict(each.flatchoices).get(value, value))
    return str(value).replace(".", ",") if hasattr(value, "as_tuple") else str(value)
