"""A standard set read once for a page: its rules for `standards.assess`, and what is lacking as SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from common.dates import OPEN_END, OPEN_PAST
from common.sql import Sql
from registry.enums import Scale
from registry.models import Standard, StandardSet
from registry.standing import standings
from registry.standing.standards import Assessment, Rule, assess
from registry.standing.standings import Standing

# Đề án 03-ĐA/TU measures everybody by its own set, on every day.
SCHEME_SET = "DA03"
_SHORT = {
    Scale.PROFESSIONAL: "Chuyên môn",
    Scale.POLITICAL_THEORY: "LLCT",
    Scale.STATE_MANAGEMENT: "QLNN",
    Scale.DEFENCE: "QP-AN",
    Scale.INFORMATICS: "Tin học",
}


@dataclass(frozen=True)
class Yardstick:
    """The rules that are measured by; without reference data they ask nothing."""

    rules: tuple[Rule, ...]

    @classmethod
    def of_scheme(cls, day: date) -> Yardstick:
        """The scheme's own set as it asks on a day, in one query."""
        return cls.of_set(SCHEME_SET).on(day)

    @classmethod
    def of_set(cls, code: str) -> Yardstick:
        """A set by its code, of all days, in one query. Nobody else reads what a set asks."""
        standards = Standard.objects.filter(standard_set__code=code)
        return cls(_rules(standards.select_related("minimum", "standard_set").order_by("pk")))

    def on(self, day: date) -> Yardstick:
        """What is asked on a day."""
        return Yardstick(tuple(rule for rule in self.rules if rule.valid_from <= day <= rule.valid_to))

    @property
    def scales(self) -> tuple[Scale, ...]:
        """Scales on which the set asks something, in their order."""
        asked = {rule.scale for rule in self.rules}
        return tuple(scale for scale in Scale if scale in asked)

    def assess(self, standing: Standing) -> Assessment:
        """Result of each criterion for a person."""
        ranks: dict[str, int | None] = {scale: standing.rank(scale) for scale in Scale}
        return assess(ranks, title_id=standing.title_id, staff_group=standing.staff_group, rules=self.rules)

    def lacks(self, scale: Scale | str) -> Sql:
        """Condition on a standing: the criterion is asked and not met."""
        parts = [_missed(rule) for rule in self.rules if rule.scale == scale]
        return standings.any_of(*parts) if parts else Sql("1 = 0")

    def lacks_any(self, scales: Iterable[Scale | str] = ()) -> Sql:
        """Condition on a standing: at least one of the criteria, or of all, is missed."""
        wanted = list(scales) or list(self.scales)
        return standings.any_of(*(self.lacks(scale) for scale in wanted)) if wanted else Sql("1 = 0")


def _rules(rows: Iterable[Standard]) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            scale=Scale(row.scale),
            minimum_rank=row.minimum.rank,
            minimum_label=row.minimum.label,
            staff_group=row.staff_group,
            title_id=row.title_id,
            first_term_only=row.first_term_only,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        for row in rows
        for valid_from, valid_to in [_validity(row.standard_set)]
    )


def _validity(standard_set: StandardSet) -> tuple[date, date]:
    """The scheme's set applies on every day, a legal one while it is in force."""
    if standard_set.applies_by_validity:
        return standard_set.valid_from, standard_set.valid_to
    return OPEN_PAST, OPEN_END


def short_name(scale: Scale) -> str:
    """Heading of a narrow column."""
    return _SHORT.get(scale, scale.label)


def _missed(rule: Rule) -> Sql:
    missed = standings.negated(standings.at_least(rule.scale, rule.minimum_rank))
    if rule.first_term_only:
        return Sql("1 = 0")
    if rule.title_id is not None:
        return standings.all_of(standings.with_title(rule.title_id), missed)
    return standings.all_of(standings.in_group(rule.staff_group), missed)
