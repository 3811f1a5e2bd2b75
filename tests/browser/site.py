"""A real server for the browser: our gunicorn in a process of its own, over a database file of its own.

The tests never touch the ORM: Playwright keeps an event loop running, and Django refuses queries beside one.
Whatever a test needs in the database is put there by a command before it begins.
"""

import http.client
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
STARTS_WITHIN_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """A running server and the database file it works on."""

    url: str
    database: Path

    def manage(self, *words: str) -> str:
        """Run a command of manage.py on this site's database and return what it printed."""
        return manage(self.database, *words)

    def ask(self, sql: str, *values: object) -> Any:
        """The first value of a question to the database file, which is opened for reading only."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            row = connection.execute(sql, values).fetchone()
        assert row is not None, f"Không có dòng nào: {sql} {values}"
        return row[0]


def manage(database: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment(database),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"manage.py {' '.join(words)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@contextmanager
def serve(database: Path) -> Iterator[Site]:
    with running_server(environment(database), database.with_suffix(".log")) as url:
        yield Site(url, database)


@contextmanager
def running_server(variables: dict[str, str], log: Path) -> Iterator[str]:
    """Our gunicorn under the given environment, while the block lasts; gives its address."""
    port = _free_port()
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:cadre_std.serving", "cadre_std.wsgi"],
            cwd=ROOT,
            env=variables | {"PORT": str(port)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(port, server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=40)


def copy_of(database: Path, folder: Path) -> Path:
    """A database of one's own to write into. The template is closed, so one file holds all of it."""
    return Path(shutil.copy(database, folder / "site.sqlite3"))


def environment(database: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "cadre_std.settings",
        "READ_DOTENV": "false",
        "PROFILE": "local",
        "DEBUG": "false",
        "DATABASE_URL": f"sqlite:///{database}",
        "PYTHONIOENCODING": "utf-8",
    }


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if _answers(port):
            return
        time.sleep(0.1)
    raise AssertionError(f"Máy chủ không khởi động:\n{log.read_text(encoding='utf-8')}")


def _answers(port: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as connection:
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
