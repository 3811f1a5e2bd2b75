"""The targets of the default programme as criteria that the levers read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from registry.ahead.criteria import Criterion
from reports.models import Target
from reports.targets.programmes import targets_of


def target_criteria(day: date) -> list[Criterion]:
    """One criterion for each target of the default programme, in their order, as asked on a day."""
    return criteria_of(targets_of(), day)


def criteria_of(targets: Sequence[Target], day: date) -> list[Criterion]:
    """Targets as criteria of a day; each is due when its programme is."""
    return [
        Criterion(
            code=target.code,
            label=target.name,
            short_label=target.short_name,
            scale=demand.scale,
            minimum_rank=demand.rank,
            minimum_label=demand.label,
            due_on=target.programme.due_on,
            population=demand.population,
            reached=demand.reached,
        )
        for target in targets
        for demand in [target.asks_on(day)]
    ]
