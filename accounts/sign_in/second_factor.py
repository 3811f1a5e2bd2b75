"""The second factor: a code of six digits from a telephone (RFC 6238), or a backup code used once.

Forced for accounts that see a whole province, approve or administer, where `SECOND_FACTOR_FORCED` is set (the
production profile). Backup codes are stored as digests.
"""

import secrets
from base64 import b32encode
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from accounts.models import User
from accounts.rights import Right, Role

VERIFIED = "second_factor_verified"
ROLES = frozenset({Role.ADMINISTRATOR, Role.PROVINCE_STAFF})
RIGHTS = (Right.APPROVE, Right.CLOSE_PERIOD, Right.RECORD_DECISION, Right.MANAGE_ACCOUNTS)
BACKUP_CODES = 10
BACKUP_CODE_LENGTH = 10
BACKUP_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
ISSUER = "Cán bộ cơ sở"


def needs_second_factor(user: User) -> bool:
    """True for those whose password alone would open too much (security.md 3)."""
    if not settings.SECOND_FACTOR_FORCED:
        return False
    return user.is_superuser or user.role in ROLES or user.has_any_right(*RIGHTS)


def is_enrolled(user: User) -> bool:
    """True when the account has a telephone registered."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def is_verified(request: HttpRequest) -> bool:
    """True when a code was given in this session."""
    return bool(request.session.get(VERIFIED))


def mark_verified(request: HttpRequest) -> None:
    """The session now knows more than a password: it gets a new key."""
    request.session.cycle_key()
    request.session[VERIFIED] = True


def new_key() -> str:
    """A fresh secret of 160 bits, in hexadecimal."""
    return random_hex(20)


def key_text(key: str) -> str:
    """The secret as people type it into a telephone: groups of four."""
    text = b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def qr_path(key: str, username: str) -> tuple[int, str]:
    """The secret as a QR code: modules a side, quiet zone included, and the `d` of one SVG path."""
    query = urlencode({"secret": key_text(key).replace(" ", ""), "issuer": ISSUER}, quote_via=quote)
    code = segno.make(f"otpauth://totp/{quote(ISSUER)}:{quote(username)}?{query}", error="l", micro=False)
    rows = list(code.matrix_iter(border=4))
    marks = (f"M{x} {y}.5h1" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return len(rows), "".join(marks)


@transaction.atomic
def set_up(user: User, key: str, code: str) -> list[str] | None:
    """Register the telephone if `code` fits the new secret; return the backup codes, shown only now."""
    digits = _digits(code)
    totp = TOTP(bytes.fromhex(key))
    if len(digits) != 6 or not totp.verify(int(digits), tolerance=1):
        return None
    forget(user)
    TOTPDevice.objects.create(
        user=user, name="Điện thoại", key=key, confirmed=True, last_t=totp.t(), drift=totp.drift
    )
    return _new_backup_codes(user)


@transaction.atomic
def verify(user: User, code: str) -> bool:
    """Check a code of the telephone or a backup code; each is good once, wrong ones lengthen the wait."""
    digits = _digits(code)
    if len(digits) == 6 and len(code.strip()) <= 7:
        phone = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        return bool(phone and phone.verify_token(digits))
    codes = StaticDevice.objects.select_for_update().filter(user=user).first()
    return bool(codes and codes.verify_token(_digest(user, code)))


def seconds_to_wait(user: User) -> int:
    """How long codes are refused after wrong ones; 0 when one may be tried now."""
    waits = [0]
    for device in (*TOTPDevice.objects.filter(user=user), *StaticDevice.objects.filter(user=user)):
        allowed, reason = device.verify_is_allowed()
        if not allowed:
            waits.append(2 ** (reason["failure_count"] - 1))
    return max(waits)


@transaction.atomic
def forget(user: User) -> None:
    """Remove the telephone and the backup codes; the next sign-in asks to register one."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _new_backup_codes(user: User) -> list[str]:
    device = StaticDevice.objects.create(user=user, name="Mã dự phòng", confirmed=True)
    codes = [
        "".join(secrets.choice(BACKUP_ALPHABET) for _ in range(BACKUP_CODE_LENGTH))
        for _ in range(BACKUP_CODES)
    ]
    for code in codes:
        device.token_set.create(token=_digest(user, code))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _digest(user: User, code: str) -> str:
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    return salted_hmac("accounts.second_factor", f"{user.pk}:{plain}", algorithm="sha256").hexdigest()[:16]


def _digits(code: str) -> str:
    return "".join(char for char in code if char in "0123456789")
