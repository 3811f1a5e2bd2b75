"""Training needs: the board, the people behind it, the form for a commune and its answers."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest, posted
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.dates import format_day, today
from common.pages.listing import page_of
from registry.ahead.criteria import criteria
from registry.enums import UnitLevel
from registry.pages.day_views import page_day
from registry.pages.saving import done, saved
from registry.privacy import shows_personal
from registry.scope import Scope
from registry.units.names import UnitNames
from registry.units.tree import UnitNode, UnitTree
from training.enums import TrainingRight
from training.models import TrainingClass
from training.needs.board import need_board as board_of
from training.needs.forms import AnswersForm, NeedFilterForm
from training.needs.needs import Part
from training.needs.paper import form_people
from training.needs.people import NeedQuestion, classes_toward, need_rows, people_of
from training.needs.services import answers_version, record_answers
from training.needs.supply import free_seats_of, total, toward
from training.seat_units import seat_unit_name


@require_GET
@allow(Right.VIEW_PEOPLE)
def need_board(request: UserRequest) -> HttpResponse:
    tree = UnitTree.on(page_day(request), Scope.of(request.user))
    asked = criteria(tree.day)
    code = request.GET.get("unit", "")
    node = tree.coded(code)
    if code and node is None:
        raise Http404("Không có đơn vị này vào ngày đang xem, hoặc đơn vị ở ngoài phạm vi của tài khoản.")
    board = board_of(tree, node, criteria=asked, scope=Scope.of(request.user))
    chosen = next((each for each in asked if each.code == request.GET.get("criterion", "")), None)
    context = {"board": board, "criteria": asked, "chosen": chosen, "day": tree.day, "parts": Part}
    context["list_url"] = reverse("training:need_list")
    return render(request, "training/need_board.html", context)


@require_GET
@allow(Right.VIEW_PEOPLE)
def need_list(request: UserRequest) -> HttpResponse:
    scope = Scope.of(request.user)
    tree = UnitTree.on(page_day(request), scope)
    asked = criteria(tree.day)
    personal = shows_personal(request.user)
    form = NeedFilterForm(request.GET, tree=tree, criteria=asked, shows_personal=personal)
    question = form.question
    page = page_of(people_of(question, day=tree.day, scope=scope), request.GET)
    record(request, AccessKind.VIEW_LIST, "training_need", "", _words(question, tree), len(page.rows))
    may_enrol = request.user.has_right(TrainingRight.ENROL) and question.part == Part.NEEDING
    classes = TrainingClass.objects.in_scope(request.user)
    context = {
        "form": form,
        "question": question,
        "criterion": question.criteria[0] if len(question.criteria) == 1 else None,
        "page": page,
        "rows": need_rows(page.rows, criteria=question.criteria, tree=tree, scope=scope),
        "day": tree.day,
        "shows_personal": personal,
        "may_enrol": may_enrol,
        "classes": classes_toward(question.criteria, classes) if may_enrol and page.rows else [],
    }
    return render(request, "training/need_list.html", context)


@require_GET
@allow(Right.VIEW_PEOPLE)
def planned_seats(request: UserRequest) -> HttpResponse:
    """Free seats of classes that give what a criterion asks for, of a unit or of the account's first."""
    tree = UnitTree.on(page_day(request), Scope.of(request.user))
    asked = criteria(tree.day)
    code = request.GET.get("unit", "")
    node = tree.coded(code) if code else next(iter(tree.roots), None)
    chosen = request.GET.get("criterion", "") or (asked[0].code if asked else "")
    criterion = next((each for each in asked if each.code == chosen), None)
    if node is None or criterion is None:
        raise Http404("Không có chỉ tiêu hoặc đơn vị này, hoặc đơn vị ở ngoài phạm vi của tài khoản.")
    free = free_seats_of(node.unit, day=tree.day, scope=Scope.of(request.user))
    seats = toward(criterion, free)
    rows = [each.allotment for each in seats]
    names = UnitNames.on(tree.day, [row.unit_id for row in rows])
    units = [seat_unit_name(row.unit_id, row.training_class, names) for row in rows]
    context = {
        "node": node,
        "criterion": criterion,
        "day": tree.day,
        "free": total(seats),
        "seats": list(zip(seats, units, strict=True)),
    }
    return render(request, "training/planned_seats.html", context)


@require_GET
@allow(Right.VIEW_PEOPLE)
def need_form(request: UserRequest, code: str) -> HttpResponse:
    tree, node = _commune(request, code)
    people = form_people(node, criteria=criteria(tree.day), tree=tree, scope=Scope.of(request.user))
    name = node.version.full_name
    record(request, AccessKind.PRINT, "training_need", code, f"Phiếu xác nhận nhu cầu {name}", len(people))
    context = _form_context(request, tree, node) | {"people": people, "today": today()}
    return render(request, "training/need_form.html", context)


@require_http_methods(["GET", "POST"])
@allow(TrainingRight.ENROL)
def need_answers(request: UserRequest, code: str) -> HttpResponse:
    tree, node = _commune(request, code)
    people = form_people(node, criteria=criteria(tree.day), tree=tree, scope=Scope.of(request.user))
    name = node.version.full_name
    version = answers_version([person.row.cadre.pk for person in people])
    form = AnswersForm(posted(request), people=people, initial={"answered_on": tree.day, "version": version})
    if made := saved(request, form, partial(record_answers, actor=request.user, commune_name=name)):
        return done(request, made.result, f"Đã ghi trả lời của {name}.", _list_url(tree, code))
    record(request, AccessKind.VIEW_LIST, "training_need", code, f"Trả lời nhu cầu {name}", len(people))
    return render(request, "training/need_answers.html", _form_context(request, tree, node) | {"form": form})


def _commune(request: UserRequest, code: str) -> tuple[UnitTree, UnitNode]:
    """The units of the day and the commune of the address, in scope; else 404."""
    tree = UnitTree.on(page_day(request), Scope.of(request.user))
    node = tree.coded(code)
    if node is None or node.level != UnitLevel.COMMUNE:
        raise Http404("Không có xã này vào ngày đang xem, hoặc xã ở ngoài phạm vi của tài khoản.")
    return tree, node


def _form_context(request: UserRequest, tree: UnitTree, node: UnitNode) -> dict[str, Any]:
    agency = request.user.agency
    return {
        "node": node,
        "day": tree.day,
        "agency": agency,
        "list_url": _list_url(tree, node.version.code),
        "may_enrol": request.user.has_right(TrainingRight.ENROL),
    }


def _list_url(tree: UnitTree, code: str) -> str:
    return f"{reverse('training:need_list')}?unit={code}&as_of={tree.day.isoformat()}"


def _words(question: NeedQuestion, tree: UnitTree) -> str:
    """The filter in words, for the log."""
    labels = [each.short_label for each in question.criteria] if len(question.criteria) == 1 else []
    place = [question.node.version.full_name] if question.node else []
    return ", ".join([f"Nhu cầu: {question.part.label.lower()}", *labels, *place, format_day(tree.day)])
