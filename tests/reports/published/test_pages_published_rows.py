"""Published figures are added and corrected by an administrator, and compared at once."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import AccessEntry, AccessKind
from registry.reference.load import load_reference
from reports.models import PublishedFigure
from tests.reports.small_province import make_cast, make_people
from tests.reports.targets.test_pages_administration import save

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/so-lieu-cong-bo/"
ADD = f"{LIST}them/"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


def typed(**changes):
    return {
        "topic": "Số cán bộ, công chức",
        "text": "Toàn tỉnh có 5 cán bộ, công chức cấp xã",
        "value": "5",
        "decimals": "0",
        "unit_of_value": "người",
        "as_of": "31/12/2013",
        "measure": "staff",
        "source": "Báo cáo thử",
        "note": "",
        **changes,
    }


def added() -> PublishedFigure:
    return PublishedFigure.objects.get(key__startswith="bo-sung-")


def page_of(figure: PublishedFigure, step: str = "") -> str:
    return f"{LIST}{figure.pk}/{step}"


def test_an_added_figure_stands_beside_the_computed_one(admin, cast, client):
    make_people(cast.staff)
    assert admin.post(ADD, typed()).status_code == 302

    assert (added().as_of, added().order) == (date(2013, 12, 31), 52)
    assert added().value == 5
    entry = AccessEntry.objects.get(kind=AccessKind.DATA_CHANGED)
    assert entry.detail.startswith("Thêm số liệu công bố: Câu chữ đã công bố: Toàn tỉnh có 5")
    client.force_login(cast.leader)
    comparisons = client.get("/tong-quan/doi-chieu/").context["comparisons"]
    assert next(each.verdict for each in comparisons if each.figure == added()) == "equal"


def test_a_figure_is_corrected_and_the_correction_survives_a_reload(admin):
    figure = PublishedFigure.objects.get(key="without_training")
    assert save(admin, page_of(figure), value="45,2", measure="").status_code == 302

    load_reference()

    figure.refresh_from_db()
    assert figure.value == Decimal("45.2")
    assert figure.measure == "share_without_professional_training"  # a release may bring a measure
    detail = AccessEntry.objects.get(kind=AccessKind.DATA_CHANGED).detail
    assert "Giá trị: 44,7 → 45,2" in detail


def test_saving_what_the_page_shows_changes_nothing(admin):
    for figure in PublishedFigure.objects.exclude(source=""):
        assert save(admin, page_of(figure)).status_code == 302
    assert not AccessEntry.objects.filter(kind=AccessKind.DATA_CHANGED).exists()


def test_only_what_was_added_here_is_taken_away(admin):
    admin.post(ADD, typed())
    figure, listed = added(), PublishedFigure.objects.get(key="communes")

    assert "Bỏ số liệu này" in admin.get(page_of(figure)).content.decode()
    assert "Bỏ số liệu này" not in admin.get(page_of(listed)).content.decode()
    assert admin.get(page_of(figure, "bo/")).status_code == 405
    assert admin.post(page_of(listed, "bo/")).status_code == 404
    assert admin.post(page_of(figure, "bo/")).status_code == 302
    assert not PublishedFigure.objects.filter(pk=figure.pk).exists()
    assert PublishedFigure.objects.filter(pk=listed.pk).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": ""}, "Ô này chưa điền."),
        ({"source": ""}, "Ô này chưa điền."),
        ({"value": "năm"}, "không phải là số"),
        ({"value": "44,75", "decimals": "1"}, "Giá trị có nhiều chữ số hơn số chữ số đã in."),
        ({"value": "3620", "decimals": "-2"}, "Giá trị có nhiều chữ số hơn số chữ số đã in."),
        ({"decimals": "9"}, "Số lớn nhất được ghi là 4."),
        ({"measure": "share_below_standard"}, "Cách tính này cho một tỷ lệ"),
        ({"unit_of_value": "%"}, "Cách tính này cho một số đếm"),
        ({"measure": "magic"}, "Chọn một mục trong danh sách."),
        ({"as_of": "31/12/2098"}, "Ngày không được sau hôm nay khi có cách tính."),
        ({"as_of": "32/12/2013"}, "không phải là ngày có thật"),
        ({"text": "x" * 301}, "Nhiều nhất 300 ký tự"),
    ],
    ids=str,
)
def test_a_faulty_figure_is_not_stored_and_says_why(admin, change, sentence):
    response = admin.post(ADD, typed(**change))

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert PublishedFigure.objects.count() == 51


@pytest.mark.parametrize("who", ["leader", "staff", "clerk"])
def test_other_roles_are_refused(cast, client, who):
    client.force_login(getattr(cast, who))
    figure = PublishedFigure.objects.get(key="communes")

    for path in (LIST, ADD, page_of(figure)):
        assert client.get(path).status_code == 403
    assert client.post(ADD, typed()).status_code == 403
    assert client.post(page_of(figure), typed()).status_code == 403
    assert client.post(page_of(figure, "bo/")).status_code == 403
    assert PublishedFigure.objects.get(key="communes").value == 199


def test_the_list_shows_every_figure_and_is_only_read(admin):
    page = admin.get(f"{LIST}?size=100")

    assert len(page.context["page"].rows) == 51
    assert admin.post(LIST).status_code == 405
    assert admin.get(f"{LIST}999999/").status_code == 404
