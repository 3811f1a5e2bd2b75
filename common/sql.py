"""A piece of SQL with its parameters, so that text and values never part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection


class Sql(NamedTuple):
    """SQL text with `%s` placeholders, and the values for them in order."""

    text: str
    params: tuple[Any, ...] = ()


def join(separator: str, parts: Iterable[Sql]) -> Sql:
    """Pieces joined by a separator, parameters in the same order."""
    pieces = list(parts)
    return Sql(separator.join(part.text for part in pieces), tuple(p for part in pieces for p in part.params))


def placeholders(values: Iterable[Any]) -> Sql:
    """`%s, %s, …` for an IN list."""
    items = tuple(values)
    return Sql(", ".join(["%s"] * len(items)), items)


def rows(statement: Sql) -> list[dict[str, Any]]:
    """Rows of a statement by column name."""
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
