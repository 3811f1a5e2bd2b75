"""Seats of a class: the table of units and sources, and the transfer between units."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import UserRequest, posted
from accounts.permissions import allow
from registry.pages.saving import done, saved
from registry.units.names import UnitNames
from training.classes import seat_services as seats
from training.classes.editing_views import EDITS
from training.classes.forms import SeatsForm, TransferForm
from training.classes.opening import manageable_class
from training.classes.seat_table import seat_table
from training.enums import TrainingRight
from training.models import FundingSource, SeatAllotment, TrainingClass
from training.seat_units import SeatUnit, seat_unit_name, seat_units, usable_sources

OVER = "Lớp đã kết thúc hoặc đã hủy nên không đổi chỉ tiêu nữa."


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def class_seats(request: UserRequest, code: str) -> HttpResponse:
    training_class = manageable_class(request, code)
    if training_class.is_over:
        messages.warning(request, OVER)
        return redirect(training_class)
    rows = list(_allotments(request, training_class))
    form = SeatsForm(
        posted(request),
        units=_units(training_class, rows),
        sources=_sources(rows),
        held={(row.unit_id, row.source_id): row.seats for row in rows},
        version=seats.seats_version(training_class),
    )
    set_seats = partial(seats.set_seats, actor=request.user, training_class=training_class)
    if made := saved(request, form, set_seats):
        return done(request, made.result, "Đã lưu chỉ tiêu.", training_class)
    return render(request, "training/class_seats.html", {"training_class": training_class, "form": form})


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def class_transfer(request: UserRequest, code: str) -> HttpResponse:
    training_class = manageable_class(request, code)
    if training_class.is_over:
        messages.warning(request, OVER)
        return redirect(training_class)
    form = TransferForm(
        posted(request),
        allotments=_allotments(request, training_class),
        allotment_choices=_with_free_seats(request, training_class),
        units=seat_units(training_class),
    )
    if made := saved(request, form, partial(seats.transfer_seats, actor=request.user)):
        return done(request, made.result, "Đã chuyển chỉ tiêu.", training_class)
    return render(request, "training/class_transfer.html", {"training_class": training_class, "form": form})


def _allotments(request: UserRequest, training_class: TrainingClass) -> Any:
    rows = SeatAllotment.objects.in_scope(request.user).filter(training_class=training_class)
    return rows.select_related("source", "unit", "training_class")


def _units(training_class: TrainingClass, rows: list[SeatAllotment]) -> list[SeatUnit]:
    """Units that may be given seats, after them those that have some from before the days were changed."""
    units = seat_units(training_class)
    others = {row.unit_id for row in rows} - {unit.pk for unit in units}
    names = UnitNames.on(training_class.starts_on, others)
    return [*units, *(SeatUnit(pk, seat_unit_name(pk, training_class, names)) for pk in sorted(others))]


def _sources(rows: list[SeatAllotment]) -> list[FundingSource]:
    """Sources in use, and those that pay for seats already."""
    return usable_sources(row.source_id for row in rows)


def _with_free_seats(request: UserRequest, training_class: TrainingClass) -> list[tuple[int, str]]:
    table = seat_table(training_class, request.user)
    return [
        (cell.allotment.pk, f"{row.name}, {cell.allotment.source}: còn {cell.free} chỗ")
        for row in table.rows
        for cell in row.cells
        if cell is not None and cell.free > 0
    ]
