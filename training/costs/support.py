"""Support for trainees by the province's policy: plain values in, lines of a working out, whole đồng.

Of the amounts of one kind and basis that fit a person the highest counts, never their sum (the policy's
"mức cao nhất"). Amounts are data; no rule here knows a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from common.money import dong
from common.numbers import format_int
from training.enums import Beneficiary, SupportBasis, SupportKind

_KINDS = list(SupportKind)
_BASES = list(SupportBasis)
_PEOPLE = list(Beneficiary)
_FOR = {
    Beneficiary.WOMEN: "nữ",
    Beneficiary.MINORITY: "dân tộc thiểu số",
    Beneficiary.LOCAL_SMALL: "dân tộc thiểu số ít người",
    Beneficiary.BORDER: "người công tác ở xã biên giới",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """One amount of a policy; an empty category means every course."""

    kind: str
    basis: str
    amount_vnd: int
    beneficiary: str = Beneficiary.EVERYONE
    category: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """What a class is to the policy: its category, days taught in its sessions, months begun."""

    category: str
    days: int
    months: int

    def units(self, basis: str) -> int:
        """What an amount is multiplied by; a course is one."""
        return {SupportBasis.DAY: self.days, SupportBasis.MONTH: self.months}.get(SupportBasis(basis), 1)


@dataclass(frozen=True, slots=True)
class Trainee:
    """What the policy asks about a person on the day of enrolment."""

    is_woman: bool = False
    is_minority: bool = False
    is_local_small: bool = False
    is_border: bool = False

    def fits(self, beneficiary: str) -> bool:
        """True when an amount for these people is for this person."""
        return {
            Beneficiary.EVERYONE: True,
            Beneficiary.WOMEN: self.is_woman,
            Beneficiary.MINORITY: self.is_minority,
            Beneficiary.LOCAL_SMALL: self.is_local_small,
            Beneficiary.BORDER: self.is_border,
        }[Beneficiary(beneficiary)]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a working: so many days, months or courses at an amount."""

    kind: str
    basis: str
    units: int
    rate_vnd: int
    beneficiary: str

    @property
    def amount_vnd(self) -> int:
        return self.units * self.rate_vnd

    @property
    def text(self) -> str:
        """ "Tiền ăn: 20 ngày × 45.000 = 900.000 đồng (mức cho nữ)"."""
        counted = f"{format_int(self.units)} {SupportBasis(self.basis).label}"
        special = _FOR.get(Beneficiary(self.beneficiary), "")
        whose = f" (mức cho {special})" if special else ""
        return (
            f"{SupportKind(self.kind).label}: {counted} × {format_int(self.rate_vnd)}"
            f" = {dong(self.amount_vnd)}{whose}"
        )


def working(course: Course, trainee: Trainee, rates: Iterable[Rate]) -> list[Line]:
    """Lines of the support of a trainee, one for each kind and basis; no rate, no line."""
    best: dict[tuple[str, str], Rate] = {}
    for rate in rates:
        if rate.category not in ("", course.category) or not trainee.fits(rate.beneficiary):
            continue
        known = best.get((rate.kind, rate.basis))
        if known is None or _worth(rate) > _worth(known):
            best[rate.kind, rate.basis] = rate
    ordered = sorted(
        best.values(),
        key=lambda rate: (_KINDS.index(rate.kind), _BASES.index(rate.basis)),  # type: ignore[arg-type]
    )
    return [
        Line(rate.kind, rate.basis, course.units(rate.basis), rate.amount_vnd, rate.beneficiary)
        for rate in ordered
    ]


def total_of(lines: Iterable[Line]) -> int:
    """Whole đồng."""
    return sum(line.amount_vnd for line in lines)


def text_of(lines: Sequence[Line]) -> str:
    """The working as it is kept with a payment: one line each."""
    return "\n".join(line.text for line in lines)


def months_begun(first: date, last: date) -> int:
    """Months begun from the first to the last day: one runs to the day before the same day of the next."""
    return (last.year - first.year) * 12 + last.month - first.month + (last.day >= first.day)


def _worth(rate: Rate) -> tuple[int, int]:
    """The higher amount; of equal ones that which is for more people."""
    return rate.amount_vnd, -_PEOPLE.index(rate.beneficiary)  # type: ignore[arg-type]
