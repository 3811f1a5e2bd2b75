"""A test database is emptied although its log refuses, and refuses again afterwards."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import AccessEntry, AccessKind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("round_number", [1, 2])
def test_each_transactional_test_begins_with_an_empty_log_that_refuses(round_number):
    assert not AccessEntry.objects.exists()
    AccessEntry.objects.create(kind=AccessKind.VIEW_CARD, object_key="hs1")

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM accounts_accessentry")
