"""Postings of a person: the one on `BASELINE` or of a newcomer, sometimes an earlier one, a move, an end."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from common.dates import Precision
from demo.people.plan import Person, PostingPlan, day_between, years_after
from registry.enums import EndReason, Sex

_ONE_DAY = timedelta(days=1)
_EARLIER = {
    "party_secretary": ("party_deputy", "committee_chair", "committee_vice"),
    "party_deputy": ("office_statistics", "front_chair", "youth_secretary"),
    "committee_chair": ("committee_vice", "land_construction", "police_chief"),
    "committee_vice": ("office_statistics", "youth_secretary", "finance_accounting"),
    "council_chair": ("committee_vice", "front_chair"),
    "council_vice": ("justice_civil_status", "farmers_chair"),
    "front_chair": ("farmers_chair", "veterans_chair", "culture_society"),
    "farmers_chair": ("youth_secretary", "military_commander"),
    "women_chair": ("culture_society", "office_statistics"),
}
_EARLIER_SHARE = 0.3


def add_postings(rng: Random, person: Person) -> None:
    """Fills `person.postings`; main ones follow one another without overlap."""
    earlier = _earlier(rng, person)
    if earlier:
        person.postings.append(earlier)
    first = PostingPlan(
        unit_key=person.commune.key,
        title=person.title,
        started_on=person.joined_on,
        start_precision=person.joined_precision,
        kind=person.kind,
    )
    person.postings.append(first)
    if person.second_title:
        person.postings.append(
            PostingPlan(
                unit_key=person.commune.key,
                title=person.second_title,
                started_on=max(person.joined_on, date(2011, 6, 10)),
                is_main=False,
                note="Kiêm nhiệm",
            )
        )
    if person.moved_on:
        first.ended_on, first.end_reason = person.moved_on - _ONE_DAY, EndReason.TRANSFERRED
        person.postings.append(
            PostingPlan(
                unit_key=person.last_commune.key,
                title=person.last_title,
                started_on=person.moved_on,
                kind=person.kind,
            )
        )
    if person.left_on:
        first.ended_on, first.end_reason = person.left_on, person.left_reason
        if person.support:
            first.note = "Nghỉ việc theo chế độ hỗ trợ của Đề án"


def _earlier(rng: Random, person: Person) -> PostingPlan | None:
    """Another title in the same commune before the present one, where age and titles allow it."""
    titles = _EARLIER.get(person.title)
    if titles is None or person.is_new or person.sex == Sex.FEMALE and person.title != "women_chair":
        return None
    oldest = years_after(person.born_on, 20)
    latest = years_after(person.joined_on, -1)
    if oldest >= latest or rng.random() > _EARLIER_SHARE:
        return None
    started = day_between(rng, max(oldest, years_after(person.joined_on, -9)), latest)
    exact = rng.random() < 0.5
    return PostingPlan(
        unit_key=person.commune.key,
        title=rng.choice(titles),
        started_on=started if exact else started.replace(day=1),
        start_precision=Precision.DAY if exact else Precision.MONTH,
        ended_on=person.joined_on - _ONE_DAY,
        end_reason=EndReason.TRANSFERRED,
    )


def first_start(person: Person) -> date:
    """The first day on which the person held any title."""
    return min(posting.started_on for posting in person.postings)
