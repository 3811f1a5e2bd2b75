"""Published figures as an administrator keeps them: added, corrected; one added here may be taken away."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max, Model, QuerySet
from django.http import Http404
from django.urls import reverse

from accounts.kept.tables import KeptTable, Shown
from accounts.models import User
from common.dates import format_day, today
from common.numbers import NO_FIGURE
from common.pages.row_forms import field_for
from common.rows import trimmed
from registry.scope import Scope
from reports.measures import is_share
from reports.models import Programme, PublishedFigure

FEWEST_DECIMALS, MOST_DECIMALS = -6, 4
_ADDED = "bo-sung-"


class PublishedFigures(KeptTable):
    model = PublishedFigure
    route = "reports:published"
    heading = "Số liệu công bố"
    purpose = "Ghi đúng như đã in; khác với số tính được thì trang đối chiếu ghi là khác"
    noun = "số liệu công bố"
    edited = (
        "topic", "text", "value", "decimals", "unit_of_value", "as_of", "measure", "source", "note",
    )  # fmt: skip
    told = ("text", "value", "unit_of_value", "as_of", "measure", "source")
    edit_template = "reports/published_edit.html"
    removed = "Đã bỏ số liệu công bố."
    none_yet = "Chưa có số liệu nào."

    def rows(self, user: User) -> QuerySet[PublishedFigure]:
        return PublishedFigure.objects.select_related("programme").order_by("programme", "order", "key")

    def shown(self) -> list[Shown]:
        return [
            Shown("Câu chữ đã công bố", lambda row: row.text, small=lambda row: row.note),
            Shown("Nội dung", lambda row: row.topic or NO_FIGURE),
            Shown("Giá trị", lambda row: f"{trimmed(row.value)} {row.unit_of_value}", is_number=True),
            Shown("Tại ngày", lambda row: format_day(row.as_of) if row.as_of else NO_FIGURE),
            Shown("Cách tính", lambda row: row.get_measure_display() or "chưa có dữ liệu"),
            Shown("Nguồn", lambda row: row.source or NO_FIGURE),
        ]

    def new(self, above: Model | None) -> PublishedFigure:
        """A figure of the default programme, at the end of its list."""
        programme = Programme.objects.order_by("-is_default", "code").first()
        if programme is None:
            raise Http404("Chưa có chương trình nào trong hệ thống. Chạy lệnh load_reference để nạp.")
        last = PublishedFigure.objects.aggregate(last=Max("order"))["last"] or 0
        return PublishedFigure(programme=programme, order=last + 1, as_of=programme.default_day)

    def complete(self, row: PublishedFigure) -> None:
        row.key = f"{_ADDED}{secrets.token_hex(4)}"

    def fields(self, user: User, row: PublishedFigure) -> dict[str, forms.Field]:
        return {
            "text": field_for(row, "text", help_text="ghi đúng như đã in"),
            "value": field_for(row, "value", help_text="vd: 44,7"),
            "decimals": field_for(row, "decimals", min_value=FEWEST_DECIMALS, max_value=MOST_DECIMALS),
            "measure": field_for(row, "measure", empty_label="Chưa có dữ liệu để tính"),
            "source": field_for(row, "source", required=True),
        }

    def check(self, row: PublishedFigure, values: dict[str, Any]) -> None:
        """A value as precise as it was printed; a measure of the same kind of number, on a day gone by."""
        faults: dict[str, str] = {}
        value, decimals, measure = values["value"], values["decimals"], values["measure"]
        if value != round(value, decimals):
            faults["decimals"] = "Giá trị có nhiều chữ số hơn số chữ số đã in. Sửa một trong hai ô."
        share = "một tỷ lệ, đơn vị tính là %"
        kind = share if is_share(measure) else "một số đếm, đơn vị tính không phải là %"
        if measure and (values["unit_of_value"] == "%") != is_share(measure):
            faults["measure"] = f"Cách tính này cho {kind}. Chọn lại cách tính hoặc sửa đơn vị tính."
        if measure and values["as_of"] and values["as_of"] > today():
            faults["as_of"] = "Ngày không được sau hôm nay khi có cách tính."
        if faults:
            raise ValidationError(dict(faults))

    def may_remove(self, row: PublishedFigure) -> bool:
        """Only what was added on the page: a figure of the files would come back with the next reload."""
        return row.key.startswith(_ADDED)

    def title(self, row: PublishedFigure) -> str:
        return "Sửa số liệu công bố"

    def lead(self, row: PublishedFigure) -> str:
        return row.text

    def log_key(self, row: PublishedFigure) -> str:
        return row.key

    def log_name(self, row: PublishedFigure) -> str:
        return f"Số liệu công bố “{row.text[:60]}”"

    def further(self, user: User) -> tuple[str, str] | None:
        if not Scope.of(user).is_provincial:
            return None
        return "Xem đối chiếu", reverse("reports:published_figures")


PUBLISHED = PublishedFigures()
