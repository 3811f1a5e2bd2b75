"""What each profile refuses, tried on a real start of the program."""

import os
import re
import secrets
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cadre_std.profiles import Profile, Surroundings, local_secret_key, read_profile, refuse_unsafe

ROOT = Path(__file__).resolve().parent.parent
GOOD_KEY = secrets.token_urlsafe(64)
SOUND = Surroundings(
    debug=False,
    secret_key=GOOD_KEY,
    allowed_hosts=("canbo.example.vn",),
    public_url="https://canbo.example.vn",
    database_engine="django.db.backends.postgresql",
)
SAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
SAMPLE_KEY = next(line.split("=", 1)[1] for line in SAMPLE.splitlines() if line.startswith("SECRET_KEY="))
SOUND_ENVIRONMENT = {
    "PROFILE": "production",
    "SECRET_KEY": GOOD_KEY,
    "ALLOWED_HOSTS": "canbo.example.vn",
    "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:5432/nowhere",
}


def start(environment: dict[str, str], program: str, tree: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of their own, with nothing else in its environment."""
    code = f"import django; django.setup(); from django.conf import settings as s; {program}"
    return subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "cadre_std.settings",
            "READ_DOTENV": "false",
            "PYTHONIOENCODING": "utf-8",
            **environment,
        },
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_sound_production_settings_are_accepted():
    refuse_unsafe(Profile.PRODUCTION, SOUND)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"debug": True}, "DEBUG đang bật"),
        ({"secret_key": ""}, "Thiếu SECRET_KEY"),
        ({"secret_key": GOOD_KEY[:49]}, "SECRET_KEY quá ngắn"),
        ({"secret_key": "abab" * 20}, "SECRET_KEY quá ngắn hoặc quá đơn giản"),
        ({"secret_key": "django-insecure-" + GOOD_KEY}, "SECRET_KEY là khóa mẫu"),
        ({"secret_key": SAMPLE_KEY}, "SECRET_KEY là khóa mẫu"),
        ({"allowed_hosts": ()}, "Thiếu ALLOWED_HOSTS"),
        ({"allowed_hosts": ("*",)}, "ALLOWED_HOSTS có dấu *"),
        ({"allowed_hosts": ("*.example.vn",)}, "ALLOWED_HOSTS có dấu *"),
        ({"public_url": "http://canbo.example.vn"}, "PUBLIC_URL không bắt đầu bằng https://"),
        ({"database_engine": "django.db.backends.sqlite3"}, "DATABASE_URL chưa trỏ tới PostgreSQL"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_production_refuses(change: dict[str, Any], sentence: str):
    with pytest.raises(ImproperlyConfigured, match=re.escape(sentence)):
        refuse_unsafe(Profile.PRODUCTION, replace(SOUND, **change))


def test_production_names_all_faults_at_once():
    with pytest.raises(ImproperlyConfigured) as refusal:
        refuse_unsafe(Profile.PRODUCTION, replace(SOUND, debug=True, secret_key="", allowed_hosts=()))

    assert str(refusal.value).count("\n- ") == 3


def test_the_local_profile_refuses_to_serve_other_machines():
    with pytest.raises(ImproperlyConfigured, match=re.escape("chỉ phục vụ chính máy này")):
        refuse_unsafe(Profile.LOCAL, replace(SOUND, allowed_hosts=("127.0.0.1", "canbo.example.vn")))


def test_an_unknown_profile_is_not_taken_for_the_looser_one():
    with pytest.raises(ImproperlyConfigured, match="PROFILE"):
        read_profile("prod")


def test_the_local_key_is_random_kept_and_readable_by_its_owner_only(tmp_path: Path):
    path = tmp_path / "var" / "secret_key"

    first = local_secret_key(path)

    assert len(first) >= 50
    assert local_secret_key(path) == first
    assert local_secret_key(tmp_path / "another") != first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DEBUG": "true"}, "DEBUG đang bật"),
        ({"SECRET_KEY": ""}, "Thiếu SECRET_KEY"),
        ({"SECRET_KEY": SAMPLE_KEY}, "khóa mẫu"),
        ({"ALLOWED_HOSTS": ""}, "Thiếu ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "có dấu *"),
        ({"PUBLIC_URL": "http://canbo.example.vn"}, "https://"),
        ({"DATABASE_URL": ""}, "PostgreSQL"),
        ({"DATABASE_URL": "mysql://127.0.0.1/nowhere"}, "DATABASE_URL phải bắt đầu bằng"),
        ({"PROFILE": "produktion"}, "PROFILE phải là"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_an_unsafe_program_does_not_start(change: dict[str, str], sentence: str):
    done = start(SOUND_ENVIRONMENT | change, "print('started')")

    assert done.returncode != 0
    assert "started" not in done.stdout
    assert sentence in done.stderr


def test_a_sound_production_program_starts_with_everything_forced():
    done = start(
        SOUND_ENVIRONMENT,
        "print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SECURE_HSTS_SECONDS, s.CSRF_TRUSTED_ORIGINS)",
    )

    assert done.stderr == ""
    assert done.stdout.split() == [
        "False", "True", "True", "True", "__Host-session", "__Host-csrf", "31536000", "['https://canbo.example.vn']",
    ]  # fmt: skip


KNOWS_THE_DEMONSTRATION = (
    "from django.apps import apps; from django.core.management import get_commands; "
    "print(apps.is_installed('demo'), 'load_demo' in get_commands())"
)


def test_the_demonstration_is_known_on_one_computer_and_to_no_production():
    assert start({}, KNOWS_THE_DEMONSTRATION).stdout.split() == ["True", "True"]
    assert start(SOUND_ENVIRONMENT, KNOWS_THE_DEMONSTRATION).stdout.split() == ["False", "False"]


def test_production_starts_from_the_tree_of_its_image(tmp_path: Path):
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    shutil.copytree(ROOT, tmp_path / "app", ignore=shutil.ignore_patterns(*left_out, "__pycache__"))

    done = start(
        SOUND_ENVIRONMENT,
        "from django.core.management import call_command; from django.urls import get_resolver; "
        "get_resolver().url_patterns; call_command('check'); print('started')",
        tree=tmp_path / "app",
    )

    assert "demo" in left_out
    assert not (tmp_path / "app" / "demo").exists()
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "started"


def test_a_local_program_starts_with_nothing_set():
    done = start({}, "print(s.DEBUG, s.ALLOWED_HOSTS[0], len(s.SECRET_KEY) >= 50)")

    assert done.stdout.split() == ["False", "127.0.0.1", "True"]


@pytest.mark.parametrize(
    ("serves_pages", "expected"),
    [("true", "-c jit=off -c statement_timeout=30000 -c lock_timeout=5000"), ("false", "-c jit=off")],
)
def test_only_pages_give_up_on_a_long_statement_and_none_is_compiled(serves_pages: str, expected: str):
    done = start(
        SOUND_ENVIRONMENT | {"SERVES_PAGES": serves_pages},
        "print(s.DATABASES['default']['OPTIONS']['options'])",
    )

    assert done.stdout.strip() == expected


@pytest.mark.parametrize("profile", [{}, {"PROFILE": "local", "WEB_WORKERS": "1"}])
def test_a_local_server_binds_to_this_computer_only(profile: dict[str, str]):
    done = start(profile, "from cadre_std import serving; print(serving.bind)")

    assert done.stdout.strip() == "127.0.0.1:8000"


def test_no_secret_stands_in_the_settings():
    text = (ROOT / "cadre_std" / "settings.py").read_text(encoding="utf-8")

    assert re.findall(r'SECRET_KEY", default="[^"]+"', text) == []
