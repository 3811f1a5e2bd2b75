"""The suite is hostile on purpose.

Warnings are errors and unknown template variables fail (both in pyproject.toml), the order is random
(pytest-randomly), and nothing reaches the network. That a GET may not write is held by the program itself.
"""

import gc
import socket
from collections.abc import Iterator

import hypothesis
import pytest
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from registry.models import Unit
from registry.reference.load import load_reference
from tests.demonstration import demonstration as demonstration
from tests.demonstration import demonstration_copy as demonstration_copy
from tests.flushing import log_can_be_flushed as log_can_be_flushed
from tests.hostile import connect_to_loopback_only

# The two cores are shared with a database: how long one example takes says nothing.
hypothesis.settings.register_profile("suite", deadline=None, print_blob=True)
hypothesis.settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    on_postgres = connection.vendor == "postgresql"
    marker = "one_database" if on_postgres else "postgres"
    reason = (
        "says nothing of a database: run on SQLite" if on_postgres else "needs PostgreSQL: run make check"
    )
    for item in items:
        if item.get_closest_marker(marker):
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector of garbage need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def hostile_settings() -> Iterator[None]:
    """Quick passwords. Static files are plain in the local profile already."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_to_loopback_only)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Reference data stands in every test database, as in every installation."""
    with django_db_blocker.unblock():
        load_reference()


@pytest.fixture
def reference(db: None) -> None:
    """Reference data, loaded anew where a transactional test has flushed it."""
    if not Unit.objects.exists():
        load_reference()
