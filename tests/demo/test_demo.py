"""The demonstration province reproduces the published figures, from any seed, the same from the same seed."""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from common.dates import age_on
from common.numbers import percent_text
from demo.levels.remedies import lacking
from demo.people.names import DAO, LO_LO, MONG, SAN_CHAY
from demo.people.plan import BASELINE, CLOSING, HEADS, Person, PostingPlan, ProvincePlan
from demo.province import DEFAULT_SEED, communes, generate
from registry.enums import (
    Classification,
    RemedyKind,
    Scale,
    StudyMode,
    Verification,
)
from registry.reference.files import rows_of
from registry.scope import Scope

SMALL_GROUPS = (MONG, DAO, LO_LO, SAN_CHAY)
SEEDS = (DEFAULT_SEED, 7)
EVERYTHING = Scope(everything=True)
RANKS = {(row["scale"], row["code"]): int(row["rank"]) for row in rows_of("levels.csv")}
CRITERIA = {
    Scale.PROFESSIONAL: 2,
    Scale.POLITICAL_THEORY: 1,
    Scale.STATE_MANAGEMENT: 1,
    Scale.DEFENCE: 1,
    Scale.INFORMATICS: 1,
}


@cache
def plan(seed: int = DEFAULT_SEED, block: int = 0) -> ProvincePlan:
    return generate(seed, block)


def main_posting(person: Person, day: date) -> PostingPlan | None:
    held = [
        posting
        for posting in person.postings
        if posting.is_main and posting.started_on <= day and (posting.ended_on or CLOSING) >= day
    ]
    return held[0] if held else None


def staff_on(day: date, seed: int = DEFAULT_SEED) -> list[Person]:
    return [person for person in plan(seed).people if person.counts and main_posting(person, day)]


def rank(person: Person, scale: Scale, day: date) -> int:
    """Highest lawful rank reached by the day; -1 when nobody knows."""
    return max(
        (
            RANKS[level.scale, level.code]
            for level in person.levels
            if level.scale == scale
            and (level.obtained_on is None or level.obtained_on <= day)
            and level.extra.get("verification") != Verification.UNLAWFUL
        ),
        default=-1,
    )


# --- figures, counted in plain Python ---


@pytest.mark.parametrize("seed", SEEDS)
def test_as_many_serve_at_the_end_as_at_the_beginning(seed: int):
    assert [len(staff_on(day, seed)) for day in (BASELINE, CLOSING)] == [3603, 3603]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_published_shares_of_2011_come_out(seed: int):
    staff = staff_on(BASELINE, seed)
    untrained = sum(rank(person, Scale.PROFESSIONAL, BASELINE) == 0 for person in staff)
    below = sum(any(rank(p, scale, BASELINE) < least for scale, least in CRITERIA.items()) for p in staff)

    assert (untrained, below) == (1610, 3088)
    assert (percent_text(untrained, len(staff)), percent_text(below, len(staff))) == ("44,7%", "85,7%")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_commune_has_its_two_heads_on_every_day_between(seed: int):
    day = BASELINE
    while day <= CLOSING:
        held = Counter(
            (posting.unit_key, posting.title)
            for person in plan(seed).people
            if person.counts and (posting := main_posting(person, day)) and posting.title in HEADS
        )
        assert held == {(commune.key, title): 1 for commune in communes() for title in HEADS}, day
        day += timedelta(days=73)


def test_no_title_has_more_holders_than_it_may_have():
    most = {row["code"]: int(row["max_holders"]) for row in rows_of("post_titles.csv")}
    for day in (BASELINE, CLOSING):
        held = Counter(
            (posting.unit_key, posting.title)
            for person in staff_on(day)
            if (posting := main_posting(person, day))
        )
        assert [seat for seat, holders in held.items() if holders > most[seat[1]]] == []
        assert {title for (_, title), holders in held.items() if holders == 2} == {
            "culture_society",
            "land_construction",
        }


def test_ninety_four_young_graduates_are_placed_in_2013():
    graduates = [person for person in plan().people if person.graduate]
    diplomas = {
        person.number: next(level for level in person.levels if level.scale == Scale.PROFESSIONAL)
        for person in graduates
    }
    very_good = [d for d in diplomas.values() if d.extra["classification"] == Classification.VERY_GOOD]
    small = [person for person in graduates if person.ethnic in SMALL_GROUPS]

    assert len(graduates) == 94
    assert {person.joined_on.year for person in graduates} == {2013}
    assert Counter(diploma.code for diploma in very_good) == {"master": 1, "university": 18}
    assert {(d.extra["mode"], d.extra["institution"].endswith("(công lập)")) for d in very_good} == {
        (StudyMode.FULL_TIME, True)
    }
    assert Counter(diplomas[person.number].code for person in small) == {"university": 9, "intermediate": 6}
    assert max(age_on(person.born_on, person.born_precision, person.joined_on) for person in graduates) < 30


def test_those_who_come_balance_those_who_leave():
    people = [person for person in plan().people if person.counts]
    leavers = [person for person in people if person.left_on]
    others = [person for person in people if person.is_new and not person.graduate]

    assert Counter(person.support for person in leavers if person.support) == {1: 24, 2: 147, 3: 72}
    assert {person.left_on.year for person in leavers if person.support and person.left_on} == {2013}
    assert len(leavers) == 94 + len(others)
    assert 150 <= len(others) <= 250


def test_six_hundred_and_seventy_three_are_to_leave_with_support():
    leaving = [
        person
        for person in plan().people
        if any(remedy.kind == RemedyKind.SUPPORTED_LEAVING for remedy in person.remedies)
    ]

    assert len(leaving) == 673
    assert sum(person.stays for person in leaving) == 430


def test_enough_untrained_people_still_serve_to_fill_the_courses():
    in_training_later = [
        person
        for person in staff_on(CLOSING)
        if rank(person, Scale.PROFESSIONAL, BASELINE) == 0 and rank(person, Scale.PROFESSIONAL, CLOSING) == 0
    ]

    assert len(in_training_later) >= 666


def test_population_and_hamlets_add_up():
    assert sum(profile.population for profile in plan().profiles) == 507_183
    assert sum(profile.hamlets for profile in plan().profiles) == 2480


# --- people ---


def test_the_same_seed_gives_the_same_people():
    again = generate(DEFAULT_SEED)

    # The text of a plan names every field of everything below it.
    assert repr(again.people) == repr(plan().people)
    assert again.profiles == plan().profiles


def test_another_seed_gives_other_people():
    names = [[person.full_name for person in plan(seed).people] for seed in SEEDS]

    assert sum(one == two for one, two in zip(*names, strict=False)) < 100


def test_main_titles_of_a_person_never_overlap():
    for person in plan().people:
        main = sorted((p for p in person.postings if p.is_main), key=lambda posting: posting.started_on)
        for earlier, later in pairwise(main):
            assert earlier.ended_on is not None
            assert earlier.ended_on < later.started_on


def test_somebody_is_transferred_between_districts_without_a_gap_day():
    moved = [
        person
        for person in plan().people
        if person.moved_commune and person.moved_commune.district_key != person.commune.district_key
    ]

    assert len(moved) == 16
    for person in moved:
        before, after = [posting for posting in person.postings if posting.is_main][-2:]
        assert before.ended_on == after.started_on - timedelta(days=1)


def test_nobody_serves_or_learns_as_a_child():
    for person in plan().people:
        first = min(posting.started_on for posting in person.postings)
        assert first.year - person.born_on.year >= 19, person
        for level in person.levels:
            assert level.obtained_on is None or level.obtained_on.year - person.born_on.year >= 18, person


def test_papers_are_synthetic_and_given_once_even_among_provinces():
    both = [*plan().people, *plan(block=1).people]
    papers = [number for person in both if (number := person.details["id_number"])]

    assert len({person.details["code"] for person in both}) == len(both)
    assert len(set(papers)) == len(papers)
    assert {number[:2] for number in papers} == {"99"}
    assert len(papers) < len(both)


def test_the_demonstration_holds_the_awkward_cases_of_real_files():
    people = plan().people
    levels = [level for person in people for level in person.levels]
    namesakes = Counter((person.commune.district_key, person.full_name) for person in people)

    assert {level.obtained_precision for level in levels} == {"day", "month", "year"}
    assert {person.born_precision for person in people} == {"day", "month", "year"}
    assert any(level.obtained_on is None and level.code == "elementary" for level in levels)
    assert any(Scale.PROFESSIONAL not in person.after for person in people)
    assert any(posting.note == "Kiêm nhiệm" for person in people for posting in person.postings)
    assert any(level.extra.get("verification") == Verification.UNLAWFUL for level in levels)
    assert sum(number > 1 for number in namesakes.values()) >= 20
    assert any(len(person.full_name.split()) == 2 for person in people)


def test_women_are_a_quarter_to_a_third():
    staff = staff_on(CLOSING)

    assert 0.25 <= sum(person.sex == "female" for person in staff) / len(staff) <= 0.34


def test_only_people_below_the_standard_have_a_remedy():
    for person in plan().people:
        if person.remedies and person.stays:
            assert lacking(person), person


# --- refusals before anything is read ---


@pytest.mark.parametrize("number", ["0", "100"])
def test_an_impossible_number_of_provinces_is_refused(number: str):
    with pytest.raises(CommandError, match="từ 1 đến 99"):
        call_command("load_demo", "--scale", number)
