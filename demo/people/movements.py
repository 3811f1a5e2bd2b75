"""What happens between the two days: who leaves, who comes, who is moved or promoted.

As many come as leave: 243 with support and 75 others, 94 young graduates and 224 others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import count
from random import Random

from common.dates import Precision
from demo.people.names import DAO, KINH, LO_LO, MONG, NUNG, TAY, ethnic_group
from demo.people.plan import (
    ARMED_TITLES,
    BASELINE,
    CLOSING,
    HEADS,
    OFFICE_TITLES,
    RETIREMENT,
    Commune,
    Person,
    day_between,
    group_of,
)
from demo.people.staff import new_person, score_of, set_birth
from registry.enums import EndReason, Sex, StaffGroup

# Type of support → people of 2013 (domain 6.1).
SUPPORTED = {1: 24, 2: 147, 3: 72}
OTHER_REASONS = {
    EndReason.RETIRED: 38, EndReason.MOVED_AGENCY: 20, EndReason.DIED: 7, EndReason.NOT_RE_ELECTED: 4,
    EndReason.RESIGNED: 3, EndReason.DISMISSED: 2, EndReason.REMOVED: 1,
}  # fmt: skip
ELECTED_LEAVERS, ARMED_LEAVERS, OFFICE_LEAVERS = 200, 30, 88
NOT_REPLACED = 20
PROMOTED = 30
SWAPS_WITHIN, SWAPS_ACROSS = 24, 8
# Young graduates placed in 2013: 94.
GRADUATES = {"master": 1, "very_good": 18, "small_university": 9, "small_intermediate": 6, "university": 60}
PROJECT_600 = 20
_POOR_DISTRICTS = ("042", "043", "044", "045", "048")
_PROMOTED_TO = ("party_deputy", "committee_vice", "front_chair")
_PLACEMENTS = (date(2013, 3, 15), date(2013, 7, 1), date(2013, 10, 1), date(2013, 12, 16), date(2013, 12, 31))
_ONE_DAY = timedelta(days=1)
Seat = tuple[Commune, str, date]


def move(rng: Random, people: list[Person], communes: Sequence[Commune], numbers: count[int]) -> list[Person]:
    """Lets people leave, move and rise, and returns those who come."""
    leavers = _choose_leavers(rng, people)
    _let_go(rng, leavers)
    vacated = _promote(rng, people, leavers)
    _swap(rng, people)
    office = [seat for seat in vacated if seat[1] in OFFICE_TITLES]
    rng.shuffle(office)
    added = _added_seats(rng, people, communes)
    placed = sum(GRADUATES.values()) - len(added)
    graduates = _graduates(rng, [*added, *office[:placed]], numbers)
    others = office[placed:] + [seat for seat in vacated if seat[1] not in OFFICE_TITLES]
    return [
        *graduates,
        *(_joiner(rng, seat, numbers) for seat in others),
        *_project_600(rng, communes, numbers),
    ]


def _choose_leavers(rng: Random, people: list[Person]) -> list[Person]:
    """Rather those with little training and those near the end of their service."""

    def weight(person: Person) -> float:
        age = BASELINE.year - person.born_on.year
        return -person.score + max(0, age - 42) / 12 + rng.gauss(0, 0.8)

    free = sorted((person for person in people if person.is_free), key=weight, reverse=True)
    elected = [person for person in free if group_of(person.title) == StaffGroup.ELECTED_CADRE]
    armed = [person for person in free if person.title in ARMED_TITLES]
    office = [person for person in free if person.title in OFFICE_TITLES]
    return [*elected[:ELECTED_LEAVERS], *armed[:ARMED_LEAVERS], *office[:OFFICE_LEAVERS]]


def _let_go(rng: Random, leavers: list[Person]) -> None:
    """Gives every leaver a reason and a last day; support is paid in 2013."""
    leavers = sorted(leavers, key=lambda person: (person.born_on, person.number))
    near_the_end = leavers[: SUPPORTED[1] + SUPPORTED[3] + OTHER_REASONS[EndReason.RETIRED]]
    younger = leavers[len(near_the_end) :]
    rng.shuffle(near_the_end)
    rng.shuffle(younger)
    for person in near_the_end[: OTHER_REASONS[EndReason.RETIRED]]:
        _retire(rng, person)
    supported = near_the_end[OTHER_REASONS[EndReason.RETIRED] :]
    for place, person in enumerate([*supported, *younger[: SUPPORTED[2]]]):
        person.support = 1 if place < SUPPORTED[1] else 3 if place < len(supported) else 2
        person.left_on = day_between(rng, date(2013, 3, 31), date(2013, 12, 30))
        person.left_reason = EndReason.RESIGNED if person.support == 2 else EndReason.RETIRED
        person.score -= 0.8
        if person.support != 2:
            _bring_near_retirement(rng, person)
    reasons = [reason for reason, number in OTHER_REASONS.items() for _ in range(number)]
    reasons = [reason for reason in reasons if reason != EndReason.RETIRED]
    for person, reason in zip(younger[SUPPORTED[2] :], reasons, strict=True):
        person.left_on = day_between(rng, date(2012, 1, 31), date(2013, 11, 30))
        person.left_reason = reason


def _retire(rng: Random, person: Person) -> None:
    """Retirement on the last day of the month in which the age is reached."""
    month = rng.randint(1, 23)
    first = date(2012 + month // 12, month % 12 + 1, 1)
    person.left_on = (first + timedelta(days=32)).replace(day=1) - _ONE_DAY
    person.left_reason = EndReason.RETIRED
    person.born_on = date(first.year - RETIREMENT[Sex(person.sex)], first.month, rng.randint(1, 28))
    person.born_precision = Precision.DAY
    if person.left_on >= CLOSING:
        person.left_on = CLOSING - _ONE_DAY


def _bring_near_retirement(rng: Random, person: Person) -> None:
    """Support of types 1 and 3 is for those one to six years before the age of retirement."""
    set_birth(rng, person, 2013 - RETIREMENT[Sex(person.sex)] + rng.randint(1, 6))


def _promote(rng: Random, people: list[Person], leavers: list[Person]) -> list[Seat]:
    """Fills some seats from the same commune; returns the seats that newcomers find, with the day after."""
    officers: dict[str, list[Person]] = {}
    for person in people:
        if person.is_free and person.title in OFFICE_TITLES and _age(person) < 48:
            officers.setdefault(person.commune.key, []).append(person)
    seats: list[Seat] = []
    promoted = dropped = 0
    for person in rng.sample(leavers, len(leavers)):
        free_from = (person.left_on or CLOSING) + _ONE_DAY
        heirs = officers.get(person.commune.key, [])
        if promoted < PROMOTED and person.title in _PROMOTED_TO and heirs:
            heir = max(heirs, key=lambda each: each.score)
            officers.pop(person.commune.key)
            heir.moved_on, heir.moved_title = free_from, person.title
            promoted += 1
            seats.append((heir.commune, heir.title, free_from))
        elif dropped < NOT_REPLACED and person.title in (
            "youth_secretary",
            "farmers_chair",
            "veterans_chair",
            "council_vice",
        ):
            dropped += 1
        else:
            seats.append((person.commune, person.title, free_from))
    return seats


def _age(person: Person) -> int:
    return BASELINE.year - person.born_on.year


def _swap(rng: Random, people: list[Person]) -> None:
    """Rotation: two holders of one title change communes on one day, so that no seat is empty."""
    same_district: Callable[[Person, Person], bool] = lambda one, two: (  # noqa: E731
        one.commune.district_key == two.commune.district_key
    )
    for number, inside in ((SWAPS_WITHIN, True), (SWAPS_ACROSS, False)):
        free = [person for person in people if person.is_free and person.title != "women_chair"]
        rng.shuffle(free)
        for one in free[:]:
            if number == 0:
                break
            if not one.is_free:
                continue
            two = next(
                (
                    other
                    for other in free
                    if other.is_free
                    and other.title == one.title
                    and other.commune.key != one.commune.key
                    and same_district(one, other) is inside
                ),
                None,
            )
            if two is None:
                continue
            day = date(2012, 2, 1).replace(year=rng.choice((2012, 2013)), month=rng.randint(2, 11))
            one.moved_on = two.moved_on = day
            one.moved_commune, two.moved_commune = two.commune, one.commune
            number -= 1


def _added_seats(rng: Random, people: list[Person], communes: Sequence[Commune]) -> list[Seat]:
    """Second seats of the two titles that may have two holders, in place of elected seats left empty."""
    taken: dict[tuple[str, str], int] = {}
    for person in people:
        taken[person.commune.key, person.title] = taken.get((person.commune.key, person.title), 0) + 1
    open_seats = [
        (commune, title, BASELINE)
        for commune in communes
        for title in ("culture_society", "land_construction")
        if taken.get((commune.key, title), 0) == 1
    ]
    return rng.sample(open_seats, NOT_REPLACED)


def _graduates(rng: Random, seats: list[Seat], numbers: count[int]) -> list[Person]:
    kinds = [kind for kind, number in GRADUATES.items() for _ in range(number)]
    # The small minorities are placed where they live.
    seats = sorted(
        seats, key=lambda seat: (seat[0].district_key not in ("042", "043", "052", "044"), seat[0].key)
    )
    small = [kind for kind in kinds if kind.startswith("small")]
    others = [kind for kind in kinds if not kind.startswith("small")]
    first = seats[: 3 * len(small)]
    rng.shuffle(first)
    rest = first[len(small) :] + seats[3 * len(small) :]
    rng.shuffle(rest)
    return [
        _graduate(rng, seat, kind, numbers)
        for seat, kind in zip([*first[: len(small)], *rest], [*small, *others], strict=True)
    ]


def _graduate(rng: Random, seat: Seat, kind: str, numbers: count[int]) -> Person:
    commune, title, free_from = seat
    person = new_person(rng, next(numbers), commune, title)
    groups = (MONG, DAO, LO_LO) if kind.startswith("small") else (TAY, NUNG, KINH)
    person.ethnic = ethnic_group(rng, commune.district_key, groups)
    set_birth(rng, person, rng.randint(1984, 1987) if kind == "master" else rng.randint(1986, 1991))
    person.graduate, person.is_new = kind, True
    waves = [day for day in _PLACEMENTS if day >= free_from]
    person.joined_on, person.joined_precision = rng.choice(waves[:2]), Precision.DAY
    person.score = score_of(rng, person)
    return person


def _joiner(rng: Random, seat: Seat, numbers: count[int]) -> Person:
    """Somebody elected or recruited into a seat, soon after it fell vacant; heads the next day."""
    commune, title, free_from = seat
    person = new_person(rng, next(numbers), commune, title)
    youngest = 1990 if group_of(title) == StaffGroup.CIVIL_SERVANT or title == "youth_secretary" else 1984
    oldest = {"youth_secretary": 1982, "veterans_chair": 1958}.get(title, 1970)
    set_birth(rng, person, rng.randint(oldest, youngest if title != "veterans_chair" else 1966))
    last = free_from if title in HEADS else min(CLOSING, free_from + timedelta(days=60))
    person.joined_on, person.joined_precision = day_between(rng, free_from, last), Precision.DAY
    person.is_new = True
    person.score = score_of(rng, person)
    return person


def _project_600(rng: Random, communes: Sequence[Commune], numbers: count[int]) -> list[Person]:
    """Young vice chairmen of QĐ 170/QĐ-TTg in poor districts: outside the quota and the figures."""
    poor = [commune for commune in communes if commune.district_key in _POOR_DISTRICTS]
    people = []
    for commune in rng.sample(poor, PROJECT_600):
        person = new_person(rng, next(numbers), commune, "committee_vice")
        set_birth(rng, person, rng.randint(1984, 1988))
        person.joined_on, person.joined_precision = (
            rng.choice((date(2012, 3, 1), date(2012, 9, 4))),
            Precision.DAY,
        )
        person.kind, person.is_new = "project_600", True
        people.append(person)
    return people
