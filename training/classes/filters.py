"""The filter of the list of classes: what may be asked, counts beside the choices, active ones as chips."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, QuerySet

from common.dates import EARLIEST_YEAR, LATEST_YEAR
from common.pages.list_filter import Active, ListFilter, TextFilter
from common.pages.row_forms import YearField
from common.text.folding import name_key
from training.enums import Category, ClassState
from training.models import FundingSource, Institution, TrainingClass, TrainingProgramme

SORTS = {"start": "Khai giảng", "code": "Mã lớp", "end": "Kết thúc"}
_ORDER = {"start": ("-starts_on", "code"), "code": ("code",), "end": ("-ends_on", "code")}
_FACETS = {"state": "state", "category": "programme__category"}


class YearFilter(django_filters.Filter):
    """A year."""

    field_class = YearField


class ClassFilter(ListFilter):
    """Filter of the list of classes."""

    q = TextFilter(label="Tìm mã, tên lớp", method="search", max_length=100)
    year = YearFilter(label="Học trong năm", method="of_year", min_value=EARLIEST_YEAR, max_value=LATEST_YEAR)
    state = django_filters.MultipleChoiceFilter(
        label="Trạng thái", choices=ClassState.choices, widget=forms.CheckboxSelectMultiple
    )
    category = django_filters.MultipleChoiceFilter(
        label="Loại",
        field_name="programme__category",
        choices=Category.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    programme = django_filters.ModelChoiceFilter(
        label="Chương trình",
        queryset=TrainingProgramme.objects.all(),
        to_field_name="code",
        empty_label="Tất cả chương trình",
    )
    institution = django_filters.ModelChoiceFilter(
        label="Cơ sở đào tạo",
        queryset=Institution.objects.all(),
        to_field_name="code",
        empty_label="Tất cả cơ sở",
    )
    source = django_filters.ModelChoiceFilter(
        label="Nguồn kinh phí",
        queryset=FundingSource.objects.all(),
        to_field_name="code",
        method="paid_from",
        empty_label="Tất cả nguồn",
    )

    class Meta:
        model = TrainingClass
        fields: tuple[str, ...] = ()

    def search(self, queryset: QuerySet[TrainingClass], _name: str, value: str) -> QuerySet[TrainingClass]:
        """Every word in the code or the name, marks and case aside: the same on both databases."""
        words = name_key(value).split()
        named = queryset.order_by().values_list("pk", "code", "name")
        found = [
            pk for pk, *texts in named if words and all(word in name_key(" ".join(texts)) for word in words)
        ]
        return queryset.filter(pk__in=found)

    def of_year(self, queryset: Any, _name: str, value: int | None) -> Any:
        """Held on at least one day of the year."""
        return queryset if value is None else queryset.of_year(value)

    def paid_from(
        self, queryset: QuerySet[TrainingClass], _name: str, value: FundingSource
    ) -> QuerySet[TrainingClass]:
        """With seats from a source."""
        return queryset.filter(allotments__source=value).distinct() if value else queryset

    def facets(self) -> dict[str, dict[str, int]]:
        """How many classes each choice finds beside the other filters: one query for each facet."""
        return {name: self._counts(name, column) for name, column in _FACETS.items()}

    def _counts(self, name: str, column: str) -> dict[str, int]:
        rows = ClassFilter(self.data_without(name), self.queryset).qs.order_by().values_list(column)
        return dict(rows.annotate(number=Count("pk", distinct=True)))

    def ordered(self, sort: str) -> QuerySet[TrainingClass]:
        """The classes found, the latest first unless another order is asked for."""
        found: QuerySet[TrainingClass] = self.qs
        return found.order_by(*_ORDER.get(sort, _ORDER["start"]))

    def active(self) -> list[Active]:
        asked = self.asked
        found: list[Active] = []
        if text := asked.get("q"):
            found.append(("q", "", f"Tìm “{text}”"))
        if year := asked.get("year"):
            found.append(("year", "", f"Năm {year}"))
        found += [("state", each, str(ClassState(each).label)) for each in asked.get("state") or ()]
        found += [("category", each, str(Category(each).label)) for each in asked.get("category") or ()]
        for name in ("programme", "institution", "source"):
            if row := asked.get(name):
                found.append((name, "", str(row)))
        return found
