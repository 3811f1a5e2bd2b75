"""The list of records as Django's admin would show it: same people and columns, no needless queries.

Registered here alone; the program has no admin.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from registry.enums import Scale, StaffGroup
from registry.models import Cadre, Posting, Qualification, UnitPlace, UnitVersion
from registry.pages.as_of import default_day
from registry.scope import Scope
from registry.standing import standings
from registry.standing.yardstick import Yardstick

SCALES = (
    Scale.PROFESSIONAL,
    Scale.POLITICAL_THEORY,
    Scale.STATE_MANAGEMENT,
    Scale.DEFENCE,
    Scale.INFORMATICS,
)
PAGE = 100


class OpenSite(admin.AdminSite):
    """An admin for whoever is signed in."""

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active)


class CadreAdmin(admin.ModelAdmin):
    """People serving on the usual day in the account's scope; a page reads what its rows need at once."""

    list_display = (
        "full_name",
        "born",
        "ethnic_group",
        "unit",
        "district",
        "title",
        "group",
        *SCALES,
        "standard",
    )
    list_display_links = ("full_name",)
    list_filter = ("sex", "ethnic_group")
    list_per_page = PAGE
    list_select_related = ("ethnic_group",)
    search_fields = ("name_key",)
    ordering = ("sort_key", "pk")
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        day, scope = default_day(), Scope.of(request.user)  # type: ignore[arg-type]
        rules = Yardstick.of_scheme(day).rules
        self.minimum = {rule.scale: rule.minimum_rank for rule in rules}
        serving = standings.people(day=day, scope=scope)
        return super().get_queryset(request).filter(pk__in=serving).prefetch_related(*_beside(day))

    def born(self, cadre: Any) -> str:
        return str(cadre.born_text)

    def unit(self, cadre: Any) -> str:
        return _name(_posting(cadre).unit)

    def district(self, cadre: Any) -> str:
        place = next(iter(_posting(cadre).unit.places_that_day), None)
        return _name(place.district) if place and place.district else ""

    def title(self, cadre: Any) -> str:
        return str(_posting(cadre).title.name)

    def group(self, cadre: Any) -> str:
        return str(StaffGroup(_posting(cadre).title.staff_group).label)

    def professional(self, cadre: Any) -> str:
        return _level(cadre, Scale.PROFESSIONAL)

    def political_theory(self, cadre: Any) -> str:
        return _level(cadre, Scale.POLITICAL_THEORY)

    def state_management(self, cadre: Any) -> str:
        return _level(cadre, Scale.STATE_MANAGEMENT)

    def defence(self, cadre: Any) -> str:
        return _level(cadre, Scale.DEFENCE)

    def informatics(self, cadre: Any) -> str:
        return _level(cadre, Scale.INFORMATICS)

    def standard(self, cadre: Any) -> str:
        missing = sum(_rank(cadre, scale) < rank for scale, rank in self.minimum.items())
        return f"Thiếu {missing}" if missing else "Đạt"


def _beside(day: date) -> list[Prefetch[Any]]:
    on_day = {"valid_from__lte": day, "valid_to__gte": day}
    named = UnitVersion.objects.filter(**on_day)
    places = UnitPlace.objects.filter(**on_day).select_related("district")
    places = places.prefetch_related(Prefetch("district__versions", named, to_attr="names"))
    postings = Posting.objects.serving_on(day).filter(is_main=True).select_related("title", "unit")
    postings = postings.prefetch_related(
        Prefetch("unit__versions", named, to_attr="names"),
        Prefetch("unit__places", places, to_attr="places_that_day"),
    )
    levels = Qualification.objects.counting_on(day).select_related("level")
    return [
        Prefetch("postings", postings, to_attr="serving"),
        Prefetch("qualifications", levels, to_attr="held"),
    ]


def _posting(cadre: Any) -> Any:
    return cadre.serving[0]


def _name(unit: Any) -> str:
    return str(unit.names[0].short_name) if unit.names else ""


def _best(cadre: Any, scale: str) -> Any:
    held = [each for each in cadre.held if each.level.scale == scale]
    return max(held, key=lambda each: each.level.rank, default=None)


def _rank(cadre: Any, scale: str) -> int:
    best = _best(cadre, scale)
    return -1 if best is None else int(best.level.rank)


def _level(cadre: Any, scale: str) -> str:
    best = _best(cadre, scale)
    return "?" if best is None else str(best.level.label)


site = OpenSite(name="yardstick")
site.register(Cadre, CadreAdmin)
