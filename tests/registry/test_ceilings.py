"""What is given, what is taken, what is left: the figures of a refusal."""

import pytest

from registry.ceilings import Ceiling, Room

GIVEN, TAKEN = {"a": 10, "b": 3, "c": 5}, {"a": 4, "b": 5, "d": 2}
ROOMS = {"a": Room(10, 4), "b": Room(3, 5), "c": Room(5, 0), "d": Room(0, 2), "e": Room(0, 0)}


def recording(asked):
    """A ceiling that writes down in which order it asks."""
    return Ceiling(
        lambda keys: asked.append("lock") or {key: GIVEN[key] for key in keys if key in GIVEN},
        lambda keys: asked.append("sum") or {key: TAKEN[key] for key in keys if key in TAKEN},
    )


def test_rows_are_locked_before_the_sum_is_taken():
    asked: list[str] = []

    assert recording(asked).rooms(ROOMS) == ROOMS
    assert asked == ["lock", "sum"]


@pytest.mark.parametrize(
    ("room", "left", "over"), [(Room(10, 4), 6, 0), (Room(5, 5), 0, 0), (Room(3, 5), 0, 2)]
)
def test_what_is_left_and_what_is_too_much_are_never_negative(room, left, over):
    assert (room.left, room.over) == (left, over)


def test_exceeded_is_what_has_more_taken_than_given():
    assert recording([]).exceeded(ROOMS) == {"b", "d"}
