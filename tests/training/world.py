"""Classes of the world of three districts: one shared by all, full of B's people, and one of B alone."""

from datetime import date

from accounts.models import User
from registry.models import Cadre, Unit
from tests.factories import training as school
from tests.factories.registry import write
from training.models import Enrolment, TrainingClass


def shared_class(
    staff: User, own: list[Cadre], foreign: list[Cadre], here: Unit, there: Unit
) -> tuple[TrainingClass, Enrolment]:
    """A class with seats taken in A, the second with a result, as many taken in B as it has people, and seats
    open to everybody."""
    row = school.make_class(staff, code="CHUNG-2013", name="Lớp chung hai huyện")
    school.make_session(staff, row)
    mine = school.make_seats(staff, row, here, 3)
    theirs = school.make_seats(staff, row, there, len(foreign))
    school.make_seats(staff, row, row.province, 2, "KHAC")
    trainee, graduate, *_ = [school.make_enrolment(staff, mine, each) for each in own]
    done = {"completed_on": date(2013, 9, 1)}
    school.make_result(staff, graduate, **done)
    decision = {"sending_decision": "QĐ-CHIM-HOANG-YEN", "enrolled_on": date(2013, 3, 1)}
    crowd = [Enrolment(training_class=row, allotment=theirs, cadre=cadre, **decision) for cadre in foreign]
    write(staff, *crowd)
    school.make_result(staff, crowd[0], certificate_no="QĐ-CHIM-HOANG-YEN", **done)
    return row, trainee


def foreign_class(staff: User, there: Unit) -> TrainingClass:
    """A class with seats for B only."""
    row = school.make_class(staff, code="LOP-CHIM", name="lop-chim-hoang-yen")
    school.make_session(staff, row, place="lop-chim-hoang-yen")
    school.make_seats(staff, row, there, 7)
    return row
