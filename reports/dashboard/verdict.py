"""The verdict: the state of a programme in one computed sentence (ux 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.dashboard.wording import in_running_text
from reports.enums import Status
from reports.figures.indicators import Measured

_GOOD = (Status.MET, Status.ON_TRACK)


@dataclass(frozen=True)
class Verdict:
    """The sentence in its parts: what holds, what is late, what is to be watched (both may be empty)."""

    good: str
    late: str = ""
    watch: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.good, self.late, self.watch)))


def verdict(measured: Sequence[Measured]) -> Verdict:
    """How many targets are met or on their path, and which are behind, the farthest first.

    A target without anybody in its base is left out of both numbers.
    """
    judged = [each for each in measured if each.status != Status.EMPTY]
    if not judged:
        return Verdict("Chưa có cán bộ, công chức nào ở đơn vị này vào ngày đang xem.")
    good = sum(each.status in _GOOD for each in judged)
    return Verdict(
        good=f"{good}/{len(judged)} chỉ tiêu đạt hoặc đúng lộ trình.",
        late=_sentence("Chậm", Status.LATE, judged),
        watch=_sentence("Cần chú ý", Status.WATCH, judged),
    )


def _sentence(label: str, status: Status, judged: Sequence[Measured]) -> str:
    behind = sorted((each for each in judged if each.status == status), key=lambda each: each.deviation)
    names = "; ".join(in_running_text(each.figure.target.short_name) for each in behind)
    return f"{label}: {names}." if names else ""
