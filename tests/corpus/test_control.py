"""The valid list of 20,000 persons, to be sure that the limits refuse nobody honest: once, on SQLite only."""

from __future__ import annotations

import pytest
from django.db import connection

from registry.models import Cadre
from registry.workbook import service
from registry.workbook.planning.planning import Request
from registry.workbook.planning.units import Communes
from registry.workbook.reading.reading import read
from tests.corpus.memory import megabytes_to_read
from tests.corpus.values import VALID_ROWS, control
from tests.registry.workbook.books import DAY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("reference"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="one database is enough for a matter of limits"),
]
MEGABYTES = 300


def test_a_valid_list_of_20_000_persons_is_checked_and_written(province):
    communes = Communes(province, DAY)
    content = control([(code, commune.name) for code, commune in sorted(communes.by_code.items())])

    request = Request(province, read("danh-sach.xlsx", content), DAY)
    checked = service.check(request)
    written, act = service.write(request)

    assert act is not None
    assert len(checked.rows) == len(written.rows) == VALID_ROWS
    assert checked.errors == []
    assert Cadre.objects.count() == VALID_ROWS
    assert Cadre.history.filter(act=act).count() == VALID_ROWS
    assert megabytes_to_read("xlsx", content) < MEGABYTES
