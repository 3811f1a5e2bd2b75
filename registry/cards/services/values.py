"""What the services take: facts as a form or a file states them, before they become rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from common.dates import PartialDate, Precision
from registry.models import Cadre, Posting, PostingKind, PostTitle, Qualification, ScaleLevel, Unit


@dataclass(frozen=True)
class PostingFacts:
    """A title taken up in a unit; a start known by month or year counts from its first day."""

    unit: Unit
    title: PostTitle
    kind: PostingKind
    started: PartialDate
    is_main: bool = True
    decision_no: str = ""
    note: str = ""

    def row(self, cadre: Cadre) -> Posting:
        """The unsaved row of these facts."""
        values = dict(vars(self))
        started = values.pop("started")
        return Posting(cadre=cadre, started_on=started.day, start_precision=started.precision, **values)


@dataclass(frozen=True)
class LevelFacts:
    """A level reached; known by month or year it counts from the last day of it, without a day always."""

    level: ScaleLevel
    obtained: PartialDate | None
    detail: str = ""
    specialty: str = ""
    mode: str = ""
    institution: str = ""
    classification: str = ""
    certificate_no: str = ""
    source: str = ""

    def values(self) -> dict[str, Any]:
        """Values by field of `Qualification`."""
        values = dict(vars(self))
        return {**obtained_values(values.pop("obtained")), **values}

    def row(self, cadre: Cadre) -> Qualification:
        """The unsaved row of these facts."""
        return Qualification(cadre=cadre, **self.values())


def obtained_values(obtained: PartialDate | None) -> dict[str, Any]:
    """Day and precision of a level as `Qualification` stores them."""
    return {
        "obtained_on": obtained.day if obtained else None,
        "obtained_precision": obtained.precision if obtained else Precision.DAY,
    }
