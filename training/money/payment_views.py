"""Money of one class: what its seats cost, payments for them, and support of its trainees."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest, posted
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.listing import page_of
from registry.models import Act
from registry.pages.saving import done, saved
from registry.privacy import shows_personal
from registry.scope import Scope
from training.classes.opening import class_coded, manageable_class
from training.costs.costs import COMMITTING
from training.costs.support_due import working_of, workings
from training.enums import TrainingRight
from training.models import Enrolment, TrainingClass
from training.money import pages as money_pages
from training.money.forms import PaymentForm, SupportForm
from training.money.services import Document, pay_support, record_payment

EDITS = require_http_methods(["GET", "POST"])


@require_GET
@allow(Right.VIEW_PEOPLE)
def class_money(request: UserRequest, code: str) -> HttpResponse:
    training_class = class_coded(request, code)
    support = money_pages.support_in(training_class)
    lines = money_pages.class_lines(request.user, training_class, support)
    page = page_of(money_pages.trainees_with_support(request.user, training_class), request.GET)
    record(request, AccessKind.VIEW_LIST, "training_class", code, "Hỗ trợ học viên", len(page.rows))
    sees_all = Scope.of(request.user).sees_province(training_class.province_id)
    manages = request.user.has_right(TrainingRight.MANAGE_TRAINING) and sees_all
    context = {
        "training_class": training_class,
        "lines": lines,
        "sums": money_pages.totals(lines),
        "payments": money_pages.class_payments(request.user, training_class),
        "page": page,
        "workings": [working_of(each, support) for each in page.rows],
        "sees_all": sees_all,
        "may_pay": manages and training_class.state in COMMITTING,
        "examples": support.examples,
    }
    return render(request, "training/class_money.html", context)


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def payment_add(request: UserRequest, code: str, number: int) -> HttpResponse:
    training_class = manageable_class(request, code)
    allotment = get_object_or_404(money_pages.allotment_of(request.user, training_class), pk=number)
    line = next(
        each
        for each in money_pages.class_lines(request.user, training_class)
        if each.money.allotment.pk == number
    )
    form = PaymentForm(posted(request))
    if made := saved(request, form, partial(record_payment, actor=request.user, allotment=allotment)):
        return done(request, made.result, "Đã ghi khoản chi.", _back(code))
    context = {"form": form, "training_class": training_class, "line": line, "back": _back(code)}
    return render(request, "training/payment_add.html", context)


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def support_pay(request: UserRequest, code: str) -> HttpResponse:
    training_class = manageable_class(request, code)
    support = money_pages.support_in(training_class)
    rows = money_pages.payable(request.user, training_class, support)
    form = SupportForm(posted(request), keys=[each.enrolment.pk for each in rows])
    if made := saved(request, form, partial(_pay, request, training_class)):
        told = f"{made.result.summary}." if made.result else ""
        return done(request, made.result, told, _back(code))
    record(request, AccessKind.VIEW_LIST, "training_class", code, "Hỗ trợ học viên", len(rows))
    context = {
        "form": form,
        "training_class": training_class,
        "rows": rows,
        "total": sum(each.amount_vnd for each in rows),
        "may_pay": training_class.state in COMMITTING,
        "examples": support.examples,
        "back": _back(code),
    }
    return render(request, "training/support_pay.html", context)


@require_GET
@allow(Right.VIEW_PEOPLE)
def support_working(request: UserRequest, code: str, number: int) -> HttpResponse:
    training_class = class_coded(request, code)
    mine = Enrolment.objects.in_scope(request.user).filter(training_class=training_class)
    enrolment = get_object_or_404(mine.select_related("cadre"), pk=number)
    record(request, AccessKind.VIEW_CARD, "cadre", enrolment.cadre.code, "Cách tính hỗ trợ học viên")
    working = workings(mine.filter(pk=number))[0]
    shows_all = shows_personal(request.user)
    context = {
        "training_class": training_class,
        "working": working,
        # Which amount was taken tells the ethnic group; see registry.privacy.
        "lines": working.texts if shows_all else [],
        "back": _back(code),
        "examples": [working.policy] if working.policy and working.policy.is_example else [],
    }
    return render(request, "training/support_working.html", context)


def _pay(
    request: UserRequest, training_class: TrainingClass, *, trainees: list[int], document: Document
) -> Act | None:
    mine = Enrolment.objects.in_scope(request.user).filter(training_class=training_class, pk__in=trainees)
    chosen = mine.order_by("pk")
    return pay_support(
        actor=request.user, training_class=training_class, enrolments=chosen, document=document
    )


def _back(code: str) -> str:
    return reverse("training:class_money", args=[code])
