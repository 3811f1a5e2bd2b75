"""The rules of the house as functions: a file's path and text in, sentences about its faults out.

`tests/test_architecture.py` runs them over the checkout, and each over a planted sample that must go red.
"""

import ast
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath

from django.apps import apps

APPS = ("common", "accounts", "registry", "training", "recruitment", "severance", "succession", "reports")
# Order of the layers, lowest first; the four levers stand side by side.
LAYER = {
    "contenttypes": 0,
    "auth": 0,
    "common": 1,
    "accounts": 2,
    "registry": 3,
    "training": 4,
    "recruitment": 4,
    "severance": 4,
    "succession": 4,
    "reports": 5,
}
FACT_APPS = ("registry", "training", "recruitment", "severance", "succession", "reports")
# The door of the facts, and the loader of reference data, which is no fact about a person.
MAY_WRITE_IN_BULK = ("registry/acts/recording.py", "registry/reference/upserts.py")

FILE_LINES, TEST_LINES, TEMPLATE_LINES, SETTINGS_LINES = 400, 600, 200, 250
FOLDER_MODULES, FOLDER_TESTS = 15, 30
FUNCTION_LINES, VIEW_LINES, TEST_FUNCTION_LINES = 40, 30, 60

Function = ast.FunctionDef | ast.AsyncFunctionDef
Rule = Callable[[str, str], Iterable[str]]


# --- Python ---


def file_parses(path: str, text: str) -> Iterator[str]:
    try:
        ast.parse(text, feature_version=(3, 11))
    except SyntaxError as error:
        yield f"{path}:{error.lineno}: Python 3.11 cannot read this"


def file_is_short(path: str, text: str) -> Iterator[str]:
    limit = _line_limit(path)
    if (lines := len(text.splitlines())) > limit:
        yield f"{path}: {lines} lines, at most {limit}"


def functions_are_short(path: str, text: str) -> Iterator[str]:
    for function in _nodes(text, ast.FunctionDef, ast.AsyncFunctionDef):
        assert isinstance(function, Function)
        limit = _function_limit(path, function)
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > limit:
            yield f"{path}:{function.lineno}: {function.name} has {lines} lines, at most {limit}"


def imports_stand_on_top(path: str, text: str) -> Iterator[str]:
    for function in _nodes(text, ast.FunctionDef, ast.AsyncFunctionDef):
        if path.endswith("apps.py") and getattr(function, "name", "") == "ready":
            continue  # the registers of panels and work lines are filled once all models exist
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{path}:{node.lineno}: import inside a function"


def imports_are_absolute_and_named(path: str, text: str) -> Iterator[str]:
    for node in _nodes(text, ast.ImportFrom):
        assert isinstance(node, ast.ImportFrom)
        if node.level:
            yield f"{path}:{node.lineno}: relative import"
        if any(alias.name == "*" for alias in node.names):
            yield f"{path}:{node.lineno}: star import"


def no_signals_and_no_save_overrides(path: str, text: str) -> Iterator[str]:
    for node in _nodes(text, ast.ImportFrom):
        assert isinstance(node, ast.ImportFrom)
        if (node.module or "").endswith(".signals") and "receiver" not in path:
            yield f"{path}:{node.lineno}: signals hide what happens; call the service"
        if node.module == "django.dispatch":
            yield f"{path}:{node.lineno}: signals hide what happens; call the service"
    for owner in _nodes(text, ast.ClassDef):
        assert isinstance(owner, ast.ClassDef)
        for method in owner.body:
            if isinstance(method, Function) and method.name == "save" and _is_model(owner):
                yield f"{path}:{method.lineno}: {owner.name}.save is overridden; use a service"


def facts_are_written_through_the_door(path: str, text: str) -> Iterator[str]:
    """Bulk writes skip history. `.update(` with keywords only is a query's; dicts and sets take positions."""
    if not path.startswith(FACT_APPS) or path in MAY_WRITE_IN_BULK:
        return
    for call in _nodes(text, ast.Call):
        assert isinstance(call, ast.Call)
        if not isinstance(call.func, ast.Attribute):
            continue
        name = call.func.attr
        queries_update = name == "update" and call.keywords and not call.args
        if queries_update or name in ("bulk_create", "bulk_update", "_raw_delete"):
            yield f"{path}:{call.lineno}: .{name}( outside registry/acts/recording.py leaves no history"


def views_start_from_the_scope(path: str, text: str) -> Iterator[str]:
    """Where pages are answered every query begins with in_scope; a bare model shows other districts."""
    if not path.startswith(FACT_APPS) or not ("views" in path or "from django.shortcuts import" in text):
        return
    for node in _nodes(text, ast.Attribute):
        assert isinstance(node, ast.Attribute)
        if (
            isinstance(node.value, ast.Attribute)
            and node.value.attr == "objects"
            and node.attr != "in_scope"
            and ast.unparse(node.value.value) not in nobodys_secrets()
        ):
            yield f"{path}:{node.lineno}: .objects.{node.attr} in a view; start from .objects.in_scope(user)"
    for call in _nodes(text, ast.Call):
        assert isinstance(call, ast.Call)
        named = getattr(call.func, "id", "")
        if (
            named in ("get_object_or_404", "get_list_or_404")
            and call.args
            and _looks_like_a_class(call.args[0])
        ):
            yield f"{path}:{call.lineno}: {named} of a model; give it a queryset that is in scope"


@cache
def nobodys_secrets() -> frozenset[str]:
    """Models that say of themselves that every account may see all their rows."""
    return frozenset(
        model.__name__ for model in apps.get_models() if getattr(model, "is_nobodys_secret", False)
    )


def requests_are_not_expanded(path: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\*\*\s*request\.(GET|POST|COOKIES|headers)\b", line):
            yield f"{path}:{number}: a request expanded into keywords lets a stranger choose them"


def todo_names_an_owner(path: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b(?!\()", line):
            yield f"{path}:{number}: bare note; name who and what in brackets, or do it"


def identifiers_are_ascii(path: str, text: str) -> Iterator[str]:
    names: list[tuple[str, int]] = []
    for node in ast.walk(_tree(text)):
        if isinstance(node, Function | ast.ClassDef):
            names.append((node.name, node.lineno))
        elif isinstance(node, ast.Name):
            names.append((node.id, node.lineno))
        elif isinstance(node, ast.arg):
            names.append((node.arg, node.lineno))
        elif isinstance(node, ast.Attribute):
            names.append((node.attr, node.lineno))
    for name, line in names:
        if not name.isascii():
            yield f"{path}:{line}: identifier {name} is not English"


def nothing_is_marked_safe(path: str, text: str) -> Iterator[str]:
    for node in _nodes(text, ast.Name, ast.Attribute, ast.alias):
        name = getattr(node, "id", "") or getattr(node, "attr", "") or getattr(node, "name", "")
        if name.rsplit(".", 1)[-1] in ("mark_safe", "SafeString", "SafeText", "SafeData"):
            yield f"{path}:{getattr(node, 'lineno', 0)}: {name}; use format_html or a template"


# --- templates ---


def templates_escape_everything(path: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\|\s*(safe|safeseq)\b|{%\s*autoescape\s+off", line):
            yield f"{path}:{number}: unescaped output"


def templates_hold_no_inline_code(path: str, text: str) -> Iterator[str]:
    """The content security policy would refuse it in the browser, where nobody sees why."""
    for tag in re.finditer(r"<[a-zA-Z][^>]*>", text):
        number = text.count("\n", 0, tag.start()) + 1
        if re.search(r"\sstyle\s*=", tag[0]):
            yield f"{path}:{number}: inline style"
        if re.search(r"\son[a-z]+\s*=", tag[0]) or "javascript:" in tag[0]:
            yield f"{path}:{number}: inline script"
        if re.match(r"<style\b", tag[0]):
            yield f"{path}:{number}: style element"
        if re.match(r"<script\b", tag[0]) and not re.search(r"\ssrc\s*=", tag[0]):
            yield f"{path}:{number}: script without src"


def templates_name_addresses_loudly(path: str, text: str) -> Iterator[str]:
    """`{% url … as x %}` is empty for an address that does not exist, and the link is gone in silence."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"{%\s*url\b[^%]*\sas\s+\w+\s*%}", line):
            yield f"{path}:{number}: an address kept under a name hides that it is misspelt"


# --- any text ---


def text_is_composed(path: str, text: str) -> Iterator[str]:
    """Vietnamese letters are single characters (NFC): two spellings of one word never compare equal."""
    for number, line in enumerate(text.splitlines(), 1):
        if unicodedata.normalize("NFC", line) != line:
            yield f"{path}:{number}: text is not NFC"


# --- the whole checkout ---


def foreign_keys_point_down(edges: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """`edges` are (app, what, app pointed at); allowed within an app and to a lower layer."""
    for source, what, target in edges:
        if source != target and LAYER.get(target, 0) >= LAYER.get(source, 0):
            yield f"{what} points from {source} to {target}, which does not stand below it"


def folders_are_uncrowded(paths: Iterable[str]) -> Iterator[str]:
    """A folder holds at most 15 modules of program, 30 of tests; `__init__` and migrations do not count."""
    for folder, modules in modules_by_folder(paths).items():
        limit = FOLDER_TESTS if folder.startswith("tests") else FOLDER_MODULES
        if modules > limit:
            yield f"{folder}/: {modules} modules, at most {limit}; a theme of its own wants a folder"


def modules_by_folder(paths: Iterable[str]) -> Counter[str]:
    """How many modules stand directly in each folder."""
    found = (PurePosixPath(path) for path in paths)
    return Counter(
        str(path.parent)
        for path in found
        if path.name != "__init__.py" and path.parts[0] != "benchmarks" and path.parent.parts
    )


def import_cycles(sources: dict[str, str]) -> Iterator[str]:
    """Modules of the given sources (path → text) that import each other in a circle."""
    modules = {_module(path) for path in sources}
    graph = {_module(path): set(_imported(text, modules)) for path, text in sources.items()}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> Iterator[str]:
        if module in trail:
            yield " → ".join([*trail[trail.index(module) :], module])
        elif module not in done and module in graph:
            for needed in sorted(graph[module]):
                yield from visit(needed, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        yield from visit(module, ())


PYTHON_RULES: tuple[Rule, ...] = (
    file_parses,
    file_is_short,
    functions_are_short,
    imports_stand_on_top,
    imports_are_absolute_and_named,
    no_signals_and_no_save_overrides,
    facts_are_written_through_the_door,
    views_start_from_the_scope,
    requests_are_not_expanded,
    todo_names_an_owner,
    identifiers_are_ascii,
    nothing_is_marked_safe,
    text_is_composed,
)
TEMPLATE_RULES: tuple[Rule, ...] = (
    file_is_short,
    templates_escape_everything,
    templates_hold_no_inline_code,
    templates_name_addresses_loudly,
    todo_names_an_owner,
    text_is_composed,
)


def _line_limit(path: str) -> int:
    if path.endswith(".html"):
        return TEMPLATE_LINES
    if path.endswith("settings.py"):
        return SETTINGS_LINES
    return TEST_LINES if path.startswith("tests/") else FILE_LINES


def _function_limit(path: str, function: Function) -> int:
    if path.startswith("tests/"):
        return TEST_FUNCTION_LINES
    takes_request = bool(function.args.args) and function.args.args[0].arg == "request"
    return VIEW_LINES if takes_request and "views" in path else FUNCTION_LINES


def _is_model(owner: ast.ClassDef) -> bool:
    bases = [base for base in map(ast.unparse, owner.bases) if "Form" not in base]
    return any(base.endswith(("Model", "User", "AbstractUser", "AbstractBaseUser")) for base in bases)


def _looks_like_a_class(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id[:1].isupper()


@cache
def _tree(text: str) -> ast.Module:
    """Empty for a file that does not parse: `file_parses` says so once."""
    try:
        return ast.parse(text)
    except SyntaxError:
        return ast.Module([], [])


def _nodes(text: str, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(_tree(text)) if isinstance(node, kinds))


def _module(path: str) -> str:
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(text: str, modules: set[str]) -> Iterator[str]:
    """Modules imported when the file runs: not those for type checkers only.

    `from package import module` leans on the module, and only on the package when the name is no module.
    """
    for block in _tree(text).body:
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test):
            continue
        for node in ast.walk(block):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
                yield from (name if name in modules else node.module for name in names)
