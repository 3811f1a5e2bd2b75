"""Sums of money: written as offices do, split to the đồng."""

import pytest

from common.money import dong, split


def test_a_sum_is_written_with_dots_and_its_unit():
    assert dong(7_100_000) == "7.100.000 đồng"


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (7_100_000, [24, 147, 72], [701_234, 4_295_062, 2_103_704]),
        (5, [0, 0], [3, 2]),
        (0, [3, 1], [0, 0]),
        (5, [], []),
    ],
)
def test_the_parts_of_a_sum_add_up_to_the_dong(total, weights, parts):
    assert split(total, weights) == parts
    assert not weights or sum(parts) == total
