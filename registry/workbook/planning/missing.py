"""People on record who are missing from a full list: each to decide, nobody is ended by the machine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import User
from common.dates import DateError, format_day, parse_day
from registry.acts.recording import Change, batched
from registry.enums import EndReason
from registry.models import Posting
from registry.scope import Scope
from registry.standing.standings import standings
from registry.workbook.contract.references import References
from registry.workbook.planning.decisions import Decisions
from registry.workbook.planning.findings import Choice, Finding
from registry.workbook.planning.units import Commune

FORGOTTEN = "forgotten"
REASONS = {"retired": EndReason.RETIRED, "moved": EndReason.MOVED_AGENCY, "died": EndReason.DIED}
CHOICES = (
    Choice("retired", "Đã nghỉ"),
    Choice("moved", "Chuyển đi"),
    Choice("died", "Từ trần"),
    Choice(FORGOTTEN, "Sót trong tệp, vẫn làm việc"),
)


@dataclass
class Missing:
    """A person serving on the day whom the list does not name, and what the user has decided."""

    posting: Posting
    commune: str
    decision: str = ""
    last_day: str = ""
    change: Change | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def label(self) -> str:
        return next((choice.label for choice in CHOICES if choice.value == self.decision), "Chưa quyết định")

    def as_json(self) -> dict[str, Any]:
        cadre = self.posting.cadre
        return {
            "code": cadre.code,
            "full_name": cadre.full_name,
            "birth": cadre.born_text,
            "commune": self.commune,
            "title": self.posting.title.name,
            "decision": self.decision,
        }


def missing_from(
    user: User,
    day: date,
    decisions: Decisions,
    references: References,
    communes: Collection[Commune],
    present: Collection[int],
) -> list[Missing]:
    """Who serves on the day in the districts of the list (from 2025: in its communes) and is not in it."""
    districts = {commune.district_id for commune in communes if commune.district_id}
    units = {commune.unit_id for commune in communes if not commune.district_id}
    absent = {
        each.posting_id
        for each in standings(day=day, scope=Scope.of(user))
        if each.cadre_id not in present and (each.district_id in districts or each.commune_id in units)
    }
    found = []
    for batch in batched(sorted(absent)):
        for posting in Posting.objects.filter(pk__in=batch).select_related("cadre", "title"):
            commune = references.communes.by_id.get(references.communes.commune_of(posting.unit_id) or 0)
            found.append(Missing(posting, commune.name if commune else ""))
    found.sort(key=lambda each: (each.commune, each.posting.cadre.sort_key, each.posting.pk))
    for each in found:
        _decide(each, day, decisions.missing.get(each.posting.cadre.code, {}))
    return found


def _decide(each: Missing, day: date, decided: dict[str, str]) -> None:
    each.decision, each.last_day = decided.get("decision", ""), decided.get("day", "")
    if each.decision not in REASONS:
        return
    try:
        last_day = parse_day(each.last_day)
    except DateError as error:
        _fault(each, str(error))
        return
    started, ended = each.posting.started_on, each.posting.ended_on
    if not started <= last_day <= day:
        _fault(
            each, f"ngày làm việc cuối cùng phải trong khoảng {format_day(started)} đến {format_day(day)}."
        )
    elif ended is not None:
        _fault(each, f"hồ sơ đã ghi kết thúc ngày {format_day(ended)}; sửa ở trang hồ sơ.")
    else:
        values = {"ended_on": last_day, "end_reason": REASONS[each.decision]}
        each.change = Change(each.posting, values)


def _fault(each: Missing, text: str) -> None:
    name = each.posting.cadre.full_name
    sentence = f"{name} (không có trong danh sách đầy đủ): {text}"
    each.findings.append(Finding("", 0, "", "", each.last_day, sentence, "missing_day"))
