"""The columns of the list of records: which there are, and which an account has chosen.

Name, unit and title always stand there, so that people of one name are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from registry.enums import Scale
from registry.standing.yardstick import Yardstick, short_name

ALWAYS = (("name", "Họ và tên"), ("unit", "Đơn vị"), ("title", "Chức danh"))
CODE, SEX, SINCE, REMEDY, STANDARD = "code", "sex", "since", "remedy", "standard"
_OF_PERSON = {CODE: "Mã hồ sơ", SEX: "Giới tính", SINCE: "Từ ngày", REMEDY: "Phương án"}
_LAST = {STANDARD: "Chuẩn"}


@dataclass(frozen=True)
class Column:
    """A column that may be chosen; `scale` is set where it shows a level."""

    key: str
    heading: str

    @property
    def scale(self) -> Scale | None:
        return Scale(self.key) if self.key in Scale.values else None


def offered(yardstick: Yardstick) -> list[Column]:
    """All columns in the order of the page: the person, levels asked for, other levels, the standard."""
    asked = list(yardstick.scales)
    scales = [*asked, *(scale for scale in Scale if scale not in asked)]
    names = _OF_PERSON | {str(scale): short_name(scale) for scale in scales} | _LAST
    return [Column(key, heading) for key, heading in names.items()]


def chosen(user: User, yardstick: Yardstick) -> list[Column]:
    """Columns that the account has chosen; the levels asked for and the standard where it has not."""
    wanted = set(user.list_columns.split()) or {*map(str, yardstick.scales), STANDARD}
    return [column for column in offered(yardstick) if column.key in wanted]


def stored(keys: Iterable[str], yardstick: Yardstick) -> str:
    """What is kept of a choice; what is no column is left out, nothing means the usual ones."""
    wanted = set(keys)
    return " ".join(column.key for column in offered(yardstick) if column.key in wanted)


@dataclass(frozen=True)
class Heading:
    """Head of a column: `sort` is the order that a click asks for, `state` the present one (aria-sort)."""

    label: str
    sort: str = ""
    state: str = ""


def headings(columns: Iterable[Column], sort: str) -> list[Heading]:
    """Heads of the page's columns; a second click on one turns the order round."""
    own = [_heading(column.heading, column.key if column.scale else "", sort) for column in columns]
    return [*(_heading(label, key, sort) for key, label in ALWAYS), *own]


def _heading(label: str, key: str, sort: str) -> Heading:
    if not key:
        return Heading(label)
    state = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    return Heading(label, f"-{key}" if sort == key else key, state)
