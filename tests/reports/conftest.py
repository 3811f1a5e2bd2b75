"""The cast of the pages of figures, with a few people in two districts."""

import pytest

from tests.reports.small_province import make_cast, make_people


@pytest.fixture
def cast():
    cast = make_cast()
    make_people(cast.staff)
    return cast
