"""The page "Đối chiếu số liệu công bố"."""

import pytest

pytestmark = pytest.mark.django_db

PUBLISHED = "/tong-quan/doi-chieu/"


def test_every_figure_stands_beside_the_computed_one(cast, client):
    client.force_login(cast.leader)
    response = client.get(PUBLISHED)
    page = response.content.decode()

    assert len(response.context["comparisons"]) == 51
    assert "199 xã, phường, thị trấn" in page
    assert "chưa có dữ liệu" in page
    assert '<span class="tag ok">Khớp</span>' in page
    assert '<span class="tag late">Khác</span>' in page


def test_counts_of_people_are_links_on_the_day_of_the_figure(cast, client):
    client.force_login(cast.leader)
    page = client.get(PUBLISHED).content.decode()

    assert "?as_of=2011-12-31&amp;figure=below_standard&amp;counted=yes" in page
    assert "?as_of=2011-12-31&amp;figure=below_standard&amp;counted=all" in page


def test_without_the_right_to_people_there_are_no_links(cast, client):
    client.force_login(cast.administrator)

    assert "figure=below_standard" not in client.get(PUBLISHED).content.decode()


def test_figures_of_the_province_are_not_for_a_district(cast, client):
    client.force_login(cast.clerk)

    assert client.get(PUBLISHED).status_code == 404
