from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind, Right
from accounts.permissions import allow
from common.dates import format_day
from common.http import attachment
from common.pages.listing import page_of
from common.sheets.tables import Column, Kind, Table
from common.sheets.xlsx import CONTENT_TYPE, write_workbook
from registry.enums import StaffGroup, UnitLevel
from reports.figures.people import Counted, Person, Question, Subject, all_lines, lines_of, people_behind
from reports.opening import Opening, open_page
from reports.published.people import subject_of

COLUMNS = (
    Column("STT", "number", 6, Kind.INTEGER),
    Column("Mã hồ sơ", "code", 12),
    Column("Họ và tên", "name", 26),
    Column("Ngày sinh", "born", 12),
    Column("Đơn vị", "unit", 24),
    Column("Chức danh", "title", 30),
    Column("Căn cứ", "reason", 44),
    Column("Tính vào số liệu", "counted", 16),
)


@require_safe
@allow(Right.VIEW_PEOPLE)
def people(request: UserRequest) -> HttpResponse:
    page = open_page(request)
    question = _question(page)
    found = page_of(people_behind(question), request.GET)
    record(request, AccessKind.VIEW_FIGURE_NAMES, "figure", detail=words_of(question), rows=found.total)
    context = page.context() | {
        "question": question,
        "words": words_of(question),
        "page": found,
        "people": lines_of(found.rows, question, page.tree),
        "ancestors": question.place.ancestors,
        "target": page.target(),
        "may_export": request.user.has_right(Right.EXPORT_LISTS),
    }
    return render(request, "reports/people.html", context)


@require_safe
@allow(Right.EXPORT_LISTS)
def people_download(request: UserRequest) -> HttpResponse:
    page = open_page(request)
    question = _question(page)
    words, now = words_of(question), timezone.localtime()
    head = [
        f"Đơn vị: {question.place.version.full_name}",
        f"Nội dung: {words}",
        f"Số liệu đến ngày {format_day(page.day)}, tạm tính",
        f"Xuất lúc {now:%H:%M %d/%m/%Y}, người xuất: {request.user.full_name} ({request.user.username})",
    ]
    response = attachment(f"Nguồn số {question.place.version.code} {page.day:%Y-%m-%d}.xlsx", CONTENT_TYPE)
    rows = (_row(number, line) for number, line in enumerate(all_lines(question, page.tree), start=1))
    count = write_workbook(response, Table("Danh sách người của một số liệu", COLUMNS, rows), head=head)
    record(request, AccessKind.EXPORT, "figure", detail=words, rows=count)
    return response


def _question(page: Opening) -> Question:
    """Which number the address asks for; what it names must exist."""
    query = page.request.GET
    code = query.get("unit", "")
    place = page.place(code) if code else next(iter(page.tree.visible(UnitLevel.PROVINCE)), None)
    counted = query.get("counted", Counted.ALL)
    cut = page.cut()
    if place is None or counted not in list(Counted) or not page.sees_people_by(cut):
        raise Http404("Không có số liệu này.")
    question = Question(
        subject=_subject(page),
        place=place,
        day=page.day,
        scope=page.scope,
        counted=Counted(counted),
        cut=cut,
        value=query.get("value", ""),
    )
    if question.counted.is_ahead and not question.looks_ahead:
        raise Http404("Số liệu này không có dự báo.")
    return question


def _subject(page: Opening) -> Subject:
    query = page.request.GET
    if target := page.target():
        return Subject.of_target(target, page.day)
    if key := query.get("figure", ""):
        if not page.scope.is_provincial:
            raise Http404("Số liệu công bố là số liệu của toàn tỉnh.")
        subject = subject_of(page.programme, key, page.day)
        if subject is None:
            raise Http404("Số liệu công bố này không tính từ danh sách người.")
        return subject
    group = query.get("group", "")
    if group and group not in StaffGroup.values:
        raise Http404("Không có nhóm này.")
    return Subject.of_staff(StaffGroup(group) if group else None)


def words_of(question: Question) -> str:
    """The filter in words, for the heading, the file and the log."""
    words = [question.subject.label, _part(question), question.cut_label, question.place.version.full_name]
    return ", ".join(filter(None, [*words, format_day(question.day)]))


def _part(question: Question) -> str:
    words = {Counted.YES: "đạt", Counted.NO: "chưa đạt", Counted.ALL: ""}
    if question.subject.criterion:
        due_on = format_day(question.subject.criterion.due_on)
        words |= {
            Counted.EXPECTED: f"dự báo đạt vào {due_on}",
            Counted.STAYING: f"dự báo còn giữ chức danh vào {due_on}",
        }
    return words[question.counted]


def _row(number: int, line: Person) -> list[object]:
    cadre, serving = line.cadre, line.serving
    return [
        number,
        cadre.code,
        cadre.full_name,
        cadre.born_text,
        serving.full_unit_name,
        serving.title_name,
        line.reason,
        line.answer,
    ]
