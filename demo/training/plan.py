"""What the generator of classes makes: plain values, and where a person serves on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from demo.people.plan import LevelPlan, Person, PostingPlan
from demo.province import communes
from training.enums import ClassState

_Item = TypeVar("_Item")
# Seats are paid from these four; poor districts rather from national programmes.
SOURCES = ("DA03", "CTMTQG", "QD1956", "NSTX")
ENROLLED_BEFORE = timedelta(days=12)


@dataclass(slots=True)
class SessionPlan:
    """A stretch of teaching."""

    place: str
    starts_on: date
    ends_on: date
    days: int


@dataclass(slots=True)
class TraineePlan:
    """Somebody who takes a seat; `level` is what the class gave, `passed` None while there is no result."""

    person: Person
    district_key: str
    level: LevelPlan | None = None
    passed: bool | None = None
    classification: str = ""
    certificate_no: str = ""
    overlaps: bool = False
    withdrawn_on: date | None = None
    withdrawal_reason: str = ""


@dataclass(slots=True)
class ClassPlan:
    """A class; `seats` gives the number for a district and its source."""

    code: str
    name: str
    programme: str
    institution: str
    mode: str
    starts_on: date
    ends_on: date
    specialty: str = ""
    state: str = ClassState.FINISHED
    state_note: str = ""
    decision_no: str = ""
    decided_on: date | None = None
    cost_per_seat_vnd: int = 0
    fixed_cost_vnd: int = 0
    sessions: list[SessionPlan] = field(default_factory=list)
    seats: dict[tuple[str, str], int] = field(default_factory=dict)
    trainees: list[TraineePlan] = field(default_factory=list)

    def enrolled_on(self, person: Person) -> date:
        """The day on which somebody was entered: some days before, or when they took up their post."""
        posting = posting_on(person, self.starts_on)
        day = self.starts_on - ENROLLED_BEFORE
        return max(day, posting.started_on) if posting else day

    def meets(self, other: ClassPlan) -> bool:
        """Both are held on one day at least."""
        return self.starts_on <= other.ends_on and self.ends_on >= other.starts_on


def posting_on(person: Person, day: date) -> PostingPlan | None:
    """The main title held on a day."""
    for posting in person.postings:
        if posting.is_main and posting.started_on <= day and (posting.ended_on or day) >= day:
            return posting
    return None


def serves_throughout(person: Person, first: date, last: date) -> bool:
    """Counts among the staff under one main title on every day from the first to the last."""
    posting = posting_on(person, first)
    return person.counts and posting is not None and (posting.ended_on or last) >= last


def district_on(person: Person, day: date) -> str:
    """Key of the district in which the person serves on a day."""
    posting = posting_on(person, day)
    return _DISTRICTS[posting.unit_key] if posting else person.commune.district_key


def district_names() -> dict[str, str]:
    """Names without the kind of unit: "Bảo Lạc"."""
    return {
        each.district_key: each.district_name.removeprefix("huyện ").removeprefix("thành phố ")
        for each in communes()
    }


def portions(items: Sequence[_Item], number: int) -> Iterable[Sequence[_Item]]:
    """The items in so many runs of nearly the same length."""
    ends = [len(items) * place // number for place in range(number + 1)]
    return (items[start:end] for start, end in zip(ends, ends[1:], strict=False))


def cluster_name(district_keys: Iterable[str]) -> str:
    """ "Bảo Lâm, Bảo Lạc": where the people of a class come from; many are the whole province."""
    names = district_names()
    found = [names[key] for key in sorted(set(district_keys))]
    return ", ".join(found) if len(found) <= 3 else f"{len(found)} huyện, thành phố"


_DISTRICTS = {each.key: each.district_key for each in communes()}
