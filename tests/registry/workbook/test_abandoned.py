"""A file that nobody writes is not kept for long: it holds the names and papers of many people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from registry.enums import ImportState
from registry.models import ImportBatch
from registry.workbook import uploads
from registry.workbook.planning.findings import FileRefused
from tests.registry.workbook.books import DAY, list_bytes, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def uploaded(user, age=timedelta(0), number=1):
    batch = uploads.upload(user, "danh-sach.xlsx", list_bytes([person(number)]), DAY, is_full_list=False)
    ImportBatch.objects.filter(pk=batch.pk).update(
        uploaded_at=timezone.now() - age, decisions={"rows": {"Biểu 1!5!skip": "skip"}}
    )
    return batch


def kept(batch):
    batch.refresh_from_db()
    return batch.state, bool(batch.content), bool(batch.decisions)


def test_the_next_upload_of_anybody_empties_a_file_left_for_seven_days(clerk, other_clerk):
    left = uploaded(clerk, timedelta(days=7, minutes=1))

    uploaded(other_clerk, number=2)

    assert kept(left) == (ImportState.CANCELLED, False, False)


def test_a_younger_file_stays_with_its_decisions(clerk, other_clerk):
    left = uploaded(clerk, timedelta(days=6, hours=23))

    uploaded(other_clerk, number=2)

    assert kept(left) == (ImportState.CHECKED, True, True)


def test_a_written_file_stays_written(clerk):
    batch = uploaded(clerk)
    uploads.write(ImportBatch.objects.get(pk=batch.pk), valid_rows=True)
    ImportBatch.objects.update(uploaded_at=timezone.now() - timedelta(days=30))

    assert uploads.drop_abandoned() == 0
    assert kept(batch)[0] == ImportState.WRITTEN


def test_a_refused_upload_drops_what_was_left_too(clerk):
    left = uploaded(clerk, timedelta(days=8))

    with pytest.raises(FileRefused):
        uploads.upload(clerk, "danh-sach.xlsx", b"", DAY, is_full_list=False)

    assert kept(left) == (ImportState.CANCELLED, False, False)


def test_the_page_of_a_dropped_file_says_so(clerk, client):
    left = uploaded(clerk, timedelta(days=8))
    uploads.drop_abandoned()
    client.force_login(clerk)

    text = client.get(reverse("registry:import_check", args=[left.pk])).content.decode()

    assert "quá 7 ngày chưa ghi thì tự hủy" in text
