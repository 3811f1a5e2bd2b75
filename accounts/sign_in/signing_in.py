"""Signing in: three limits against guessing, one answer for every wrong pair, one log line for each try.

Limits (security.md 3 and trap 16): five failures of one name from one address (django-axes), failures from
one address over all names, failures of one name from all addresses. Each holds for 15 minutes. Names that do
not exist are counted like those that do, so that a lock-out tells nothing.
"""

from datetime import timedelta
from enum import Enum, auto

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.addresses import client_address
from accounts.log.access import record
from accounts.models import AccessEntry, AccessKind, User

NAME_TRIED = "sign_in_name"


class Outcome(Enum):
    """How a try to sign in ended."""

    SIGNED_IN = auto()
    WRONG = auto()
    ONE_TIME_EXPIRED = auto()
    LOCKED_OUT = auto()


def sign_in(request: HttpRequest, username: str, password: str) -> Outcome:
    """Try a name and a password; on success the session is the account's, under a new key."""
    if too_many_failures(request, username):
        return _locked_out(request, username)
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        if user.one_time_until and user.one_time_until < timezone.now():
            return Outcome.ONE_TIME_EXPIRED
        login(request, user)
        record(request, AccessKind.SIGN_IN, user=user)
        return Outcome.SIGNED_IN
    was_tried = not getattr(request, "axes_locked_out", False) or bool(
        getattr(request, "axes_failures_since_start", None)
    )
    if was_tried:  # a try during a lock-out tests no password and must not prolong anything
        note_failure(request, username)
    if getattr(request, "axes_locked_out", False):
        return _locked_out(request, username)
    return Outcome.WRONG


def too_many_failures(request: HttpRequest, username: str) -> bool:
    """True when this address, or this name from anywhere, has failed too often in the last 15 minutes."""
    since = timezone.now() - timedelta(seconds=settings.SIGN_IN_COOL_OFF_SECONDS)
    failed = AccessEntry.objects.filter(kind=AccessKind.SIGN_IN_FAILED, at__gte=since)
    from_here = failed.filter(address=client_address(request)).count()
    with_name = failed.filter(object_type=NAME_TRIED, object_key=name_digest(username)).count()
    return (
        from_here >= settings.SIGN_IN_FAILURES_PER_ADDRESS or with_name >= settings.SIGN_IN_FAILURES_PER_NAME
    )


def note_failure(request: HttpRequest, username: str) -> None:
    """Add a failure to the log. What was typed is kept as a digest: it may have been a password."""
    known = User.objects.filter(username=username).first()
    record(
        request,
        AccessKind.SIGN_IN_FAILED,
        NAME_TRIED,
        name_digest(username),
        "" if known else "Không có tài khoản này",
        user=known,
    )


def name_digest(username: str) -> str:
    """Digest under which tries of one name are counted."""
    return salted_hmac("accounts.sign_in_name", username, algorithm="sha256").hexdigest()[:32]


def _locked_out(request: HttpRequest, username: str) -> Outcome:
    """One line in the log for each lock-out, not for each try during it."""
    since = timezone.now() - timedelta(seconds=settings.SIGN_IN_COOL_OFF_SECONDS)
    digest, address = name_digest(username), client_address(request)
    noted = AccessEntry.objects.filter(
        kind=AccessKind.LOCKED_OUT, at__gte=since, address=address, object_key=digest
    )
    if not noted.exists():
        record(request, AccessKind.LOCKED_OUT, NAME_TRIED, digest)
    return Outcome.LOCKED_OUT
