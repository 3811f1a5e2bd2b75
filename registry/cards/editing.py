"""What the pages that change a person share: whom, saving, refusals in words, the page itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from registry.acts import write as acts
from registry.acts.told import changed_since
from registry.errors import EditConflict, Refusal
from registry.models import Cadre
from registry.pages.as_of import default_day
from registry.units.choices import commune_options

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


@dataclass(frozen=True)
class ConflictLine:
    """A value that somebody else changed meanwhile, beside one's own."""

    label: str
    theirs: str
    mine: str


def editable_cadre(request: UserRequest, code: str) -> Cadre:
    """The person, if the account may change the record; else 404. The log says who opened it."""
    cadres = Cadre.objects.in_scope(request.user).editable_by(request.user)
    cadre: Cadre = get_object_or_404(cadres.select_related("ethnic_group"), code=code)
    record(request, AccessKind.VIEW_CARD, "cadre", cadre.code, "Mở để sửa")
    return cadre


def posted(request: UserRequest) -> Any:
    """Data for a form: nothing before it is sent."""
    return request.POST if request.method == "POST" else None


def unit_options(request: UserRequest) -> dict[str, Any]:
    """Communes that a form may offer."""
    units, choices = commune_options(request.user, default_day())
    return {"units": units, "unit_choices": choices}


def saves(
    request: UserRequest, form: forms.Form, service: Callable[[], Any], *, row: Model | None = None
) -> bool:
    """Calls the service for a valid form; a refusal becomes a message of the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        service()
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        if row is not None:
            _show_conflict(request, form, row)
        return False
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    return True


def add_refusal(form: forms.Form, refusal: ValidationError) -> None:
    """Puts each message under its field, or on top when the form has none of that name."""
    by_name = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    for name, sentences in by_name.items():
        field = _ALIASES.get(name, name)
        form.add_error(field if field in form.fields else None, sentences)


def done(request: UserRequest, cadre: Cadre, text: str) -> HttpResponse:
    """Back to the card, with a word and the way to take it back."""
    history = reverse("registry:cadre_history", args=[cadre.code])
    messages.success(request, format_html('{} <a href="{}">Xem lịch sử, hoàn tác</a>', text, history))
    return redirect(cadre)


def fact_page(
    request: UserRequest, cadre: Cadre, form: forms.Form, heading: str, **extra: Any
) -> HttpResponse:
    """The page of a small form."""
    context = {"cadre": cadre, "form": form, "heading": heading, "button": "Lưu", "conflicts": [], **extra}
    context["conflicts"] = getattr(form, "conflicts", [])
    return render(request, "registry/fact_form.html", context)


def _show_conflict(request: UserRequest, form: forms.Form, row: Model) -> None:
    """Theirs beside mine; the next Lưu counts as having seen theirs."""
    seen = form.cleaned_data.get("version") or 0
    lines = []
    for change in changed_since(row, seen, request.user):
        name = _ALIASES.get(change.name, change.name)
        mine = _own_words(form, name) if name in form.fields else "–"
        lines.append(ConflictLine(change.label, change.after, mine))
    form.conflicts = lines  # type: ignore[attr-defined]
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(acts.version_of(row))  # type: ignore[index]


def _own_words(form: forms.Form, name: str) -> str:
    value = str(form[name].value() or "")
    choices = getattr(form.fields[name].widget, "choices", ())
    for key, label in choices:
        options = label if isinstance(label, list | tuple) else [(key, label)]
        for option, words in options:
            if str(option) == value:
                return str(words)
    return value or "–"
