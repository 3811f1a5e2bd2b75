"""A person of a merged commune bears one unit name on every page, sheet and letter: the one of the day.

Xã Tân Việt went into xã Nam Quang on 01/02/2020, and the posting runs on; every page speaks of 05/03/2021.
"""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from docx import Document

from accounts.models import Role
from tests.factories import registry as facts
from tests.factories import training as school

pytestmark = pytest.mark.django_db

DAY = date(2021, 3, 5)
GONE, NAME = "Tân Việt", "Nam Quang"
QUERY = {"as_of": DAY.isoformat()}


@pytest.fixture
def officer(client, reference):
    user = facts.make_user("ban.tochuc", role=Role.PROVINCE_STAFF, units=(facts.unit_coded("04"),))
    client.force_login(user)
    return user


@pytest.fixture
def person(officer):
    return facts.make_cadre(officer, facts.unit_coded("01306"), "Lý A Sình")


@pytest.fixture
def training_class(officer, person):
    row = school.make_class(officer, code="LOP-2021", starts_on=DAY, ends_on=date(2021, 6, 30))
    school.make_enrolment(officer, school.make_seats(officer, row, facts.unit_coded("04")), person)
    return row


def row_of(client, path, **query):
    """The line of the table in which the person stands, as text."""
    text = client.get(path, {**QUERY, **query}).content.decode()
    (row,) = [row for row in text.split("<tr")[1:] if "Lý A Sình" in row]
    return row.split("</tr>")[0]


def rows_of_workbook(client, path, **query):
    response = client.get(path, {**QUERY, **query})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response))).active
    return [row for row in sheet.iter_rows(values_only=True) if "Lý A Sình" in row]


def on_list(client, person, training_class):
    return row_of(client, "/ho-so/")


def on_card(client, person, training_class):
    card = client.get(f"/ho-so/{person.code}/", QUERY).content.decode()
    return card.split('<div class="head">')[1].split("</h1>")[1].split("</p>")[0]


def on_class_page(client, person, training_class):
    return row_of(client, f"/dao-tao/lop/{training_class.code}/")


def on_choice_of_a_class(client, person, training_class):
    return row_of(client, "/dao-tao/ghi-danh/", code=person.code)


def among_those_in_need(client, person, training_class):
    return row_of(client, "/dao-tao/nhu-cau/danh-sach/")


def behind_a_number(client, person, training_class):
    return row_of(client, "/tong-quan/nguon-so/")


def on_list_of_trainees(client, person, training_class):
    return str(rows_of_workbook(client, "/dao-tao/xuat/hoc-vien/tai-ve/"))


def in_workbook(client, person, training_class):
    return str(rows_of_workbook(client, "/ho-so/tai-ve/"))


def _list_of_letter(client, training_class, draft):
    response = client.get(f"/dao-tao/xuat/lop/{training_class.code}/{draft}/")
    people = Document(BytesIO(response.content)).tables[-1]
    return " ".join(cell.text for cell in people.rows[1].cells)


def in_decision(client, person, training_class):
    return _list_of_letter(client, training_class, "quyet-dinh")


def in_summons(client, person, training_class):
    return _list_of_letter(client, training_class, "trieu-tap")


@pytest.mark.parametrize(
    "where",
    [
        on_list,
        on_card,
        on_class_page,
        on_choice_of_a_class,
        among_those_in_need,
        behind_a_number,
        on_list_of_trainees,
        in_workbook,
        in_decision,
        in_summons,
    ],
)
def test_a_merged_commune_is_called_by_the_name_of_the_day(client, person, training_class, where):
    text = where(client, person, training_class)

    assert NAME in text
    assert GONE not in text


def test_the_history_of_a_card_keeps_the_name_of_its_own_time(client, person):
    text = client.get(f"/ho-so/{person.code}/", QUERY).content.decode()

    assert f"xã {GONE}" in text
