"""`docs/rules.md` names the tests that hold each rule; what it names must be there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_NAMED = re.compile(r"`(tests/[\w/.-]+)(?:::(\w+))?`")

pytestmark = pytest.mark.one_database


def missing_from(document: str) -> Iterator[str]:
    """Tests that a document names and that are nowhere."""
    for path, function in _NAMED.findall(document):
        file = ROOT / path
        if not file.exists() or (function and f"\ndef {function}(" not in file.read_text(encoding="utf-8")):
            yield "::".join(filter(None, (path, function)))


@pytest.mark.parametrize("name", ["rules.md", "testing.md"])
def test_every_test_that_a_document_names_exists(name: str):
    document = (ROOT / "docs" / name).read_text(encoding="utf-8")

    assert _NAMED.search(document)
    assert list(missing_from(document)) == []


def test_a_test_that_is_nowhere_is_found():
    here = Path(__file__).relative_to(ROOT)

    assert list(missing_from(f"`tests/no.py`, `{here}::test_nothing`, `{here}::missing_from`")) == [
        "tests/no.py",
        f"{here}::test_nothing",
    ]
