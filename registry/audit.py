"""Audit of stored data: each check yields Vietnamese sentences about what differs, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import F, Model, OuterRef, Subquery

from common.dates import OPEN_END, today
from registry.acts.recording import DELETED, TRACKED, history_of
from registry.cards.naming import name_fields
from registry.models import Cadre, Posting, Unit, UnitAct, UnitPlace, UnitVersion
from registry.scope import EVERYTHING
from registry.standing.recount import Facts
from registry.standing.standings import standings

CHUNK = 2000


def problems() -> Iterator[str]:
    """All differences found, check by check."""
    for check in CHECKS:
        yield from check()


def check_standings() -> Iterator[str]:
    """The standing statement equals a recount in plain Python, on year ends and around unit acts."""
    facts = Facts()
    for day in _days():
        counted = {each.cadre_id: each for each in standings(day=day, scope=EVERYTHING)}
        recounted = {each.cadre_id: each for each in facts.standings_on(day)}
        for cadre_id in sorted(counted.keys() | recounted.keys()):
            if counted.get(cadre_id) != recounted.get(cadre_id):
                yield f"Ngày {day:%d/%m/%Y}: vị trí của hồ sơ số {cadre_id} tính lại khác với câu truy vấn."


def _days() -> list[date]:
    """Year ends since the first posting, and the days around every change of units."""
    first = Posting.objects.order_by("started_on").values_list("started_on", flat=True).first()
    if first is None:
        return []
    last = today()
    days = {date(year, 12, 31) for year in range(max(first.year, last.year - 20), last.year)} | {last}
    for effective in UnitAct.objects.values_list("effective_on", flat=True).distinct():
        days |= {effective - timedelta(days=1), effective}
    return sorted(day for day in days if day <= last)


def check_history() -> Iterator[str]:
    """The latest history row of every fact equals the fact; no fact is without history."""
    for model in TRACKED:
        yield from _compare_with_history(model)


def _compare_with_history(model: type[Model]) -> Iterator[str]:
    history = history_of(model)
    manager: Any = model._default_manager
    names = [field.attname for field in model._meta.fields]
    label = model._meta.verbose_name
    newest = history.filter(id=OuterRef("id")).order_by("-history_id").values("history_id")[:1]
    latest = history.filter(history_id=Subquery(newest))
    live = {row[0]: row for row in manager.values_list("pk", *names).iterator(chunk_size=CHUNK)}
    for kind, *row in latest.values_list("history_type", "id", *names).iterator(chunk_size=CHUNK):
        current = live.pop(row[0], None)
        if kind == DELETED:
            if current is not None:
                yield f"{label} số {row[0]}: lịch sử ghi đã xóa nhưng vẫn còn."
        elif current is None:
            yield f"{label} số {row[0]}: lịch sử ghi còn nhưng không có."
        elif tuple(row) != current:
            changed = [name for name, a, b in zip(["pk", *names], row, current, strict=True) if a != b]
            yield f"{label} số {row[0]}: khác lịch sử ở {', '.join(changed)}."
    for key in sorted(live):
        yield f"{label} số {key}: không có lịch sử."


def check_overlaps() -> Iterator[str]:
    """Nobody holds two main titles on one day."""
    main = Posting.objects.filter(is_main=True).order_by("cadre_id", "started_on", "pk")
    for earlier, later in pairwise(main.iterator(chunk_size=CHUNK)):
        if earlier.cadre_id == later.cadre_id and (earlier.ended_on or OPEN_END) >= later.started_on:
            yield f"Hồ sơ số {earlier.cadre_id}: hai chức danh chính trùng ngày {later.started_on:%d/%m/%Y}."


def check_units() -> Iterator[str]:
    """Every unit has one place on each day from its beginning, and lies in units that exist."""
    places: dict[int, list[UnitPlace]] = {}
    for place in UnitPlace.objects.order_by("unit_id", "valid_from"):
        places.setdefault(place.unit_id, []).append(place)
    named = set(UnitVersion.objects.values_list("unit_id", flat=True))
    for unit in Unit.objects.all():
        mine = places.get(unit.pk, [])
        if not mine or mine[0].valid_from > unit.established_on or mine[-1].valid_to != OPEN_END:
            yield f"Đơn vị {unit.key}: không có nơi tính số liệu cho mọi ngày."
        for earlier, later in pairwise(mine):
            if later.valid_from != earlier.valid_to + timedelta(days=1):
                yield f"Đơn vị {unit.key}: nơi tính số liệu hở hoặc chồng ngày {later.valid_from:%d/%m/%Y}."
        if unit.pk not in named:
            yield f"Đơn vị {unit.key}: không có tên gọi."
    for posting in Posting.objects.filter(started_on__lt=F("unit__established_on")).select_related("unit")[
        :50
    ]:
        yield f"Chức danh số {posting.pk}: bắt đầu trước khi có đơn vị {posting.unit.key}."


def check_names() -> Iterator[str]:
    """The keys by which people are found and sorted follow from their names."""
    for cadre in Cadre.objects.only("full_name", "name_key", "sort_key", "code").iterator(chunk_size=CHUNK):
        fields = name_fields(cadre.full_name)
        if (cadre.name_key, cadre.sort_key) != (fields["name_key"], fields["sort_key"]):
            yield f"Hồ sơ {cadre.code}: khóa tìm hoặc khóa xếp tên không khớp họ tên."


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    check_standings,
    check_history,
    check_overlaps,
    check_units,
    check_names,
)
