"""The table of a page as a workbook: what the screen says, logged, without what the account may not see."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.models import AccessEntry, AccessKind
from tests.reports.small_province import DISTRICT, OTHER_DISTRICT, PROVINCE

pytestmark = pytest.mark.django_db

DOWNLOAD = "/tong-quan/tai-bang/"


@pytest.fixture
def rows(client):
    def rows(user, **query):
        client.force_login(user)
        response = client.get(DOWNLOAD, query)
        assert response.status_code == 200
        sheet = load_workbook(BytesIO(response.content)).active
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    return rows


def row_named(rows, name):
    return next(row for row in rows if row[0] == name)


def test_the_workbook_says_what_the_table_says(cast, rows):
    found = rows(cast.leader, unit=PROVINCE)
    heads = row_named(found, "Đơn vị")
    at = heads.index("LLCT từ sơ cấp: đạt")

    assert row_named(found, "Bảo Lạc")[at : at + 3] == [1, 3, 33.3]
    assert row_named(found, "tỉnh Cao Bằng")[at : at + 3] == [3, 5, 60]
    assert row_named(found, "Lộ trình, %")[at + 2] == 55
    assert row_named(found, "Mục tiêu, %")[at + 2] == 90
    assert len([row for row in found if row[0]]) == 3 + 1 + 13 + 3


def test_a_cut_gives_its_own_rows(cast, rows):
    found = rows(cast.staff, unit=DISTRICT, cut="group")

    assert [row[1] for row in found if row[0] in ("Cán bộ", "Công chức")] == [2, 1]


def test_small_numbers_stay_hidden_in_the_file(cast, rows):
    found = rows(cast.administrator, unit=PROVINCE)

    assert row_named(found, "Bảo Lạc").count("ẩn") >= 3
    assert row_named(found, "tỉnh Cao Bằng")[11:14] != [3, 5, 60]


def test_the_download_is_logged(cast, rows):
    rows(cast.leader, unit=DISTRICT)

    entry = AccessEntry.objects.get(kind=AccessKind.EXPORT)
    assert (entry.object_type, entry.user) == ("targets", cast.leader)


@pytest.mark.parametrize("unit", [OTHER_DISTRICT, PROVINCE, "", "999"])
def test_outside_the_scope_there_is_no_file(cast, client, unit):
    client.force_login(cast.clerk)

    assert client.get(DOWNLOAD, {"unit": unit}).status_code == 404
