import pytest
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.test import RequestFactory

from common.pages.listing import Page, page_of


def test_a_page_knows_its_place_in_the_whole():
    page = page_of(range(1, 1001), {"page": "3", "size": "100"})
    assert list(page.rows) == list(range(201, 301))
    assert (page.start_index(), page.end_index(), page.total, page.paginator.num_pages) == (
        201,
        300,
        1000,
        10,
    )
    assert (page.previous_page_number(), page.next_page_number()) == (2, 4)


def test_the_last_page_may_be_short():
    page = page_of(range(43), {"page": "2", "size": "25"})
    assert (page.start_index(), page.end_index(), len(page.rows)) == (26, 43, 18)
    assert not page.has_next()


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 1),
        ("0", 1),
        ("-1", 1),
        ("x", 1),
        ("1.5", 1),
        ("²", 1),
        ("٣", 1),
        ("3", 3),
        ("99", 3),
        ("9" * 5000, 1),
    ],
)
def test_nonsense_means_the_first_page_and_beyond_the_end_the_last(asked, number):
    assert page_of(range(120), {"page": asked}).number == number


@pytest.mark.parametrize(
    ("asked", "size"), [("25", 25), ("200", 200), ("7", 50), ("1000000", 50), ("x", 50), ("", 50)]
)
def test_only_offered_sizes_are_taken(asked, size):
    assert page_of(range(300), {"size": asked}).size == size


def test_an_empty_list_has_one_empty_page():
    page: Page[int] = page_of([], {"page": "4"})
    assert (list(page.rows), page.number, page.paginator.num_pages, page.start_index(), page.end_index()) == (
        [],
        1,
        1,
        0,
        0,
    )
    assert page.window == [1]
    assert page.sizes == ()


@pytest.mark.parametrize(
    ("number", "window"),
    [
        (1, [1, 2, 3, "…", 20]),
        (4, [1, 2, 3, 4, 5, 6, "…", 20]),
        (5, [1, 2, 3, 4, 5, 6, 7, "…", 20]),
        (6, [1, "…", 4, 5, 6, 7, 8, "…", 20]),
        (17, [1, "…", 15, 16, 17, 18, 19, 20]),
        (20, [1, "…", 18, 19, 20]),
    ],
)
def test_the_pager_offers_ends_and_neighbours(number, window):
    assert page_of(range(1000), {"page": str(number)}).window == window


@pytest.mark.django_db
def test_a_queryset_costs_a_count_and_a_slice(django_assert_num_queries):
    rows = ContentType.objects.filter(app_label="registry").order_by("pk")
    with django_assert_num_queries(2):
        page = page_of(rows, {})
        assert len(page.rows) == page.total > 0
    with django_assert_num_queries(1):
        page_of(rows, {}, total=page.total)


def test_the_pager_keeps_the_filter_and_marks_the_page():
    request = RequestFactory().get("/ho-so/?unit=004&page=2")
    html = render_to_string("_pager.html", {"page": page_of(range(3627), request.GET)}, request)
    assert "51–100 trong 3.627" in html
    assert '<a href="?unit=004&amp;page=2" aria-current="page">2</a>' in html
    assert '<a href="?unit=004&amp;page=73">73</a>' in html
    assert '<a href="?unit=004&amp;size=100" aria-label="100 dòng mỗi trang">100</a>' in html
    assert '<a href="?unit=004&amp;page=3" rel="next">Sau</a>' in html


def test_a_short_list_has_no_links():
    html = render_to_string("_pager.html", {"page": page_of(range(12), {})}, RequestFactory().get("/"))
    assert "1–12 trong 12" in html
    assert "<a" not in html
