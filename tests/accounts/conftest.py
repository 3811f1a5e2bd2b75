"""The cast: one account of each role, and the accounts that strangers would like to have."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.rights import Role
from tests.factories.accounts import make_agency, make_user


@pytest.fixture
def province_staff(db: None) -> User:
    agency = make_agency("Ban Tổ chức Tỉnh ủy Cao Bằng", kind="party_organisation_board", symbol_code="BTCTU")
    return make_user(role=Role.PROVINCE_STAFF, username="thu.lt", full_name="Lục Thị Thu", agency=agency)


@pytest.fixture
def clerk(db: None) -> User:
    return make_user(role=Role.DISTRICT_CLERK, username="hanh.nt", full_name="Nông Thị Hạnh")


@pytest.fixture
def leader(db: None) -> User:
    return make_user(role=Role.LEADER, username="son.dv", full_name="Đàm Văn Sơn")


@pytest.fixture
def auditor(db: None) -> User:
    return make_user(role=Role.AUDITOR, username="ket.hv", full_name="Hoàng Văn Két")


@pytest.fixture
def administrator(db: None) -> User:
    return make_user(role=Role.ADMINISTRATOR, username="quan.tri", full_name="Bế Thị Quản")


@pytest.fixture
def superuser(db: None) -> User:
    return make_user(
        role=Role.ADMINISTRATOR, username="toan.quyen", full_name="Vi Văn Toàn", is_superuser=True
    )


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which the account is signed in. (`client.login` is refused by django-axes.)"""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
