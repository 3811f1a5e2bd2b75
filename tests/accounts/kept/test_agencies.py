"""The agencies: added and corrected by an administrator, each change told in the access log."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.kept.row_changes import store
from accounts.models import AccessEntry, AccessKind, Agency, User
from tests.factories.accounts import make_agency

LIST = "/quan-tri/co-quan/"
ADD = f"{LIST}them/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client_of, administrator) -> Client:
    return client_of(administrator)


def filled(**changes):
    return {
        "name": "Phòng Nội vụ huyện Hạ Lang",
        "short_name": "Phòng Nội vụ Hạ Lang",
        "kind": "district_home_affairs",
        "superior_line": "UBND HUYỆN HẠ LANG",
        "issuer_line": "PHÒNG NỘI VỤ",
        "symbol_code": "PNV",
        "place": "Hạ Lang",
        "signer_authority": "",
        "signer_title": "TRƯỞNG PHÒNG",
        **changes,
    }


def page_of(agency: Agency) -> str:
    return f"{LIST}{agency.pk}/"


def shown(admin, agency: Agency) -> dict[str, str]:
    """The form as the page shows it."""
    form = admin.get(page_of(agency)).context["form"]
    return {name: form[name].value() for name in form.fields}


def test_an_agency_is_added_and_offered_to_accounts(admin):
    assert admin.post(ADD, filled()).status_code == 302

    made = Agency.objects.get(name="Phòng Nội vụ huyện Hạ Lang")
    assert (made.kind, made.issuer_line) == ("district_home_affairs", "PHÒNG NỘI VỤ")
    assert (made.place, made.signer_authority, made.signer_title) == ("Hạ Lang", "", "TRƯỞNG PHÒNG")
    assert "Phòng Nội vụ huyện Hạ Lang" in admin.get("/quan-tri/tai-khoan/them/").content.decode()
    entry = AccessEntry.objects.get(kind=AccessKind.DATA_CHANGED)
    assert (entry.object_type, entry.object_key) == ("agency", "PNV")
    assert entry.detail.startswith("Thêm cơ quan: Tên cơ quan: Phòng Nội vụ huyện Hạ Lang;")


def test_a_correction_is_told_before_and_after(admin):
    agency = make_agency()

    admin.post(page_of(agency), shown(admin, agency) | {"symbol_code": "HU-PH"})

    agency.refresh_from_db()
    assert agency.symbol_code == "HU-PH"
    entry = AccessEntry.objects.get(kind=AccessKind.DATA_CHANGED)
    assert entry.detail == "Huyện ủy Phục Hòa: Ký hiệu văn bản: HU → HU-PH"


def test_saving_without_a_change_adds_no_line(admin):
    agency = make_agency()

    response = admin.post(page_of(agency), shown(admin, agency), follow=True)

    assert "Không có gì thay đổi." in response.content.decode()
    assert not AccessEntry.objects.filter(kind=AccessKind.DATA_CHANGED).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Ô này chưa điền."),
        ({"name": "huyện uỷ  PHỤC HOÀ"}, "Đã có cơ quan “Huyện ủy Phục Hòa”."),
        ({"kind": "king"}, "Chọn một mục trong danh sách."),
        ({"kind": ""}, "Chọn một mục."),
        ({"symbol_code": "X" * 21}, "Nhiều nhất 20 ký tự"),
        ({"issuer_line": "PHÒNG\u202eX"}, "Có ký tự ẩn"),
    ],
    ids=str,
)
def test_a_faulty_form_adds_nothing_and_says_why(admin, administrator, change, sentence):
    make_agency()
    before = Agency.objects.count()

    response = admin.post(ADD, filled(**change))

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert Agency.objects.count() == before


def test_what_somebody_else_saved_meanwhile_is_shown_before_it_is_replaced(admin):
    agency = make_agency()
    facts = shown(admin, agency)
    Agency.objects.filter(pk=agency.pk).update(short_name="HU Phục Hòa")

    refused = admin.post(page_of(agency), facts | {"symbol_code": "MOI"})
    assert "Tên gọi tắt: HU Phục Hòa" in refused.content.decode()
    agency.refresh_from_db()
    assert agency.symbol_code == "HU"

    again = {**facts, "symbol_code": "MOI", "seen": refused.context["form"]["seen"].value()}
    assert admin.post(page_of(agency), again).status_code == 302


def test_an_agency_that_does_not_exist_is_404(admin):
    assert admin.get(f"{LIST}999999/").status_code == 404


@pytest.mark.parametrize("path", [LIST, "/quan-tri/"])
def test_lists_are_only_read(admin, path):
    assert admin.post(path).status_code == 405


def test_the_front_page_leads_to_what_the_account_may_do(admin, client_of, clerk):
    page = admin.get("/quan-tri/").content.decode()

    assert all(label in page for label in ("Tài khoản", "Cơ quan", "Danh mục", "Chương trình, chỉ tiêu"))
    menu = [item.label for item in client_of(clerk).get("/doi-mat-khau/").context["menu"]]
    assert "Quản trị" not in menu
    assert "Quản trị" in [item.label for item in admin.get(LIST).context["menu"] if item.is_current]


def test_of_two_who_write_the_same_at_once_the_second_is_told():
    # Both forms were checked before either row was stored.
    store(Agency(**filled()), force_insert=True)

    with pytest.raises(ValidationError, match="Vừa có người ghi một mục trùng với mục này"):
        store(Agency(**filled()), force_insert=True)

    assert Agency.objects.filter(name=filled()["name"]).count() == 1


def test_an_empty_list_says_so_and_offers_the_first(admin):
    User.objects.update(agency=None)
    Agency.objects.all().delete()

    page = admin.get(LIST).content.decode()

    assert "Chưa có cơ quan nào." in page
    assert f'href="{ADD}"' in page
