"""The filter of the list of records: what may be asked, and how it becomes conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import OrderBy

from common.pages.list_filter import Active, ListFilter, TextFilter
from common.sql import Sql
from common.text.folding import compare_key, name_key, nfc
from registry.enums import Scale, Sex, StaffGroup
from registry.models import Cadre, EthnicGroup, Posting, PostTitle, Qualification, Unit
from registry.scope import Scope
from registry.standing import standings
from registry.standing.yardstick import Yardstick, short_name
from registry.units.choices import UnitSelect, unit_choices
from registry.units.tree import UnitNode, UnitTree

SERVING, EVERYONE = "serving", "all"
# Filters that ask nothing of the standing.
PLAIN = ("q", "ethnic", "sex")
SORTS = ("name", "unit", "title", *Scale.values)
# More exact hits than this: the whole page matches, and ranking them first would say nothing.
MOST_EXACT = 400


@dataclass(frozen=True)
class ListContext:
    """What a list needs to know besides the address: the day, the scope, the units and the standard."""

    day: date
    scope: Scope
    tree: UnitTree
    yardstick: Yardstick
    shows_personal: bool
    titles: dict[int, PostTitle] = field(default_factory=lambda: PostTitle.objects.in_bulk())


class CadreFilter(ListFilter):
    """Filter of the list; conditions on the standing are gathered and asked in one query."""

    q = TextFilter(label="Tìm họ tên, mã hồ sơ", method="search", max_length=100, help_text="Không cần dấu")
    unit = django_filters.ChoiceFilter(
        label="Đơn vị", method="gather", empty_label="Tất cả đơn vị", widget=UnitSelect
    )
    group = django_filters.MultipleChoiceFilter(
        label="Nhóm", choices=StaffGroup.choices, method="gather", widget=forms.CheckboxSelectMultiple
    )
    title = django_filters.ChoiceFilter(label="Chức danh", method="gather", empty_label="Tất cả chức danh")
    lacking = django_filters.MultipleChoiceFilter(
        label="Còn thiếu tiêu chí", method="gather", widget=forms.CheckboxSelectMultiple
    )
    ethnic = django_filters.ModelChoiceFilter(
        label="Dân tộc",
        field_name="ethnic_group",
        queryset=EthnicGroup.objects.all(),
        to_field_name="code",
        empty_label="Tất cả dân tộc",
    )
    sex = django_filters.ChoiceFilter(label="Giới tính", choices=Sex.choices, empty_label="Nam và nữ")
    serving = django_filters.ChoiceFilter(
        label="Hồ sơ",
        choices=((SERVING, "Đang giữ chức danh"), (EVERYONE, "Tất cả hồ sơ")),
        method="gather",
        empty_label=None,
    )

    class Meta:
        model = Cadre
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any, queryset: QuerySet[Cadre], *, context: ListContext) -> None:
        super().__init__(data, queryset=queryset)
        self.context = context
        self.filters["unit"].extra["choices"] = unit_choices(context.tree)
        self.filters["title"].extra["choices"] = [(each.code, str(each)) for each in context.titles.values()]
        self.filters["lacking"].extra["choices"] = [
            (str(scale), short_name(scale)) for scale in context.yardstick.scales
        ]
        if not context.shows_personal:
            del self.filters["ethnic"]

    def gather(self, queryset: QuerySet[Cadre], _name: str, _value: Any) -> QuerySet[Cadre]:
        """Asked together in `filter_queryset`."""
        return queryset

    def search(self, queryset: Any, _name: str, value: str) -> QuerySet[Cadre]:
        """Every word of the name, marks aside, or the whole code."""
        by_name = Q(pk__in=queryset.matching(value).values("pk")) if name_key(value) else Q(pk__in=())
        found: QuerySet[Cadre] = queryset.filter(by_name | Q(code=nfc(value).upper()))
        return found

    def filter_queryset(self, queryset: QuerySet[Cadre]) -> QuerySet[Cadre]:
        """Ordinary filters, then one condition on the standing of the day."""
        queryset = self.plainly_filtered(queryset)
        if self.is_serving:
            return queryset.filter(pk__in=self._people())
        if self.asked.get("lacking"):
            queryset = queryset.filter(pk__in=self._people())
        held = self._ever_held()
        return queryset.filter(pk__in=held.values("cadre_id")) if held is not None else queryset

    def plainly_filtered(self, queryset: QuerySet[Cadre]) -> QuerySet[Cadre]:
        """Filters that ask nothing of the standing."""
        found: QuerySet[Cadre] = super().filter_queryset(queryset)
        return found

    def without(self, name: str, cadres: QuerySet[Cadre]) -> CadreFilter:
        """The same filter with one key left out, over the same people."""
        return CadreFilter(self.data_without(name), cadres, context=self.context)

    def active(self) -> list[Active]:
        asked = self.asked
        found: list[Active] = []
        if text := asked.get("q"):
            found.append(("q", "", f"Tìm “{text}”"))
        if node := self.node:
            found.append(("unit", "", node.version.full_name))
        found += [("group", group, StaffGroup(group).label) for group in asked.get("group") or ()]
        if title := self.asked_title:
            found.append(("title", "", title.name))
        for scale in asked.get("lacking") or ():
            found.append(("lacking", scale, f"Thiếu {short_name(Scale(scale))}"))
        if ethnic := asked.get("ethnic"):
            found.append(("ethnic", "", f"Dân tộc {ethnic.name}"))
        if sex := asked.get("sex"):
            found.append(("sex", "", Sex(sex).label))
        if asked.get("serving") == EVERYONE:
            found.append(("serving", "", "Cả người không còn giữ chức danh"))
        return found

    @property
    def asks_plainly(self) -> bool:
        """True when something is asked that the standing does not know."""
        return any(self.asked.get(name) for name in PLAIN)

    @property
    def is_serving(self) -> bool:
        return self.asked.get("serving") != EVERYONE

    @property
    def node(self) -> UnitNode | None:
        """The unit asked for."""
        return self.context.tree.coded(self.asked.get("unit") or "")

    @property
    def asked_unit(self) -> Unit | None:
        return self.node.unit if self.node else None

    @property
    def asked_title(self) -> PostTitle | None:
        code = self.asked.get("title")
        return next((title for title in self.context.titles.values() if title.code == code), None)

    def condition(self) -> Sql:
        """What is asked of the standing, but for the unit."""
        parts: list[Sql] = []
        if groups := self.asked.get("group"):
            parts.append(standings.any_of(*map(standings.in_group, groups)))
        if title := self.asked_title:
            parts.append(standings.with_title(title.pk))
        if lacking := self.asked.get("lacking"):
            parts.append(self.context.yardstick.lacks_any(lacking))
        return standings.all_of(*parts)

    def _people(self) -> Any:
        return standings.people(
            day=self.context.day, scope=self.context.scope, unit=self.asked_unit, condition=self.condition()
        )

    def _ever_held(self) -> QuerySet[Posting] | None:
        """Titles at any time that fit unit, group and title; None when none of these is asked."""
        wanted = Q()
        if node := self.node:
            wanted &= Q(unit_id__in=[commune.unit_id for commune in node.communes])
        if groups := self.asked.get("group"):
            wanted &= Q(title__staff_group__in=groups)
        if title := self.asked_title:
            wanted &= Q(title=title)
        if not wanted:
            return None
        return Posting.objects.within(self.context.scope).filter(wanted)


def ordered(queryset: QuerySet[Cadre], *, sort: str, search: str, context: ListContext) -> QuerySet[Cadre]:
    """By given name, unit, title or level, downwards with a leading minus.

    When the search has marks, names written just so come first. Who has no unit or level comes last.
    """
    order: list[Any] = []
    if exact := _exact_matches(queryset, search):
        first = Case(When(pk__in=exact, then=Value(0)), default=Value(1), output_field=IntegerField())
        queryset = queryset.alias(inexact=first)
        order.append("inexact")
    key, falls = sort.removeprefix("-"), sort.startswith("-")
    if key in SORTS and key != "name":
        queryset = queryset.alias(place=_place(key, context))
        order.append(OrderBy(F("place"), descending=falls, nulls_last=True))
    by_name = "-sort_key" if sort == "-name" else "sort_key"
    return queryset.order_by(*order, by_name, "pk")


def _place(sort: str, context: ListContext) -> Subquery:
    """What a person is sorted by: the unit or the title held on the day, or the rank reached on a scale."""
    if sort in Scale.values:
        held = Qualification.objects.counting_on(context.day).filter(cadre=OuterRef("pk"), level__scale=sort)
        return Subquery(held.order_by("-level__rank").values("level__rank")[:1])
    posts = Posting.objects.within(context.scope).filter(cadre=OuterRef("pk")).serving_on(context.day)
    key = "unit__key" if sort == "unit" else "title__order"
    return Subquery(posts.order_by("-is_main", "-started_on", "-id").values(key)[:1])


def _exact_matches(queryset: QuerySet[Cadre], search: str) -> list[int]:
    wanted = compare_key(search).split()
    if not wanted or " ".join(wanted) == name_key(search):
        return []
    names = queryset.order_by().values_list("pk", "full_name")
    exact = [pk for pk, name in names if set(wanted) <= set(compare_key(name).split())]
    return exact if len(exact) <= MOST_EXACT else []
