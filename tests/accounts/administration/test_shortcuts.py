"""The page of the keys, and the switch of those that are a single letter (WCAG 2.1.4)."""

import pytest
from django.urls import reverse

from accounts.models import Role
from tests.factories import registry as make

pytestmark = pytest.mark.django_db
PAGE = reverse("accounts:shortcuts")


@pytest.mark.parametrize("role", Role.values)
def test_single_letters_are_switched_off_and_on_again(client, reference, role):
    user = make.make_user("ai.do", role=role, units=(make.unit_coded("04"),))
    client.force_login(user)
    assert "data-keys" not in client.get(PAGE).content.decode()

    client.post(PAGE, {"single_keys": "off"})
    user.refresh_from_db()
    assert not user.single_keys
    assert 'data-keys="off"' in client.get(PAGE).content.decode()

    client.post(PAGE, {"single_keys": "on"})
    user.refresh_from_db()
    assert user.single_keys
