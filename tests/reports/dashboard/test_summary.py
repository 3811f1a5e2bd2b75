"""Tóm tắt để chép: five sentences, each share with its persons."""

import re

import pytest

from tests.reports.small_province import COMMUNE, DISTRICT

pytestmark = pytest.mark.django_db

DISTRICT_PAGE = f"/tong-quan/huyen/{DISTRICT}/"
COMMUNE_PAGE = f"/tong-quan/xa/{COMMUNE}/"


@pytest.fixture
def summary(client):
    def summary(user, path, **query):
        client.force_login(user)
        return client.get(path, query).context["summary"]

    return summary


def test_the_province_is_told_in_five_sentences(cast, summary):
    said = summary(cast.leader, "/tong-quan/", target="LLCT-SC")

    assert said[:2] == [
        "Đến 31/12/2013, tỉnh Cao Bằng có 5 cán bộ, công chức cấp xã (4 cán bộ, 1 công chức);"
        " số liệu tạm tính.",
        "Đề án 03-ĐA/TU: 2/8 chỉ tiêu đạt hoặc đúng lộ trình.",
    ]
    assert said[2].startswith("Chậm: công chức: CM từ trung cấp 0/1 (0,0%), lộ trình 47,5%; cán bộ: CM")
    assert said[3] == "Thiếu nhiều người nhất: bồi dưỡng QLNN, cần thêm 5 người để đạt 90%; hiện 0/5 (0,0%)."
    assert said[4] == "LLCT từ sơ cấp: thấp nhất là Bảo Lạc 1/3 (33,3%); cao nhất là Bảo Lâm 2/2 (100,0%)."


def test_a_commune_is_set_beside_its_own_start(cast, summary):
    said = summary(cast.leader, COMMUNE_PAGE, target="LLCT-SC")

    assert said[4] == "LLCT từ sơ cấp: đầu kỳ 31/12/2011 0/3 (0,0%), nay 1/3 (33,3%)."


@pytest.mark.parametrize(
    "path", ["/tong-quan/", f"/tong-quan/huyen/{DISTRICT}/", f"/tong-quan/xa/{COMMUNE}/"]
)
@pytest.mark.parametrize("as_of", ["2011-12-31", "2013-12-31", "2013-06-30"])
def test_there_are_always_five_and_each_share_stands_after_its_persons(cast, summary, path, as_of):
    said = summary(cast.leader, path, as_of=as_of)

    assert len(said) == 5
    for sentence in said:
        assert sentence.endswith(".")
        shares = re.findall(r"\(\d+,\d%\)", sentence)
        assert len(re.findall(r"\d+/\d+ \(\d+,\d%\)", sentence)) == len(shares)


def test_who_sees_only_aggregates_reads_no_small_number(cast, summary):
    for path in ("/tong-quan/", COMMUNE_PAGE):
        said = " ".join(summary(cast.administrator, path, target="LLCT-SC"))

        assert "3/5" not in said
        assert "1/3" not in said
