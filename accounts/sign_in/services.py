"""What a person changes of the own sign-in."""

from django.contrib.auth import update_session_auth_hash
from django.db import transaction

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind, User


@transaction.atomic
def change_own_password(request: UserRequest, *, password: str) -> None:
    """Replace one's own password: all other sessions end, this one goes on under a new key."""
    user = User.objects.select_for_update().get(pk=request.user.pk)
    user.set_password(password)
    user.must_change_password = False
    user.one_time_until = None
    user.save(update_fields=["password", "must_change_password", "one_time_until"])
    update_session_auth_hash(request, user)
    record(request, AccessKind.PASSWORD_CHANGED, user=user)
