"""The access log only grows, and is read by those who may."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory

from accounts import append_only
from accounts.log.access import record
from accounts.models import AccessEntry, AccessKind, User
from accounts.models.access import AppendOnlyError
from common.readonly import no_writes

LOG = "/quan-tri/nhat-ky-truy-cap/"


@pytest.fixture
def entry(clerk: User) -> AccessEntry:
    return AccessEntry.objects.create(
        user=clerk, username=clerk.username, kind=AccessKind.VIEW_CARD, object_type="cadre", object_key="hs1"
    )


def requested_by(user: User | AnonymousUser):
    request = RequestFactory().get("/ho-so/hs1/")
    request.user = user
    return request


def test_a_line_says_who_what_whom_and_from_where(clerk):
    entry = record(
        requested_by(clerk), AccessKind.EXPORT, "cadre_list", "huyen-08", "Chưa đạt chuẩn", rows=43
    )

    entry.refresh_from_db()
    assert (entry.user, entry.username, entry.address, entry.rows) == (clerk, "hanh.nt", "127.0.0.1", 43)
    assert (entry.object_type, entry.object_key, entry.detail) == ("cadre_list", "huyen-08", "Chưa đạt chuẩn")


def test_a_line_can_be_added_while_answering_a_get(clerk):
    with no_writes():
        record(requested_by(clerk), AccessKind.VIEW_CARD, "cadre", "hs1")

    assert AccessEntry.objects.count() == 1


def test_a_stranger_is_noted_without_an_account(db):
    assert record(requested_by(AnonymousUser()), AccessKind.SIGN_IN_FAILED).user is None


def test_a_long_filter_is_cut_instead_of_failing(clerk):
    assert len(record(requested_by(clerk), AccessKind.EXPORT, detail="x" * 600).detail) == 500


def test_the_model_refuses_to_delete_and_to_change_in_bulk(entry):
    with pytest.raises(AppendOnlyError):
        entry.delete()
    with pytest.raises(AppendOnlyError):
        AccessEntry.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        AccessEntry.objects.update(object_key="hs2")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_accessentry SET object_key = 'hs2'",
        "UPDATE accounts_accessentry SET user_id = NULL",
        "DELETE FROM accounts_accessentry",
    ],
)
def test_the_database_refuses_too(entry, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    entry.refresh_from_db()
    assert entry.object_key == "hs1"


def test_saving_a_changed_line_is_refused_by_the_database(entry):
    entry.object_key = "hs2"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()


@pytest.mark.postgres
def test_emptying_the_table_is_refused(db):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE accounts_accessentry")


def test_without_the_triggers_these_tests_would_fail(entry):
    append_only.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_accessentry SET object_key = 'hs2'")

    entry.refresh_from_db()
    assert entry.object_key == "hs2"


def test_an_account_in_the_log_cannot_be_deleted(entry, clerk):
    with pytest.raises(DatabaseError):
        User.objects.filter(pk=clerk.pk).delete()


@pytest.fixture
def reader(client_of: Callable[[User], Client], auditor: User) -> Client:
    return client_of(auditor)


def test_the_page_shows_a_line_in_words(reader, entry):
    text = reader.get(LOG).content.decode()

    assert "Xem hồ sơ" in text
    assert "Nông Thị Hạnh" in text
    assert "hs1" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("username=hanh.nt", 1),
        ("username=ai.khac", 0),
        ("kind=view_card", 1),
        ("kind=export", 0),
        ("object_key=hs1", 1),
        ("object_key=hs2", 0),
        ("first=31/12/2013", 1),
        ("last=31/12/2013", 1),
        ("first=01/01/2014", 0),
        ("first=31/12/2012&last=31/12/2013", 1),
        ("last=30/12/2013", 0),
        ("first=01/01/2013&last=01/01/2012", 1),
    ],
)
def test_the_page_filters(reader, clerk, query, found):
    # 31 December 2013, 00:30 in Cao Bằng is still the 30th in Greenwich.
    at = datetime(2013, 12, 30, 17, 30, tzinfo=UTC)
    append_only.remove(connection)
    entry = AccessEntry.objects.create(username="hanh.nt", kind="view_card", object_key="hs1", user=clerk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_accessentry SET at = %s WHERE id = %s", [at, entry.pk])

    assert reader.get(f"{LOG}?{query}").context["page"].total == found


def test_a_wrong_filter_is_explained(reader, entry):
    text = reader.get(f"{LOG}?first=32/13/2013").content.decode()

    assert "Chưa lọc được" in text


def test_the_page_costs_the_same_with_one_line_and_with_twenty(reader, entry, django_assert_num_queries):
    reader.get(LOG)
    for number in range(20):
        AccessEntry.objects.create(kind=AccessKind.VIEW_CARD, object_key=f"hs{number}", user=entry.user)

    with django_assert_num_queries(5):
        reader.get(LOG)
