"""Requests of accounts."""

from typing import Any

from django.http import HttpRequest

from accounts.models import User


class UserRequest(HttpRequest):
    """A request that has passed the sign-in middleware: `user` is an account."""

    user: User


def posted(request: HttpRequest) -> Any:
    """Data for a form: nothing before it is sent."""
    return request.POST if request.method == "POST" else None
