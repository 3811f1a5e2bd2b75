"""Who serves on `BASELINE`: seats of every commune, and a person of fitting sex and age on each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from random import Random

from common.dates import Precision
from demo.people.names import ethnic_group
from demo.people.plan import (
    BASELINE,
    ELECTED_TITLES,
    OFFICE_TITLES,
    RETIREMENT,
    STRENGTH,
    TITLES,
    Commune,
    Person,
    day_between,
    group_of,
    years_after,
)
from registry.enums import Sex, StaffGroup

# 18 titles × 199 communes, less 89 and 10 vacant seats, and 120 second holders: 3.603 people.
COUNCIL_HELD_BY_SECRETARY = 45
VACANT = {
    "council_vice": 20,
    "youth_secretary": 14,
    "veterans_chair": 10,
    "justice_civil_status": 6,
    "military_commander": 4,
}
SECOND_HOLDERS = {"culture_society": 70, "land_construction": 50}
DEPUTIES_WITH_COUNCIL_VICE = 12

_WOMEN = {
    "women_chair": 1.0, "finance_accounting": 0.5, "office_statistics": 0.47, "culture_society": 0.45,
    "justice_civil_status": 0.36, "youth_secretary": 0.3, "council_vice": 0.22, "front_chair": 0.15,
    "farmers_chair": 0.14, "land_construction": 0.14, "party_deputy": 0.16, "committee_vice": 0.12,
    "council_chair": 0.12, "party_secretary": 0.08, "committee_chair": 0.06, "veterans_chair": 0.02,
    "police_chief": 0.0, "military_commander": 0.0,
}  # fmt: skip
_AGES = {
    "youth_secretary": (22, 33), "veterans_chair": (46, 57), "party_secretary": (35, 57),
    "party_deputy": (31, 56), "council_chair": (36, 57), "council_vice": (32, 56),
    "committee_chair": (33, 56), "committee_vice": (29, 55), "front_chair": (36, 57),
    "women_chair": (27, 51), "farmers_chair": (30, 56), "police_chief": (26, 54),
    "military_commander": (25, 50),
}  # fmt: skip
_OFFICE_AGES = (23, 53)
# How much more, or less, a title asks of its holder than others of the same group do.
_TITLE_SCORE = {
    "party_secretary": 0.45, "committee_chair": 0.35, "party_deputy": 0.3, "committee_vice": 0.25,
    "veterans_chair": -0.5, "farmers_chair": -0.2, "front_chair": -0.1, "finance_accounting": 0.3,
    "police_chief": -0.2, "military_commander": -0.1, "justice_civil_status": 0.1,
}  # fmt: skip
# The councils and committees of the term began after the election of 22 May 2011, the Party's in 2010.
_GOVERNMENT_TERM = (date(2011, 6, 6), date(2011, 7, 29))
_PARTY_TERM = (date(2010, 5, 10), date(2010, 8, 27))
_PARTY_TITLES = ("party_secretary", "party_deputy")
_GOVERNMENT_TITLES = ("council_chair", "council_vice", "committee_chair", "committee_vice")


def baseline_staff(rng: Random, communes: Sequence[Commune], numbers: count[int]) -> list[Person]:
    """The people who serve on `BASELINE`, one seat each."""
    people = [new_person(rng, next(numbers), commune, title) for commune, title in _seats(rng, communes)]
    _give_second_titles(rng, people)
    for person in rng.sample([p for p in people if p.title in ("party_secretary", "committee_chair")], 18):
        person.kind = "rotated"
    for person in rng.sample([p for p in people if p.title == "military_commander"], 15):
        person.kind = "seconded"
    return people


def _seats(rng: Random, communes: Sequence[Commune]) -> list[tuple[Commune, str]]:
    seats = {(commune.key, title): 1 for commune in communes for title in TITLES}
    for commune in rng.sample(communes, COUNCIL_HELD_BY_SECRETARY):
        seats[commune.key, "council_chair"] = 0
    for title, number in VACANT.items():
        for commune in rng.sample(communes, number):
            seats[commune.key, title] = 0
    for title, number in SECOND_HOLDERS.items():
        for commune in rng.sample(communes, number):
            seats[commune.key, title] = 2
    return [
        (commune, title) for commune in communes for title in TITLES for _ in range(seats[commune.key, title])
    ]


def _give_second_titles(rng: Random, people: list[Person]) -> None:
    """Kiêm nhiệm: the secretary chairs the council where nobody else does, some deputies are its vice."""
    held = {(person.commune.key, person.title) for person in people}
    for person in people:
        if person.title == "party_secretary" and (person.commune.key, "council_chair") not in held:
            person.second_title = "council_chair"
    without_vice = [
        person
        for person in people
        if person.title == "party_deputy" and (person.commune.key, "council_vice") not in held
    ]
    for person in rng.sample(without_vice, DEPUTIES_WITH_COUNCIL_VICE):
        person.second_title = "council_vice"


def new_person(rng: Random, number: int, commune: Commune, title: str) -> Person:
    """Somebody who could hold the title in the commune on `BASELINE`."""
    person = Person(number=number, commune=commune, title=title)
    person.sex = Sex.FEMALE if rng.random() < _WOMEN[title] else Sex.MALE
    person.ethnic = ethnic_group(rng, commune.district_key)
    lowest, highest = _AGES.get(title, _OFFICE_AGES)
    if person.sex == Sex.FEMALE:
        highest = min(highest, RETIREMENT[Sex.FEMALE] - 3)
    middle = lowest + (highest - lowest) * (0.55 if title in ELECTED_TITLES else 0.3)
    set_birth(rng, person, BASELINE.year - round(rng.triangular(lowest, highest, middle)))
    set_start(rng, person)
    person.score = score_of(rng, person)
    return person


def set_birth(rng: Random, person: Person, year: int) -> None:
    """A birth date in the year; the older a person, the likelier that only month or year are known."""
    born_on = day_between(rng, date(year, 1, 1), date(year, 12, 31))
    exact, monthly = (0.8, 0.88) if year < 1970 else (0.96, 0.98)
    known = rng.random()
    if known > monthly:
        person.born_on, person.born_precision = date(year, 1, 1), Precision.YEAR
    elif known > exact:
        person.born_on, person.born_precision = born_on.replace(day=1), Precision.MONTH
    else:
        person.born_on, person.born_precision = born_on, Precision.DAY


def set_start(rng: Random, person: Person) -> None:
    """The day from which the title is held: the current term for some, earlier for others."""
    term = {
        **dict.fromkeys(_PARTY_TITLES, _PARTY_TERM),
        **dict.fromkeys(_GOVERNMENT_TITLES, _GOVERNMENT_TERM),
    }.get(person.title)
    if term and rng.random() < 0.55:
        person.joined_on, person.joined_precision = day_between(rng, *term), Precision.DAY
        return
    oldest = years_after(person.born_on, 21)
    first = max(oldest, date(1994 if person.title in OFFICE_TITLES else 1999, 1, 1))
    last = date(2011, 11, 30)
    day = max(day_between(rng, first, last), day_between(rng, first, last)) if first < last else last
    known = rng.random()
    if known < 0.12:
        day, precision = day.replace(month=1, day=1), Precision.YEAR
    elif known < 0.35:
        day, precision = day.replace(day=1), Precision.MONTH
    else:
        precision = Precision.DAY
    person.joined_on, person.joined_precision = day, precision


def score_of(rng: Random, person: Person) -> float:
    """How likely the person is to have what the scheme asks for, on the scale of a standard deviation."""
    age = BASELINE.year - person.born_on.year
    youth = (40 - age) / 22
    office = 0.0 if group_of(person.title) == StaffGroup.ELECTED_CADRE else 0.1
    place = STRENGTH[person.commune.district_key]
    return place + office + 0.6 * youth + _TITLE_SCORE.get(person.title, 0.0) + rng.gauss(0, 0.7)
