"""`generate_classes`: all classes of one province from its people and seed, with their seats."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.people.plan import ProvincePlan
from demo.people.units import prefix_of
from demo.training.degrees import degree_classes
from demo.training.plan import SOURCES, ClassPlan, SessionPlan, TraineePlan, district_names
from demo.training.refreshers import refreshers
from registry.enums import Scale, StudyMode
from training.enums import ClassState

_POOR_DISTRICTS = ("042", "043", "044", "045", "048")
_SPARE_SEATS = (0, 0, 1, 2)


@dataclass(frozen=True)
class _Next:
    """A class of 2014: one takes people already, the others are planned."""

    code: str
    name: str
    programme: str
    institution: str
    starts_on: date
    ends_on: date
    seats: int
    cost_per_seat_vnd: int
    specialty: str = ""
    mode: str = StudyMode.REFRESHER
    state: str = ClassState.PLANNED


_NEXT_YEAR = (
    _Next("QP-2014-01", "Kiến thức quốc phòng - an ninh đối tượng 4, đợt 1 năm 2014", "QP-DT4", "BCHQS",
          date(2014, 3, 10), date(2014, 3, 14), 50, 600_000, state=ClassState.OPEN),
    _Next("TH-2014-01", "Tin học văn phòng, đợt 1 năm 2014", "TH-A", "TTGDTX",
          date(2014, 4, 7), date(2014, 5, 2), 40, 1_250_000),
    _Next("TH-2014-02", "Tin học văn phòng, đợt 2 năm 2014", "TH-A", "TTGDTX",
          date(2014, 6, 2), date(2014, 6, 27), 40, 1_250_000),
    _Next("QLNN-2014-01", "Quản lý nhà nước cấp xã, đợt 1 năm 2014", "QLNN-CX", "TCT",
          date(2014, 5, 12), date(2014, 5, 23), 50, 900_000),
    _Next("LLCT-2014-01", "Trung cấp lý luận chính trị - hành chính, khóa 2014", "LLCT-TC", "TCT",
          date(2014, 9, 8), date(2015, 3, 6), 50, 5_400_000, mode=StudyMode.IN_SERVICE),
    _Next("TC-2014-01", "Trung cấp nông lâm, khóa 2014", "CM-TC", "TC-KTKT",
          date(2014, 9, 15), date(2016, 9, 14), 50, 6_200_000, "Nông lâm", StudyMode.IN_SERVICE),
)  # fmt: skip
_CANCELLED = "Không đủ người đăng ký; học viên chuyển sang đợt sau"
# People who are entered for the class that is open, all without the level.
_ENTERED_FOR_NEXT_YEAR = 18


def generate_classes(plan: ProvincePlan, seed: int, block: int) -> list[ClassPlan]:
    """Pure but for the days of the levels that classes gave; the first day decides the order."""
    rng = Random(f"{seed}/{block}/training")  # noqa: S311 -- invented people, nothing to protect
    prefix = prefix_of(block)
    classes = [*degree_classes(rng, plan, prefix), *refreshers(rng, plan, prefix)]
    for made in classes:
        _allot(rng, made)
    later = [_of_next_year(rng, each, prefix) for each in _NEXT_YEAR]
    _enter(rng, plan, later[0])
    found = sorted([*classes, *later, _cancelled(rng, prefix)], key=lambda each: (each.starts_on, each.code))
    _mark_overlaps(found)
    return found


def _allot(rng: Random, made: ClassPlan) -> None:
    """Seats by district for the people of the class, a few to spare; a district's come from one source."""
    needed = Counter(trainee.district_key for trainee in made.trainees if not trainee.withdrawn_on)
    for key in needed.keys() | {trainee.district_key for trainee in made.trainees}:
        needed.setdefault(key, 0)
    for key in sorted(needed):
        made.seats[key, _source(rng, key)] = max(1, needed[key])
    largest = max(made.seats, key=lambda each: (made.seats[each], each))
    made.seats[largest] += rng.choice(_SPARE_SEATS)


def _source(rng: Random, district_key: str) -> str:
    weights = (40, 30, 20, 10) if district_key in _POOR_DISTRICTS else (50, 8, 17, 25)
    return rng.choices(SOURCES, weights)[0]


def _of_next_year(rng: Random, later: _Next, prefix: str) -> ClassPlan:
    is_open = later.state == ClassState.OPEN
    return ClassPlan(
        code=f"{prefix}{later.code}",
        name=later.name,
        programme=later.programme,
        institution=later.institution,
        mode=later.mode,
        specialty=later.specialty,
        starts_on=later.starts_on,
        ends_on=later.ends_on,
        state=later.state,
        decision_no=f"{rng.randint(900, 1400)}/QĐ-SNV" if is_open else "",
        decided_on=date(2013, 12, 9) if is_open else None,
        cost_per_seat_vnd=later.cost_per_seat_vnd,
        fixed_cost_vnd=5_000_000,
        seats=_seats_for_all(rng, later.seats),
    )


def _seats_for_all(rng: Random, seats: int) -> dict[tuple[str, str], int]:
    """Seats for every district, one by one in turn."""
    keys = sorted(district_names())
    return {
        (key, _source(rng, key)): seats // len(keys) + (place < seats % len(keys))
        for place, key in enumerate(keys)
    }


def _enter(rng: Random, plan: ProvincePlan, made: ClassPlan) -> None:
    """Some of those who lack the level are entered for the class that is open already."""
    by_district: dict[str, list[TraineePlan]] = {}
    for person in plan.people:
        if person.stays and person.counts and not person.is_new and person.after.get(Scale.DEFENCE) == "none":
            key = person.last_commune.district_key
            by_district.setdefault(key, []).append(TraineePlan(person, key))
    for (key, _source_code), seats in made.seats.items():
        able = by_district.get(key, [])
        made.trainees += rng.sample(able, min(seats - 1, len(able)))
    del made.trainees[_ENTERED_FOR_NEXT_YEAR:]


def _cancelled(rng: Random, prefix: str) -> ClassPlan:
    first = date(2013, 11, 11)
    made = ClassPlan(
        code=f"{prefix}TDT-2013-01",
        name="Tiếng Mông cho cán bộ cấp xã, khóa 1",
        programme="TDT",
        institution="TCT",
        mode=StudyMode.REFRESHER,
        starts_on=first,
        ends_on=first + timedelta(days=81),
        state=ClassState.CANCELLED,
        state_note=_CANCELLED,
        cost_per_seat_vnd=2_100_000,
        sessions=[SessionPlan("Trường Chính trị tỉnh", first, first + timedelta(days=81), 60)],
    )
    made.seats = _seats_for_all(rng, 40)
    return made


def _mark_overlaps(classes: list[ClassPlan]) -> None:
    """Who is in another class at the same time was let in all the same; the later entry says so."""
    held: dict[int, list[ClassPlan]] = {}
    for made in classes:
        for trainee in made.trainees:
            earlier = held.setdefault(trainee.person.number, [])
            trainee.overlaps = any(made.meets(other) for other in earlier)
            earlier.append(made)
