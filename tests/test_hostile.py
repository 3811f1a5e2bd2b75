"""The suite's own guards can go red."""

import socket
import warnings

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine, Template
from django.test import RequestFactory

from tests.hostile import NetworkRefusedError, get_may_not_write


def writing_view(request: HttpRequest) -> HttpResponse:
    ContentType.objects.create(app_label="planted", model="planted")
    return HttpResponse()


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


@pytest.mark.django_db
def test_a_get_that_writes_fails():
    with pytest.raises(AssertionError, match="GET"):
        get_may_not_write(writing_view)(RequestFactory().get("/"))


@pytest.mark.django_db
def test_a_post_may_write():
    get_may_not_write(writing_view)(RequestFactory().post("/"))

    assert ContentType.objects.filter(app_label="planted").exists()


@pytest.mark.postgres
def test_tests_marked_for_postgresql_run_on_it():
    assert connection.vendor == "postgresql"
