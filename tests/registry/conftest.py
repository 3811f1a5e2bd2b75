"""The cast of the registry's tests: a clerk of Bảo Lạc, a commune of the district, and one of another."""

import pytest

from tests.factories import registry as make


@pytest.fixture
def bao_lac(reference):
    return make.unit_coded("043")


@pytest.fixture
def commune(reference):
    return make.unit_coded("01333")


@pytest.fixture
def elsewhere(reference):
    return make.unit_coded("01570")


@pytest.fixture
def clerk(bao_lac):
    return make.make_user("nhap.baolac", units=(bao_lac,))


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client
