"""What may become of a class. Pure: no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from training.enums import ClassState


@dataclass(frozen=True)
class Step:
    """A way to a state: the words on its button, what is told afterwards, and the sign of a grave step."""

    state: ClassState
    verb: str
    done: str
    is_grave: bool = False


STEPS = MappingProxyType(
    {
        ClassState.OPEN: Step(ClassState.OPEN, "Mở lớp theo quyết định", "Đã mở lớp."),
        ClassState.RUNNING: Step(ClassState.RUNNING, "Khai giảng", "Đã khai giảng."),
        ClassState.FINISHED: Step(ClassState.FINISHED, "Kết thúc lớp", "Đã kết thúc lớp."),
        ClassState.CANCELLED: Step(ClassState.CANCELLED, "Hủy lớp", "Đã hủy lớp.", is_grave=True),
    }
)
# A step taken by mistake is undone in the log; there is no way back here.
NEXT = MappingProxyType(
    {
        ClassState.PLANNED: (ClassState.OPEN, ClassState.CANCELLED),
        ClassState.OPEN: (ClassState.RUNNING, ClassState.CANCELLED),
        ClassState.RUNNING: (ClassState.FINISHED, ClassState.CANCELLED),
        ClassState.FINISHED: (),
        ClassState.CANCELLED: (),
    }
)


def steps_from(state: ClassState | str) -> tuple[Step, ...]:
    """Steps that a class in this state may take; none for one that is over."""
    return tuple(STEPS[each] for each in NEXT[ClassState(state)])


def may_become(state: ClassState | str, wanted: ClassState | str) -> bool:
    """True when a class may go from one state to the other."""
    return wanted in NEXT[ClassState(state)]
