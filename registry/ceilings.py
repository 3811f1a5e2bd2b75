"""What may be taken at most: seats of a class, money of a source; next vacancies and ceilings of severance.

Rows that say what is given are locked first, what is taken is summed after: whoever comes second waits, and
then sees what the first has taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
Amounts = Mapping[Key, int]


@dataclass(frozen=True)
class Room:
    """What is given under one key, and what is taken of it."""

    given: int
    taken: int

    @property
    def left(self) -> int:
        """What may still be taken; nothing when more is taken than given."""
        return max(self.given - self.taken, 0)

    @property
    def over(self) -> int:
        """By how much more is taken than given."""
        return max(self.taken - self.given, 0)


@dataclass(frozen=True)
class Ceiling(Generic[Key]):
    """`lock_given` locks rows until the transaction ends and says what they give; `sum_taken` adds up.

    A key without a row gives nothing, one without a sum has nothing taken.
    """

    lock_given: Callable[[Collection[Key]], Amounts[Key]]
    sum_taken: Callable[[Collection[Key]], Amounts[Key]]

    def rooms(self, keys: Collection[Key]) -> dict[Key, Room]:
        """Under lock, by key. The caller refuses with the figures, in the words of what is taken."""
        given = self.lock_given(keys)
        taken = self.sum_taken(keys)
        return {key: Room(given.get(key, 0), taken.get(key, 0)) for key in keys}

    def room(self, key: Key) -> Room:
        return self.rooms([key])[key]

    def exceeded(self, keys: Collection[Key]) -> set[Key]:
        """Keys of which more is taken than given."""
        return {key for key, room in self.rooms(keys).items() if room.over}
