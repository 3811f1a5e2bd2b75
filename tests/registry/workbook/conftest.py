import pytest

from accounts.models import User
from tests.factories.registry import make_user, unit_coded


@pytest.fixture
def clerk(reference: None) -> User:
    return make_user("huyenbaolac", units=(unit_coded("043"),), rights=("export_personal",))


@pytest.fixture
def other_clerk(reference: None) -> User:
    return make_user("huyenbaolam", units=(unit_coded("042"),), rights=("export_personal",))


@pytest.fixture
def province(reference: None) -> User:
    return make_user("tinh", units=(unit_coded("04"),), rights=("export_personal",))
