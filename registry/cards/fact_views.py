"""Small pages, one fact each: a title, a diploma, a phương án."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest, posted
from accounts.permissions import allow
from accounts.rights import Right
from registry.cards import fact_forms as facts
from registry.cards import services
from registry.cards.editing import editable_cadre, fact_page, unit_options
from registry.models import Cadre, Posting, Qualification
from registry.pages.saving import done, saved

EDITS = require_http_methods(["GET", "POST"])


@EDITS
@allow(Right.EDIT_PEOPLE)
def posting_add(request: UserRequest, code: str) -> HttpResponse:
    cadre = editable_cadre(request, code)
    form = facts.PostingForm(posted(request), **unit_options(request))
    if made := saved(request, form, partial(services.appoint, actor=request.user, cadre=cadre)):
        return done(request, made.result, "Đã ghi chức danh mới.", cadre)
    return fact_page(request, cadre, form, "Chức danh mới")


@EDITS
@allow(Right.EDIT_PEOPLE)
def posting_transfer(request: UserRequest, code: str) -> HttpResponse:
    cadre = editable_cadre(request, code)
    current = cadre.postings.filter(is_main=True, ended_on__isnull=True).first()
    form = facts.TransferForm(posted(request), row=current, **unit_options(request))
    if made := saved(request, form, partial(services.transfer, actor=request.user, cadre=cadre)):
        return done(request, made.result, "Đã ghi chuyển chức danh.", cadre)
    return fact_page(request, cadre, form, "Chuyển chức danh, đơn vị")


@EDITS
@allow(Right.EDIT_PEOPLE)
def posting_end(request: UserRequest, code: str, number: int) -> HttpResponse:
    cadre = editable_cadre(request, code)
    posting = _posting(request, cadre, number)
    form = facts.EndPostingForm(posted(request), row=posting)
    if made := saved(request, form, partial(services.end_posting, actor=request.user, posting=posting)):
        return done(request, made.result, "Đã ghi kết thúc chức danh.", cadre)
    return fact_page(request, cadre, form, f"Kết thúc: {posting.title}")


@EDITS
@allow(Right.EDIT_PEOPLE)
def posting_correct(request: UserRequest, code: str, number: int) -> HttpResponse:
    cadre = editable_cadre(request, code)
    posting = _posting(request, cadre, number)
    form = facts.CorrectPostingForm(posted(request), row=posting, **unit_options(request))
    if made := saved(request, form, partial(services.correct_posting, actor=request.user, posting=posting)):
        return done(request, made.result, "Đã sửa chức danh.", cadre)
    return fact_page(request, cadre, form, f"Sửa nhập sai: {posting.title}")


@EDITS
@allow(Right.EDIT_PEOPLE)
def qualification_add(request: UserRequest, code: str) -> HttpResponse:
    cadre = editable_cadre(request, code)
    form = facts.QualificationForm(posted(request))
    if made := saved(request, form, partial(services.record_qualification, actor=request.user, cadre=cadre)):
        return done(request, made.result, "Đã ghi văn bằng mới.", cadre)
    return fact_page(request, cadre, form, "Có văn bằng mới")


@EDITS
@allow(Right.EDIT_PEOPLE)
def qualification_correct(request: UserRequest, code: str, number: int) -> HttpResponse:
    cadre = editable_cadre(request, code)
    row = _qualification(request, cadre, number)
    form = facts.CorrectQualificationForm(posted(request), row=row, scale=row.level.scale)
    correct = partial(services.correct_qualification, actor=request.user, qualification=row)
    if made := saved(request, form, correct):
        return done(request, made.result, "Đã sửa văn bằng.", cadre)
    return fact_page(request, cadre, form, f"Sửa nhập sai: {row.level}")


@EDITS
@allow(Right.EDIT_PEOPLE)
def qualification_verify(request: UserRequest, code: str, number: int) -> HttpResponse:
    cadre = editable_cadre(request, code)
    row = _qualification(request, cadre, number)
    form = facts.VerificationForm(posted(request), row=row)
    verify = partial(services.verify_qualification, actor=request.user, qualification=row)
    if made := saved(request, form, verify):
        return done(request, made.result, "Đã ghi kết quả xác minh.", cadre)
    return fact_page(request, cadre, form, f"Xác minh: {row.level}")


@EDITS
@allow(Right.EDIT_PEOPLE)
def remedy_set(request: UserRequest, code: str) -> HttpResponse:
    cadre = editable_cadre(request, code)
    form = facts.RemedyForm(posted(request))
    if made := saved(request, form, partial(services.set_remedy, actor=request.user, cadre=cadre)):
        return done(request, made.result, "Đã ghi phương án.", cadre)
    return fact_page(request, cadre, form, "Phương án")


def _posting(request: UserRequest, cadre: Cadre, number: int) -> Posting:
    postings = Posting.objects.in_scope(request.user).filter(cadre=cadre)
    found: Posting = get_object_or_404(postings.select_related("title", "unit", "kind", "cadre"), pk=number)
    return found


def _qualification(request: UserRequest, cadre: Cadre, number: int) -> Qualification:
    rows = Qualification.objects.in_scope(request.user).filter(cadre=cadre)
    found: Qualification = get_object_or_404(rows.select_related("level", "cadre"), pk=number)
    return found
