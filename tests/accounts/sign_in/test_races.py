"""Two at once, on a database that really lets two work at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from accounts.sign_in import second_factor
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
KEY = "3132333435363738393031323334353637383930"
AT_ONCE = 6


def all_at_once(call: Callable[[], bool]) -> list[bool]:
    """What each of several threads got, started together, each on its own connection."""
    ready = Barrier(AT_ONCE)

    def run(_number: int) -> bool:
        try:
            ready.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


@pytest.fixture
def owner() -> User:
    return make_user()


@pytest.mark.parametrize("attempt", range(3))
def test_a_code_of_the_telephone_is_accepted_once(owner, attempt):
    TOTPDevice.objects.create(user=owner, key=KEY, confirmed=True, name="Điện thoại")
    code = f"{TOTP(bytes.fromhex(KEY)).token():06d}"

    assert all_at_once(lambda: second_factor.verify(owner, code)).count(True) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_a_backup_code_is_accepted_once(owner, attempt):
    codes = second_factor.set_up(owner, KEY, f"{TOTP(bytes.fromhex(KEY)).token():06d}")
    assert codes is not None

    assert all_at_once(lambda: second_factor.verify(owner, codes[0])).count(True) == 1
    assert StaticToken.objects.filter(device__user=owner).count() == 9
