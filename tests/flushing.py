"""Emptying a test database whose log refuses to be emptied.

A transactional test ends with a flush of all tables; the append-only triggers would stop it. They are taken
away for the length of the flush and stand again before the next test begins. The reference data is loaded
anew as well: whatever test comes next, in this file or in another, finds it.
"""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase

from accounts import append_only
from registry.reference.load import load_reference

_empty_tables = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def empty_with_triggers_away(self: TransactionTestCase) -> None:
    append_only.remove(connection)
    try:
        _empty_tables(self)
    finally:
        append_only.install(connection)
    load_reference()


@pytest.fixture(scope="session", autouse=True)
def log_can_be_flushed() -> Iterator[None]:
    """Imported by tests/conftest.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_with_triggers_away)
        yield
