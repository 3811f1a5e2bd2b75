"""Phương án for people below the standard: 243 who left with support, 430 who are to follow, the others."""

from __future__ import annotations

from datetime import date
from random import Random

from demo.levels.learners import UNIVERSITY
from demo.people.plan import CLOSING, ELECTED_TITLES, RETIREMENT, Person, RemedyPlan, day_between
from registry.enums import RemedyKind, Scale, Sex

TO_LEAVE_BY_2015 = 430
_BELOW = {
    Scale.PROFESSIONAL: ("", "none", "elementary"),
    Scale.POLITICAL_THEORY: ("", "none"),
    Scale.STATE_MANAGEMENT: ("", "none"),
    Scale.DEFENCE: ("", "none"),
    Scale.INFORMATICS: ("", "none"),
}
_COURSES = {
    Scale.POLITICAL_THEORY: "lý luận chính trị",
    Scale.STATE_MANAGEMENT: "quản lý nhà nước",
    Scale.DEFENCE: "quốc phòng - an ninh",
    Scale.INFORMATICS: "tin học",
}
_PERIOD = (date(2012, 9, 3), date(2013, 11, 29))


def add_remedies(rng: Random, people: list[Person]) -> None:
    """Gives most people below the standard a phương án; some have none written yet."""
    for person in people:
        if person.support:
            reason = "Chưa đạt chuẩn, tự nguyện nghỉ theo chế độ hỗ trợ"
            day = day_between(rng, date(2012, 9, 3), date(2013, 3, 15))
            person.remedies.append(RemedyPlan(RemedyKind.SUPPORTED_LEAVING, day, reason))
    below = [person for person in people if person.stays and person.counts and lacking(person)]
    close = {person.number for person in below if _years_to_serve(person) <= 3}
    to_leave = [
        person for person in below if person.number not in close and not person.is_new and not person.studies
    ]
    # Who has no professional training and does not study goes first.
    to_leave.sort(
        key=lambda person: (
            Scale.PROFESSIONAL not in lacking(person),
            -_chance_to_leave(rng, person),
            person.number,
        )
    )
    leaving = {person.number for person in to_leave[:TO_LEAVE_BY_2015]}
    for person in below:
        remedy = _remedy(rng, person, person.number in close, person.number in leaving)
        if remedy:
            person.remedies.append(remedy)


def lacking(person: Person) -> list[Scale]:
    """Scales of the set DA03 on which the person is below it, or nobody knows, on `CLOSING`."""
    return [scale for scale, codes in _BELOW.items() if person.after.get(scale, "") in codes]


def _years_to_serve(person: Person) -> int:
    return person.born_on.year + RETIREMENT[Sex(person.sex)] - CLOSING.year


def _chance_to_leave(rng: Random, person: Person) -> float:
    return -person.score + rng.gauss(0, 0.4) + (0.3 if person.title in ELECTED_TITLES else 0)


def _remedy(rng: Random, person: Person, is_close: bool, is_leaving: bool) -> RemedyPlan | None:
    if person.joined_on > _PERIOD[1]:
        return None
    day = day_between(rng, max(_PERIOD[0], person.joined_on), _PERIOD[1])
    if is_leaving:
        return RemedyPlan(
            RemedyKind.SUPPORTED_LEAVING, day, "Lớn tuổi hoặc không có điều kiện đi học, đề nghị nghỉ"
        )
    if person.studies:
        degree = "đại học" if person.studies == UNIVERSITY else "trung cấp"
        return RemedyPlan(RemedyKind.TRAINING, day, f"Cử đi học {degree} hệ vừa làm vừa học")
    if is_close:
        return RemedyPlan(RemedyKind.AWAITING_RETIREMENT, day, "Còn không quá 3 năm đến tuổi nghỉ hưu")
    chance = rng.random()
    missing = lacking(person)
    if chance < 0.1:
        return None
    if chance < 0.14:
        return RemedyPlan(RemedyKind.NONE_YET, day, "Huyện đang xem xét")
    if chance < 0.17 and Scale.PROFESSIONAL in missing:
        return RemedyPlan(
            RemedyKind.REASSIGNMENT, day, "Chuyên môn không phù hợp chức danh, bố trí việc khác"
        )
    if Scale.PROFESSIONAL in missing:
        return RemedyPlan(RemedyKind.TRAINING, day, "Cử đi học trung cấp hệ vừa làm vừa học")
    courses = ", ".join(_COURSES[scale] for scale in missing)
    return RemedyPlan(RemedyKind.TRAINING, day, f"Bồi dưỡng {courses}")
