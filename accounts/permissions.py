"""Who may call a view. Which units it then shows is decided by the scope of `registry`.

A right is held through the role (`rights_of`), through a grant to the one account (`UserRight`), or by a
superuser, who may do everything. A locked account holds none.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from accounts.http import UserRequest
from accounts.models import User
from accounts.rights import Right

__all__ = ["Right", "allow", "has_right"]

View = Callable[..., HttpResponseBase]


def has_right(user: User, right: str) -> bool:
    """True when the account may do this, somewhere."""
    return user.has_right(right)


def allow(*rights: str) -> Callable[[View], View]:
    """Let in accounts with any of the rights, answer the others with the 403 page.

    Without rights every signed-in account is let in. The view carries them as `.rights`, so that a test can
    go through all addresses and find the one that forgot.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if rights and not request.user.has_any_right(*rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.rights = frozenset(rights)  # type: ignore[attr-defined]
        return checked

    return decorate
