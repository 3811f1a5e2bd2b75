"""The written card of a person: name, papers, residence, Party, pay. Some of it is missing, as in life."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from common.dates import Precision
from demo.people.names import MONG, full_name
from demo.people.plan import (
    CIVIL_TITLES,
    CLOSING,
    ELECTED_TITLES,
    Commune,
    Person,
    day_between,
    years_after,
)
from demo.people.postings import first_start
from registry.enums import Scale

HOMONYM_PAIRS = 30
# One province's block of numbers; "99" begins no real CMND of 9 digits.
BLOCK = 10_000
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODES = len(_ALPHABET) ** 8
# A step without common divisor with 31⁸ visits every code once.
_CODE_STEP = 527_137_331_597
_PARTY = {
    "party_secretary": 1.0, "party_deputy": 1.0, "council_chair": 1.0, "committee_chair": 1.0,
    "committee_vice": 0.99, "council_vice": 0.98, "front_chair": 0.97, "youth_secretary": 0.82,
    "women_chair": 0.9, "farmers_chair": 0.88, "veterans_chair": 0.96, "police_chief": 0.9,
    "military_commander": 0.93,
}  # fmt: skip
_OFFICE_PARTY = 0.62
# Coefficients of step 1 and 2, and allowance, of cadres without trung cấp or with it (domain 6.3).
_CADRE_PAY = {
    "party_secretary": ("2.35", "2.85", "0.30"),
    **dict.fromkeys(("party_deputy", "council_chair", "committee_chair"), ("2.15", "2.65", "0.25")),
    **dict.fromkeys(("front_chair", "council_vice", "committee_vice"), ("1.95", "2.45", "0.20")),
}
_OTHER_CADRE_PAY = ("1.75", "2.25", "0.15")
# First coefficient, step, years on a step, most steps, civil rank.
_RANK_PAY = {
    "master": ("2.34", "0.33", 3, 9, "Chuyên viên (01.003)"),
    "university": ("2.34", "0.33", 3, 9, "Chuyên viên (01.003)"),
    "college": ("2.10", "0.31", 3, 10, "Cao đẳng (01a.003)"),
    "intermediate": ("1.86", "0.20", 2, 12, "Cán sự (01.004)"),
    "elementary": ("1.65", "0.18", 2, 12, "Nhân viên"),
    "none": ("1.18", "0.18", 2, 12, "Nhân viên"),
}


def add_names(rng: Random, people: list[Person]) -> None:
    """Names everybody; some pairs in one district bear the same name, a few of them of the same year."""
    for person in people:
        person.full_name = full_name(rng, person.ethnic, person.sex)
    by_likeness: dict[tuple[str, str, str], list[Person]] = {}
    for person in people:
        key = (person.commune.district_key, person.ethnic, person.sex)
        by_likeness.setdefault(key, []).append(person)
    large = [group for group in by_likeness.values() if len(group) >= 2]
    for place in range(HOMONYM_PAIRS):
        one, two = rng.sample(rng.choice(large), 2)
        two.full_name = one.full_name
        if place < 4 and not one.graduate and not two.graduate and not one.left_on and not two.left_on:
            two.born_on, two.born_precision = one.born_on.replace(month=1, day=1), Precision.YEAR


def add_details(rng: Random, person: Person, communes: tuple[Commune, ...], seed: int, block: int) -> None:
    """Fills `person.details` with the values of `Cadre` beyond name, birth, sex and ethnic group."""
    place = block * BLOCK + person.number
    person.details = {
        "code": record_code(seed, place),
        **_places(rng, person, communes),
        **_papers(rng, person, place),
        **_service(rng, person),
        **_party(rng, person),
        **_pay(rng, person),
    }


def record_code(seed: int, place: int) -> str:
    """A Mã hồ sơ without meaning, different for every place under one seed."""
    number = (seed * 7_919 + 104_729 + place * _CODE_STEP) % _CODES
    letters = []
    for _ in range(8):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return "".join(letters)


def _places(rng: Random, person: Person, communes: tuple[Commune, ...]) -> dict[str, Any]:
    here = _address(person.commune)
    near = rng.choice(
        [commune for commune in communes if commune.district_key == person.commune.district_key]
    )
    native = here if rng.random() < 0.72 else _address(near)
    faith = rng.random()
    religion = "Tin Lành" if person.ethnic == MONG and faith < 0.06 else "" if faith < 0.015 else "Không"
    return {
        "birth_place": native if rng.random() < 0.9 else "",
        "native_place": native,
        "religion": religion,
        "registered_residence": here if rng.random() < 0.9 else "",
        "current_residence": here if rng.random() < 0.86 else "",
    }


def _address(commune: Commune) -> str:
    return f"{commune.name}, {commune.district_name}, tỉnh Cao Bằng"


def _papers(rng: Random, person: Person, place: int) -> dict[str, Any]:
    has_card = rng.random() > 0.03
    return {
        "id_number": f"99{place:07d}" if has_card else "",
        "id_issued_on": day_between(rng, date(1999, 1, 1), date(2011, 12, 31))
        if has_card and rng.random() < 0.6 and person.born_on.year < 1984
        else None,
        "insurance_number": f"99{place:08d}" if rng.random() < 0.7 else "",
        "health": rng.choice(("Tốt", "Tốt", "Bình thường", "")),
    }


def _service(rng: Random, person: Person) -> dict[str, Any]:
    started = first_start(person)
    values: dict[str, Any] = {"recruiting_agency": "", "former_occupation": ""}
    if rng.random() < 0.94:
        values |= _recruited(rng, person, started)
    if person.support:
        values["insured_from"], values["insured_precision"] = (
            _insured_for_support(rng, person),
            Precision.MONTH,
        )
    elif rng.random() < 0.93:
        earliest = date(1995, 1, 1) if person.title in CIVIL_TITLES else date(1998, 2, 1)
        values["insured_from"] = max(earliest, started).replace(day=1)
        values["insured_precision"] = Precision.MONTH
    if person.title in ("veterans_chair", "military_commander"):
        enlisted = day_between(rng, years_after(person.born_on, 18), years_after(person.born_on, 20))
        values["enlisted_on"] = enlisted
        values["discharged_on"] = enlisted + timedelta(days=rng.randint(540, 1500))
        values["military_rank"] = rng.choice(("Thượng sĩ", "Hạ sĩ", "Trung sĩ", "Thiếu úy"))
    return values


def _recruited(rng: Random, person: Person, started: date) -> dict[str, Any]:
    district = person.commune.district_name
    values: dict[str, Any] = {
        "recruited_on": started,
        "recruited_precision": person.postings[0].start_precision,
    }
    if person.title in CIVIL_TITLES:
        values["recruiting_agency"] = f"UBND {district}"
    values["former_occupation"] = (
        "Sinh viên mới tốt nghiệp"
        if person.graduate or person.kind == "project_600"
        else rng.choices(
            ("Làm ruộng", "Bộ đội xuất ngũ", "Giáo viên", "Cán bộ xóm", ""), (45, 18, 5, 20, 12)
        )[0]
    )
    return values


def _insured_for_support(rng: Random, person: Person) -> date:
    """Contribution years that fit the type of support: short of 20, any, over 20 (domain 6.1)."""
    lowest, highest = {1: (14, 19), 2: (3, 19), 3: (21, 30)}[person.support]
    grown = 2013 - (person.born_on.year + 20)
    return date(2013 - min(rng.randint(lowest, highest), max(lowest, grown)), rng.randint(1, 3), 1)


def _party(rng: Random, person: Person) -> dict[str, Any]:
    chance = 0.15 if person.graduate else _PARTY.get(person.last_title, _OFFICE_PARTY)
    if person.is_new and person.title in CIVIL_TITLES and not person.graduate:
        chance /= 2
    if rng.random() >= chance:
        return {}
    first = years_after(person.born_on, 20)
    last = max(first, years_after(min(person.joined_on, CLOSING), -1))
    joined = day_between(rng, first, min(last, years_after(first, 18)))
    known = rng.random()
    if known < 0.08:
        return {
            "party_joined_on": joined.replace(month=1, day=1),
            "party_joined_precision": Precision.YEAR,
        }
    return {"party_joined_on": joined, "party_official_on": years_after(joined, 1) if known < 0.9 else None}


def _pay(rng: Random, person: Person) -> dict[str, Any]:
    """Pay on the last day of the demonstration, by post or by civil rank."""
    if rng.random() < 0.03:
        return {}
    level = person.after.get(Scale.PROFESSIONAL, "none")
    years = max(0, (person.left_on or CLOSING).year - first_start(person).year)
    is_cadre = person.last_title in ELECTED_TITLES
    first, second, allowance = _CADRE_PAY.get(person.last_title, _OTHER_CADRE_PAY)
    if is_cadre and level in ("none", "elementary"):
        step = 2 if years >= 5 else 1
        return {
            "salary_step": step,
            "salary_coefficient": Decimal(second if step == 2 else first),
            "salary_from": date(2012, 1, 1),
        }
    start, more, each, most, rank = _RANK_PAY[level]
    step = min(most, 1 + years // each)
    return {
        "civil_rank": "" if is_cadre else rank,
        "salary_step": step,
        "salary_coefficient": Decimal(start) + (step - 1) * Decimal(more),
        "salary_from": date(max(2005, CLOSING.year - rng.randint(0, each - 1)), rng.randint(1, 12), 1),
        "position_allowance": Decimal(allowance) if is_cadre else None,
    }
