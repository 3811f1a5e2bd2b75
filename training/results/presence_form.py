"""Grid of presence: a field of days for each trainee, and what the page showed in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from registry.pages.service_forms import ServiceForm
from training.models import Enrolment
from training.results.presence import DaysPresent


class PresenceForm(ServiceForm):
    """Whole days from none to all of the session; empty where nobody recorded any."""

    def __init__(
        self, data: Any = None, *, trainees: Sequence[Enrolment], stored: dict[int, int], days: int
    ) -> None:
        super().__init__(data)
        self.trainees = list(trainees)
        for each in self.trainees:
            kept, name = stored.get(each.pk), each.cadre.full_name
            self.fields[f"days-{each.pk}"] = forms.IntegerField(
                label=f"Số ngày có mặt của {name}", required=False, min_value=0, max_value=days, initial=kept
            )
            self.fields[f"seen-{each.pk}"] = forms.IntegerField(
                required=False, widget=forms.HiddenInput, initial=kept
            )

    @property
    def rows(self) -> list[tuple[Enrolment, forms.BoundField, forms.BoundField]]:
        """Trainees with the field of days and what was seen in it."""
        return [(each, self[f"days-{each.pk}"], self[f"seen-{each.pk}"]) for each in self.trainees]

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        facts = [
            DaysPresent(each, seen=data[f"seen-{each.pk}"], days=data[f"days-{each.pk}"])
            for each in self.trainees
        ]
        return {"facts": facts}
