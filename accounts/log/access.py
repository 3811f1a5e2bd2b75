"""Writing the access log. Every page that shows one person, and every list taken out, adds one line."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.addresses import client_address
from accounts.models import AccessEntry, AccessKind, User
from common.readonly import writes_allowed


def record(
    request: HttpRequest,
    kind: AccessKind,
    object_type: str = "",
    object_key: str = "",
    detail: str = "",
    rows: int | None = None,
    *,
    user: User | None = None,
) -> AccessEntry:
    """Add one line to the access log; may be called while answering a GET.

    `object_key` is an opaque code, never a name; `detail` says in Vietnamese what was seen or taken (the
    filter of a list, for instance); `rows` is how many people it held. `user` is given only where the
    request has none yet, at sign-in.
    """
    signed_in = user or request.user
    account = None if isinstance(signed_in, AnonymousUser) else signed_in
    with writes_allowed():
        return AccessEntry.objects.create(
            user_id=account.pk if account else None,
            username=account.username if account else "",
            kind=kind,
            object_type=object_type,
            object_key=object_key,
            detail=detail[:500],
            address=client_address(request),
            rows=rows,
        )
