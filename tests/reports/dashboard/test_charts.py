"""Geometry of the charts, how it reaches the page, and the sentences for those who do not see it."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from common.pages.charts import Ahead, Dated, Text, highest_of, line_chart, slope_chart, spread
from reports.dashboard.tiles import tile_map
from reports.templatetags.report_links import slope_in_words, trend_in_words
from tests.reports.small_province import COMMUNE, DISTRICT, make_cast, make_people

START, NOW, DUE = date(2011, 12, 31), date(2013, 12, 31), date(2015, 12, 31)
LINE: list[Dated] = [(START, Fraction(272, 10)), (date(2012, 12, 31), Fraction(1, 3)), (NOW, Decimal("38.5"))]
PATH: list[Dated] = [(START, Fraction(272, 10)), (DUE, Decimal(60))]
NUMERIC = r'\s(?:x|y|x1|x2|y1|y2|cx|cy|r|d|dy|width|height|points|viewBox)="([^"]*)"'


def chart(**keys):
    return line_chart("Đường", LINE, PATH, ("27,2", "38,5"), **keys)


def drawn(tag, **context):
    return Template("{% load charts %}" + tag).render(Context(context))


def numbers_in(svg):
    return [value for element in re.findall(r"<[^>]+>", svg) for value in re.findall(NUMERIC, element)]


# --- geometry ---


def test_a_line_runs_from_the_left_axis_to_the_day_and_the_path_to_the_right():
    found = chart()

    assert found.pieces[0][0][0] == found.left
    assert found.path[-1][0] == found.right
    assert found.left < found.day_x < found.right
    assert found.pieces[0][-1][0] == found.day_x


def test_higher_shares_stand_higher_and_zero_on_the_bottom():
    found = chart()
    heights = [y for _, y in found.pieces[0]]

    assert heights[1] > heights[0] > heights[2]
    assert found.grid[0] == Text(found.left - 6, found.bottom, "0", "end")


def test_a_forecast_goes_on_from_the_last_point_to_its_best_and_worst_end():
    found = chart(forecast=Ahead(DUE, 51, 40, "51,0"))
    last, best, worst = found.cone

    assert last == found.pieces[0][-1]
    assert best[0] == worst[0] == found.right
    assert best[1] < worst[1] < last[1]
    assert found.ahead == [last, best]
    assert "Dự báo 51,0" in [text.text for text in found.texts]
    assert chart().cone == []


def test_a_forecast_above_the_goal_raises_the_scale():
    assert chart(forecast=Ahead(DUE, 83, 70, "83")).grid[-1].text == "80"


def test_without_a_last_value_there_is_no_forecast_to_draw():
    found = line_chart("", [*LINE, (DUE, None)], PATH, ("", ""), forecast=Ahead(DUE, 51, 40, "51,0"))

    assert found.cone == []
    assert "Dự báo 51,0" not in [text.text for text in found.texts]


@pytest.mark.parametrize(("best", "box"), [(60, (38.5, 21.5)), (30, (30, 8.5)), (None, None)])
def test_the_box_of_a_bullet_lies_between_now_and_the_forecast(best, box):
    ahead = None if best is None else Ahead(DUE, best, best, "")
    svg = drawn(
        '{% bullet label="L" now=now target=60 path=50 start=20 status="" forecast=ahead %}',
        now=Decimal("38.5"),
        ahead=ahead,
    )
    boxes = re.findall(r'class="fc" x="([\d.]+)%" width="([\d.]+)%"', svg)

    assert [tuple(map(float, each)) for each in boxes] == ([box] if box else [])


def test_a_missing_value_breaks_the_line():
    line = [(START, 10), (date(2012, 6, 30), None), (date(2012, 12, 31), 20), (NOW, 30)]

    assert [len(piece) for piece in line_chart("", line, PATH, ("", "")).pieces] == [1, 2]


def test_a_line_without_any_value_still_shows_its_path():
    found = line_chart("", [(START, None), (NOW, None)], PATH, ("", ""))

    assert found.pieces == []
    assert len(found.path) == 2


@pytest.mark.parametrize(
    ("shares", "top"), [([], 10), ([None, 3], 10), ([41], 50), ([60], 60), ([99.5], 100)]
)
def test_a_scale_ends_at_the_next_ten(shares, top):
    assert highest_of(shares) == top


def test_small_charts_of_one_scale_put_equal_shares_at_equal_heights():
    one = line_chart("", [(START, 10), (NOW, 20)], PATH, ("", ""), highest=80, is_small=True)
    other = line_chart("", [(START, 20), (NOW, 70)], PATH, ("", ""), highest=80, is_small=True)

    assert one.pieces[0][-1][1] == other.pieces[0][0][1]


def test_words_at_one_edge_never_cover_each_other():
    found = spread([Text(0, 50, "b"), Text(0, 48, "a"), Text(0, 52, "c"), Text(0, 200, "d")])

    assert [each.text for each in found] == ["a", "b", "c", "d"]
    assert all(low.y - high.y >= 13 for high, low in zip(found, found[1:], strict=False))


def test_named_lines_of_a_slope_are_drawn_last_and_written():
    found = slope_chart(
        "", ("12/2011", "12/2013"), [("A", 10, 60, "best"), ("B", 5, 30, ""), ("C", 8, 20, "hot")]
    )

    assert [look for _, _, look in found.lines] == ["thin", "best", "hot"]
    assert [each.text for each in found.texts] == ["10,0", "8,0", "60,0 A", "20,0 C"]


def test_a_slope_of_equal_shares_can_be_drawn():
    assert slope_chart("", ("", ""), [("A", 50, 50, "best"), ("B", 50, 50, "")]).lines


def line_of(name, column=None, row=None):
    tile = None if column is None else (column, row)
    return SimpleNamespace(label=name, place=SimpleNamespace(tile=tile))


def test_tiles_stand_where_the_data_put_them():
    found = tile_map([line_of("a", 2, 0), line_of("b", 4, 1), line_of("c", 3, 1)])

    assert (found.is_map, found.columns) == (True, 3)
    assert [each and each.label for each in found.tiles] == ["a", None, None, None, "c", "b"]


@pytest.mark.parametrize(
    "lines",
    [
        [line_of("a"), line_of("b", 1, 1)],
        [line_of("a", 1, 1), line_of("b", 1, 1)],
        [line_of("a", 0, 0), line_of("b", 40, 0)],
        [line_of("a", 0, 0), line_of("b", 3, 90)],
    ],
    ids=["one without a place", "two on one place", "too wide", "too high"],
)
def test_without_a_good_map_the_tiles_keep_their_order(lines):
    found = tile_map(lines)

    assert not found.is_map
    assert [each and each.label for each in found.tiles] == ["a", "b"]


# --- on the page ---


def test_no_number_of_a_chart_is_localised():
    line = "{% line label='x' points=points path=path ends=ends status='late' %}"
    slope = "{% slope label='x' ends=ends lines=lines %}"
    step = "{% step low=1 high=4 before=1 after=4 whole=7 look='up' %}"
    lines = [("Bảo Lạc", Fraction(1, 3), Fraction(200, 3), "best"), ("Hòa An", 1.5, 2.25, "")]
    svg = drawn(line + slope + step, points=LINE, path=PATH, ends=("27,2", "38,5"), lines=lines)

    values = numbers_in(svg)
    assert len(values) > 60
    assert [value for value in values if "," in value] == []
    assert "38,5" in svg


def test_a_chart_has_a_sentence_and_a_role():
    svg = drawn(
        "{% line label='Câu nói' points=points path=path ends=ends %}", points=LINE, path=PATH, ends=("", "")
    )

    assert 'role="img" aria-label="Câu nói"' in svg


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def get(self, client):
        cast = make_cast()
        make_people(cast.staff)
        client.force_login(cast.leader)
        return client.get

    @pytest.mark.parametrize(
        "path",
        ["/tong-quan/", f"/tong-quan/huyen/{DISTRICT}/", f"/tong-quan/xa/{COMMUNE}/", "/tong-quan/so-sanh/"],
    )
    def test_every_chart_of_a_page_is_drawn_with_plain_numbers_and_has_its_table(self, get, path):
        page = get(path).content.decode()
        charts = re.findall(r"<svg class=\"(?:chart|bullet).*?</svg>", page, re.DOTALL)

        assert charts
        assert [value for svg in charts for value in numbers_in(svg) if "," in value] == []
        assert all(re.search(r'role="img" aria-label="[^"]{20,}\."', svg) for svg in charts)
        assert page.count("Bảng số liệu") >= ("so-sanh" not in path)

    def test_the_trend_says_where_it_came_from_and_where_it_stands(self, get):
        context = get("/tong-quan/", {"target": "LLCT-SC"}).context

        assert trend_in_words(context["since"].trend) == (
            "Lý luận chính trị từ sơ cấp trở lên: từ 1/5 (20,0%) ngày 31/12/2011 đến 3/5 (60,0%) ngày"
            " 31/12/2013; lộ trình 55%; mục tiêu 90%."
        )

    def test_units_of_fewer_than_ten_have_no_slope(self, get):
        slope = get("/tong-quan/", {"target": "LLCT-SC"}).context["since"].slope

        assert (slope.lines, slope.left_out) == ([], 13)

    def test_a_commune_is_written_in_persons(self, get):
        page = get(f"/tong-quan/xa/{COMMUNE}/", {"target": "LLCT-SC"}).content.decode()
        texts = re.findall(r"<text class=\"tx b\"[^>]*>([^<]*)</text>", page)

        assert texts == ["0/3", "1/3", "Mục tiêu 90", "Dự báo 1/3"]

    def test_on_the_first_day_there_is_nothing_to_draw(self, get):
        response = get("/tong-quan/", {"as_of": "2011-12-31"})

        assert response.context["since"] is None
        assert "không sau đầu kỳ" in response.content.decode()


def test_a_slope_names_the_highest_and_the_lowest():
    def line(label, first, last):
        figures = [SimpleNamespace(count=count, base=base) for count, base in (first, last)]
        return SimpleNamespace(label=label, first=figures[0], last=figures[1])

    lines = [line("Hòa An", (5, 20), (15, 20)), line("Bảo Lạc", (1, 10), (2, 10))]
    slope = SimpleNamespace(lines=lines, start=START, end=NOW)

    assert slope_in_words(slope) == (  # type: ignore[arg-type]
        "2 đơn vị, từ 31/12/2011 đến 31/12/2013: cao nhất Hòa An 15/20 (75,0%), đầu kỳ 5/20 (25,0%);"
        " thấp nhất Bảo Lạc 2/10 (20,0%), đầu kỳ 1/10 (10,0%)."
    )
