"""Triggers that let a table only grow, on both databases.

A later migration that alters such a table must call `install` again: SQLite rebuilds a table it alters and
drops its triggers (`tests/accounts/log/test_access_log.py` notices).
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

ACCESS_TABLE = "accounts_accessentry"
MESSAGE = "append-only table"

POSTGRESQL_INSTALL = (
    "CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '{message}: {table}'; END $$",
    "CREATE OR REPLACE TRIGGER {table}_keep_rows BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    "CREATE OR REPLACE TRIGGER {table}_keep_table BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
)
POSTGRESQL_REMOVE = (
    "DROP TRIGGER IF EXISTS {table}_keep_rows ON {table}",
    "DROP TRIGGER IF EXISTS {table}_keep_table ON {table}",
    "DROP FUNCTION IF EXISTS {table}_refuse()",
)
SQLITE_INSTALL = (
    "CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{message}: {table}'); END",
    "CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{message}: {table}'); END",
)
SQLITE_REMOVE = (
    "DROP TRIGGER IF EXISTS {table}_no_update",
    "DROP TRIGGER IF EXISTS {table}_no_delete",
)
STATEMENTS = {
    "postgresql": (POSTGRESQL_INSTALL, POSTGRESQL_REMOVE),
    "sqlite": (SQLITE_INSTALL, SQLITE_REMOVE),
}


def install(connection: BaseDatabaseWrapper, table: str = ACCESS_TABLE) -> None:
    """Make the database refuse UPDATE and DELETE (PostgreSQL also TRUNCATE) on the table."""
    _run(connection, STATEMENTS[connection.vendor][0], table)


def remove(connection: BaseDatabaseWrapper, table: str = ACCESS_TABLE) -> None:
    """Take the triggers away again: for a backward migration and for test databases being emptied."""
    _run(connection, STATEMENTS[connection.vendor][1], table)


def migrate_forward(apps: Any, schema_editor: Any) -> None:
    """For `RunPython`."""
    install(schema_editor.connection)


def migrate_backward(apps: Any, schema_editor: Any) -> None:
    """For `RunPython`, reverse."""
    remove(schema_editor.connection)


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...], table: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(
                statement.format(table=connection.ops.quote_name(table).strip('"'), message=MESSAGE)
            )
