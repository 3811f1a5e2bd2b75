"""Which step may be taken from where."""

import pytest

from common.steps import Step, Way

GO, STOP = Step("gone", "Đi", "Đã đi."), Step("over", "Thôi", "Đã thôi.", is_grave=True)
WAY = Way({"here": ("gone", "over"), "gone": ("over",), "over": ()}, (GO, STOP))


@pytest.mark.parametrize(
    ("state", "wanted", "step"),
    [
        ("here", "", GO),
        ("here", "over", STOP),
        ("gone", "", STOP),
        ("gone", "gone", None),
        ("gone", "here", None),
        ("over", "", None),
        ("here", "nowhere", None),
    ],
)
def test_only_what_is_allowed_from_a_state_is_a_step(state, wanted, step):
    assert WAY.step(state, wanted) == step
    if wanted:
        assert WAY.allows(state, wanted) is (step is not None)


def test_the_end_has_no_steps():
    assert (WAY.steps("here"), WAY.steps("over")) == ((GO, STOP), ())
