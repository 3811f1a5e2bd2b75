"""Types of requests."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from accounts.models import User

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class UserRequest(HttpRequest):
    """A request that has passed the sign-in middleware: `user` is an account."""

    user: User
    htmx: "HtmxDetails"
