"""The demonstration is loaded once in a run: nobody builds twice, and no test loads it past the copy."""

from pathlib import Path

from tests.demonstration import built_once

TESTS = Path(__file__).resolve().parent
NAME = '"load' + '_demo"'
# The one that loads it, the server's database beside it, and the tests of what the command refuses.
LOADING = {"demonstration.py", "browser/conftest.py", "browser/screenshots.py"}
REFUSED = {"demo/test_demo.py", "demo/test_demo_loaded.py"}


def test_what_is_asked_for_twice_is_built_once(tmp_path: Path):
    built = []

    def build(file: Path) -> None:
        built.append(file)
        file.write_text("Cao Bằng", encoding="utf-8")

    files = [built_once(tmp_path / "province", build) for _ in range(2)]

    assert len(built) == 1
    assert [file.read_text(encoding="utf-8") for file in files] == ["Cao Bằng"] * 2


def test_no_test_loads_the_demonstration_for_itself():
    naming = {str(file.relative_to(TESTS)) for file in TESTS.rglob("*.py") if NAME in file.read_text("utf-8")}

    assert naming == LOADING | REFUSED
    for name in REFUSED:
        before_each = (TESTS / name).read_text("utf-8").split(f"call_command({NAME}")[:-1]
        assert all(
            text.rstrip().splitlines()[-1].lstrip().startswith("with pytest.raises") for text in before_each
        )
