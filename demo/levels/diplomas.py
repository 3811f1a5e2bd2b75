"""Diplomas and certificates: the levels of a person as dated rows, some known by month or year only."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from random import Random
from typing import Any

from common.dates import Precision
from demo.levels.learners import UNIVERSITY
from demo.people.plan import BASELINE, CLOSING, ELECTED_TITLES, LevelPlan, Person, day_between
from registry.enums import Classification, Scale, StudyMode, Verification

_SPECIALTIES = {
    "police_chief": ("Quản lý trật tự xã hội", "Cảnh sát nhân dân"),
    "military_commander": ("Quân sự cơ sở", "Chỉ huy quân sự"),
    "office_statistics": ("Hành chính văn phòng", "Quản trị văn phòng", "Luật", "Hành chính học"),
    "land_construction": ("Quản lý đất đai", "Xây dựng dân dụng", "Nông lâm kết hợp", "Khuyến nông"),
    "finance_accounting": ("Kế toán", "Tài chính - ngân hàng", "Kế toán tổng hợp"),
    "justice_civil_status": ("Luật", "Pháp lý"),
    "culture_society": ("Văn hóa quần chúng", "Công tác xã hội", "Quản lý văn hóa", "Sư phạm tiểu học"),
}
_CADRE_SPECIALTIES = (
    "Nông nghiệp",
    "Lâm nghiệp",
    "Luật",
    "Hành chính",
    "Chăn nuôi - thú y",
    "Quản lý kinh tế",
    "Sư phạm",
)
# Field of a school by the first word of a specialty.
_FIELDS = {
    "Quản": "Hành chính", "Hành": "Hành chính", "Luật": "Luật", "Pháp": "Luật", "Kế": "Kinh tế - Tài chính",
    "Tài": "Kinh tế - Tài chính", "Xây": "Xây dựng", "Sư": "Sư phạm", "Văn": "Văn hóa",
    "Công": "Lao động - Xã hội", "Cảnh": "Cảnh sát", "Quân": "Quân sự", "Chỉ": "Quân sự",
}  # fmt: skip
_SCHOOLS = {
    "elementary": "Trung cấp nghề", "intermediate": "Trung cấp", "college": "Cao đẳng",
    "university": "Đại học", "master": "Đại học",
}  # fmt: skip
_POLITICAL_SCHOOL, _DISTRICT_CENTRE = "Trường Chính trị tỉnh", "Trung tâm bồi dưỡng chính trị cấp huyện"
_FIRST_YEAR = {
    Scale.PROFESSIONAL: 1985,
    Scale.POLITICAL_THEORY: 1992,
    Scale.STATE_MANAGEMENT: 1999,
    Scale.DEFENCE: 2002,
    Scale.INFORMATICS: 2002,
}
NONE = "none"


def add_levels(rng: Random, person: Person) -> None:
    """Fills `person.levels` from the codes of the two days."""
    for scale, code in person.after.items():
        before = person.before.get(scale)
        if before is None or before == NONE:
            if before == NONE or code == NONE:
                person.levels.append(LevelPlan(scale, NONE))
            if code != NONE:
                person.levels.append(_reached(rng, person, scale, code, is_new=not person.is_new))
            continue
        _add_lower(rng, person, scale, before)
        person.levels.append(_reached(rng, person, scale, before, is_new=False))
        if code != before:
            person.levels.append(_reached(rng, person, scale, code, is_new=True))
    _add_general_education(rng, person)
    _add_languages(rng, person)
    if person.before.get(Scale.PROFESSIONAL) == NONE and rng.random() < 0.003:
        person.levels.append(_unlawful(rng, person))


def _reached(rng: Random, person: Person, scale: Scale, code: str, *, is_new: bool) -> LevelPlan:
    """A level reached between the two days, or before `BASELINE` (a newcomer: before the placement)."""
    level = LevelPlan(scale, code, extra=_diploma(rng, person, scale, code))
    if person.graduate and scale == Scale.PROFESSIONAL:
        level.obtained_on = day_between(rng, date(2011, 6, 15), date(2012, 11, 30))
        return level
    if is_new:
        first, last = date(2012, 1, 15), CLOSING
    else:
        grown = person.born_on.year + (19 if scale == Scale.PROFESSIONAL else 21)
        last = person.joined_on if person.is_new else BASELINE
        first = min(date(max(_FIRST_YEAR[scale], grown), 1, 1), last)
    day = day_between(rng, first, last)
    if not is_new:
        # Later years weigh more: the refreshers are a matter of the last years.
        day = max(day, day_between(rng, first, last))
    level.obtained_on, level.obtained_precision = _known(rng, day, is_new=is_new, last=last)
    return level


def _known(rng: Random, day: date, *, is_new: bool, last: date) -> tuple[date | None, str]:
    """As much of the day as is known; month and year count from their last day, if that is not too late."""
    chance = rng.random()
    month_end = day.replace(day=monthrange(day.year, day.month)[1])
    year_end = date(day.year, 12, 31)
    if chance < (0.06 if is_new else 0.24) and year_end <= last:
        return year_end, Precision.YEAR
    if chance < (0.24 if is_new else 0.46) and month_end <= last:
        return month_end, Precision.MONTH
    if not is_new and chance > 0.95:
        return None, Precision.DAY
    return day, Precision.DAY


def _diploma(rng: Random, person: Person, scale: Scale, code: str) -> dict[str, Any]:
    if scale != Scale.PROFESSIONAL:
        return _certificate(rng, scale, code)
    choices = _SPECIALTIES.get(person.last_title, _CADRE_SPECIALTIES)
    specialty = rng.choice(choices)
    values: dict[str, Any] = {
        "specialty": specialty,
        "institution": f"Trường {_SCHOOLS[code]} {_FIELDS.get(specialty.split()[0], 'Nông lâm')}",
        "mode": rng.choices(
            (StudyMode.FULL_TIME, StudyMode.IN_SERVICE, StudyMode.DISTANCE, StudyMode.NOMINATED),
            (38, 50, 5, 7),
        )[0],
        "classification": rng.choices(
            (Classification.GOOD, Classification.FAIRLY_GOOD, Classification.AVERAGE, ""), (30, 34, 20, 16)
        )[0],
        "certificate_no": f"{rng.randint(10_000, 99_999)}/TN" if rng.random() < 0.6 else "",
        "verification": _verification(rng),
    }
    if person.graduate:
        values["mode"] = StudyMode.FULL_TIME if person.graduate in ("master", "very_good") else values["mode"]
        values["classification"] = (
            Classification.VERY_GOOD
            if person.graduate in ("master", "very_good")
            else rng.choice((Classification.GOOD, Classification.FAIRLY_GOOD))
        )
        values["institution"] += " (công lập)" if person.graduate in ("master", "very_good") else ""
        values["verification"] = Verification.VERIFIED
    return values


def _certificate(rng: Random, scale: Scale, code: str) -> dict[str, Any]:
    if scale == Scale.POLITICAL_THEORY and code != "elementary":
        return {
            "institution": _POLITICAL_SCHOOL,
            "mode": StudyMode.IN_SERVICE,
            "verification": _verification(rng),
        }
    if scale == Scale.STATE_MANAGEMENT and code != "commune_refresher":
        return {"institution": _POLITICAL_SCHOOL, "mode": StudyMode.REFRESHER}
    if scale == Scale.INFORMATICS:
        return {"institution": "Trung tâm giáo dục thường xuyên", "mode": StudyMode.REFRESHER}
    return {"institution": _DISTRICT_CENTRE, "mode": StudyMode.REFRESHER}


def _verification(rng: Random) -> str:
    return Verification.VERIFIED if rng.random() < 0.55 else Verification.UNVERIFIED


def _add_lower(rng: Random, person: Person, scale: Scale, code: str) -> None:
    """The step below, where it was taken on the way: sơ cấp before trung cấp, trung cấp before đại học."""
    lower = {
        (Scale.PROFESSIONAL, "university"): ("intermediate", 0.35),
        (Scale.POLITICAL_THEORY, "intermediate"): ("elementary", 0.5),
        (Scale.POLITICAL_THEORY, "advanced"): ("intermediate", 0.9),
    }.get((scale, code))
    if lower and rng.random() < lower[1]:
        year = max(_FIRST_YEAR[scale], person.born_on.year + 20)
        if year <= 2007:
            level = LevelPlan(scale, lower[0], extra=_diploma(rng, person, scale, lower[0]))
            level.obtained_on, level.obtained_precision = (
                date(rng.randint(year, 2007), 12, 31),
                Precision.YEAR,
            )
            person.levels.append(level)


def _add_general_education(rng: Random, person: Person) -> None:
    if rng.random() < 0.01 and not person.studies:
        return
    code = person.after.get(Scale.PROFESSIONAL, NONE)
    if code not in (NONE, "elementary"):
        weights = (0, 4, 96) if code == "intermediate" else (0, 0, 100)
    elif person.title in ELECTED_TITLES and person.born_on.year < 1968:
        weights = (14, 58, 28)
    else:
        weights = (3, 42, 55)
    level = rng.choices(("primary", "lower_secondary", "upper_secondary"), weights)[0]
    if person.studies == UNIVERSITY:
        level = "upper_secondary"
    elif person.studies and level == "primary":
        level = "lower_secondary"
    old_system = person.born_on.year < 1974
    detail = {
        "primary": "5/12" if not old_system else "4/10",
        "lower_secondary": "9/12" if not old_system else "7/10",
        "upper_secondary": "12/12" if not old_system else "10/10",
    }[level]
    if level == "upper_secondary" and rng.random() < 0.15:
        detail += " BT"
    person.levels.append(LevelPlan(Scale.GENERAL_EDUCATION, level, extra={"detail": detail}))


def _add_languages(rng: Random, person: Person) -> None:
    graduated = person.after.get(Scale.PROFESSIONAL) in ("university", "master")
    chance = rng.random()
    if chance < (0.6 if graduated else 0.05):
        code = rng.choices(("certificate_a", "certificate_b", "certificate_c"), (30, 60, 10))[0]
        day = date(rng.randint(max(2000, person.born_on.year + 19), 2011), 12, 31)
        extra = {"detail": "Tiếng Anh" if rng.random() < 0.8 else "Tiếng Trung"}
        person.levels.append(LevelPlan(Scale.FOREIGN_LANGUAGE, code, day, Precision.YEAR, extra))
    elif chance < 0.75:
        person.levels.append(LevelPlan(Scale.FOREIGN_LANGUAGE, NONE))
    if person.ethnic != "01" and rng.random() < 0.85:
        person.levels.append(
            LevelPlan(Scale.ETHNIC_LANGUAGE, rng.choice(("fluent", "fluent", "conversational")))
        )
    elif person.ethnic == "01" and rng.random() < 0.4:
        day = date(rng.randint(2006, 2011), 12, 31)
        extra = {"detail": "Tiếng Tày, Nùng", "mode": StudyMode.REFRESHER}
        person.levels.append(LevelPlan(Scale.ETHNIC_LANGUAGE, "certificate", day, Precision.YEAR, extra))


def _unlawful(rng: Random, person: Person) -> LevelPlan:
    """A diploma found not to be lawful: recorded, counted nowhere."""
    return LevelPlan(
        Scale.PROFESSIONAL,
        "intermediate",
        day_between(rng, date(2006, 1, 1), date(2010, 12, 31)),
        extra={
            "specialty": rng.choice(_CADRE_SPECIALTIES),
            "verification": Verification.UNLAWFUL,
            "verification_decision": f"{rng.randint(100, 900)}-KL/BTCTU",
            "verified_on": day_between(rng, date(2011, 2, 1), date(2011, 11, 30)),
        },
    )
