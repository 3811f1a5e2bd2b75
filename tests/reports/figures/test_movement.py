"""Biến động: the terms add up, each person stands in one, and each word is used for what it means."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from registry.acts.recording import Change
from registry.enums import EndReason
from registry.models import Posting, Unit
from reports.commands import programme_of
from reports.enums import Term
from reports.figures.movement import movement
from tests.reports import independent
from tests.reports.adding import adds_up
from tests.reports.generated import EVERYTHING, day, person, recorded, store
from tests.reports.independent import Level, Person, Post

pytestmark = pytest.mark.django_db

ATLAS = independent.Atlas()
START, END = date(2012, 12, 31), date(2013, 12, 31)
SECRETARY = "elected_cadre"
OFFICE = "civil_servant"


def moved(target_code, unit_key="01351", start=START, end=END):
    target = programme_of("DA03").targets.filter(code=target_code).first()
    return movement(
        target=target, unit=Unit.objects.get(key=unit_key), start=start, end=end, scope=EVERYTHING
    )


def sizes(found):
    return {term.value: found.size(term) for term in Term if found.size(term)}


@settings(
    max_examples=15,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(people=st.lists(person(), min_size=1, max_size=10), days=st.lists(day, min_size=2, max_size=2))
def test_terms_add_up_and_each_person_stands_in_one(reference, people, days):
    start, end = sorted(days)
    with transaction.atomic():
        store(people)
        for target in ("CM-CB", "LLCT-SC", "TH"):
            for unit_key in ("04", "044"):
                found = moved(target, unit_key, start, end)
                listed = [each.cadre_id for term in Term for each in found.terms[term]]
                assert adds_up(found)
                assert len(listed) == len(set(listed))
                assert found.opening == count_of(people, start, unit_key, target)
                assert found.closing == count_of(people, end, unit_key, target)
        transaction.set_rollback(True)


def count_of(people, when, code, target):
    return independent.recount(people, when, ATLAS).get((code, target), [0, 0])[0]


CASES = [
    pytest.param(
        Person([Post("01351", SECRETARY, "01/01/2010")], [Level("professional", 2, "15/06/2013")]),
        {"graduated": 1},
        id="graduated",
    ),
    pytest.param(
        Person([Post("01351", SECRETARY, "01/03/2013")], [Level("professional", 4, None)]),
        {"placed": 1},
        id="placed",
    ),
    pytest.param(
        Person(
            [
                Post("01306", SECRETARY, "01/01/2010", date(2013, 4, 30)),
                Post("01351", SECRETARY, "01/05/2013"),
            ],
            [Level("professional", 2, None)],
        ),
        {"arrived": 1},
        id="arrived",
    ),
    pytest.param(
        Person(
            [
                Post("01351", SECRETARY, "01/01/2010", date(2013, 4, 30)),
                Post("01306", SECRETARY, "01/05/2013"),
            ],
            [Level("professional", 2, None)],
        ),
        {"transferred": 1},
        id="transferred",
    ),
    pytest.param(
        Person(
            [Post("01351", OFFICE, "01/01/2010", date(2013, 4, 30)), Post("01351", SECRETARY, "01/05/2013")],
            [Level("professional", 2, None)],
        ),
        {"arrived": 1},
        id="from civil servant to cadre",
    ),
    pytest.param(
        Person([Post("01351", SECRETARY, "01/01/2010")], [Level("professional", 2, "2013", lawful=False)]),
        {},
        id="an unlawful diploma moves nothing",
    ),
]


@pytest.mark.parametrize(("someone", "expected"), CASES)
def test_each_change_stands_under_its_own_word(reference, someone, expected):
    store([someone])

    assert sizes(moved("CM-CB")) == expected


@pytest.mark.parametrize(
    ("reason", "term"),
    [
        (EndReason.DIED, "died"),
        (EndReason.RETIRED, "left"),
        (EndReason.RESIGNED, "left"),
        (EndReason.NOT_RE_ELECTED, "left"),
        (EndReason.MOVED_AGENCY, "transferred"),
    ],
)
def test_a_leaver_stands_under_the_reason_of_leaving(reference, reason, term):
    leaver = Person([Post("01351", SECRETARY, "01/01/2010")], [Level("professional", 2, None)])
    store([leaver])
    posting = Posting.objects.get()
    change = Change(posting, {"ended_on": date(2013, 5, 31), "end_reason": reason})

    recorded(updated=[change])

    assert sizes(moved("CM-CB")) == {term: 1}


def test_command_prints_the_persons_of_each_term(reference):
    store([Person([Post("01351", SECRETARY, "01/01/2010")], [Level("professional", 2, "06/2013")])])
    out = StringIO()

    call_command(
        "movement", "CM-CB", "--from", "31/12/2012", "--to", "2013-12-31", "--unit", "043", stdout=out
    )

    printed = json.loads(out.getvalue())
    assert (printed["opening"], printed["closing"]) == (0, 1)
    assert [each["reason"] for each in printed["terms"]["graduated"]["persons"]] == ["Trung cấp, 06/2013"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("KHÔNG-CÓ", "--from", "2012-12-31", "--to", "2013-12-31"), "Không có chỉ tiêu"),
        (("CM-CB", "--from", "2013-12-31", "--to", "2012-12-31"), "Mốc đầu phải trước mốc cuối"),
        (("CM-CB", "--from", "31/02/2012", "--to", "2012-12-31"), "không phải là ngày có thật"),
        (
            ("CM-CB", "--from", "2012-12-31", "--to", "2013-12-31", "--unit", "99999"),
            "Không có đơn vị mang mã",
        ),
    ],
)
def test_command_refuses_in_a_sentence(reference, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("movement", *arguments, stdout=StringIO())
