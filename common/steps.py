"""States and the steps between them: which may be taken from where, and their words. Pure: no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A way to a state: the words on its button, what is told afterwards, and the sign of a grave step."""

    state: str
    verb: str
    done: str
    is_grave: bool = False


class Way:
    """The steps that there are, and which of them may be taken from each state."""

    def __init__(self, allowed: Mapping[str, Iterable[str]], steps: Iterable[Step] = ()) -> None:
        self._allowed = {state: tuple(wanted) for state, wanted in allowed.items()}
        self._steps = {step.state: step for step in steps}

    def allows(self, state: str, wanted: str) -> bool:
        """True when one may go from one state to the other."""
        return wanted in self._allowed[state]

    def steps(self, state: str) -> tuple[Step, ...]:
        """Steps that may be taken from a state, the usual one first; none from one that is the end."""
        return tuple(self._steps[each] for each in self._allowed[state])

    def step(self, state: str, wanted: str = "") -> Step | None:
        """The step asked for, without a word the usual one; None when it may not be taken."""
        steps = self.steps(state)
        return next((each for each in steps if wanted in ("", each.state)), None)
