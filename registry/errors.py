"""Refusals: each says in a Vietnamese sentence what is wrong, that data is safe, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registry.models.acts import Act


class Refusal(Exception):
    """A change that the rules do not allow; nothing was written."""


class EditConflict(Refusal):
    """Somebody else changed the record after it was read; `act` is that change."""

    def __init__(self, act: Act) -> None:
        self.act = act
        super().__init__(
            f"{act.actor} đã sửa hồ sơ này sau khi bạn mở ({act.get_kind_display().lower()}). "
            "Chưa ghi gì; xem lại nội dung mới rồi sửa tiếp."
        )


class UndoBlocked(Refusal):
    """Later acts stand on the one to be undone."""

    def __init__(self, blockers: Sequence[Act]) -> None:
        self.blockers = list(blockers)
        # Whose acts they are is for the page to say: not every reader may know.
        names = "; ".join(str(act) for act in self.blockers[:5])
        more = "" if len(self.blockers) <= 5 else f" và {len(self.blockers) - 5} thao tác khác"
        super().__init__(
            f"Chưa hoàn tác được vì đã có thay đổi sau đó: {names}{more}. "
            "Dữ liệu giữ nguyên. Hoàn tác các thao tác đó trước, hoặc chọn hoàn tác phần còn lại."
        )
