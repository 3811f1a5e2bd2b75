"""Two sides measured in turn, and what comes of it. Knows nothing of what is measured."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

Side = Callable[[], object]
FEWEST = 3


@dataclass(frozen=True)
class Result:
    """Medians of two sides over a number of interleaved repeats; `goal` is the largest ratio wished for."""

    name: str
    what: str
    database: str
    top: float
    bottom: float
    repeats: int
    unit: str = "ms"
    goal: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.top / self.bottom

    @property
    def is_reached(self) -> bool | None:
        """None where no goal was set."""
        return None if self.goal is None else self.ratio <= self.goal

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def interleaved(
    sides: Mapping[str, Side],
    *,
    repeats: int,
    before: Side | None = None,
    after: Side | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[float]]:
    """Milliseconds of every side, run in turn: A B A B, never all of A before all of B.

    Every side runs once unmeasured if there are many repeats; of slow things no run is given away. `before`
    and `after` stand around each run and are not measured. Garbage is collected beforehand, not within.
    """
    if repeats > FEWEST:
        for side in sides.values():
            _timed(side, before, after, clock)
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(repeats):
        for name, side in sides.items():
            times[name].append(_timed(side, before, after, clock))
    return times


def _timed(side: Side, before: Side | None, after: Side | None, clock: Callable[[], float]) -> float:
    if before is not None:
        before()
    gc.collect()
    start = clock()
    side()
    elapsed = clock() - start
    if after is not None:
        after()
    return 1000 * elapsed


def median(values: list[float]) -> float:
    """The middle value; of an even number the mean of the two in the middle."""
    return statistics.median(values)


def compared(
    name: str,
    what: str,
    database: str,
    times: Mapping[str, list[float]],
    *,
    top: str,
    bottom: str,
    goal: float | None = None,
    note: str = "",
) -> Result:
    """The result of two sides among those measured together."""
    return Result(
        name=name,
        what=what,
        database=database,
        top=median(times[top]),
        bottom=median(times[bottom]),
        repeats=min(len(times[top]), len(times[bottom])),
        goal=goal,
        note=note,
    )


def thousands(value: int) -> str:
    """A number of rows as the documents write it: 5.000."""
    return f"{value:_}".replace("_", ".")
