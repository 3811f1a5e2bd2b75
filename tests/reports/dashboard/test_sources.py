""" "Nguồn bổ sung": persons in class, free seats and what is left of each gap, with the lists behind them."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from registry.enums import Scale
from registry.models import Unit
from registry.scope import Scope
from tests.factories import registry as facts
from tests.factories import training as make
from tests.reports.small_province import (
    COMMUNE,
    DAY,
    DISTRICT,
    OTHER_COMMUNE,
    OTHER_DISTRICT,
    make_cast,
    theory,
)
from training.enums import ClassState
from training.needs.supply import free_seats_of, total

pytestmark = pytest.mark.django_db

OVERVIEW = reverse("reports:overview")
PLANNED = {"state": ClassState.PLANNED, "decision_no": "", "decided_on": None}
SOON = {"starts_on": date(2014, 3, 1), "ends_on": date(2014, 9, 30)}


@pytest.fixture
def cast(reference):
    return make_cast()


@pytest.fixture
def people(cast):
    """Ten in Bảo Lạc and two in Bảo Lâm without theory; two of the ten in a class until June 2014."""
    own = [theory(cast.staff, f"Lý Văn {number}", "none") for number in range(10)]
    other = [theory(cast.staff, f"Bế Văn {number}", "none", commune=OTHER_COMMUNE) for number in range(2)]
    course = theory_class(
        cast, starts_on=date(2013, 9, 1), ends_on=date(2014, 6, 30), state=ClassState.RUNNING
    )
    seats = make.make_seats(cast.staff, course, facts.unit_coded(DISTRICT), 5)
    for cadre in own[:2]:
        make.make_enrolment(cast.staff, seats, cadre)
    return own, other


def theory_class(cast, **extra):
    return make.make_class(cast.staff, "LLCT-TC", **{**SOON, "decided_on": date(2013, 8, 1), **extra})


def page_of(user, address=OVERVIEW, **query):
    client = Client()
    client.force_login(user)
    return client.get(address, query)


def line_of(page, code):
    return next(line for line in page.context["sources"].lines if line.cell.target.code == code)


def numbers(page, code):
    line = line_of(page, code)
    return line.gap, line.learning, line.seats, line.nobody


def district(code=DISTRICT):
    return reverse("reports:district", args=[code])


def test_gap_is_met_by_those_in_class_and_the_rest_has_nobody(cast, people):
    # ⌈60% × 12⌉ = 8 missing of the higher level, ⌈90% × 12⌉ = 11 of the lower.
    page = page_of(cast.leader)

    assert numbers(page, "LLCT-TC") == (8, 2, 0, 6)
    assert numbers(page, "LLCT-SC") == (11, 2, 0, 9)
    assert numbers(page, "TH") == (10, 0, 0, 10)


def test_free_seats_of_classes_to_come_are_counted_by_unit(cast, people):
    course = theory_class(cast, **PLANNED)
    make.make_seats(cast.staff, course, facts.unit_coded(DISTRICT), 3)
    make.make_seats(cast.staff, course, facts.unit_coded(OTHER_DISTRICT), 2)
    make.make_seats(cast.staff, course, facts.unit_coded("04"), 4)

    assert numbers(page_of(cast.leader), "LLCT-TC") == (8, 2, 9, 0)
    assert numbers(page_of(cast.leader, district()), "LLCT-TC") == (6, 2, 3, 1)
    assert numbers(page_of(cast.clerk, district()), "LLCT-TC") == (6, 2, 3, 1)
    assert line_of(page_of(cast.leader, district(OTHER_DISTRICT)), "LLCT-TC").seats == 2


@pytest.mark.parametrize(
    ("changes", "free"),
    [
        ({}, 5),
        (PLANNED, 5),
        ({"ends_on": date(2015, 12, 31)}, 5),
        ({"ends_on": date(2016, 1, 1)}, 0),
        ({"state": ClassState.CANCELLED, "state_note": "Thiếu người"}, 0),
        ({"decided_on": date(2014, 1, 15)}, 0),
        ({"state": ClassState.RUNNING}, 5),
        ({"starts_on": date(2013, 6, 1), "state": ClassState.RUNNING}, 0),
        ({"starts_on": date(2013, 6, 1)}, 5),
    ],
    ids=[
        "open",
        "planned",
        "ends when it is due",
        "ends later",
        "cancelled",
        "decided later",
        "begins later",
        "has begun",
        "still open",
    ],
)
def test_which_seats_are_to_come(cast, people, changes, free):
    course = theory_class(cast, **changes)
    make.make_seats(cast.staff, course, facts.unit_coded(DISTRICT), 5)

    assert line_of(page_of(cast.leader), "LLCT-TC").seats == free


def test_a_seat_taken_is_free_no_more_until_it_is_given_up(cast, people):
    course = theory_class(cast)
    seats = make.make_seats(cast.staff, course, facts.unit_coded(DISTRICT), 2)
    make.make_enrolment(cast.staff, seats, people[0][5], enrolled_on=date(2013, 10, 1))
    gone = {"withdrawn_on": date(2013, 12, 1), "withdrawal_reason": "health"}
    make.make_enrolment(cast.staff, seats, people[0][6], enrolled_on=date(2013, 10, 1), **gone)
    unit, scope = facts.unit_coded(DISTRICT), Scope(everything=True)

    free = {
        on: total(free_seats_of(unit, day=on, scope=scope))
        for on in (date(2013, 9, 30), date(2013, 11, 30), date(2013, 12, 1), DAY)
    }
    assert list(free.values()) == [2, 0, 1, 1]


def test_who_retires_before_it_is_due_does_not_close_the_gap(cast, people):
    course = theory_class(cast, starts_on=date(2013, 9, 1))
    old = theory(cast.staff, "Cụ Già", "none", born_on=date(1955, 1, 1))
    seats = make.make_seats(cast.staff, course, facts.unit_coded(DISTRICT), 1)
    make.make_enrolment(cast.staff, seats, old)

    assert line_of(page_of(cast.leader), "LLCT-TC").learning == 2


def test_every_number_opens_a_list_of_its_length(cast, people):
    course = theory_class(cast)
    make.make_seats(cast.staff, course, facts.unit_coded(DISTRICT), 3)
    client = Client()
    client.force_login(cast.clerk)
    page = client.get(district())
    html = page.content.decode().split('id="nguon-bo-sung"')[1].split("</section>")[0].replace("&amp;", "&")
    learning = set(re.findall(r'<a href="([^"]+part=dang-hoc[^"]*)">(\d+)</a>', html))
    needing = set(re.findall(r'<a href="([^"]+)">chọn trong (\d+) người', html))
    seats = set(re.findall(r'<a href="([^"]+cho-hoc[^"]+)">(\d+)</a>', html))

    assert (len(learning), len(seats)) == (2, 2)
    assert len(needing) >= 5
    for link, number in learning | needing:
        assert client.get(link).context["page"].total == int(number), link
    for link, number in seats:
        assert client.get(link).context["free"] == int(number), link


def test_parts_of_the_bar_lead_where_the_numbers_lead(cast, people):
    html = page_of(cast.leader).content.decode()
    (bar,) = re.findall(r'<svg class="step".*?</svg>', html.split("LLCT trung, cao cấp</th>")[1], re.DOTALL)[
        :1
    ]

    links = re.findall(r'<a href="([^"]+)" tabindex="-1"><rect class="(s\d)"', bar)
    assert [look for _, look in links] == ["s1", "s4"]
    assert all("criterion=LLCT-TC" in link for link, _ in links)
    assert "," not in "".join(re.findall(r'(?:x|width)="([^"]+)"', bar))


def test_who_sees_only_aggregates_gets_no_links_and_no_small_numbers(cast, people):
    page = page_of(cast.administrator)

    hidden = line_of(page, "LLCT-TC")
    assert hidden.is_hidden
    assert "part=dang-hoc" not in page.content.decode()
    assert not line_of(page, "TH").is_hidden


def test_there_is_no_panel_once_the_programme_is_due(cast, people):
    due = date(2015, 12, 31)

    assert page_of(cast.leader, as_of=due.isoformat()).context["sources"] is None
    assert page_of(cast.leader, as_of=(due - timedelta(days=1)).isoformat()).context["sources"]


def test_there_is_no_panel_on_the_page_of_a_commune(cast, people):
    page = page_of(cast.leader, reverse("reports:commune", args=[COMMUNE]))

    assert page.context["sources"] is None
    assert "nguon-bo-sung" not in page.content.decode()


def test_seats_listed_are_those_of_the_unit(cast, people):
    course = theory_class(cast)
    make.make_seats(cast.staff, course, facts.unit_coded(DISTRICT), 3)
    make.make_seats(cast.staff, course, facts.unit_coded(OTHER_DISTRICT), 2)
    address = reverse("training:planned_seats")

    assert page_of(cast.clerk, address, criterion="LLCT-TC").context["free"] == 3
    assert page_of(cast.staff, address, criterion="LLCT-TC").context["free"] == 5
    assert page_of(cast.clerk, address, criterion="LLCT-TC", unit=OTHER_DISTRICT).status_code == 404
    assert page_of(cast.clerk, address, criterion="khong-co").status_code == 404


def test_seats_of_a_unit_of_another_time_stand_where_it_counts_today(cast, people):
    course = theory_class(cast, starts_on=date(2020, 5, 1), ends_on=date(2021, 5, 1), decided_on=DAY)
    old = Unit.objects.get(key="044")
    make.make_seats(cast.staff, course, old, 2)
    day, everything = date(2020, 4, 1), Scope(everything=True)
    new = facts.unit_coded("045", day)

    assert total(free_seats_of(facts.unit_coded("04", day), day=day, scope=everything)) == 2
    assert total(free_seats_of(new, day=day, scope=everything)) == 2


def test_scales_asked_by_no_class_have_nobody(cast, people):
    assert {str(Scale.DEFENCE), str(Scale.INFORMATICS)} <= {
        line.cell.target.scale for line in page_of(cast.leader).context["sources"].lines if line.nobody
    }
