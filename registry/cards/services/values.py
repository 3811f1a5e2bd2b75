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
        return Posting(
            cadre=cadre,
            unit=self.unit,
            title=self.title,
            kind=self.kind,
            is_main=self.is_main,
            started_on=self.started.day,
            start_precision=self.started.precision,
            decision_no=self.decision_no,
            note=self.note,
        )


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
        return {
            "level": self.level,
            **obtained_values(self.obtained),
            "detail": self.detail,
            "specialty": self.specialty,
            "mode": self.mode,
            "institution": self.institution,
            "classification": self.classification,
            "certificate_no": self.certificate_no,
            "source": self.source,
        }

    def row(self, cadre: Cadre) -> Qualification:
        """The unsaved row of these facts."""
        return Qualification(cadre=cadre, **self.values())


def obtained_values(obtained: PartialDate | None) -> dict[str, Any]:
    """Day and precision of a level as `Qualification` stores them."""
    return {
        "obtained_on": obtained.day if obtained else None,
        "obtained_precision": obtained.precision if obtained else Precision.DAY,
    }
