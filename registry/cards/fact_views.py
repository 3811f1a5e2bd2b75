"""Small pages, one fact each: a title, a diploma, a phương án."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.permissions import allow
from accounts.rights import Right
from registry.acts.recording import version_of
from registry.cards import fact_forms as facts
from registry.cards import services
from registry.cards.editing import done, editable_cadre, fact_page, unit_options
from registry.enums import EndReason, Verification
from registry.models import Cadre, Posting, Qualification
from registry.pages.saving import posted, saves

EDITS = require_http_methods(["GET", "POST"])


@EDITS
@allow(Right.EDIT_PEOPLE)
def posting_add(request: UserRequest, code: str) -> HttpResponse:
    cadre = editable_cadre(request, code)
    form = facts.PostingForm(posted(request), **unit_options(request))
    if saves(
        request,
        form,
        lambda: services.appoint(actor=request.user, cadre=cadre, posting=form.facts()),
    ):
        return done(request, cadre, "Đã ghi chức danh mới.")
    return fact_page(request, cadre, form, "Chức danh mới")


@EDITS
@allow(Right.EDIT_PEOPLE)
def posting_transfer(request: UserRequest, code: str) -> HttpResponse:
    cadre = editable_cadre(request, code)
    current = cadre.postings.filter(is_main=True, ended_on__isnull=True).first()
    initial = {"version": version_of(current)} if current else {}
    form = facts.TransferForm(posted(request), initial=initial, **unit_options(request))
    if saves(request, form, lambda: _transfer(request, cadre, form), row=current):
        return done(request, cadre, "Đã ghi chuyển chức danh.")
    return fact_page(request, cadre, form, "Chuyển chức danh, đơn vị")


@EDITS
@allow(Right.EDIT_PEOPLE)
def posting_end(request: UserRequest, code: str, number: int) -> HttpResponse:
    cadre = editable_cadre(request, code)
    posting = _posting(request, cadre, number)
    form = facts.EndPostingForm(posted(request), initial={"version": version_of(posting)})
    if saves(request, form, lambda: _end(request, posting, form), row=posting):
        return done(request, cadre, "Đã ghi kết thúc chức danh.")
    return fact_page(request, cadre, form, f"Kết thúc: {posting.title}")


@EDITS
@allow(Right.EDIT_PEOPLE)
def posting_correct(request: UserRequest, code: str, number: int) -> HttpResponse:
    cadre = editable_cadre(request, code)
    posting = _posting(request, cadre, number)
    initial = {**facts.CorrectPostingForm.stored(posting), "version": version_of(posting)}
    form = facts.CorrectPostingForm(posted(request), initial=initial, **unit_options(request))
    if saves(request, form, lambda: _correct_posting(request, posting, form), row=posting):
        return done(request, cadre, "Đã sửa chức danh.")
    return fact_page(request, cadre, form, f"Sửa nhập sai: {posting.title}")


@EDITS
@allow(Right.EDIT_PEOPLE)
def qualification_add(request: UserRequest, code: str) -> HttpResponse:
    cadre = editable_cadre(request, code)
    form = facts.QualificationForm(posted(request))
    if saves(
        request,
        form,
        lambda: services.record_qualification(actor=request.user, cadre=cadre, facts=form.facts()),
    ):
        return done(request, cadre, "Đã ghi văn bằng mới.")
    return fact_page(request, cadre, form, "Có văn bằng mới")


@EDITS
@allow(Right.EDIT_PEOPLE)
def qualification_correct(request: UserRequest, code: str, number: int) -> HttpResponse:
    cadre = editable_cadre(request, code)
    row = _qualification(request, cadre, number)
    initial = {**facts.CorrectQualificationForm.stored(row), "version": version_of(row)}
    form = facts.CorrectQualificationForm(posted(request), initial=initial, scale=row.level.scale)
    if saves(request, form, lambda: _correct_qualification(request, row, form), row=row):
        return done(request, cadre, "Đã sửa văn bằng.")
    return fact_page(request, cadre, form, f"Sửa nhập sai: {row.level}")


@EDITS
@allow(Right.EDIT_PEOPLE)
def qualification_verify(request: UserRequest, code: str, number: int) -> HttpResponse:
    cadre = editable_cadre(request, code)
    row = _qualification(request, cadre, number)
    form = facts.VerificationForm(posted(request), initial={"version": version_of(row)})
    if saves(request, form, lambda: _verify(request, row, form), row=row):
        return done(request, cadre, "Đã ghi kết quả xác minh.")
    return fact_page(request, cadre, form, f"Xác minh: {row.level}")


@EDITS
@allow(Right.EDIT_PEOPLE)
def remedy_set(request: UserRequest, code: str) -> HttpResponse:
    cadre = editable_cadre(request, code)
    form = facts.RemedyForm(posted(request))
    if saves(request, form, lambda: _set_remedy(request, cadre, form)):
        return done(request, cadre, "Đã ghi phương án.")
    return fact_page(request, cadre, form, "Phương án")


def _posting(request: UserRequest, cadre: Cadre, number: int) -> Posting:
    postings = Posting.objects.in_scope(request.user).filter(cadre=cadre)
    found: Posting = get_object_or_404(postings.select_related("title", "unit", "kind", "cadre"), pk=number)
    return found


def _qualification(request: UserRequest, cadre: Cadre, number: int) -> Qualification:
    rows = Qualification.objects.in_scope(request.user).filter(cadre=cadre)
    found: Qualification = get_object_or_404(rows.select_related("level", "cadre"), pk=number)
    return found


def _transfer(request: UserRequest, cadre: Cadre, form: facts.TransferForm) -> None:
    data = form.cleaned_data
    services.transfer(
        actor=request.user,
        cadre=cadre,
        posting=form.facts(),
        end_reason=EndReason(data["end_reason"]),
        keeps_concurrent=data["keeps_concurrent"],
        version=data["version"],
    )


def _end(request: UserRequest, posting: Posting, form: facts.EndPostingForm) -> None:
    services.end_posting(
        actor=request.user,
        posting=posting,
        ended_on=form.cleaned_data["ended_on"],
        end_reason=form.cleaned_data["end_reason"],
        decision_no=form.cleaned_data["decision_no"],
        version=form.cleaned_data["version"],
    )


def _correct_posting(request: UserRequest, posting: Posting, form: facts.CorrectPostingForm) -> None:
    services.correct_posting(
        actor=request.user,
        posting=posting,
        values=form.values(),
        reason=form.cleaned_data["reason"],
        version=form.cleaned_data["version"],
    )


def _correct_qualification(
    request: UserRequest, row: Qualification, form: facts.CorrectQualificationForm
) -> None:
    services.correct_qualification(
        actor=request.user,
        qualification=row,
        values=form.values(),
        reason=form.cleaned_data["reason"],
        version=form.cleaned_data["version"],
    )


def _verify(request: UserRequest, row: Qualification, form: facts.VerificationForm) -> None:
    data = form.cleaned_data
    is_unlawful = data["state"] == Verification.UNLAWFUL
    mark = services.mark_unlawful if is_unlawful else services.mark_verified
    mark(
        actor=request.user,
        qualification=row,
        decision=data["decision"],
        decided_on=data["decided_on"],
        reason=data["reason"],
        version=data["version"],
    )


def _set_remedy(request: UserRequest, cadre: Cadre, form: facts.RemedyForm) -> None:
    services.set_remedy(
        actor=request.user,
        cadre=cadre,
        kind=form.cleaned_data["kind"],
        decided_on=form.cleaned_data["decided_on"],
        reason=form.cleaned_data["reason"],
    )
