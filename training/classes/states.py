"""What may become of a class. A step taken by mistake is undone in the log; there is no way back here."""

from common.steps import Step, Way
from training.enums import ClassState

WAY = Way(
    {
        ClassState.PLANNED: (ClassState.OPEN, ClassState.CANCELLED),
        ClassState.OPEN: (ClassState.RUNNING, ClassState.CANCELLED),
        ClassState.RUNNING: (ClassState.FINISHED, ClassState.CANCELLED),
        ClassState.FINISHED: (),
        ClassState.CANCELLED: (),
    },
    (
        Step(ClassState.OPEN, "Mở lớp theo quyết định", "Đã mở lớp."),
        Step(ClassState.RUNNING, "Khai giảng", "Đã khai giảng."),
        Step(ClassState.FINISHED, "Kết thúc lớp", "Đã kết thúc lớp."),
        Step(ClassState.CANCELLED, "Hủy lớp", "Đã hủy lớp.", is_grave=True),
    ),
)
