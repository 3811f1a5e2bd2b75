"""Small classes through the one door; the catalogue is reference data."""

from datetime import date
from itertools import count
from typing import Any

from accounts.models import User
from registry.enums import StudyMode
from registry.models import Cadre, Unit
from tests.factories.registry import unit_coded, write
from training.enums import ClassState, Outcome
from training.models import (
    ClassSession,
    Enrolment,
    FundingSource,
    Institution,
    Result,
    SeatAllotment,
    TrainingClass,
    TrainingProgramme,
    YearlyBudget,
)

PROVINCE = "04"
PLENTY = 10**12
_numbers = count(1)


def programme(code: str = "CM-TC") -> TrainingProgramme:
    return TrainingProgramme.objects.get(code=code)


def source(code: str = "DA03") -> FundingSource:
    return FundingSource.objects.get(code=code)


def make_class(actor: User, programme_code: str = "CM-TC", **extra: Any) -> TrainingClass:
    """A class open since 2013 (01/03/2013 to 28/02/2015) at no cost; any field may be given."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "code": f"LOP-{number}",
        "name": f"Lớp thử {number}",
        "programme": programme(programme_code),
        "institution": Institution.objects.order_by("pk")[0],
        "province": extra.pop("province", None) or unit_coded(PROVINCE),
        "mode": StudyMode.IN_SERVICE,
        "starts_on": date(2013, 3, 1),
        "ends_on": date(2015, 2, 28),
        "decision_no": "01/QĐ-UBND",
        "decided_on": date(2013, 2, 1),
        "budget_year": 2013,
        "state": ClassState.OPEN,
    }
    row = TrainingClass(**{**values, **extra})
    write(actor, row)
    return row


def make_session(actor: User, training_class: TrainingClass, **extra: Any) -> ClassSession:
    values: dict[str, Any] = {
        "place": "Trường Chính trị tỉnh",
        "starts_on": training_class.starts_on,
        "ends_on": training_class.starts_on,
        "days": 1,
    }
    row = ClassSession(training_class=training_class, **{**values, **extra})
    write(actor, row)
    return row


def make_budget(
    actor: User,
    amount_vnd: int = PLENTY,
    *,
    province: Unit | None = None,
    source_code: str = "DA03",
    year: int = 2013,
) -> YearlyBudget:
    row = YearlyBudget(
        province=province or unit_coded(PROVINCE),
        source=source(source_code),
        year=year,
        amount_vnd=amount_vnd,
        decision_no="05/QĐ-UBND",
    )
    write(actor, row)
    return row


def make_seats(
    actor: User,
    training_class: TrainingClass,
    unit: Unit,
    seats: int = 10,
    source_code: str = "DA03",
    *,
    is_funded: bool = True,
) -> SeatAllotment:
    """Seats; `is_funded` gives their source plenty of money in the year of the class, if it has none."""
    purse: dict[str, Any] = {"province": training_class.province, "year": training_class.budget_year}
    if is_funded and not YearlyBudget.objects.filter(source__code=source_code, **purse).exists():
        make_budget(actor, source_code=source_code, **purse)
    row = SeatAllotment(training_class=training_class, unit=unit, source=source(source_code), seats=seats)
    write(actor, row)
    return row


def make_enrolment(actor: User, allotment: SeatAllotment, cadre: Cadre, **extra: Any) -> Enrolment:
    """Past the checks of the service."""
    values: dict[str, Any] = {"enrolled_on": allotment.training_class.starts_on}
    row = Enrolment(
        training_class=allotment.training_class, allotment=allotment, cadre=cadre, **{**values, **extra}
    )
    write(actor, row)
    return row


def make_result(actor: User, enrolment: Enrolment, **extra: Any) -> Result:
    """A pass without a level; the service writes the level too."""
    values: dict[str, Any] = {
        "outcome": Outcome.PASSED,
        "completed_on": enrolment.training_class.ends_on,
    }
    row = Result(enrolment=enrolment, cadre=enrolment.cadre, **{**values, **extra})
    write(actor, row)
    return row
