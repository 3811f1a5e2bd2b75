"""What a person's card shows on a day: where the person serves, the criteria with reasons, all facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from common.dates import PartialDate, Precision, format_day
from registry.enums import Scale, Verification
from registry.models import Cadre, Posting, Qualification, Remedy, UnitVersion
from registry.scope import Scope
from registry.serving import Serving, roster
from registry.standing.held_levels import HeldLevels, held_of
from registry.standing.standards import Assessment, Criterion, Fulfilment, assess
from registry.standing.yardstick import Yardstick, short_name
from registry.units.names import UnitNames

_GLYPHS = {
    Fulfilment.MET: ("y", "✔"),
    Fulfilment.NOT_MET: ("n", "✕"),
    Fulfilment.UNKNOWN: ("n", "?"),
    Fulfilment.NOT_ASKED: ("muted", "–"),
}


@dataclass(frozen=True)
class CriterionLine:
    """One criterion: "LLCT: Trung cấp, 15/06/2012", what is asked, and the result."""

    heading: str
    reason: str
    asked: str
    result: str
    glyph: str
    css: str


@dataclass(frozen=True)
class Event:
    """One fact on the timeline."""

    kind: str
    when: str
    what: str
    detail: str
    is_later: bool
    posting: Posting | None = None
    qualification: Qualification | None = None


@dataclass(frozen=True)
class Card:
    """All that a card shows of a person on a day."""

    cadre: Cadre
    day: date
    serving: Serving
    assessment: Assessment | None
    criteria: list[CriterionLine]
    events: list[Event]
    hidden_postings: int
    remedy: Remedy | None


def card_of(cadre: Cadre, user: User, day: date) -> Card:
    """The card of a person read with `for_card()`; titles outside the account's scope are only counted."""
    scope = Scope.of(user)
    held_ever: Iterable[Any] = cadre.postings.all()
    postings = [posting for posting in held_ever if posting.is_visible]
    people = roster(
        [cadre.pk],
        day=day,
        scope=scope,
        titles={posting.title_id: posting.title for posting in postings},
        unit_ids={posting.unit_id for posting in postings},
    )
    serving = people[cadre.pk]
    standing = serving.standing
    yardstick = Yardstick.of_scheme(day)
    held = held_of(cadre.qualifications.all(), day)
    assessment = None
    if standing is not None:
        assessment = assess(
            {scale: standing.rank(scale) for scale in Scale},
            title_id=standing.title_id,
            staff_group=standing.staff_group,
            rules=yardstick.rules,
            scales=Scale,
        )
    return Card(
        cadre=cadre,
        day=day,
        serving=serving,
        assessment=assessment,
        criteria=_criteria(assessment, held),
        events=_events(cadre, postings, people.names, day),
        hidden_postings=len(cadre.postings.all()) - len(postings),
        remedy=_last_remedy(cadre, day),
    )


def reason_of(scale: Scale, held: HeldLevels) -> str:
    """Why: the level held with its day, "chưa có dữ liệu" when nobody knows."""
    row = held.get(scale)
    if row is None:
        return "chưa có dữ liệu"
    return f"{row.level.label}, {obtained_text(row)}" if row.obtained_on else row.level.label


def obtained_text(row: Qualification) -> str:
    """Day of a level as precisely as it is known."""
    if row.obtained_on is None:
        return "không rõ ngày"
    return str(PartialDate(row.obtained_on, Precision(row.obtained_precision)))


def _criteria(assessment: Assessment | None, held: HeldLevels) -> list[CriterionLine]:
    if assessment is None:
        return [
            CriterionLine(short_name(scale), reason_of(scale, held), "", "", "", "muted") for scale in Scale
        ]
    asked_first = sorted(assessment.criteria, key=lambda each: each.rule is None)
    return [_criterion(each, held) for each in asked_first]


def _criterion(criterion: Criterion, held: HeldLevels) -> CriterionLine:
    css, glyph = _GLYPHS[criterion.result]
    rule = criterion.rule
    return CriterionLine(
        heading=short_name(criterion.scale),
        reason=reason_of(criterion.scale, held),
        asked=f"cần từ {rule.minimum_label}" if rule else "không xét",
        result=criterion.result.label,
        glyph=glyph,
        css=css,
    )


def _events(cadre: Cadre, postings: Iterable[Posting], names: UnitNames, day: date) -> list[Event]:
    dated: list[tuple[date, Event]] = []
    for posting in postings:
        named = names.at(posting.ended_on or day)
        version = named.get(posting.unit_id) or named.first_of(posting.unit_id)
        dated.append((posting.started_on, _posting_event(posting, version, day)))
    for row in cadre.qualifications.all():
        dated.append((row.obtained_on or date.min, _qualification_event(row, day)))
    for remedy in cadre.remedies.all():
        what = remedy.get_kind_display()
        when, later = format_day(remedy.decided_on), remedy.decided_on > day
        dated.append((remedy.decided_on, Event("Phương án", when, what, remedy.reason, later)))
    return [event for _, event in sorted(dated, key=lambda each: each[0], reverse=True)]


def _posting_event(posting: Posting, version: UnitVersion | None, day: date) -> Event:
    started = str(PartialDate(posting.started_on, Precision(posting.start_precision)))
    until = f"đến {format_day(posting.ended_on)}" if posting.ended_on else "đến nay"
    where = f" {version.full_name}" if version else ""
    parts = [
        "" if posting.is_main else "Kiêm nhiệm",
        posting.kind.name if posting.kind.code != "regular" else "",
        posting.get_end_reason_display(),
        posting.decision_no and f"QĐ {posting.decision_no}",
        posting.end_decision_no and f"QĐ kết thúc {posting.end_decision_no}",
        posting.note,
    ]
    title = posting.title.label_for(version.kind if version else "")
    return Event(
        kind="Chức danh",
        when=f"{started} {until}",
        what=f"{title}{where}",
        detail=" · ".join(filter(None, parts)),
        is_later=posting.started_on > day,
        posting=posting,
    )


def _qualification_event(row: Qualification, day: date) -> Event:
    state = Verification(row.verification)
    checked = ""
    if state != Verification.UNVERIFIED and row.verified_on:
        checked = f"{state.label} ({row.verification_decision}, {format_day(row.verified_on)})"
    parts = [
        row.detail,
        row.specialty,
        row.institution,
        row.get_mode_display(),
        row.get_classification_display(),
        row.certificate_no and f"số {row.certificate_no}",
        checked or (state.label if row.level.rank else ""),
    ]
    return Event(
        kind=Scale(row.level.scale).label,
        when=obtained_text(row),
        what=row.level.label,
        detail=" · ".join(filter(None, parts)),
        is_later=row.obtained_on is not None and row.obtained_on > day,
        qualification=row,
    )


def _last_remedy(cadre: Cadre, day: date) -> Remedy | None:
    decided = [remedy for remedy in cadre.remedies.all() if remedy.decided_on <= day]
    return decided[-1] if decided else None
