"""Types of requests."""

from django.http import HttpRequest

from accounts.models import User


class UserRequest(HttpRequest):
    """A request that has passed the sign-in middleware: `user` is an account."""

    user: User
