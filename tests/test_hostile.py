"""The suite's own guards can go red."""

import socket
import warnings

import pytest
from django.conf import settings
from django.db import connection
from django.template import Context, Engine, Template

from tests.hostile import NetworkRefusedError


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning):
        warnings.warn("planted", stacklevel=1)


def test_an_unknown_template_variable_fails():
    assert Engine.get_default().string_if_invalid != ""

    with pytest.raises(pytest.fail.Exception, match="planted_name"):
        Template("{{ planted_name }}").render(Context({}))


def test_the_network_is_refused():
    with socket.socket() as outside, pytest.raises(NetworkRefusedError):
        outside.connect(("192.0.2.1", 80))


def test_the_guard_against_writing_on_get_stands_next_to_the_view():
    assert settings.MIDDLEWARE[-1] == "common.readonly.ReadOnlyGetMiddleware"


@pytest.mark.postgres
def test_tests_marked_for_postgresql_run_on_it():
    assert connection.vendor == "postgresql"
