"""Saving a form through a service: refusals in words, conflicts side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from accounts.http import UserRequest
from common.pages.forms import add_refusal
from registry.acts.recording import version_of
from registry.acts.told import changed_since
from registry.errors import EditConflict, Refusal
from registry.models import Cadre
from registry.pages.service_forms import ConflictLine, ServiceForm

# Names of the services and of the fields of models, as the forms call them.
_ALIASES = {
    "started_on": "started",
    "start_precision": "started",
    "obtained_on": "obtained",
    "obtained_precision": "obtained",
    "is_main": "is_concurrent",
    "verification": "state",
    "verification_decision": "decision",
    "verified_on": "decided_on",
}


Returned = TypeVar("Returned")


@dataclass(frozen=True)
class Saved(Generic[Returned]):
    """That a form was saved, with what its service returned: the act, or none where nothing differed; or the
    row that it stored."""

    result: Returned


def saved(
    request: UserRequest, form: ServiceForm, service: Callable[..., Returned]
) -> Saved[Returned] | None:
    """Calls the service with the arguments of a valid form; what it refuses becomes a message of the form,
    and nothing was saved."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return Saved(service(**form.arguments()))
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        if form.row is not None:
            _show_conflict(request, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        add_refusal(form, refusal, _ALIASES)
    return None


def _show_conflict(request: UserRequest, form: ServiceForm) -> None:
    """Theirs beside mine; the next Lưu counts as having seen theirs."""
    seen = form.cleaned_data.get("version") or 0
    lines = []
    for change in changed_since(form.row, seen, request.user):
        name = _ALIASES.get(change.name, change.name)
        mine = _own_words(form, name) if name in form.fields else "–"
        lines.append(ConflictLine(change.label, change.after, mine))
    form.conflicts = lines
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(version_of(form.row))  # type: ignore[index]


def _own_words(form: forms.Form, name: str) -> str:
    value = str(form[name].value() or "")
    choices = getattr(form.fields[name].widget, "choices", ())
    for key, label in choices:
        options = label if isinstance(label, list | tuple) else [(key, label)]
        for option, words in options:
            if str(option) == value:
                return str(words)
    return value or "–"


def done(request: UserRequest, result: Any, text: str, to: Any) -> HttpResponse:
    """Back to a page, with a word on what was done and the way to take it back: on a card through the history
    of the person, elsewhere through the act."""
    if isinstance(to, Cadre):
        history = reverse("registry:cadre_history", args=[to.code])
        messages.success(request, format_html('{} <a href="{}">Xem lịch sử, hoàn tác</a>', text, history))
    elif result is None:
        messages.info(request, "Không có gì thay đổi.")
    else:
        log = reverse("registry:act_detail", args=[result.pk])
        messages.success(request, format_html('{} <a href="{}">Xem nhật ký, hoàn tác</a>', text, log))
    return redirect(to)
