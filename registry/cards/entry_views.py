"""Adding a person, correcting who the person is, and the hub from which facts are changed."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest, posted
from accounts.permissions import allow
from accounts.rights import Right
from registry.cards.editing import editable_cadre, unit_options
from registry.cards.entry_form import EntryForm
from registry.cards.page import card_of
from registry.cards.person_form import CorrectPersonForm
from registry.cards.services import add_cadre, correct_cadre, possible_duplicates
from registry.models import Cadre
from registry.pages.as_of import default_day
from registry.pages.saving import done, saved


@require_http_methods(["GET", "POST"])
@allow(Right.EDIT_PEOPLE)
def cadre_add(request: UserRequest) -> HttpResponse:
    form = EntryForm(posted(request), **unit_options(request))
    alike = _alike(request, form) if form.is_bound and form.is_valid() else []
    if not form.same_as(alike) and (made := saved(request, form, partial(add_cadre, actor=request.user))):
        return done(request, made.result, f"Đã thêm hồ sơ {made.result.full_name}.", made.result)
    return render(request, "registry/cadre_add.html", {"form": form, "alike": alike})


@require_http_methods(["GET", "POST"])
@allow(Right.EDIT_PEOPLE)
def cadre_edit(request: UserRequest, code: str) -> HttpResponse:
    cadre = editable_cadre(request, code)
    form = CorrectPersonForm(
        posted(request), row=cadre, shows_id=request.user.has_right(Right.EXPORT_PERSONAL)
    )
    if made := saved(request, form, partial(correct_cadre, actor=request.user, cadre=cadre)):
        return done(request, made.result, "Đã lưu hồ sơ.", cadre)
    whole = Cadre.objects.in_scope(request.user).for_card(request.user).get(pk=cadre.pk)
    return render(
        request,
        "registry/cadre_edit.html",
        {
            "cadre": cadre,
            "form": form,
            "card": card_of(whole, request.user, default_day()),
        },
    )


def _alike(request: UserRequest, form: EntryForm) -> list[Cadre]:
    data = form.cleaned_data
    return possible_duplicates(actor=request.user, full_name=data["full_name"], born_on=data["born_on"].day)
