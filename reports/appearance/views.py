"""The page of components: every part of the pages in every state, from invented data."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.permissions import Right, allow
from reports.appearance import samples
from reports.dashboard.forecast import outlook_sentence
from reports.enums import Cut, Status


@require_safe
@allow(Right.MANAGE_DATA)
def appearance(request: UserRequest) -> HttpResponse:
    return render(request, "administration/appearance.html", _figures() | _controls() | _lists())


def _figures() -> dict[str, Any]:
    """What the parts of the pages of figures ask for."""
    return {
        "links": samples.SampleLinks(samples.DAY),
        "programme": samples.PROGRAMME,
        "day": samples.DAY,
        "today": samples.DAY,
        "quick_days": [samples.PROGRAMME.baseline_on, samples.DAY],
        "is_default_day": False,
        "place": samples.PROVINCE,
        "shown": samples.overview(),
        "states": samples.target_lines(),
        "statuses": list(Status),
        "cut": None,
        "cuts": list(Cut),
        "level_below": "district",
        "sees_people": True,
        "lists_lines": True,
        "forecasts": samples.forecasts(),
        "outlook": outlook_sentence(list(samples.forecasts().values())),
        "sources": samples.sources(),
        "opens_needs": False,
        "tile_map": samples.tiles(),
        "since": samples.since(),
        "multiples": samples.multiples(),
        "scale_of_multiples": {"highest": 100},
        "falls": samples.falls(exact=True),
        "hidden_falls": samples.falls(exact=False),
        "target": samples.TARGETS[1],
        "lacking": samples.lacking(),
        "summary": ["Câu tóm tắt mẫu."],
        "footnotes": ["Chú thích mẫu."],
    }


def _controls() -> dict[str, Any]:
    filled, refused = samples.filled_form(), samples.refused_form()
    return {
        "sample_messages": samples.MESSAGES,
        "filled_form": filled,
        "refused_form": refused,
        "forms": [filled, refused],
        "facets": samples.FACETS,
        "sorts": samples.SORTS,
        "sort": "name",
        "chips": [{"label": "Nhóm: Mục một", "url": "#mau"}],
    }


def _lists() -> dict[str, Any]:
    return {
        "card": samples.criteria(),
        "findings": samples.findings(),
        "batch": {"pk": 0},
        "import_summary": samples.SUMMARY,
        "changes": samples.changes(),
        "long_page": samples.page(1240, 3),
        "short_page": samples.page(7),
    }
