"""Training as a lever of the scheme: what it adds to the program."""

from datetime import date
from typing import BinaryIO

from accounts.context import Section
from accounts.rights import WORK_ON_PEOPLE, HeldRight, Right, Role
from registry.levers import Form, Lever
from registry.models import Unit
from training import models
from training.catalogue.load import load_catalogue
from training.costs.undo_guard import keep_promises
from training.enrolment.candidates import concerns_in_words
from training.enrolment.card_panel import ENROL_CHOSEN, training_history
from training.enrolment.open_work import work_lines
from training.enums import TrainingAct, TrainingRight
from training.needs.expected import enrolled_toward
from training.papers.published import MEASURES
from training.papers.result_form import result_form
from training.papers.result_form_sheet import write_result_form


def _write_results(file: BinaryIO, day: date, unit: Unit) -> None:
    write_result_form(file, result_form(day, unit))


TRAINING = Lever(
    label="training",
    urls="training.urls",
    models=(
        models.TrainingClass,
        models.ClassSession,
        models.SeatAllotment,
        models.Enrolment,
        models.Result,
        models.Presence,
        models.YearlyBudget,
        models.PlanLine,
        models.Payment,
        models.SupportPayment,
        models.NeedConfirmation,
    ),
    named=(models.TrainingProgramme, models.Institution, models.FundingSource, models.TrainingClass),
    spoken={"overridden": concerns_in_words},
    act_kinds=TrainingAct,
    rights=(
        HeldRight(TrainingRight.MANAGE_TRAINING, (Role.PROVINCE_STAFF,)),
        HeldRight(TrainingRight.ENROL, WORK_ON_PEOPLE),
    ),
    sections=(Section("Đào tạo", "training:class_list", (Right.VIEW_PEOPLE,), order=50),),
    administration=(
        Section(
            "Danh mục đào tạo",
            "training:catalogue_list",
            (Right.MANAGE_DATA,),
            "Chương trình, cơ sở đào tạo, nguồn kinh phí của các lớp",
            order=60,
        ),
    ),
    card_panel=training_history,
    list_acts=(ENROL_CHOSEN,),
    work_lines=work_lines,
    expected_facts=enrolled_toward,
    load_reference=load_catalogue,
    undo_rule=keep_promises,
    measures=MEASURES,
    forms=(Form("DAO-TAO", _write_results),),
)
