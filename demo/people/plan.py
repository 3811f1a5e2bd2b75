"""What the generator makes: plain values, and the two days between which the province moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from common.dates import Precision
from registry.enums import Scale, Sex, StaffGroup

BASELINE = date(2011, 12, 31)
CLOSING = date(2013, 12, 31)

ELECTED_TITLES = (
    "party_secretary", "party_deputy", "council_chair", "council_vice", "committee_chair", "committee_vice",
    "front_chair", "youth_secretary", "women_chair", "farmers_chair", "veterans_chair",
)  # fmt: skip
ARMED_TITLES = ("police_chief", "military_commander")
OFFICE_TITLES = (
    "office_statistics", "land_construction", "finance_accounting", "justice_civil_status", "culture_society",
)  # fmt: skip
CIVIL_TITLES = (*ARMED_TITLES, *OFFICE_TITLES)
TITLES = (*ELECTED_TITLES, *CIVIL_TITLES)
# Titles that are never vacant for a day: the planning classes need both heads of every commune.
HEADS = ("party_secretary", "committee_chair")

RETIREMENT = {Sex.MALE: 60, Sex.FEMALE: 55}

# Districts: how far their people are above or below the province, and the share of ethnic groups by code.
STRENGTH = {
    "040": 0.45, "042": -0.55, "043": -0.42, "044": -0.40, "045": 0.0, "046": 0.06, "047": -0.05,
    "048": -0.14, "049": 0.06, "050": 0.34, "051": 0.22, "052": -0.10, "053": 0.10,
}  # fmt: skip


def group_of(title: str) -> StaffGroup:
    """Cán bộ or công chức."""
    return StaffGroup.ELECTED_CADRE if title in ELECTED_TITLES else StaffGroup.CIVIL_SERVANT


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as the generator needs to know it."""

    key: str
    name: str
    district_key: str
    district_name: str
    is_border: bool
    hamlets: int


@dataclass(slots=True)
class PostingPlan:
    """A title held; see `registry.models.Posting`."""

    unit_key: str
    title: str
    started_on: date
    start_precision: str = Precision.DAY
    ended_on: date | None = None
    end_reason: str = ""
    kind: str = "regular"
    is_main: bool = True
    note: str = ""


@dataclass(slots=True)
class LevelPlan:
    """A level reached; see `registry.models.Qualification`."""

    scale: str
    code: str
    obtained_on: date | None = None
    obtained_precision: str = Precision.DAY
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class RemedyPlan:
    """What is to happen to a person; see `registry.models.Remedy`."""

    kind: str
    decided_on: date
    reason: str


@dataclass(slots=True)
class ProfilePlan:
    """Invented figures of a commune."""

    unit_key: str
    unit_class: int
    population: int
    minority_percent: int
    hamlets: int
    party_organisations: int
    party_members: int


@dataclass(slots=True, eq=False)
class Person:
    """An invented person: where they serve, what they have on the two days, and what is written of them.

    `before` and `after` give the code of a level by scale on `BASELINE` and `CLOSING`; a missing scale means
    that nobody knows. `support` is the type of paid leaving (domain 6.1), `graduate` the kind of young
    graduate placed in 2013, `studies` the degree studied for on `CLOSING`.
    """

    number: int
    commune: Commune
    title: str
    sex: str = ""
    ethnic: str = ""
    full_name: str = ""
    born_on: date = date(1970, 1, 1)
    born_precision: str = Precision.DAY
    joined_on: date = BASELINE
    joined_precision: str = Precision.DAY
    is_new: bool = False
    graduate: str = ""
    studies: str = ""
    kind: str = "regular"
    left_on: date | None = None
    left_reason: str = ""
    support: int = 0
    moved_on: date | None = None
    moved_commune: Commune | None = None
    moved_title: str = ""
    second_title: str = ""
    score: float = 0.0
    before: dict[Scale, str] = field(default_factory=dict)
    after: dict[Scale, str] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    postings: list[PostingPlan] = field(default_factory=list)
    levels: list[LevelPlan] = field(default_factory=list)
    remedies: list[RemedyPlan] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """False for the young vice chairmen of QĐ 170/QĐ-TTg, who are outside the figures."""
        return self.kind != "project_600"

    @property
    def stays(self) -> bool:
        """Serves on `CLOSING`."""
        return self.left_on is None

    @property
    def last_title(self) -> str:
        return self.moved_title or self.title

    @property
    def last_commune(self) -> Commune:
        return self.moved_commune or self.commune

    @property
    def is_free(self) -> bool:
        """Nothing happens to them yet, so that one thing may."""
        return self.stays and self.moved_on is None and not self.second_title and self.counts


@dataclass(slots=True)
class ProvincePlan:
    """One province: people, and figures of its communes."""

    people: list[Person]
    profiles: list[ProfilePlan]


def day_between(rng: Random, first: date, last: date) -> date:
    """A day of a period, both ends included."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def years_after(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes 28."""
    return date(day.year + years, day.month, min(day.day, 28))
