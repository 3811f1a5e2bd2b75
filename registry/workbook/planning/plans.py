"""What a row would change: new rows, new values, and the words for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from common.dates import PartialDate
from registry.acts.recording import Change
from registry.models import Cadre, Posting
from registry.workbook.contract.references import References
from registry.workbook.planning.matching import contains
from registry.workbook.planning.records import Person
from registry.workbook.planning.rows import Row

CREATED, UPDATED, UNCHANGED, REFUSED, SKIPPED = "created", "updated", "unchanged", "refused", "skipped"
KEEP, CORRECT, ADD = "keep", "correct", "add"
YOUNGEST = 14
# Stands for the record of a refused row; nothing of such a row is written.
NOBODY = Cadre()


@dataclass(frozen=True)
class Difference:
    """A field before and after, in words; `before` is empty for what is added."""

    heading: str
    before: str
    after: str


@dataclass
class RowPlan:
    """A row, the record it means, and what writing it does."""

    row: Row
    references: References
    person: Person | None = None
    others: Sequence[Person] = ()
    cadre: Cadre = NOBODY
    created: list[Model] = field(default_factory=list)
    updates: dict[int, Change] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    @property
    def day(self) -> date:
        return self.references.day

    @property
    def status(self) -> str:
        if self.row.is_skipped:
            return SKIPPED
        if self.row.errors:
            return REFUSED
        if self.person is None:
            return CREATED
        return UPDATED if self.differences else UNCHANGED

    @property
    def changes(self) -> list[Change]:
        return list(self.updates.values())

    def add(self, fact: Model, heading: str, after: str) -> None:
        """A new row of the registry."""
        self.created.append(fact)
        self.differences.append(Difference(heading, "", after))

    def change(self, target: Model, values: dict[str, Any], heading: str, before: str, after: str) -> None:
        """New values for a stored row."""
        known = self.updates.get(id(target))
        self.updates[id(target)] = Change(target, {**(known.values if known else {}), **values})
        self.differences.append(Difference(heading, before, after))

    @property
    def last_main(self) -> Posting | None:
        mains = self.person.mains() if self.person else []
        return mains[-1] if mains else None


def check_date(plan: RowPlan, key: str, value: PartialDate | None, born: PartialDate | None) -> bool:
    """Refuses a day after the file's own day or after today, and one before the age of 14."""
    if value is None:
        return False
    first = value.day.replace(day=1, month=1 if value.precision == "year" else value.day.month)
    begins = value.day if value.precision == "day" else first
    if begins > plan.references.today:
        plan.row.fault(key, f"{value} ở trong tương lai; ghi ngày đã qua.", "future_date")
    elif begins > plan.day:
        plan.row.fault(
            key,
            f"{value} sau ngày của tệp ({plan.day:%d/%m/%Y}); chọn lại ngày số liệu hoặc sửa ngày.",
            "after_file_date",
        )
    elif key != "birth" and born is not None and value.day.year < born.day.year + YOUNGEST:
        plan.row.fault(key, f"{value} trước khi đủ {YOUNGEST} tuổi (sinh {born}).", "too_young")
    else:
        return True
    return False


def finer(stored: PartialDate, written: PartialDate) -> bool:
    """True when the file knows the stored date more exactly."""
    return stored != written and contains(stored, written)


def coarser(stored: PartialDate, written: PartialDate) -> bool:
    """True when the file says the stored date, perhaps less exactly: nothing to change."""
    return contains(written, stored)
