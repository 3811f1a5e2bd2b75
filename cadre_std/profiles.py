"""Where the program runs and what it refuses there.

`local` is one computer: http on the loopback address, SQLite, no server to look after. `production` is a
server with personal data of thousands of people: it does not start while anything in its settings is unsafe.
"""

import os
import secrets
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_MIN_LENGTH = 50
SECRET_KEY_MIN_DISTINCT = 10
# Pieces of keys that were printed somewhere once: in .env.example, in Django's template, in tutorials.
SAMPLE_KEY_PIECES = ("thay-khoa-nay", "django-insecure", "change", "sample", "example", "secret")
DATABASE_ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})


class Profile(StrEnum):
    """The two ways to run the program."""

    LOCAL = "local"
    PRODUCTION = "production"


@dataclass(frozen=True)
class Surroundings:
    """What the environment says, before anything is started with it."""

    debug: bool
    secret_key: str
    allowed_hosts: tuple[str, ...]
    public_url: str
    database_engine: str


def read_profile(name: str) -> Profile:
    """The profile called `name`; an unknown name is refused rather than taken for the looser one."""
    try:
        return Profile(name)
    except ValueError as error:
        raise ImproperlyConfigured(f"PROFILE phải là local hoặc production, không phải “{name}”.") from error


def read_database(url: str, otherwise: str) -> dict[str, Any]:
    """Django's connection settings for `DATABASE_URL`, which may be empty: SQLite or PostgreSQL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an unknown kind of database is refused below, in words
        found = dict(environ.Env.db_url_config(url or otherwise))
    if found.get("ENGINE") not in DATABASE_ENGINES:
        raise ImproperlyConfigured(
            "DATABASE_URL phải bắt đầu bằng sqlite:/// hoặc postgres://. Chưa khởi động."
        )
    return found


def refuse_unsafe(profile: Profile, found: Surroundings) -> None:
    """Raise `ImproperlyConfigured` with every fault of the settings at once, in Vietnamese."""
    faults = list(_production_faults(found) if profile is Profile.PRODUCTION else _local_faults(found))
    if faults:
        raise ImproperlyConfigured(
            f"Chưa khởi động, vì cấu hình “{profile.value}” không an toàn (dữ liệu không bị đụng tới):\n"
            + "\n".join(f"- {fault}" for fault in faults)
        )


def local_secret_key(path: Path) -> str:
    """The key of this computer: made at random on the first start, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64), encoding="ascii")
        fresh.replace(path)
    return path.read_text(encoding="ascii")


def _production_faults(found: Surroundings) -> Iterator[str]:
    if found.debug:
        yield "DEBUG đang bật; trang lỗi sẽ để lộ dữ liệu. Bỏ DEBUG hoặc đặt DEBUG=false."
    yield from _secret_key_faults(found.secret_key)
    if not found.allowed_hosts:
        yield "Thiếu ALLOWED_HOSTS. Ghi tên miền của máy chủ, ví dụ ALLOWED_HOSTS=canbo.tinh.gov.vn."
    if any("*" in host for host in found.allowed_hosts):
        yield "ALLOWED_HOSTS có dấu *, tức là nhận mọi tên miền. Ghi đúng tên miền của máy chủ."
    if found.allowed_hosts and not found.public_url.startswith("https://"):
        yield "PUBLIC_URL không bắt đầu bằng https://. Máy chủ thật chỉ chạy qua https."
    if "sqlite" in found.database_engine:
        yield "DATABASE_URL chưa trỏ tới PostgreSQL. Máy chủ thật dùng PostgreSQL 15 trở lên."


def _secret_key_faults(key: str) -> Iterator[str]:
    advice = "Tạo khóa mới: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
    if not key:
        yield f"Thiếu SECRET_KEY. {advice}"
    elif any(piece in key.lower() for piece in SAMPLE_KEY_PIECES):
        yield f"SECRET_KEY là khóa mẫu. {advice}"
    elif len(key) < SECRET_KEY_MIN_LENGTH or len(set(key)) < SECRET_KEY_MIN_DISTINCT:
        yield f"SECRET_KEY quá ngắn hoặc quá đơn giản (cần từ {SECRET_KEY_MIN_LENGTH} ký tự). {advice}"


def _local_faults(found: Surroundings) -> Iterator[str]:
    strange = [host for host in found.allowed_hosts if host not in LOOPBACK_HOSTS]
    if strange:
        yield (
            f"PROFILE=local chỉ phục vụ chính máy này, nhưng ALLOWED_HOSTS có {', '.join(strange)}. "
            "Muốn cho máy khác dùng thì đặt PROFILE=production."
        )
