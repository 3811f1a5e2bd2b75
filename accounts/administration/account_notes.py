"""What apps above say about accounts on the list of accounts: they add a provider in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from accounts.models import User

NoteProvider = Callable[[list[User]], dict[int, str]]
PROVIDERS: list[NoteProvider] = []


def notes_on(accounts: Iterable[User]) -> dict[int, str]:
    """Warnings by account, one sentence each at most."""
    listed = list(accounts)
    found: dict[int, str] = {}
    for provider in PROVIDERS:
        found = {**provider(listed), **found}
    return found
