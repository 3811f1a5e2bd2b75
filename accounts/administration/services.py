"""What changes an account. Every change adds a line to the access log: who, to whom, what."""

import secrets
from datetime import timedelta

from axes.utils import reset as reset_axes
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind, Agency, User, UserRight
from accounts.rights import Right, Role, grantable_rights, right_label
from accounts.sign_in import second_factor

ACCOUNT = "account"
# No 0 and o, 1 and l and i: the password is read aloud or copied from paper.
ONE_TIME_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
ONE_TIME_GROUPS, ONE_TIME_GROUP_LENGTH = 4, 4


def set_preference(request: UserRequest, name: str, value: object) -> None:
    """How the account likes its own pages (`single_keys`, `list_columns`); no line in the log."""
    setattr(request.user, name, value)
    request.user.save(update_fields=[name])


@transaction.atomic
def create_account(
    request: UserRequest,
    *,
    username: str,
    full_name: str,
    agency: Agency | None,
    role: str,
    extra_rights: list[str],
) -> tuple[User, str]:
    """Make an account for a named person; return it with the one-time password to hand over."""
    account = User.objects.create_user(username, full_name=full_name, agency=agency, role=role)
    _set_rights(account, extra_rights, granted_by=request.user)
    record(
        request, AccessKind.ACCOUNT_CHANGED, ACCOUNT, account.username, f"Tạo, {account.get_role_display()}"
    )
    return account, issue_one_time_password(request, account=account)


@transaction.atomic
def change_account(
    request: UserRequest,
    *,
    account: User,
    full_name: str,
    agency: Agency | None,
    role: str,
    extra_rights: list[str],
) -> list[str]:
    """Change who the person is, the role and the extra rights; return what changed, in words.

    Nobody changes the role or rights of their own account.
    """
    stored = _locked(request, account)
    changes = _changes(stored, full_name=full_name, agency=agency, role=role)
    granted, withdrawn = _rights_difference(stored, extra_rights)
    changes += [f"Cấp quyền: {right_label(right)}" for right in granted]
    changes += [f"Thu quyền: {right_label(right)}" for right in withdrawn]
    if stored.pk == request.user.pk and (role != stored.role or granted or withdrawn):
        raise PermissionDenied
    stored.full_name, stored.agency, stored.role = full_name, agency, role
    stored.full_clean(exclude=["password"])
    stored.save(update_fields=["full_name", "agency", "role"])
    _set_rights(stored, extra_rights, granted_by=request.user)
    if changes:
        record(request, AccessKind.ACCOUNT_CHANGED, ACCOUNT, stored.username, "; ".join(changes))
    return changes


@transaction.atomic
def lock_account(request: UserRequest, *, account: User) -> None:
    """Nobody can sign in with it and every session of it ends; its facts and log lines stay."""
    stored = _locked(request, account)
    if stored.pk == request.user.pk:
        raise PermissionDenied
    stored.is_active = False
    stored.session_round += 1
    stored.save(update_fields=["is_active", "session_round"])
    record(request, AccessKind.ACCOUNT_CHANGED, ACCOUNT, stored.username, "Khóa")


@transaction.atomic
def unlock_account(request: UserRequest, *, account: User) -> None:
    """The account may be used again, with the password it had."""
    stored = _locked(request, account)
    stored.is_active = True
    stored.save(update_fields=["is_active"])
    record(request, AccessKind.ACCOUNT_CHANGED, ACCOUNT, stored.username, "Mở khóa")


@transaction.atomic
def issue_one_time_password(request: UserRequest, *, account: User) -> str:
    """Give the account a password that is good once, for three days, and must be replaced at once.

    It is returned to be shown on one page; only its hash is stored, and no log holds it. Every session of
    the account ends and its lock-outs are lifted.
    """
    stored = _locked(request, account)
    groups = [
        "".join(secrets.choice(ONE_TIME_ALPHABET) for _ in range(ONE_TIME_GROUP_LENGTH))
        for _ in range(ONE_TIME_GROUPS)
    ]
    password = "-".join(groups)
    stored.set_password(password)
    stored.must_change_password = True
    stored.one_time_until = timezone.now() + timedelta(hours=settings.ONE_TIME_PASSWORD_HOURS)
    stored.save(update_fields=["password", "must_change_password", "one_time_until"])
    reset_axes(username=stored.username)
    record(request, AccessKind.ACCOUNT_CHANGED, ACCOUNT, stored.username, "Cấp mật khẩu dùng một lần")
    return password


@transaction.atomic
def forget_second_factor(request: UserRequest, *, account: User) -> None:
    """For a lost telephone: the next sign-in registers a new one. Every session of the account ends."""
    stored = _locked(request, account)
    second_factor.forget(stored)
    stored.session_round += 1
    stored.save(update_fields=["session_round"])
    record(request, AccessKind.ACCOUNT_CHANGED, ACCOUNT, stored.username, "Xóa mã xác thực")


def may_administer(by: User, account: User) -> bool:
    """An administrator administers all accounts but those that may do everything."""
    return by.has_right(Right.MANAGE_ACCOUNTS) and (by.is_superuser or not account.is_superuser)


def _locked(request: UserRequest, account: User) -> User:
    stored = User.objects.select_for_update(of=("self",)).select_related("agency").get(pk=account.pk)
    if not may_administer(request.user, stored):
        raise PermissionDenied
    return stored


def _changes(stored: User, *, full_name: str, agency: Agency | None, role: str) -> list[str]:
    before = (stored.full_name, str(stored.agency or "–"), stored.get_role_display())
    after = (full_name, str(agency or "–"), Role(role).label)
    labels = ("Họ và tên", "Cơ quan", "Vai trò")
    return [
        f"{label}: {old} → {new}" for label, old, new in zip(labels, before, after, strict=True) if old != new
    ]


def _rights_difference(account: User, wanted: list[str]) -> tuple[list[str], list[str]]:
    held = set(account.granted_rights.values_list("right", flat=True))
    return sorted(set(wanted) - held), sorted(held - set(wanted))


def _set_rights(account: User, wanted: list[str], *, granted_by: User) -> None:
    if not set(wanted) <= set(grantable_rights()):
        raise PermissionDenied
    granted, withdrawn = _rights_difference(account, wanted)
    account.granted_rights.filter(right__in=withdrawn).delete()
    for right in granted:
        UserRight.objects.create(user=account, right=right, granted_by=granted_by)
