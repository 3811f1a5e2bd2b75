"""The targets of the default programme as criteria that the levers read."""

from __future__ import annotations

from collections.abc import Sequence

from registry.ahead.criteria import Criterion
from registry.enums import Scale
from reports.figures.indicators import base_condition, reached_condition
from reports.models import Target
from reports.targets.programmes import targets_of


def target_criteria() -> list[Criterion]:
    """One criterion for each target of the default programme, in their order."""
    return criteria_of(targets_of())


def criteria_of(targets: Sequence[Target]) -> list[Criterion]:
    """Targets as criteria; each is due when its programme is."""
    return [
        Criterion(
            code=target.code,
            label=target.name,
            short_label=target.short_name,
            scale=Scale(target.scale),
            minimum_rank=target.minimum.rank,
            minimum_label=target.minimum.label,
            due_on=target.programme.due_on,
            population=base_condition(target),
            reached=reached_condition(target),
        )
        for target in targets
    ]
