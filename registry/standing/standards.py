"""Đạt chuẩn as pure functions: ranks and rules in, a result for each criterion out (domain 2.3).

The same as a condition in SQL is `registry.standing.yardstick.Yardstick.lacks_any`; both run over one table
of cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from common.dates import OPEN_END, OPEN_PAST
from registry.enums import Scale


class Fulfilment(TextChoices):
    """Result of one criterion for one person on a day."""

    MET = "met", "Đạt"
    NOT_MET = "not_met", "Chưa đạt"
    UNKNOWN = "unknown", "Chưa có dữ liệu"
    NOT_ASKED = "not_asked", "Không xét"


@dataclass(frozen=True)
class Rule:
    """Minimum rank on a scale for a title, for a group, or for everyone."""

    scale: Scale
    minimum_rank: int
    minimum_label: str = ""
    staff_group: str = ""
    title_id: int | None = None
    first_term_only: bool = False
    valid_from: date = OPEN_PAST
    valid_to: date = OPEN_END

    def asks(self, *, title_id: int, staff_group: str, is_first_term: bool) -> bool:
        """True when the rule asks something of a holder of the title."""
        if self.first_term_only and not is_first_term:
            return False
        if self.title_id is not None:
            return self.title_id == title_id
        return not self.staff_group or self.staff_group == staff_group


@dataclass(frozen=True)
class Criterion:
    """A scale with what is asked (None: nothing) and what was found."""

    scale: Scale
    result: Fulfilment
    rank: int | None
    rule: Rule | None

    @property
    def is_missing(self) -> bool:
        """Asked and not met; what nobody knows counts as not met."""
        return self.result in (Fulfilment.NOT_MET, Fulfilment.UNKNOWN)


@dataclass(frozen=True)
class Assessment:
    """All criteria of a set for one person on one day."""

    criteria: tuple[Criterion, ...]

    @property
    def missing(self) -> tuple[Criterion, ...]:
        return tuple(each for each in self.criteria if each.is_missing)

    @property
    def is_asked(self) -> bool:
        """False when the set asks nothing of the title: then nobody may say "đạt"."""
        return any(each.rule is not None for each in self.criteria)

    @property
    def meets(self) -> bool:
        """No criterion that is asked is missed."""
        return not self.missing

    @property
    def words(self) -> str:
        """ "Đạt chuẩn", "Thiếu 1 tiêu chí" or "Không xét"."""
        if self.missing:
            return missing_words(len(self.missing))
        return "Đạt chuẩn" if self.is_asked else Fulfilment.NOT_ASKED.label

    def of(self, scale: Scale) -> Criterion | None:
        return next((each for each in self.criteria if each.scale == scale), None)


def assess(
    ranks: Mapping[str, int | None],
    *,
    title_id: int,
    staff_group: str,
    rules: Iterable[Rule],
    is_first_term: bool = False,
    scales: Iterable[Scale] = (),
) -> Assessment:
    """Result for every scale that the rules or the caller name, in the order of `Scale`.

    Of several rules on one scale the highest minimum decides, so that all of them are met.
    """
    rules = tuple(rules)
    named = {rule.scale for rule in rules} | set(scales)
    criteria = []
    for scale in (each for each in Scale if each in named):
        asked = [
            rule
            for rule in rules
            if rule.scale == scale
            and rule.asks(title_id=title_id, staff_group=staff_group, is_first_term=is_first_term)
        ]
        rule = max(asked, key=lambda each: each.minimum_rank, default=None)
        rank = ranks.get(scale)
        criteria.append(Criterion(scale, _result(rank, rule), rank, rule))
    return Assessment(tuple(criteria))


def missing_words(count: int) -> str:
    """ "Thiếu 1 tiêu chí"."""
    return f"Thiếu {count} tiêu chí"


def _result(rank: int | None, rule: Rule | None) -> Fulfilment:
    if rule is None:
        return Fulfilment.NOT_ASKED
    if rank is None:
        return Fulfilment.UNKNOWN
    return Fulfilment.MET if rank >= rule.minimum_rank else Fulfilment.NOT_MET
