"""What the pages that change a person share: whom, which communes, the page itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from registry.models import Cadre
from registry.pages.as_of import default_day
from registry.pages.service_forms import ServiceForm
from registry.units.choices import commune_choices


def editable_cadre(request: UserRequest, code: str) -> Cadre:
    """The person, if the account may change the record; else 404. The log says who opened it."""
    cadres = Cadre.objects.in_scope(request.user).editable_by(request.user)
    cadre: Cadre = get_object_or_404(cadres.select_related("ethnic_group"), code=code)
    record(request, AccessKind.VIEW_CARD, "cadre", cadre.code, "Mở để sửa")
    return cadre


def unit_options(request: UserRequest) -> dict[str, Any]:
    """Communes that a form may offer."""
    units, choices = commune_choices(request.user, default_day())
    return {"units": units, "unit_choices": choices}


def fact_page(request: UserRequest, cadre: Cadre, form: ServiceForm, heading: str) -> HttpResponse:
    """The page of a small form."""
    context = {"cadre": cadre, "form": form, "heading": heading, "button": "Lưu"}
    return render(request, "registry/fact_form.html", context)
