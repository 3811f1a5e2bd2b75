"""Results of a class: by a grid, by a workbook, and one by one when entered wrongly."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest, posted
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from common.http import attachment
from common.sheets.xlsx import CONTENT_TYPE
from registry.enums import Classification
from registry.errors import Refusal
from registry.models import Act
from registry.pages.saving import done, saved
from training.classes.opening import manageable_class
from training.enums import Outcome, TrainingRight
from training.models import Enrolment, Result, TrainingClass
from training.results.book import ReadBook, read_book, write_book
from training.results.forms import CorrectResultForm, ResultsFileForm, UsualDayForm
from training.results.rows import FIELDS, LABELS, Fault, read_row
from training.results.services import (
    GIVES_RESULTS,
    ResultFacts,
    ResultsRefused,
    correct_result,
    record_results,
)


@dataclass(frozen=True)
class GridRow:
    """One trainee in the grid: what was typed, and what is wrong with it by field."""

    enrolment: Enrolment
    typed: dict[str, str] = field(default_factory=lambda: dict.fromkeys(FIELDS, ""))
    faults: dict[str, Fault] = field(default_factory=dict)

    @property
    def has_result(self) -> bool:
        return hasattr(self.enrolment, "result")


@require_http_methods(["GET", "POST"])
@allow(TrainingRight.MANAGE_TRAINING)
def result_grid(request: UserRequest, code: str) -> HttpResponse:
    training_class = manageable_class(request, code)
    trainees = trainees_of(request, training_class)
    usual = UsualDayForm(posted(request), initial={"usual_day": training_class.ends_on})
    rows, facts = _typed(request, trainees, usual, training_class)
    problems = [(row, fault) for row in rows for fault in row.faults.values()]
    refused: list[str] = []
    if request.method == "POST" and usual.is_valid() and not problems:
        act, refused = _recorded(request, training_class, facts)
        if act is not None:
            told = f"Đã ghi kết quả của {len(facts)} học viên."
            return done(request, act, told, _grid(training_class))
    return _page(request, training_class, rows, usual=usual, problems=problems, refused=refused)


@require_GET
@allow(TrainingRight.MANAGE_TRAINING)
def result_download(request: UserRequest, code: str) -> HttpResponse:
    """The grid as a workbook, to be filled in and handed back."""
    training_class = manageable_class(request, code)
    response = attachment(f"Kết quả lớp {training_class.code}.xlsx", CONTENT_TYPE)
    count = write_book(response, training_class, trainees_of(request, training_class))
    record(request, AccessKind.EXPORT, "training_class", training_class.code, "Bảng kết quả", count)
    return response


@require_POST
@allow(TrainingRight.MANAGE_TRAINING)
def result_upload(request: UserRequest, code: str) -> HttpResponse:
    """Writes the results of a file without faults; of any other it shows all faults and writes nothing."""
    training_class = manageable_class(request, code)
    trainees = trainees_of(request, training_class)
    form = ResultsFileForm(request.POST, request.FILES)
    book = _read(form, training_class, trainees)
    refused: list[str] = []
    if book is not None and not book.faults:
        act, refused = _recorded(request, training_class, book.facts, book)
        if act is not None:
            told = f"Đã ghi kết quả của {len(book.facts)} học viên từ tệp {book.name}."
            return done(request, act, told, _grid(training_class))
    rows = [GridRow(each) for each in trainees]
    return _page(request, training_class, rows, file_form=form, book=book, refused=refused)


@require_http_methods(["GET", "POST"])
@allow(TrainingRight.MANAGE_TRAINING)
def result_correct(request: UserRequest, code: str, number: int) -> HttpResponse:
    training_class = manageable_class(request, code)
    results = Result.objects.in_scope(request.user).filter(enrolment__training_class=training_class)
    result = get_object_or_404(results.select_related("enrolment__cadre"), enrolment=number)
    result.enrolment.training_class = training_class
    cadre = result.enrolment.cadre
    record(request, AccessKind.VIEW_CARD, "cadre", cadre.code, f"Kết quả lớp {training_class.code}")
    form = CorrectResultForm(posted(request), row=result)
    if made := saved(request, form, partial(correct_result, actor=request.user, result=result)):
        return done(request, made.result, f"Đã sửa kết quả của {cadre.full_name}.", _grid(training_class))
    context = {
        "enrolment": result.enrolment,
        "cadre": cadre,
        "training_class": training_class,
        "form": form,
        "heading": "Sửa kết quả nhập sai",
    }
    return render(request, "training/enrolment_form.html", context)


def trainees_of(request: UserRequest, training_class: TrainingClass) -> list[Enrolment]:
    """Trainees in scope who hold a seat, by name, with their results."""
    rows = Enrolment.objects.in_scope(request.user).holding_seats().filter(training_class=training_class)
    found = rows.select_related("cadre", "result").order_by("cadre__sort_key", "pk")
    return list(found)


def _typed(
    request: UserRequest, trainees: list[Enrolment], usual: UsualDayForm, training_class: TrainingClass
) -> tuple[list[GridRow], list[ResultFacts]]:
    """The grid as it was sent; as it is stored before that."""
    if request.method != "POST":
        return [GridRow(each) for each in trainees], []
    day = usual.cleaned_data.get("usual_day") if usual.is_valid() else None
    rows, facts = [], []
    for each in trainees:
        typed = {name: request.POST.get(f"{name}-{each.pk}", "").strip() for name in FIELDS}
        read = read_row(each, typed, training_class, usual_day=day)
        rows.append(GridRow(each, typed, {fault.field: fault for fault in read.faults}))
        facts += [read.facts] if read.facts else []
    return rows, facts


def _recorded(
    request: UserRequest,
    training_class: TrainingClass,
    facts: list[ResultFacts],
    book: ReadBook | None = None,
) -> tuple[Act | None, list[str]]:
    """The act, or what stood in the way."""
    if not facts:
        return None, ["Chưa có kết quả mới nào để ghi: mọi dòng còn trống hoặc giống kết quả đã ghi."]
    source = {"source_name": book.name, "source_digest": book.digest} if book else {}
    try:
        act = record_results(actor=request.user, training_class=training_class, facts=facts, **source)
    except ResultsRefused as refused:
        return None, [f"{row.cadre.full_name}: {text}" for row, text in refused.lines]
    except Refusal as refused:
        return None, [str(refused)]
    return act, []


def _read(form: ResultsFileForm, training_class: TrainingClass, trainees: list[Enrolment]) -> ReadBook | None:
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    try:
        return read_book(file.name, file.read(), training_class, trainees)
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return None


def _grid(training_class: TrainingClass) -> str:
    return reverse("training:result_grid", args=[training_class.code])


def _page(
    request: UserRequest, training_class: TrainingClass, rows: list[GridRow], **shown: Any
) -> HttpResponse:
    record(request, AccessKind.VIEW_LIST, "training_class", training_class.code, "Kết quả", len(rows))
    context = {
        "training_class": training_class,
        "rows": rows,
        "waiting": sum(not row.has_result for row in rows),
        "may_record": training_class.state in GIVES_RESULTS,
        "outcomes": Outcome.choices,
        "classifications": Classification.choices,
        "labels": LABELS,
        "usual": UsualDayForm(initial={"usual_day": training_class.ends_on}),
        "file_form": ResultsFileForm(),
        "problems": [],
        "refused": [],
        "book": None,
        **shown,
    }
    status = 422 if any(shown.get(key) for key in ("problems", "refused")) or shown.get("book") else 200
    return render(request, "training/result_grid.html", context, status=status)
