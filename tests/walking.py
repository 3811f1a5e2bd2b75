"""A walk over every address as one account, and what it may not find.

Seeds are all named routes with every argument and query worth trying; from there every link of every page is
followed. Each answer is read whole: pages with their attributes, headers, every cell of a workbook, every
paragraph of a draft.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from zipfile import ZipFile

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from openpyxl import load_workbook

from tests.two_districts import PAPERS, STRINGS, World

_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_LINKS = re.compile(r'href="([^"]+)"')
_THOUSANDS = re.compile(r"(?<![\d.,/-])\d{1,3}\.\d{3}(?![\d.,/])")
_CODES = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{8}(?![0-9A-Za-z])")
_PAPERS = re.compile(rf"(?<![0-9A-Za-z]){PAPERS}\d{{5}}(?![0-9A-Za-z])")
# Rows a file may have: the one number of the program itself that looks like a total.
LIMITS = ("20.000",)
# Whole đồng is no total of people: "30.000 đồng", "5 ngày × 30.000".
_MONEY = re.compile(r"× [\d.]+|[\d.]+ đồng")
# As often is one kind of address opened: route, arguments and the keys of the query make the kind.
_EACH_KIND = 1


@dataclass(frozen=True)
class Forbidden:
    """What an account may not find anywhere."""

    strings: tuple[str, ...] = STRINGS
    codes: frozenset[str] = frozenset()
    totals: frozenset[int] = frozenset()
    thousands: bool = True

    @classmethod
    def in_world(cls, world: World) -> "Forbidden":
        size = len(world.foreign)
        totals = frozenset(range(size - 5, size + 25))
        return cls(codes=frozenset(world.codes), totals=totals)

    def found_in(self, text: str, shown: str, sent: str = "") -> Iterator[str]:
        """Canaries in the whole text, and totals in what a reader sees; what was sent in is no finding."""
        yield from (each for each in self.strings if each in text and each not in sent)
        yield from (each for each in _CODES.findall(text) if each in self.codes and each not in sent)
        yield from (each for each in _PAPERS.findall(text) if each not in sent)
        counted = _MONEY.sub("", shown)
        yield from (each for each in _THOUSANDS.findall(counted) if self.thousands and each not in LIMITS)
        plain = {int(each) for each in re.findall(r"(?<![\w.,/-])\d{3,5}(?![\w.,/-])", shown)}
        yield from (str(each) for each in plain & self.totals if str(each) not in sent)


@dataclass
class Walk:
    """One account on its way; `leaks` says where what was found, `dead` which links lead nowhere."""

    client: Client
    forbidden: Forbidden
    most: int = 1000
    follows: bool = True
    leaks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    opened: Counter[str] = field(default_factory=Counter)
    _kinds: Counter[object] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)

    def run(self, seeds: Iterable[str]) -> "Walk":
        """Opens the seeds and whatever they lead to."""
        queue = deque((address, True) for address in seeds)
        while queue and len(self.seen) < self.most:
            address, is_seed = queue.popleft()
            if address in self.seen or not self._is_wanted(address, is_seed):
                continue
            self.seen.add(address)
            response = self.client.get(address)
            self.look(f"GET {address}", response, address)
            if not is_seed and response.status_code >= 400:
                self.dead.append(f"{address}: {response.status_code}")
            if self.follows:
                queue.extend((each, False) for each in _links(address, response))
        return self

    def post(self, address: str, data: dict[str, object]) -> Any:
        """Sends a form, follows where it leads, and takes everything back."""
        with transaction.atomic():
            response = self.client.post(address, data, follow=True)
            self.look(f"POST {address} {data}", response, f"{address} {data}")
            transaction.set_rollback(True)
        return response

    def look(self, what: str, response: Any, sent: str = "") -> None:
        """Reads one answer."""
        if response.status_code >= 500:
            self.broken.append(f"{what}: {response.status_code}")
        text, shown = texts_of(response)
        self.opened[str(response.status_code)] += 1
        found = dict.fromkeys(self.forbidden.found_in(text, shown, sent))
        self.leaks.extend(f"{what}: {each}" for each in found)

    def _is_wanted(self, address: str, is_seed: bool) -> bool:
        parts = urlsplit(address)
        try:
            match = resolve(parts.path)
        except Resolver404:
            return False
        if is_seed:
            return True
        query = parse_qsl(parts.query)
        kind = (match.view_name, tuple(match.kwargs.values()), tuple(sorted({key for key, _ in query})))
        self._kinds[kind] += 1
        return self._kinds[kind] <= _EACH_KIND


def texts_of(response: Any) -> tuple[str, str]:
    """Everything in an answer as text, and the part that a reader sees."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    if content[:2] == b"PK":
        is_draft = "wordprocessingml" in response.headers.get("Content-Type", "")
        written = paragraphs_of(content) if is_draft else cells_of(content)
        return f"{headers}\n{written}", written
    text = unescape(content.decode())
    return f"{headers}\n{text}", unescape(_TAGS.sub(" ", content.decode()))


def cells_of(workbook: bytes) -> str:
    """All cells and comments of all sheets, line by line."""
    book = load_workbook(BytesIO(workbook))
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows())
    return "\n".join(
        "\t".join(
            f"{cell.value} {cell.comment.text if cell.comment else ''}"
            for cell in row
            if cell.value is not None
        )
        for row in rows
    )


def paragraphs_of(draft: bytes) -> str:
    """All text of a draft, its tables, heads and feet too."""
    with ZipFile(BytesIO(draft)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return unescape(_TAGS.sub(" ", "\n".join(parts).replace("</w:p>", "\n")))


def _links(address: str, response: Any) -> Iterator[str]:
    if location := response.headers.get("Location"):
        yield urljoin(address, location)
    if "html" not in response.headers.get("Content-Type", ""):
        return
    for link in _LINKS.findall(response.content.decode()):
        target = urljoin(address, unescape(link)).partition("#")[0]
        if target.startswith("/") and not target.startswith("/static/"):
            yield target


def routes(patterns: Iterable[URLPattern | URLResolver] | None = None) -> dict[str, URLPattern]:
    """Every route of the site, or of the given patterns, by the full name of its view."""
    return dict(_routes(get_resolver().url_patterns if patterns is None else patterns, ""))


def _routes(patterns: Iterable[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            space = f"{prefix}{each.namespace}:" if each.namespace else prefix
            yield from _routes(each.url_patterns, space)
        else:
            yield f"{prefix}{each.name or each.pattern}", each


def arguments_of(pattern: URLPattern) -> list[str]:
    """Names of the arguments of a route."""
    return list(pattern.pattern.converters)


def address(name: str, *args: object, **query: object) -> str:
    """Address of a route with a query."""
    path = reverse(name, args=args)
    return f"{path}?{urlencode(query, doseq=True)}" if query else path
