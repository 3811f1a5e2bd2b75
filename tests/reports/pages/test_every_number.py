"""Every number on the pages of figures is a link to a list of exactly so many people.

The pages of a small province are walked: a number of persons must equal the length of the list behind it, a
percentage must be that length over the length of its base.
"""

import re
from html import unescape

import pytest

from common.numbers import percent_text
from tests.reports.small_province import COMMUNE, DISTRICT, make_cast, make_thirty_people

pytestmark = pytest.mark.django_db

PEOPLE = "/tong-quan/nguon-so/"
LINK = re.compile(r'<a\b[^>]*href="(/tong-quan/nguon-so/\?[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
HIDDEN_PARTS = re.compile(r'<i aria-hidden="true">.*?</i>|<span class="vh">.*?</span>', re.DOTALL)
COUNT = re.compile(
    r"(?:chưa đạt |chọn trong |Xem cả )?(\d{1,3}(?:\.\d{3})*)(?:/\d{1,3}(?:\.\d{3})*)?(?: người.*)?"
)
SHARE = re.compile(r"\d+,\d")


@pytest.fixture
def leader(client):
    cast = make_cast()
    make_thirty_people(cast.staff)
    client.force_login(cast.leader)
    return client


def links_of(page):
    """(address, what it says) of every link to a list of people, without parts for screen readers."""
    for address, words in LINK.findall(page):
        said = re.sub(r"<[^>]+>", "", HIDDEN_PARTS.sub("", words))
        yield unescape(address), " ".join(unescape(said).split())


def length_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.context["page"].total


def fault_of(client, address, words):
    """What is wrong with one link, or nothing. Names of targets are links as well, and say no number."""
    if count := COUNT.fullmatch(words):
        expected = int(count[1].replace(".", ""))
        found = length_of(client, address)
        return f"{words} leads to {found} people: {address}" if found != expected else ""
    if SHARE.fullmatch(words):
        counted, base = length_of(client, address), length_of(client, address.replace("=yes", "=all"))
        share = percent_text(counted, base).removesuffix("%")
        return f"{words} leads to {counted}/{base}: {address}" if words != share else ""
    return f"{words} is no number: {address}" if any(letter.isdigit() for letter in words) else ""


@pytest.mark.parametrize(
    ("path", "query", "fewest"),
    [
        ("/tong-quan/", {}, 60),
        ("/tong-quan/", {"show": "people", "as_of": "2012-12-31"}, 60),
        ("/tong-quan/", {"cut": "title", "show": "people"}, 60),
        (f"/tong-quan/huyen/{DISTRICT}/", {"target": "TH"}, 50),
        (f"/tong-quan/huyen/{DISTRICT}/", {"cut": "sex"}, 40),
        (f"/tong-quan/xa/{COMMUNE}/", {}, 25),
        ("/tong-quan/so-sanh/", {"target": "LLCT-SC"}, 6),
    ],
)
def test_every_number_opens_a_list_of_that_length(leader, path, query, fewest):
    links = dict.fromkeys(links_of(leader.get(path, query).content.decode()))

    assert len(links) >= fewest
    assert [fault for address, words in links if (fault := fault_of(leader, address, words))] == []


def test_the_walk_would_see_a_wrong_number(leader):
    address = f"{PEOPLE}?as_of=2013-12-31&unit=04"

    assert fault_of(leader, address, "27") == ""
    assert fault_of(leader, address, "26") != ""
    assert fault_of(leader, address, "26/27") != ""
    assert fault_of(leader, address + "&target=TH&counted=yes", "99,9") != ""


@pytest.mark.parametrize("path", ["/tong-quan/", f"/tong-quan/huyen/{DISTRICT}/"])
def test_no_number_of_people_in_the_table_stands_without_its_link(leader, path):
    page = leader.get(path, {"show": "people"}).content.decode()
    table = page.split('<table class="heat">')[1].split("</table>")[0]
    bare = re.sub(r"<a\b.*?</a>", "", table.split("<tfoot>")[0].split("<tbody>")[1], flags=re.DOTALL)
    numbers = [text for text in re.findall(r">\s*([\d./]+)\s*<", bare) if text not in ("0", "0/0")]

    assert numbers == []


@pytest.mark.parametrize("target", ["LLCT-SC", ""])
def test_every_bar_of_the_waterfall_leads_to_so_many_people(leader, target):
    query = {"unit": "04", "target": target, "from": "2011-12-31", "to": "2013-12-31"}
    response = leader.get("/tong-quan/bien-dong/", query)
    page = response.content.decode()

    for bar in response.context["falls"].terms:
        rows = page.split(f'id="{bar.term.value}"')[1:]
        listed = rows[0].split("</table>")[0].split("<tbody>")[1].count("<tr>") if rows else 0
        assert listed == bar.size
        assert (f'href="#{bar.term.value}"' in page) is bool(bar.size)
    for address, words in links_of(page):
        assert fault_of(leader, address, words) == ""
