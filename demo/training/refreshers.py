"""Short courses of 2013: 5 in informatics with 150 attendances, 16 professional ones with 800, 9 for the
heads of all communes with 398, and a few others whose certificates people hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from common.dates import Precision
from demo.people.plan import HEADS, LevelPlan, Person, ProvincePlan
from demo.province import communes
from demo.training.plan import (
    ENROLLED_BEFORE,
    ClassPlan,
    SessionPlan,
    TraineePlan,
    cluster_name,
    district_on,
    portions,
    posting_on,
    serves_throughout,
)
from registry.enums import Classification, Scale, StudyMode

_ONE_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class _Course:
    """Classes of one programme that give a level: how many, how large, how many of them fail in all."""

    programme: str
    letters: str
    name: str
    institution: str
    school: str
    place: str
    scale: Scale
    level: str
    weeks: int
    days: int
    first_days: tuple[date, ...]
    size: int
    failing: int
    cost_per_seat_vnd: int


GIVING_LEVELS = (
    _Course(
        "TH-A", "TH", "Tin học văn phòng", "TTGDTX", "Trung tâm giáo dục thường xuyên tỉnh",
        "Trung tâm giáo dục thường xuyên tỉnh", Scale.INFORMATICS, "certificate_a", 4, 20,
        (date(2013, 3, 11), date(2013, 4, 15), date(2013, 6, 3), date(2013, 8, 12), date(2013, 10, 7)),
        30, 8, 1_250_000,
    ),
    _Course(
        "QLNN-CX", "QLNN", "Quản lý nhà nước cấp xã", "TCT", "Trường Chính trị tỉnh", "Trường Chính trị tỉnh",
        Scale.STATE_MANAGEMENT, "commune_refresher", 2, 10,
        (date(2013, 5, 6), date(2013, 7, 8), date(2013, 11, 4)), 45, 0, 900_000,
    ),
    _Course(
        "QP-DT4", "QP", "Kiến thức quốc phòng - an ninh đối tượng 4", "BCHQS", "Bộ Chỉ huy Quân sự tỉnh",
        "Trường Quân sự tỉnh", Scale.DEFENCE, "object_4", 1, 5,
        (date(2013, 6, 17), date(2013, 9, 9)), 50, 0, 600_000,
    ),
)  # fmt: skip

# Subject of a professional refresher, the titles it is for, its first days; 16 classes of 50.
_OFFICE_WORK = ("office_statistics", "culture_society", "party_deputy", "committee_vice")
PROFESSIONAL: tuple[tuple[str, tuple[str, ...], tuple[date, ...]], ...] = (
    ("Kế toán ngân sách xã", ("finance_accounting",), (date(2013, 3, 18), date(2013, 3, 25))),
    ("Tư pháp - hộ tịch", ("justice_civil_status",), (date(2013, 4, 8), date(2013, 4, 22))),
    ("Địa chính, quản lý đất đai", ("land_construction",), (date(2013, 5, 13), date(2013, 5, 20))),
    ("Văn phòng - thống kê", ("office_statistics",), (date(2013, 6, 10), date(2013, 6, 24))),
    ("Công tác văn hóa - xã hội", ("culture_society",), (date(2013, 7, 15), date(2013, 7, 22))),
    ("Nghiệp vụ công an xã", ("police_chief",), (date(2013, 8, 5), date(2013, 8, 19))),
    ("Nghiệp vụ quân sự cơ sở", ("military_commander",), (date(2013, 9, 16), date(2013, 9, 23))),
    ("Soạn thảo văn bản, cải cách hành chính", _OFFICE_WORK, (date(2013, 10, 14), date(2013, 11, 18))),
)  # fmt: skip
PROFESSIONAL_SIZE = 50
_SCHOOL = "Trường Chính trị tỉnh"
# The heads of all communes go in 9 classes, each within one week of April 2013.
PLANNING_CLASSES = 9
_PLANNING_DAYS = tuple(date(2013, 4, 2) + timedelta(days=place) for place in range(24))


def refreshers(rng: Random, plan: ProvincePlan, prefix: str) -> list[ClassPlan]:
    """All short courses of the year, with their people and results."""
    return [
        *(each for course in GIVING_LEVELS for each in _giving_levels(rng, plan, course, prefix)),
        *_professional(rng, plan, prefix),
        *_planning(rng, plan, prefix),
    ]


def _giving_levels(rng: Random, plan: ProvincePlan, course: _Course, prefix: str) -> list[ClassPlan]:
    """Gives the people who hold the level since 2013 the class that gave it, and its day."""
    first, last = course.first_days[0] - ENROLLED_BEFORE, _end(course.first_days[-1], course.weeks)
    there = [person for person in plan.people if serves_throughout(person, first, last)]
    holders = [(person, level) for person in there if (level := _level_of_2013(person, course))]
    without = [person for person in there if person.after.get(course.scale) == "none"]
    passing = len(course.first_days) * course.size - course.failing
    chosen: list[tuple[Person, LevelPlan | None]] = [*rng.sample(holders, passing)]
    chosen += [(person, None) for person in rng.sample(without, course.failing)]
    chosen.sort(key=lambda each: (district_on(each[0], first), each[0].number))
    classes = []
    for place, group in enumerate(portions(chosen, len(course.first_days))):
        made = _class(
            rng,
            code=f"{prefix}{course.letters}-2013-{place + 1:02d}",
            name=f"{course.name}, khóa {place + 1}",
            programme=course.programme,
            institution=course.institution,
            starts_on=course.first_days[place],
            weeks=course.weeks,
            days=course.days,
            place=course.place,
            people=[person for person, _level in group],
            cost_per_seat_vnd=course.cost_per_seat_vnd,
        )
        for number, (trainee, (_person, level)) in enumerate(zip(made.trainees, group, strict=True), start=1):
            _give(rng, made, trainee, level, number, course.school)
        classes.append(made)
    return classes


def _level_of_2013(person: Person, course: _Course) -> LevelPlan | None:
    if person.is_new:
        return None
    for level in person.levels:
        asked = (level.scale, level.code) == (course.scale, course.level)
        if asked and level.obtained_on is not None and level.obtained_on.year == 2013:
            return level
    return None


def _give(
    rng: Random, made: ClassPlan, trainee: TraineePlan, level: LevelPlan | None, number: int, school: str
) -> None:
    """The result of a trainee; a level takes the day and the school of the class."""
    trainee.passed = level is not None
    if level is None:
        return
    trainee.level = level
    trainee.certificate_no = f"{made.code}/{number:02d}"
    trainee.classification = rng.choices(
        (Classification.VERY_GOOD, Classification.GOOD, Classification.AVERAGE), (12, 58, 30)
    )[0]
    level.obtained_on, level.obtained_precision = made.ends_on, Precision.DAY
    level.extra |= {
        "institution": school,
        "mode": StudyMode.REFRESHER,
        "classification": trainee.classification,
        "certificate_no": trainee.certificate_no,
        "source": f"Lớp {made.code}",
    }


def _professional(rng: Random, plan: ProvincePlan, prefix: str) -> list[ClassPlan]:
    classes: list[ClassPlan] = []
    for subject, titles, first_days in PROFESSIONAL:
        ends = [_end(day, 1) for day in first_days]
        there = [
            person
            for person in plan.people
            if serves_throughout(person, first_days[0] - ENROLLED_BEFORE, ends[-1])
            and _title_on(person, first_days[0]) in titles
        ]
        chosen = rng.sample(there, PROFESSIONAL_SIZE * len(first_days))
        chosen.sort(key=lambda person: (district_on(person, first_days[0]), person.number))
        for place, people in enumerate(portions(chosen, len(first_days))):
            made = _class(
                rng,
                code=f"{prefix}NV-2013-{len(classes) + 1:02d}",
                name=f"{subject}, khóa {place + 1}",
                programme="NV-CM",
                institution="TCT",
                starts_on=first_days[place],
                weeks=1,
                days=5,
                place=_SCHOOL,
                people=people,
                cost_per_seat_vnd=650_000,
            )
            _pass_all(made)
            classes.append(made)
    return classes


def _planning(rng: Random, plan: ProvincePlan, prefix: str) -> list[ClassPlan]:
    """Secretary and committee chairman of every commune, those in post during the week of their class."""
    heads = [person for person in plan.people if set(_titles(person)) & set(HEADS)]
    groups = portions(sorted(communes(), key=lambda each: (each.district_key, each.key)), PLANNING_CLASSES)
    classes = []
    for number, group in enumerate(groups, start=1):
        keys = {each.key for each in group}
        people, day = _heads_in_one_week(heads, keys, rng.randrange(len(_PLANNING_DAYS)))
        made = _class(
            rng,
            code=f"{prefix}QH-2013-{number:02d}",
            name=f"Bồi dưỡng bí thư đảng ủy, chủ tịch UBND cấp xã, lớp {number}",
            programme="QH-CB",
            institution="TCT",
            starts_on=day,
            weeks=1,
            days=5,
            place=_SCHOOL,
            people=people,
            cost_per_seat_vnd=1_100_000,
        )
        _pass_all(made)
        classes.append(made)
    return classes


def _heads_in_one_week(heads: Sequence[Person], keys: set[str], start: int) -> tuple[list[Person], date]:
    """The heads of some communes in a week during which none of them changes; weeks from `start` on first."""
    mondays = [day for day in (*_PLANNING_DAYS[start:], *_PLANNING_DAYS[:start]) if day.weekday() == 0]
    for day in (*mondays, *_PLANNING_DAYS):
        there = [person for person in heads if _leads_on(person, day, keys)]
        if all(serves_throughout(person, day, day + 4 * _ONE_DAY) for person in there):
            return sorted(there, key=lambda each: (district_on(each, day), each.number)), day
    raise ValueError("No week without a change of heads.")


def _leads_on(person: Person, day: date, keys: set[str]) -> bool:
    posting = posting_on(person, day)
    return person.counts and posting is not None and posting.title in HEADS and posting.unit_key in keys


def _titles(person: Person) -> list[str]:
    return [posting.title for posting in person.postings if posting.is_main]


def _title_on(person: Person, day: date) -> str:
    posting = posting_on(person, day)
    return posting.title if posting else ""


def _pass_all(made: ClassPlan) -> None:
    for number, trainee in enumerate(made.trainees, start=1):
        trainee.passed = True
        trainee.certificate_no = f"{made.code}/{number:02d}"


def _end(first: date, weeks: int) -> date:
    """The fifth day of the last week."""
    return first + weeks * _WEEK - 3 * _ONE_DAY


def _class(
    rng: Random,
    *,
    starts_on: date,
    weeks: int,
    days: int,
    place: str,
    people: Sequence[Person],
    name: str,
    **values: str | int,
) -> ClassPlan:
    ends_on = _end(starts_on, weeks)
    trainees = [TraineePlan(person, district_on(person, starts_on)) for person in people]
    make: Callable[..., ClassPlan] = ClassPlan
    return make(
        name=f"{name} ({cluster_name(each.district_key for each in trainees)})",
        mode=StudyMode.REFRESHER,
        starts_on=starts_on,
        ends_on=ends_on,
        decision_no=f"{rng.randint(60, 690)}/QĐ-SNV",
        decided_on=starts_on - timedelta(days=rng.randint(18, 30)),
        fixed_cost_vnd=rng.randint(4, 9) * 1_000_000,
        sessions=[SessionPlan(place, starts_on, ends_on, days)],
        trainees=trainees,
        **values,
    )
