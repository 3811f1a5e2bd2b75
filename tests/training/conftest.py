"""The cast of training's tests: an officer of the province, clerks of two districts, a leader; a class with
seats for the first district, the second, and the whole province."""

import pytest

from accounts.models import Role
from tests.factories import registry as make
from tests.factories import training as make_training


@pytest.fixture
def province(reference):
    return make.unit_coded("04")


@pytest.fixture
def bao_lac(reference):
    return make.unit_coded("043")


@pytest.fixture
def ha_lang(reference):
    return make.unit_coded("048")


@pytest.fixture
def commune(reference):
    """In Bảo Lạc."""
    return make.unit_coded("01333")


@pytest.fixture
def elsewhere(reference):
    """In Hạ Lang."""
    return make.unit_coded("01570")


@pytest.fixture
def officer(province):
    return make.make_user("ban.tochuc", role=Role.PROVINCE_STAFF, units=(province,))


@pytest.fixture
def clerk(bao_lac):
    return make.make_user("nhap.baolac", units=(bao_lac,))


@pytest.fixture
def other_clerk(ha_lang):
    return make.make_user("nhap.halang", units=(ha_lang,))


@pytest.fixture
def leader(province):
    return make.make_user("lanh.dao", role=Role.LEADER, units=(province,))


@pytest.fixture
def training_class(officer):
    """Open, 01/03/2013 to 28/02/2015, intermediate professional level; no seats yet."""
    return make_training.make_class(officer, code="TC-2013", name="Trung cấp hành chính")


@pytest.fixture
def seats(officer, training_class, bao_lac):
    """Three seats for Bảo Lạc from the scheme."""
    return make_training.make_seats(officer, training_class, bao_lac, 3)


@pytest.fixture
def other_seats(officer, training_class, ha_lang):
    """Two seats for Hạ Lang from the yearly budget."""
    return make_training.make_seats(officer, training_class, ha_lang, 2, "NSTX")


@pytest.fixture
def common_seats(officer, training_class, province):
    """Four seats for anybody in the province."""
    return make_training.make_seats(officer, training_class, province, 4, "KHAC")


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client
