"""A standard set read once for a page: its rules for `standards.assess`, and what is lacking as SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    """The set that a page measures by; without reference data it asks nothing."""

    standard_set: StandardSet | None
    rules: tuple[Rule, ...]

    @classmethod
    def of_scheme(cls) -> Yardstick:
        """The scheme's own set, in one query."""
        return cls.of_set(SCHEME_SET)

    @classmethod
    def of_set(cls, code: str) -> Yardstick:
        """A set by its code, in one query."""
        standards = Standard.objects.filter(standard_set__code=code)
        rows = list(standards.select_related("minimum", "standard_set").order_by("pk"))
        return cls(rows[0].standard_set if rows else None, _rules(rows))

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
        )
        for row in rows
    )


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
