"""An administrator keeps programmes and targets; what is changed moves the pages of figures at once."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import AccessEntry, AccessKind, Role
from reports.models import Programme, Target, TargetAssignment
from tests.factories import registry as facts
from tests.reports.small_province import DISTRICT, PROVINCE

pytestmark = pytest.mark.django_db

PROGRAMMES = "/quan-tri/chuong-trinh/"
SCHEME = f"{PROGRAMMES}DA03/"


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


def scheme() -> Programme:
    return Programme.objects.get(code="DA03")


def theory() -> Target:
    return Target.objects.get(code="LLCT-SC")


def target_page(target: Target, step: str = "") -> str:
    return f"/quan-tri/chi-tieu/{target.pk}/{step}"


def filled(client, path, **changes):
    """The form as the page shows it, with changes."""
    form = client.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (values | changes).items() if value is not None}


def save(client, path, **changes):
    return client.post(path, filled(client, path, **changes))


def given(**changes):
    unit = facts.unit_coded(DISTRICT)
    return {
        "unit": unit.pk,
        "year": "",
        "percent": "70",
        "decision_no": "12-QĐ/TU",
        "decided_on": "",
    } | changes


def logged() -> list[str]:
    entries = AccessEntry.objects.filter(kind=AccessKind.DATA_CHANGED).order_by("pk")
    return [entry.detail for entry in entries]


def measured_on(client, user, path="/tong-quan/", code="LLCT-SC"):
    """What the page of a unit says of a target."""
    client.force_login(user)
    lines = client.get(path).context["shown"].targets
    return next(line.cell.measured for line in lines if line.cell.target.code == code)


def test_the_list_and_the_programme_are_shown(admin):
    assert SCHEME in admin.get(PROGRAMMES).content.decode()

    page = admin.get(SCHEME).content.decode()
    assert 'value="31/12/2013"' in page
    assert page.count("/quan-tri/chi-tieu/") == 8


def test_saving_what_the_pages_show_changes_nothing(admin):
    for path in (SCHEME, *(target_page(each) for each in Target.objects.all())):
        assert save(admin, path).status_code == 302
    assert logged() == []
    assert scheme().watch_margin == 5


def test_dates_and_margin_are_changed_and_told(admin):
    assert save(admin, SCHEME, due_on="31/12/2016", watch_margin="7,5").status_code == 302

    assert (scheme().due_on, scheme().watch_margin) == (date(2016, 12, 31), Decimal("7.5"))
    assert logged() == [
        "Đề án 03-ĐA/TU: Thời hạn: 31/12/2015 → 31/12/2016; Số điểm dưới lộ trình còn là cần chú ý: 5 → 7,5"
    ]


def test_another_default_day_moves_the_pages(admin, client, cast):
    save(admin, SCHEME, default_day="31/12/2012")

    client.force_login(cast.leader)
    assert client.get("/tong-quan/").context["day"] == date(2012, 12, 31)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"baseline_on": "31/12/2015"}, "Đầu kỳ phải trước thời hạn."),
        ({"starts_on": "01/01/2016"}, "Ngày bắt đầu không được sau thời hạn."),
        ({"default_day": "01/01/2010"}, "Không được trước đầu kỳ (31/12/2011)."),
        ({"default_day": "01/01/2099"}, "Ngày không được sau hôm nay."),
        ({"due_on": "2015"}, "chưa đủ ngày, tháng, năm"),
        ({"watch_margin": "-1"}, "Số nhỏ nhất được ghi là 0."),
        ({"watch_margin": "51"}, "Số lớn nhất được ghi là 50."),
        ({"watch_margin": ""}, "Ô này chưa điền."),
        ({"due_on": "31/12/2013"}, "Đã giao chỉ tiêu cho năm 2014"),
    ],
    ids=str,
)
def test_faulty_dates_change_nothing_and_say_why(admin, change, sentence):
    unit = facts.unit_coded(DISTRICT)
    TargetAssignment.objects.create(target=theory(), unit=unit, year=2014, percent=50, decision_no="1")
    before = Programme.objects.values().get(code="DA03")

    response = save(admin, SCHEME, **change)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert Programme.objects.values().get(code="DA03") == before
    assert logged() == []


def test_a_changed_threshold_moves_the_gap_on_the_dashboard(admin, client, cast):
    # Five serve, three have reached the level: 90% asks for five, 60% for three.
    assert measured_on(client, cast.leader).gap == 2

    client.force_login(cast.administrator)
    save(client, target_page(theory()), threshold="60")

    assert measured_on(client, cast.leader).gap == 0
    assert logged() == ["Chỉ tiêu Lý luận chính trị từ sơ cấp trở lên: Mục tiêu (%): 90 → 60"]


def test_another_base_moves_the_figures_and_the_footnote(admin, client, cast):
    target = Target.objects.get(code="LLCT-TC")
    level = facts.level("political_theory", "elementary")
    save(admin, target_page(target), base_minimum=str(level.pk), footnote="")

    target.refresh_from_db()
    assert target.base_minimum == level
    figure = measured_on(client, cast.leader, code="LLCT-TC").figure
    assert (figure.count, figure.base) == (2, 3)
    assert "mẫu số là những người đã đạt từ sơ cấp trở lên" in client.get("/tong-quan/").content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"threshold": "0"}, "Mục tiêu là một số phần trăm trên 0"),
        ({"threshold": "100,5"}, "Số lớn nhất được ghi là 100."),
        ({"threshold": "chín mươi"}, "không phải là số"),
        ({"threshold": "90,123"}, "Nhiều nhất 2 chữ số sau dấu phẩy."),
        ({"base_minimum": "elementary"}, "Mẫu số đã đổi mà chú thích vẫn như cũ."),
        ({"base_minimum": "intermediate"}, "Chọn một mục trong danh sách."),
        ({"base_minimum": "none"}, "Chọn một mục trong danh sách."),
        ({"footnote": "x" * 301}, "Nhiều nhất 300 ký tự"),
    ],
    ids=str,
)
def test_a_faulty_target_changes_nothing_and_says_why(admin, change, sentence):
    target = Target.objects.get(code="LLCT-TC")
    if "base_minimum" in change:
        change = {"base_minimum": str(facts.level("political_theory", change["base_minimum"]).pk)}
    before = Target.objects.values().get(pk=target.pk)

    response = save(admin, target_page(target), **change)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert Target.objects.values().get(pk=target.pk) == before


def test_two_administrators_do_not_overwrite_each_other_unseen(admin):
    path = target_page(theory())
    mine = filled(admin, path, threshold="80")
    save(admin, path, threshold="85")

    refused = admin.post(path, mine)
    assert "Giá trị hiện nay: Mục tiêu (%): 85" in refused.content.decode()
    assert theory().threshold == 85

    admin.post(path, mine | {"seen": refused.context["form"]["seen"].value()})
    assert theory().threshold == 80


def test_what_is_given_to_a_district_counts_there_only(admin, client, cast):
    response = admin.post(target_page(theory(), "giao/"), given(percent="30"))
    assert response.status_code == 302

    (row,) = TargetAssignment.objects.all()
    assert (row.unit, row.year) == (facts.unit_coded(DISTRICT), None)
    assert row.percent == 30
    assert logged() == [
        "Thêm chỉ tiêu LLCT từ sơ cấp giao cho huyện Bảo Lạc: Năm: –; Tỷ lệ (%): 30; Số quyết định: 12-QĐ/TU"
    ]
    assert measured_on(client, cast.leader, f"/tong-quan/huyen/{DISTRICT}/").gap == 0
    assert measured_on(client, cast.leader).gap == 2


def test_what_was_given_is_corrected_and_taken_back(admin):
    admin.post(target_page(theory(), "giao/"), given(year="2014"))
    row = TargetAssignment.objects.get()
    path = f"/quan-tri/giao-chi-tieu/{row.pk}/"

    assert 'value="2014"' in admin.get(path).content.decode()
    assert save(admin, path, percent="75,5", decided_on="05/03/2012").status_code == 302
    row.refresh_from_db()
    assert (row.percent, row.decided_on) == (Decimal("75.5"), date(2012, 3, 5))
    assert "Huyện Bảo Lạc" in admin.get(target_page(theory())).content.decode()

    assert admin.get(f"{path}bo/").status_code == 405
    assert admin.post(f"{path}bo/").status_code == 302
    assert not TargetAssignment.objects.exists()
    assert logged()[1:] == [
        "chỉ tiêu LLCT từ sơ cấp giao cho huyện Bảo Lạc: Tỷ lệ (%): 70 → 75,5; "
        "Ngày quyết định: – → 05/03/2012",
        "Bỏ chỉ tiêu LLCT từ sơ cấp giao cho huyện Bảo Lạc: Năm: 2014; Tỷ lệ (%): 75,5; "
        "Số quyết định: 12-QĐ/TU",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"unit": ""}, "Chọn một mục."),
        ({"unit": "999999"}, "Chọn một mục trong danh sách."),
        ({"year": "2011"}, "Ghi một năm từ 2012 đến 2015"),
        ({"year": "2016"}, "Ghi một năm từ 2012 đến 2015"),
        ({"year": "hai"}, "không phải là số"),
        ({"percent": ""}, "Ô này chưa điền."),
        ({"percent": "101"}, "Số lớn nhất được ghi là 100."),
        ({"percent": "0"}, "Mục tiêu cuối kỳ là một số phần trăm trên 0"),
        ({"decision_no": ""}, "Ô này chưa điền."),
        ({"decided_on": "01/01/2099"}, "Ngày không được sau hôm nay."),
        ({}, "Đơn vị đã được giao mục tiêu cuối kỳ: 55% (1-QĐ/TU). Sửa dòng đó."),
        ({"year": "2014"}, "Đơn vị đã được giao mục tiêu năm 2014: 40% (1-QĐ/TU). Sửa dòng đó."),
    ],
    ids=str,
)
def test_a_faulty_assignment_gives_nothing_and_says_why(admin, change, sentence):
    known = {"target": theory(), "unit": facts.unit_coded(DISTRICT), "decision_no": "1-QĐ/TU"}
    TargetAssignment.objects.create(percent=55, **known)
    TargetAssignment.objects.create(percent=40, year=2014, **known)

    response = admin.post(target_page(theory(), "giao/"), given(**change))

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert TargetAssignment.objects.count() == 2


def test_units_outside_the_scope_are_neither_offered_nor_found(cast, client):
    row = TargetAssignment.objects.create(
        target=theory(), unit=facts.unit_coded(PROVINCE), percent=80, decision_no="1"
    )
    local = facts.make_user("quan.tri.huyen", role=Role.ADMINISTRATOR, units=(facts.unit_coded("042"),))
    client.force_login(local)

    page = client.get(target_page(theory(), "giao/")).content.decode()
    assert "Huyện Bảo Lâm" in page
    assert "Bảo Lạc" not in page
    assert client.get(f"/quan-tri/giao-chi-tieu/{row.pk}/").status_code == 404
    response = client.post(target_page(theory(), "giao/"), given())
    assert "Chọn một mục trong danh sách." in response.content.decode()


@pytest.mark.parametrize("who", ["leader", "staff", "clerk"])
def test_other_roles_are_refused(cast, client, who):
    row = TargetAssignment.objects.create(
        target=theory(), unit=facts.unit_coded(DISTRICT), percent=80, decision_no="1"
    )
    client.force_login(getattr(cast, who))

    given_page = f"/quan-tri/giao-chi-tieu/{row.pk}/"
    for path in (PROGRAMMES, SCHEME, target_page(theory()), target_page(theory(), "giao/"), given_page):
        assert client.get(path).status_code == 403
        assert client.post(path, given()).status_code in (403, 405)
    assert client.post(f"{given_page}bo/").status_code == 403
    assert TargetAssignment.objects.count() == 1


@pytest.mark.parametrize(
    "path", [f"{PROGRAMMES}KHAC/", "/quan-tri/chi-tieu/999999/", "/quan-tri/chi-tieu/999999/giao/"]
)
def test_what_is_not_there_is_404(admin, path):
    assert admin.get(path).status_code == 404


def test_the_list_is_only_read(admin):
    assert admin.post(PROGRAMMES).status_code == 405
