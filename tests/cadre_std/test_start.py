"""`make run`, apart from what the commands it calls do themselves."""

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.rights import Role
from cadre_std import postgres_ready, start
from demo.password import DEMONSTRATION_PASSWORD
from registry.models import Act


@pytest.mark.django_db
def test_the_welcome_names_the_address_and_who_may_sign_in():
    User.objects.create_user("nguoi.dung", full_name="Nông Văn Thử", role=Role.LEADER)
    User.objects.create_user("da.khoa", full_name="Hoàng Thị Khóa", role=Role.LEADER, is_active=False)

    text = start.welcome("8123")

    assert "http://127.0.0.1:8123/" in text
    assert "nguoi.dung" in text
    assert "Nông Văn Thử" in text
    assert "da.khoa" not in text


@pytest.mark.django_db
def test_many_clerks_do_not_push_the_province_out_of_the_welcome():
    for number in range(start.MOST_SIGN_INS):
        User.objects.create_user(f"huyen.{number}", full_name="Bế Văn Huyện", role=Role.DISTRICT_CLERK)
    for username, role in (("tinh", Role.PROVINCE_STAFF), ("lanh.dao", Role.LEADER)):
        User.objects.create_user(username, full_name="Nông Văn Tỉnh", role=role)

    lines = start.welcome("8123").splitlines()

    named = [line.split()[0] for line in lines if ": " in line and line.startswith("  ")]
    assert named[:2] == ["tinh", "lanh.dao"]
    assert len(named) == start.MOST_SIGN_INS


@pytest.mark.django_db
def test_the_welcome_says_the_shared_password_of_the_demonstration_and_of_nothing_else():
    author = User.objects.create_user("nguoi.dung", full_name="Nông Văn Thử", role=Role.LEADER)
    before = start.welcome("8123")

    Act.objects.create(kind="demonstration", at=timezone.now(), actor=author)

    assert DEMONSTRATION_PASSWORD not in before
    assert DEMONSTRATION_PASSWORD in start.welcome("8123")


def test_a_missing_postgresql_is_said_without_its_password(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:a-password@127.0.0.1:1/cadre_std")

    assert postgres_ready.main() == 1
    said = capsys.readouterr().err
    assert "127.0.0.1:1/cadre_std" in said
    assert "a-password" not in said
