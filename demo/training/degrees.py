"""Classes for a degree beside the job: 244 at university and 422 at a school on 31/12/2013.

A few who began have left their posts since: some gave up the seat, others still stand in the class, which is
open work for their district.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.levels.learners import INTERMEDIATE, UNIVERSITY
from demo.people.plan import BASELINE, Person, ProvincePlan
from demo.training.plan import ClassPlan, SessionPlan, TraineePlan, cluster_name, district_on, portions
from registry.enums import EndReason, Scale, StudyMode
from training.enums import ClassState, WithdrawalReason

_NONE = "none"
STILL_IN_CLASS, GAVE_UP = 3, 4
_ENTRY = {
    (Scale.GENERAL_EDUCATION, "lower_secondary"),
    (Scale.GENERAL_EDUCATION, "upper_secondary"),
}


@dataclass(frozen=True)
class _Course:
    """How the classes of one degree are held."""

    degree: str
    programme: str
    letters: str
    word: str
    institution: str
    place: str
    months: int
    cost_per_seat_vnd: int
    first_days: tuple[date, ...]
    specialties: tuple[str, ...]


_AUTUMN_2012, _SPRING_2013, _AUTUMN_2013 = date(2012, 9, 17), date(2013, 3, 4), date(2013, 9, 16)
COURSES = (
    _Course(
        UNIVERSITY, "CM-DH", "DH", "Đại học", "DH-VD", "Trung tâm giáo dục thường xuyên tỉnh", 48, 11_400_000,
        (_AUTUMN_2012, _AUTUMN_2012, _SPRING_2013, _AUTUMN_2013, _AUTUMN_2013),
        ("Luật", "Nông lâm kết hợp", "Hành chính học", "Kinh tế nông nghiệp", "Luật"),
    ),
    _Course(
        INTERMEDIATE, "CM-TC", "TC", "Trung cấp", "TC-KTKT", "Trường trung cấp kinh tế - kỹ thuật", 24,
        6_200_000,
        (_AUTUMN_2012,) * 4 + (_SPRING_2013,) * 2 + (_AUTUMN_2013,) * 3,
        ("Nông lâm", "Pháp luật", "Hành chính văn phòng", "Quản lý đất đai", "Nông lâm", "Văn thư - lưu trữ",
         "Khuyến nông", "Pháp luật", "Quản lý văn hóa"),
    ),
)  # fmt: skip


def degree_classes(rng: Random, plan: ProvincePlan, prefix: str) -> list[ClassPlan]:
    """All classes for a degree, with their people."""
    classes = []
    for course in COURSES:
        studying = [person for person in plan.people if person.studies == course.degree]
        studying.sort(key=lambda person: (district_on(person, _AUTUMN_2012), person.number))
        groups = portions(studying, len(course.first_days))
        classes += [_class(rng, course, place, group, prefix) for place, group in enumerate(groups)]
    _add_leavers(plan, classes)
    return classes


def _class(rng: Random, course: _Course, place: int, people: Sequence[Person], prefix: str) -> ClassPlan:
    first = course.first_days[place]
    last = date(first.year + course.months // 12, first.month, first.day) - timedelta(days=1)
    specialty = course.specialties[place]
    trainees = [TraineePlan(person, district_on(person, first - timedelta(days=12))) for person in people]
    cluster = cluster_name(each.district_key for each in trainees)
    return ClassPlan(
        code=f"{prefix}{course.letters}-{first.year}-{place + 1:02d}",
        name=f"{course.word} {specialty}, lớp {cluster}",
        programme=course.programme,
        institution=course.institution,
        mode=StudyMode.IN_SERVICE,
        specialty=specialty,
        starts_on=first,
        ends_on=last,
        state=ClassState.RUNNING,
        decision_no=f"{rng.randint(700, 1900)}/QĐ-UBND",
        decided_on=first - timedelta(days=rng.randint(25, 50)),
        cost_per_seat_vnd=course.cost_per_seat_vnd,
        fixed_cost_vnd=rng.randint(12, 24) * 1_000_000,
        sessions=_sessions(course, first, last),
        trainees=trainees,
    )


def _sessions(course: _Course, first: date, last: date) -> list[SessionPlan]:
    """Two terms of teaching a year, twenty days within five weeks each."""
    sessions = []
    day = first
    while day + timedelta(days=34) <= last:
        sessions.append(SessionPlan(course.place, day, day + timedelta(days=34), 20))
        day += timedelta(days=182)
    return sessions


def _add_leavers(plan: ProvincePlan, classes: list[ClassPlan]) -> None:
    """Some of those who left late in 2013 had begun to study; at most one in a class."""
    begun = [each for each in classes if each.programme == "CM-TC" and each.starts_on < date(2013, 1, 1)]
    leavers = [person for person in plan.people if _could_have_begun(person)]
    leavers.sort(key=lambda person: (person.left_reason != EndReason.DIED, person.left_on, person.number))
    added = 0
    for person in leavers:
        home = district_on(person, BASELINE)
        free = [each for each in begun if any(one.district_key == home for one in each.trainees)]
        if not free or added == STILL_IN_CLASS + GAVE_UP:
            continue
        added += 1
        trainee = TraineePlan(person, home)
        if added > STILL_IN_CLASS and person.left_on:
            trainee.withdrawn_on = person.left_on + timedelta(days=9)
            trainee.withdrawal_reason = WithdrawalReason.LEFT_POST
        free[0].trainees.append(trainee)
        begun.remove(free[0])


def _could_have_begun(person: Person) -> bool:
    return (
        person.left_on is not None
        and date(2013, 6, 1) <= person.left_on <= date(2013, 12, 15)
        and not person.is_new
        and person.counts
        and person.before.get(Scale.PROFESSIONAL) == _NONE
        and person.born_on.year > 1970
        and any((level.scale, level.code) in _ENTRY for level in person.levels)
    )
