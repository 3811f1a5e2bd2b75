"""Reports of training: attendances of a year on the screen, workbooks, and drafts of documents."""

from datetime import date
from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.dates import read_year
from common.http import attachment
from common.pages.listing import page_of
from common.sheets.xlsx import CONTENT_TYPE, write_workbook
from registry.enums import UnitLevel
from registry.models import Unit
from registry.pages.day_views import page_day
from registry.scope import Scope
from training.classes.opening import class_coded
from training.enums import Category
from training.models import ClassSession, Enrolment, TrainingClass, TrainingProgramme
from training.papers.costs import cost_table
from training.papers.counting import Course, attendances
from training.papers.letters import ClassLetter, sending_decision, summons
from training.papers.result_form import result_form
from training.papers.result_form_sheet import write_result_form
from training.papers.trainees import Trainee, trainee_table, trainees_of, with_relations

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_YEARS = 5


@require_GET
@allow(Right.VIEW_PEOPLE)
def exports(request: UserRequest) -> HttpResponse:
    day = page_day(request)
    year, course, chosen = _asked(request, day)
    found = _attendances(request, year, day, course)
    context = {
        "day": day,
        "year": year,
        "years": range(day.year, day.year - _YEARS, -1),
        "programmes": TrainingProgramme.objects.all(),
        "chosen": chosen,
        "attendances": found.count(),
        "persons": found.order_by().values("cadre_id").distinct().count(),
        "is_provincial": Scope.of(request.user).is_provincial,
        "may_export": request.user.has_right(Right.EXPORT_LISTS),
    }
    return render(request, "training/exports.html", context)


@require_GET
@allow(Right.VIEW_PEOPLE)
def attendance_list(request: UserRequest) -> HttpResponse:
    day = page_day(request)
    year, course, chosen = _asked(request, day)
    found = _attendances(request, year, day, course)
    page = page_of(with_relations(found), request.GET)
    record(request, AccessKind.VIEW_LIST, "attendance_list", "", _words(year, chosen), len(page.rows))
    context = {
        "day": day,
        "year": year,
        "chosen": chosen,
        "page": page,
        "persons": found.order_by().values("cadre_id").distinct().count(),
        "may_export": request.user.has_right(Right.EXPORT_LISTS),
    }
    return render(request, "training/attendance_list.html", context)


@require_GET
@allow(Right.EXPORT_LISTS)
def attendance_download(request: UserRequest) -> HttpResponse:
    day = page_day(request)
    year, course, chosen = _asked(request, day)
    found = _attendances(request, year, day, course)
    personal = request.user.has_right(Right.EXPORT_PERSONAL)
    table = trainee_table(found, scope=Scope.of(request.user), personal=personal)
    response = attachment(f"Danh sách học viên {year}.xlsx", CONTENT_TYPE)
    words = _words(year, chosen)
    count = write_workbook(response, table, head=[words, f"Số liệu đến ngày {day:%d/%m/%Y}"])
    record(request, AccessKind.EXPORT, "attendance_list", "", words, count)
    return response


@require_GET
@allow(Right.EXPORT_LISTS)
def form_download(request: UserRequest) -> HttpResponse:
    day, province = page_day(request), _province(request)
    response = attachment(f"Mẫu số 1 kết quả đào tạo {day.year}.xlsx", CONTENT_TYPE)
    write_result_form(response, result_form(_last_day(request, day), province))
    record(request, AccessKind.EXPORT, "training_form", "", "Tổng hợp kết quả đào tạo, bồi dưỡng", 1)
    return response


@require_GET
@allow(Right.EXPORT_LISTS)
def cost_download(request: UserRequest) -> HttpResponse:
    day, province = page_day(request), _province(request)
    year = _asked(request, day)[0]
    response = attachment(f"Chi phí đào tạo theo nguồn {year}.xlsx", CONTENT_TYPE)
    count = write_workbook(response, cost_table(province, year), head=["Đơn vị tính: đồng"], sheet="Chi phí")
    record(request, AccessKind.EXPORT, "training_costs", "", f"Chi phí theo nguồn năm {year}", count)
    return response


@require_GET
@allow(Right.EXPORT_LISTS)
def sending_draft(request: UserRequest, code: str) -> HttpResponse:
    letter = _letter(request, code)
    document = sending_decision(letter, request.user.agency)
    return _draft(request, letter, document, "Dự thảo quyết định cử đi học")


@require_GET
@allow(Right.EXPORT_LISTS)
def summons_draft(request: UserRequest, code: str) -> HttpResponse:
    letter = _letter(request, code)
    return _draft(request, letter, summons(letter, request.user.agency), "Dự thảo công văn triệu tập")


def _asked(request: UserRequest, day: date) -> tuple[int, Course, TrainingProgramme | None]:
    """Year, classes and programme that the address asks for; what it names must exist."""
    year = read_year(request.GET.get("year", ""), day.year, latest=day.year)
    code = request.GET.get("programme", "")
    chosen = TrainingProgramme.objects.filter(code=code).first() if code else None
    if code and chosen is None:
        raise Http404("Không có chương trình này.")
    category = request.GET.get("category", "")
    if category and category not in Category.values:
        raise Http404("Không có loại này.")
    course = Course(Category(category) if category else None, programme=code)
    return year, course, chosen


def _attendances(request: UserRequest, year: int, day: date, course: Course) -> QuerySet[Any]:
    last = min(day, date(year, 12, 31))
    rows = attendances(course, date(year, 1, 1), last)
    return rows.filter(pk__in=Enrolment.objects.in_scope(request.user).order_by().values("pk"))


def _last_day(request: UserRequest, day: date) -> date:
    return min(day, date(_asked(request, day)[0], 12, 31))


def _words(year: int, chosen: TrainingProgramme | None) -> str:
    return f"Lượt người học năm {year}" + (f", {chosen.name}" if chosen else "")


def _province(request: UserRequest) -> Unit:
    """The province whose forms the account makes; forms of a whole province are not a district's."""
    scope = Scope.of(request.user)
    if not scope.is_provincial:
        raise Http404("Mẫu này lập cho toàn tỉnh.")
    seen = Unit.objects.in_scope(request.user).filter(level=UnitLevel.PROVINCE)
    province: Unit | None = seen.order_by("pk").first()
    if province is None:
        raise Http404("Chưa có tỉnh nào trong phạm vi.")
    return province


def _letter(request: UserRequest, code: str) -> ClassLetter:
    """The class with those of its trainees that the account sees and who still hold their seats."""
    made: TrainingClass = class_coded(request, code)
    rows = Enrolment.objects.in_scope(request.user).holding_seats().filter(training_class=made)
    trainees: list[Trainee] = list(trainees_of(with_relations(rows), Scope.of(request.user)))
    trainees.sort(key=lambda each: (each.enrolment.cadre.sort_key, each.enrolment.pk))
    sessions = ClassSession.objects.in_scope(request.user).filter(training_class=made)
    return ClassLetter(made, list(sessions), trainees)


def _draft(request: UserRequest, letter: ClassLetter, document: Any, name: str) -> HttpResponse:
    code = letter.training_class.code
    response = attachment(f"{name} {code}.docx", DOCX)
    file = BytesIO()
    document.save(file)
    response.write(file.getvalue())
    record(request, AccessKind.EXPORT, "training_class", code, name, len(letter.trainees))
    return response
