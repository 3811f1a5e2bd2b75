"""Every kind of hostile workbook: a Vietnamese sentence or the right result, in time and in little memory."""

from __future__ import annotations

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registry.models import Act, ImportBatch
from registry.workbook import service
from registry.workbook.planning.findings import FileRefused
from registry.workbook.planning.planning import FilePlan, Request
from registry.workbook.reading.containers import kind_of
from registry.workbook.reading.reading import read
from tests.corpus.base import Kind
from tests.corpus.make import ALL, KINDS
from tests.corpus.memory import megabytes_to_read
from tests.registry.workbook.books import DAY
from tests.registry.workbook.hashes import hashes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference"), pytest.mark.one_database]

SECONDS, MEGABYTES = 10, 300
# Refused by the container alone.
NEVER_OPENED = {"empty", "not_workbook", "damaged", "password", "macros", "bomb"}
EACH = pytest.mark.parametrize("kind", [kind for _, kind in ALL], ids=[f"{g}: {k.name}" for g, k in ALL])
# The page shows what the service says: a few of each group are sent through it.
SENT = [kind for kinds in KINDS.values() for kind in kinds[:3]]


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    """Bytes by kind, each built once."""
    return {}


def bytes_of(kind: Kind, built: dict[str, bytes]) -> bytes:
    if kind.name not in built:
        built[kind.name] = kind.build()
    return built[kind.name]


def checked(kind, content, user) -> FilePlan | FileRefused:
    try:
        return service.check(Request(user, read(kind.file_name, content), DAY))
    except FileRefused as refusal:
        return refusal


@EACH
def test_a_hostile_workbook_ends_in_words_or_the_right_result(kind, built, clerk):
    content, before = bytes_of(kind, built), hashes()
    started = processor_seconds()

    result = checked(kind, content, clerk)

    assert processor_seconds() - started < SECONDS
    assert hashes() == before
    assert not Act.objects.exists()
    if isinstance(result, FileRefused):
        assert result.code == kind.refused
        assert "Chưa ghi gì vào hệ thống." in str(result)
    else:
        assert kind.refused == ""
        assert len(result.rows) == kind.rows
        assert sorted(finding.code for finding in result.errors) == sorted(kind.faults)
        assert all(finding.message.endswith(".") for finding in result.errors)


@pytest.mark.parametrize("kind", SENT, ids=[kind.name for kind in SENT])
def test_the_page_answers_a_hostile_workbook(kind, built, client, clerk):
    client.force_login(clerk)
    before = hashes()
    file = SimpleUploadedFile(kind.file_name, bytes_of(kind, built))

    response = client.post(reverse("registry:import_start"), {"file": file, "as_of": "31/12/2013"})

    if kind.refused:
        assert response.status_code == 422
        assert not ImportBatch.objects.exists()
    else:
        assert response.status_code == 302
        assert client.get(response["Location"]).status_code == 200
    assert hashes() == before


def processor_seconds() -> float:
    """Of this process and those it has waited for: other work on the machine does not count."""
    return sum(os.times()[:4])


READ_APART = [kind for _, kind in ALL if kind.refused not in NEVER_OPENED and kind.suffix == ".xlsx"]


@pytest.mark.parametrize("kind", READ_APART, ids=[kind.name for kind in READ_APART])
def test_the_reader_takes_little_memory(kind, built):
    content = bytes_of(kind, built)
    assert kind_of(kind.file_name, content) == "xlsx"

    assert megabytes_to_read("xlsx", content) < MEGABYTES


def test_memory_is_seen():
    """The measure itself: the string of 600 MB, which never gets that far, would exceed it."""
    huge = next(kind for _, kind in ALL if kind.name == "string of 600 MB")

    assert megabytes_to_read("xlsx", huge.build()) > MEGABYTES
