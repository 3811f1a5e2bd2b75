"""Done when every number on the pages of province, district and commune, clicked, opens a list that long.

Each address is clicked once, by a mouse in a real browser; each number that shows this address is then
compared with the rows of the list. A small province is walked whole, the demonstration one in a sample. Only
the page walked is not computed anew after every click: the browser gets the same answer once more.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from common.numbers import percent_text
from tests.browser.conftest import new_context
from tests.browser.site import Site, manage, serve
from tests.browser.visits import STAFF, number_in, sign_in

pytestmark = pytest.mark.browser

PROVINCE, DISTRICT, COMMUNE = "/tong-quan/", "/tong-quan/huyen/043/", "/tong-quan/xa/01321/"
MOVEMENT = "/tong-quan/bien-dong/?unit=04&target=LLCT-SC&from=2011-12-31&to=2013-12-31"
PEOPLE = "/tong-quan/nguon-so/"
SMALL_PROVINCE = """
from demo.password import DEMONSTRATION_PASSWORD
from tests.reports.small_province import make_cast, make_thirty_people
cast = make_cast()
make_thirty_people(cast.staff)
cast.leader.set_password(DEMONSTRATION_PASSWORD)
cast.leader.save()
"""
NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+"
COUNT = re.compile(rf"(?:chưa đạt |chọn trong |Xem cả |Danh sách |[+−±] ?)?({NUMBER})(?: người\b.*)?")
OF_BASE = re.compile(rf"({NUMBER})/({NUMBER})")
SHARE = re.compile(r"(\d{1,3},\d)(?: [▲■])?")
# Addresses in the body of a page with a digit in what they say; parts for screen readers say it once more.
LINKS = r"""() => [...document.querySelectorAll('main a[href]')]
  .filter(link => !link.closest('.crumbs, .asof-box, .note, #nguon-bo-sung'))
  .map(link => {
    const copy = link.cloneNode(true);
    copy.querySelectorAll('.vh, i[aria-hidden]').forEach(part => part.remove());
    const words = copy.textContent.trim() || link.getAttribute('aria-label') || '';
    return [link.getAttribute('href'), words.replace(/\s+/g, ' ').trim(), link.className];
  })
  .filter(([, words]) => /\d/.test(words))"""
# Numbers of people that stand in no link. Left out are nobody, a gap beside the list to choose from, the
# heading of a list below it, what was promised, how many targets are late in a part of the people, and years.
# "Nguồn bổ sung" counts seats and persons yet to be found; its lists are held by
# tests/reports/dashboard/test_sources.py.
BARE = r"""() => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, box = node.parentElement;
    if (box.closest('a, svg, textarea, summary, .vh, .nowrap, .lv ~ small, #nguon-bo-sung')) { continue; }
    if (box.closest('tfoot tr + tr, .heat td.plain:last-child')) { continue; }
    if (!/^\s*[\d.]+(\/[\d.]+)?\s*$/.test(node.data) && !/\d người/.test(node.data)) { continue; }
    const words = (box.closest('td, b, h1, h2, p, li') || box).textContent.replace(/\s+/g, ' ').trim();
    if (!/^0(\/0)?$|cần thêm .* người(chọn trong|$)|dưới \d+ người/.test(words)) { found.push(words); }
  }
  return found;
}"""
# What stands behind the address that the browser is at.
LISTED = r"""() => {
  const rows = selector => document.querySelectorAll(selector + ' tbody tr').length;
  return {
    heading: document.querySelector('h1').textContent,
    people: document.querySelector('main td[colspan]') ? 0 : rows('main table.cards'),
    goes_on: Boolean(document.querySelector('.pager a[rel=next]')),
    place: [...document.querySelectorAll('.pager span')].map(each => each.textContent)[0],
    below: location.hash ? rows(location.hash) : 0,
    late: document.querySelectorAll('.bul .tag.late').length,
    communes: document.querySelectorAll('main th.depth-2').length,
    counts: [...document.querySelectorAll('.bul a[href*="counted=yes"]')]
      .map(link => [link.getAttribute('href'), link.textContent.trim()]),
  };
}"""


# Address, words and class of a link.
Number = tuple[str, str, str]


@dataclass
class Walk:
    """One browser over one site, and how many people stood behind each address that it has opened."""

    page: Page
    site: Site
    lengths: dict[str, int] = field(default_factory=dict)
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)

    def open(self, path: str, *, spoilt: tuple[str, str] = ("", "")) -> list[Number]:
        """Stands on a page with its tables unfolded; `spoilt` puts a second text in the place of a first."""
        answer = self.page.request.get(self.site.url + path).text().replace(*spoilt, 1)
        unfolded = answer.replace('<details class="data"', '<details class="data" open')
        self.page.unroute_all()
        self.page.route(
            self.site.url + path,
            lambda route: route.fulfill(body=unfolded, content_type="text/html; charset=utf-8"),
        )
        self.page.goto(self.site.url + path)
        return [(href, words, look) for href, words, look in self.page.evaluate(LINKS)]

    def bare(self) -> list[str]:
        """Numbers of people of the page that lead nowhere."""
        found: list[str] = self.page.evaluate(BARE)
        return found

    def click(self, path: str, href: str) -> dict[str, Any]:
        """Clicks the first link with an address; what it opens."""
        link = self.page.locator(f'main a[href="{href}"]').first
        address = link.evaluate("link => link.href")
        link.click()
        self.page.wait_for_url(address, wait_until="domcontentloaded")
        found: dict[str, Any] = self.page.evaluate(LISTED)
        return found

    def page_behind(self, path: str, href: str) -> dict[str, Any]:
        """What an address opens that is no list of people."""
        known = href if href.startswith("/") else path + href
        if known not in self.pages:
            self.pages[known] = self.click(path, href)
            self.back(path)
        return self.pages[known]

    def back(self, path: str) -> None:
        self.page.goto(self.site.url + path, wait_until="domcontentloaded")

    def length_of(self, path: str, href: str) -> int:
        """People behind an address: rows to the end of its last page, as many as the heading states."""
        if href not in self.lengths:
            found = self.click(path, href)
            stated, rows = number_in(found["heading"]), found["people"]
            if found["goes_on"]:
                self.page.goto(f"{self.site.url}{href}&size=200&page=999999")
                found = self.page.evaluate(LISTED)
                rows = number_in(found["place"]) - 1 + found["people"]
            assert stated == rows, f"{href}: heading {stated}, rows {rows}"
            self.lengths[href] = rows
            self.back(path)
        return self.lengths[href]

    def base_of(self, href: str) -> int:
        """People in the base of a number; asked without a click where the page has no link to it."""
        whole = href.replace("counted=yes", "counted=all")
        if whole not in self.lengths:
            heading = re.search(r"<h1>(.*?)</h1>", self.page.request.get(self.site.url + whole).text())
            assert heading, whole
            self.lengths[whole] = number_in(heading[1])
        return self.lengths[whole]

    def faults(self, path: str, numbers: Iterable[Number]) -> list[str]:
        """What is wrong with the numbers of a page, in words."""
        return [fault for each in dict.fromkeys(numbers) if (fault := self.fault_of(path, *each))]

    def fault_of(self, path: str, href: str, words: str, look: str) -> str:
        """What is wrong with one number, or nothing."""
        if href.startswith(PEOPLE):
            told = self.people_fault(path, href, words)
        elif "tile" in look:
            told = self.tile_fault(path, href, words)
        else:
            told = self.other_fault(path, href, words)
        return f"{path}: “{words}” → {href}: {told}" if told else ""

    def people_fault(self, path: str, href: str, words: str) -> str:
        length = self.length_of(path, href)
        if share := SHARE.fullmatch(words):
            found = percent_text(length, self.base_of(href)).removesuffix("%")
            return "" if found == share[1] else f"{found}%"
        if pair := OF_BASE.fullmatch(words):
            base = self.base_of(href)
            return "" if (whole(pair[1]), whole(pair[2])) == (length, base) else f"{length}/{base}"
        count = COUNT.fullmatch(words)
        return "" if count and whole(count[1]) == length else f"{length} people"

    def tile_fault(self, path: str, href: str, words: str) -> str:
        """A tile opens the page of its unit, which says the same of the chosen target with its people."""
        opened = self.page_behind(path, href)
        target = parse_qs(urlsplit(href).query)["target"][0]
        counts = {said: each for each, said in opened["counts"] if f"target={target}&" in each}
        count = next(said for said in counts if said.isdigit())
        share = percent_text(int(count), self.base_of(counts[count])).removesuffix("%")
        return "" if share in words else f"{share}% on its page"

    def other_fault(self, path: str, href: str, words: str) -> str:
        """Numbers of units, of late targets, and bars that lead to a list further down the page."""
        opened = self.page_behind(path, href)
        part = "below" if "#" in href else "communes" if href.startswith("/don-vi/") else "late"
        return "" if number_in(words) == opened[part] else f"{opened[part]} listed"


def whole(text: str) -> int:
    return int(text.replace(".", ""))


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Thirty people in three districts."""
    database = tmp_path_factory.mktemp("small") / "small.sqlite3"
    manage(database, "migrate", "--verbosity", "0")
    manage(database, "load_reference")
    manage(database, "shell", "--verbosity", "0", "--command", SMALL_PROVINCE)
    with serve(database) as running:
        yield running


@pytest.fixture(scope="module")
def walk(browser: Browser, small_site: Site) -> Iterator[Walk]:
    yield from walk_of(browser, small_site, "lanh.dao")


@pytest.fixture(scope="module")
def sample(browser: Browser, site: Site) -> Iterator[Walk]:
    yield from walk_of(browser, site, STAFF)


def walk_of(browser: Browser, site: Site, username: str) -> Iterator[Walk]:
    context = new_context(browser, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    sign_in(page, site, username)
    yield Walk(page, site)
    context.close()


@pytest.mark.parametrize(
    ("path", "fewest"),
    [
        (PROVINCE, 90),
        (f"{PROVINCE}?show=people", 90),
        (f"{DISTRICT}?cut=sex", 50),
        (DISTRICT, 60),
        (f"{DISTRICT}?show=people", 60),
        (COMMUNE, 35),
        (MOVEMENT, 10),
    ],
)
def test_every_number_clicked_opens_a_list_of_that_length(walk: Walk, path: str, fewest: int):
    numbers = walk.open(path)

    assert len(numbers) >= fewest
    assert walk.bare() == []
    assert walk.faults(path, numbers) == []


def test_a_number_that_is_one_too_high_is_seen(walk: Walk):
    spoilt = walk.open(PROVINCE, spoilt=(">27</a>", ">28</a>"))

    assert len(walk.faults(PROVINCE, spoilt[:1])) == 1
    assert walk.faults(PROVINCE, [each for each in walk.open(PROVINCE) if each[1] == "27"]) == []


def test_a_number_without_its_link_is_seen(walk: Walk):
    walk.open(DISTRICT, spoilt=('<td class="plain"><a', '<td class="plain">9</td><td><a'))

    assert walk.bare() == ["9"]


@pytest.mark.parametrize("path", [PROVINCE, DISTRICT, "/tong-quan/xa/01333/"])
@pytest.mark.parametrize("show", ["percent", "people"])
def test_a_sample_of_the_demonstration_opens_lists_of_that_length(sample: Walk, path: str, show: str):
    path = f"{path}?show={show}"
    numbers = sample.open(path)

    assert len(numbers) > 30
    assert sample.bare() == []
    assert sample.faults(path, numbers[:: len(numbers) // 10]) == []
