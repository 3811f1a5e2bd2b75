"""The forecast for the due day: who has the level and stays, who learns, who leaves; the lists behind it."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from reports.dashboard.forecast import Forecast, outlook_sentence
from reports.enums import Outlook
from reports.models import Programme, Target
from tests.factories import registry as facts
from tests.factories import training as make
from tests.reports.small_province import (
    COMMUNE,
    DISTRICT,
    OTHER_COMMUNE,
    make_cast,
    theory,
)
from training.enums import ClassState

pytestmark = pytest.mark.django_db

DUE = date(2015, 12, 31)
OVERVIEW = reverse("reports:overview")
PEOPLE = reverse("reports:people")


@pytest.fixture
def cast(reference):
    return make_cast()


@pytest.fixture
def people(cast):
    """In Bảo Lạc six with intermediate theory, one of them retiring, and ten without, two of them retiring.

    Of the ten three are in a class that ends in time: a young one, another, and one who retires.
    """
    old: dict[str, Any] = {"born_on": date(1955, 1, 1)}
    have = [theory(cast.staff, f"Lý Văn {number}", "intermediate") for number in range(5)]
    have.append(theory(cast.staff, "Lý Văn Già", "intermediate", **old))
    lack = [theory(cast.staff, f"Bế Văn {number}", "none") for number in range(8)]
    lack += [theory(cast.staff, f"Bế Cụ {number}", "none", **old) for number in range(2)]
    course = theory_class(cast, ends_on=DUE)
    seats = make.make_seats(cast.staff, course, facts.unit_coded(DISTRICT), 5)
    for cadre in (lack[0], lack[1], lack[8]):
        make.make_enrolment(cast.staff, seats, cadre)
    return have, lack, seats


def theory_class(cast, **extra):
    times = {"starts_on": date(2013, 9, 1), "decided_on": date(2013, 8, 1), "state": ClassState.RUNNING}
    return make.make_class(cast.staff, "LLCT-TC", **{**times, **extra})


def page_of(user, address=OVERVIEW, **query):
    client = Client()
    client.force_login(user)
    return client.get(address, query)


def forecast_of(page, code):
    return next(each for target, each in page.context["forecasts"].items() if target.code == code)


def numbers(page, code):
    found = forecast_of(page, code)
    return found.count, found.base, found.learning


def district(code=DISTRICT):
    return reverse("reports:district", args=[code])


def a_forecast(count, base=100, learning=0, threshold=90, code="X", **extra):
    target = Target(pk=hash(code), code=code, short_name=f"Chỉ tiêu {code}")
    return Forecast(target, DUE, count, base, learning, 90, Decimal(threshold), **extra)


# --- counting ---


def test_who_stays_counts_and_who_learns_in_time_is_added(cast, people):
    # 16 people, 3 leave; of 6 who have it one leaves, of 3 who learn one leaves.
    for page in (page_of(cast.leader), page_of(cast.clerk, district())):
        assert numbers(page, "LLCT-TC") == (7, 13, 2)
        assert forecast_of(page, "LLCT-TC").threshold == 60
    assert numbers(page_of(cast.leader), "TH") == (0, 13, 0)


@pytest.mark.parametrize(
    ("changes", "learning"),
    [
        ({}, 3),
        ({"ends_on": DUE + timedelta(days=1)}, 2),
        ({"state": ClassState.CANCELLED, "state_note": "Thiếu người"}, 2),
    ],
    ids=["in time", "a day late", "cancelled"],
)
def test_only_a_class_that_ends_in_time_helps(cast, people, changes, learning):
    course = theory_class(cast, **{"ends_on": DUE, **changes})
    seats = make.make_seats(cast.staff, course, facts.unit_coded(DISTRICT), 1)
    make.make_enrolment(cast.staff, seats, people[1][5])

    assert numbers(page_of(cast.leader), "LLCT-TC") == (5 + learning, 13, learning)


def test_who_learns_what_they_have_is_counted_once(cast, people):
    make.make_enrolment(cast.staff, people[2], people[0][0])

    assert numbers(page_of(cast.leader), "LLCT-TC") == (7, 13, 2)


def test_an_earlier_day_tells_what_was_forecast_then(cast, people):
    make.make_enrolment(cast.staff, people[2], people[1][6], enrolled_on=date(2013, 12, 20))

    assert numbers(page_of(cast.leader), "LLCT-TC") == (8, 13, 3)
    assert numbers(page_of(cast.leader, as_of="2013-12-19"), "LLCT-TC") == (7, 13, 2)


def test_once_it_is_due_there_is_nothing_to_forecast(cast, people):
    last = page_of(cast.leader, as_of="2015-12-30")
    due = page_of(cast.leader, as_of="2015-12-31")

    assert numbers(last, "LLCT-TC")[1] == 13
    assert "Dự báo" in last.content.decode()
    assert due.context["forecasts"] == {}
    assert "Dự báo" not in due.content.decode()


def test_the_commune_has_its_own(cast, people):
    theory(cast.staff, "Người Bảo Lâm", "intermediate", commune=OTHER_COMMUNE)
    page = page_of(cast.clerk, reverse("reports:commune", args=[COMMUNE]))

    assert numbers(page, "LLCT-TC") == (7, 13, 2)
    assert numbers(page_of(cast.leader), "LLCT-TC") == (8, 14, 2)


# --- the band and the words ---


@pytest.mark.parametrize(
    ("count", "learning", "lowest", "outlook"),
    [
        (90, 0, 90, Outlook.REACHED),
        (89, 0, 89, Outlook.MISSED),
        (92, 20, 90, Outlook.REACHED),
        (91, 20, 89, Outlook.DOUBTFUL),
        (91, 11, 89, Outlook.DOUBTFUL),  # 90% of 11 are 9,9 persons: 9 pass
        (89, 20, 87, Outlook.MISSED),
    ],
)
def test_the_band_takes_off_who_may_fail(count, learning, lowest, outlook):
    found = a_forecast(count, learning=learning)

    assert (found.lowest, found.outlook) == (lowest, outlook)


def test_the_pass_rate_is_a_setting(cast, people):
    Programme.objects.filter(is_default=True).update(pass_rate=40)

    found = forecast_of(page_of(cast.leader), "LLCT-TC")
    assert (found.lowest, found.count) == (5, 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.update(pass_rate=101)


HEAD = "Theo người đang học và người đến tuổi nghỉ hưu, dự báo 31/12/2015"


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([], ""),
        ([a_forecast(3, 4, is_hidden=True), a_forecast(0, 0)], ""),
        ([a_forecast(95), a_forecast(96, code="Y")], f"{HEAD} đạt 2/2 chỉ tiêu."),
        ([a_forecast(95), a_forecast(1, code="Y")], f"{HEAD} còn 1 chỉ tiêu không đạt: chỉ tiêu Y."),
        ([a_forecast(1), a_forecast(2, code="Y")], f"{HEAD} chỉ đạt 0/2 chỉ tiêu."),
        (
            [a_forecast(1), a_forecast(2, code="Y"), a_forecast(99, code="Z")],
            f"{HEAD} chỉ đạt 1/3 chỉ tiêu: chỉ tiêu Z.",
        ),
        (
            [a_forecast(91, learning=20), a_forecast(99, code="Z")],
            f"{HEAD} đạt 1/2 chỉ tiêu. Chưa chắc đạt: chỉ tiêu X.",
        ),
    ],
)
def test_the_sentence_names_the_fewer(found, sentence):
    assert outlook_sentence(found) == sentence


def test_the_page_says_it_in_the_verdict_the_bullet_and_the_line(cast, people):
    html = unescape(page_of(cast.leader, target="LLCT-TC").content.decode())

    assert f"{HEAD} chỉ đạt 0/7 chỉ tiêu." in html
    assert re.search(r'aria-label="Lý luận chính trị trung cấp[^"]+dự báo 53,8%', html)
    assert "Dự báo 53,8</text>" in html
    assert html.count('<rect class="fc"') == 7 + 1  # nobody is a civil servant; the legend
    assert html.count('<polygon class="cone"') == 1


# --- the lists behind ---


def test_both_numbers_open_the_people(cast, people):
    client = Client()
    client.force_login(cast.clerk)
    pages = [client.get(address) for address in (district(), reverse("reports:commune", args=[COMMUNE]))]
    for page in pages:
        html = page.content.decode()
        links = dict(re.findall(r'href="([^"]+counted=(?:expected|staying)[^"]*)">([\d.]+)', html))
        assert len(links) == 14
        for link, number in links.items():
            assert client.get(unescape(link)).context["page"].total == int(number), link


def test_the_list_tells_who_is_still_learning(cast, people):
    page = page_of(cast.clerk, PEOPLE, unit=DISTRICT, target="LLCT-TC", counted="expected")
    html = page.content.decode()

    names = {person.cadre.full_name for person in page.context["people"]}
    assert names == {*(f"Lý Văn {number}" for number in range(5)), "Bế Văn 0", "Bế Văn 1"}
    assert html.count("đang học</td>") == 2
    assert "7 người dự báo đạt" in html
    assert "dự báo đạt vào 31/12/2015" in html


@pytest.mark.parametrize(
    "query",
    [
        {"counted": "expected"},
        {"counted": "staying", "group": "elected_cadre"},
        {"counted": "expected", "target": "TH", "as_of": "2015-12-31"},
    ],
    ids=["no target", "a group", "due"],
)
def test_without_a_target_or_time_left_there_is_no_such_list(cast, people, query):
    assert page_of(cast.clerk, PEOPLE, unit=DISTRICT, **query).status_code == 404


@pytest.mark.parametrize(
    ("counted", "words", "answers"),
    [
        ("expected", "dự báo đạt vào 31/12/2015", ["được tính"] * 5 + ["đang học"] * 2),
        (
            "staying",
            "dự báo còn giữ chức danh vào 31/12/2015",
            ["được tính"] * 5 + ["không được tính"] * 8,
        ),
    ],
)
def test_the_file_says_which_part_it_holds_and_who_is_still_learning(cast, people, counted, words, answers):
    address = reverse("reports:people_download")
    answer = page_of(cast.staff, address, unit=DISTRICT, target="LLCT-TC", counted=counted)
    sheet = load_workbook(BytesIO(answer.content)).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]

    assert any(words in cell for cell in cells)
    assert sorted(cell for cell in cells if cell in answers) == sorted(answers)


def test_who_sees_only_aggregates_gets_no_small_number(cast, people):
    page = page_of(cast.administrator)
    html = page.content.decode()

    assert forecast_of(page, "LLCT-TC").is_hidden
    assert "counted=expected" not in html
    assert "Dự báo 53,8" not in html
    assert page.context["outlook"] == ""


def test_large_numbers_are_told_to_those_too(cast):
    for number in range(12):
        theory(cast.staff, f"Lý Văn {number}", "intermediate" if number < 6 else "none")

    page = page_of(cast.administrator)

    assert numbers(page, "LLCT-TC") == (6, 12, 0)
    assert not forecast_of(page, "LLCT-TC").is_hidden
