"""`python -m benchmarks.size [REVISION …]`: how many lines of code the program has, and how it is housed.

Code lines are lines of Python that carry code (no imports, docstrings, comments, blank lines; no migrations,
no tests) and lines of templates that are not blank. Without a revision the working tree is counted.
"""

import ast
import io
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

PROGRAM = (
    "accounts", "cadre_std", "common", "demo", "recruitment", "registry", "reports", "severance",
    "succession", "templates", "training",
)  # fmt: skip
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
HOUSED = ("registry", "training", "reports", "accounts")
SILENT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
}  # fmt: skip


def main() -> None:
    for revision in sys.argv[1:] or [""]:
        files = dict(_files(revision))
        by_app = Counter[str]()
        for path, text in files.items():
            by_app[_app(path)] += code_lines(path, text)
        print(f"\n{revision or 'working tree'}: {sum(by_app.values())} code lines")
        print("  " + ", ".join(f"{app} {lines}" for app, lines in sorted(by_app.items())))
        folders = sorted(_modules_by_folder(files).values())
        print(f"  modules per folder: {_spread(folders)}; {len(folders)} folders")
        print("  rooms/imports between them: " + ", ".join(_rooms(app, files) for app in HOUSED))


def code_lines(path: str, text: str) -> int:
    """Lines that say something to the machine."""
    if not path.endswith(".py"):
        return sum(1 for line in text.splitlines() if line.strip())
    left_out = {line for node in _unsaid(ast.parse(text)) for line in _span(node)}
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    said = {
        line
        for token in tokens
        if token.type not in SILENT
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(said - left_out)


def _unsaid(tree: ast.Module) -> Iterator[ast.stmt]:
    """Imports and docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, Documented) and ast.get_docstring(node, clean=False) is not None:
            yield node.body[0]


def _span(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _files(revision: str) -> Iterator[tuple[str, str]]:
    listed = ["ls-tree", "-r", "--name-only", revision] if revision else ["ls-files"]
    for path in _git(*listed, "--", *PROGRAM).splitlines():
        if path.endswith((".py", ".html", ".svg", ".txt")) and "/migrations/" not in path:
            yield path, _git("show", f"{revision}:{path}") if revision else Path(path).read_text("utf-8")


def _app(path: str) -> str:
    parts = PurePosixPath(path).parts
    return "/".join(parts[:2]) if parts[0] == "templates" and len(parts) > 2 else parts[0]


def _modules_by_folder(paths: Iterable[str]) -> Counter[str]:
    found = (PurePosixPath(path) for path in paths)
    return Counter(str(path.parent) for path in found if path.suffix == ".py" and path.name != "__init__.py")


def _rooms(app: str, files: dict[str, str]) -> str:
    """How many rooms an app has, folders and modules at its root, and how many pairs of them import."""
    rooms = {room for path in files if (room := _room(app, path))}
    pairs = {
        (room, f"{app}.{named}")
        for path, text in files.items()
        if path.endswith(".py") and (room := _room(app, path))
        for named in _named(app, ast.parse(text))
    }
    return f"{app} {len(rooms)}/{len({pair for pair in pairs if pair[0] != pair[1] and pair[1] in rooms})}"


def _room(app: str, path: str) -> str:
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:2]) if path.endswith(".py") and parts[0] == app and parts[1] != "__init__" else ""


def _named(app: str, tree: ast.Module) -> Iterator[str]:
    """Rooms of the app that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == app:
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{app}."):
            yield (node.module or "").split(".")[1]


def _spread(sizes: list[int]) -> str:
    def at(share: float) -> int:
        return sizes[min(len(sizes) - 1, int(share * len(sizes)))]

    return f"median {at(0.5)}, p90 {at(0.9)}, largest {sizes[-1]}"


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
