"""Training: the catalogue, classes with their seats and trainees, money, and answers about needs."""

from training.models.catalogue import (
    FundingSource,
    Institution,
    SupportPolicy,
    SupportRate,
    TrainingProgramme,
)
from training.models.classes import ClassSession, SeatAllotment, TrainingClass
from training.models.enrolments import Enrolment, Presence, Result
from training.models.money import Payment, PlanLine, SupportPayment, YearlyBudget
from training.models.needs import NeedConfirmation

__all__ = [
    "ClassSession",
    "Enrolment",
    "FundingSource",
    "Institution",
    "NeedConfirmation",
    "Payment",
    "PlanLine",
    "Presence",
    "Result",
    "SeatAllotment",
    "SupportPayment",
    "SupportPolicy",
    "SupportRate",
    "TrainingClass",
    "TrainingProgramme",
    "YearlyBudget",
]
