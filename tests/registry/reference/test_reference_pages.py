"""Code lists as an administrator reads and edits them; what is edited survives a reload."""

from datetime import date

import pytest

from accounts.models import AccessEntry, AccessKind, Role, User
from common.dates import OPEN_PAST
from registry.enums import Scale
from registry.models import EthnicGroup, PostingKind, PostTitle, ScaleLevel, StaffQuota, Standard
from registry.reference.load import load_reference
from registry.reference.tables import SHELF
from registry.workbook.contract.references import level_lookups
from tests.factories import registry as facts

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/danh-muc/"
TABLES = {table.slug: table for table in SHELF.tables}
NOBODY = User()


@pytest.fixture
def admin(client, reference):
    client.force_login(facts.make_user("quan.tri", role=Role.ADMINISTRATOR))
    return client


def page_of(slug: str, row) -> str:
    return f"{LIST}{slug}/{row.pk}/"


def filled(admin, slug: str, row, **changes):
    """The form as the page shows it, with changes; a tick that is off is not sent."""
    form = admin.get(page_of(slug, row)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in (values | changes).items() if value not in (None, False)}
    return {name: "on" if value is True else value for name, value in sent.items()}


def save(admin, slug: str, row, **changes):
    response = admin.post(page_of(slug, row), filled(admin, slug, row, **changes))
    row.refresh_from_db()
    return response


def title():
    return PostTitle.objects.get(code="culture_society")


@pytest.mark.parametrize("slug", TABLES)
def test_every_list_is_shown_with_its_rows(admin, slug):
    table = TABLES[slug]
    response = admin.get(f"{LIST}{slug}/?size=100")

    assert len(response.context["lines"]) == table.rows(NOBODY).count()
    assert f"{LIST}{slug}/{table.rows(NOBODY)[0].pk}/" in response.content.decode()
    assert f"{LIST}{slug}/" in admin.get(LIST).content.decode()


@pytest.mark.parametrize("slug", TABLES)
def test_saving_what_the_page_shows_changes_nothing(admin, slug):
    for row in TABLES[slug].rows(NOBODY):
        before = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
        assert save(admin, slug, row).status_code == 302
        assert {field.attname: getattr(row, field.attname) for field in row._meta.fields} == before
    assert not AccessEntry.objects.filter(kind=AccessKind.DATA_CHANGED).exists()


@pytest.mark.parametrize("slug", TABLES)
def test_a_list_costs_the_same_for_many_rows(admin, slug, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        admin.get(f"{LIST}{slug}/?size=100")


def test_a_title_is_changed_and_told_before_and_after(admin):
    row = title()
    text = "\n".join([*row.synonyms, "Cán bộ văn hoá thôn bản"])
    save(admin, "chuc-danh", row, max_holders="3", valid_to="31/12/2030", synonyms=text)

    assert (row.max_holders, row.valid_from, row.valid_to) == (3, OPEN_PAST, date(2030, 12, 31))
    assert row.synonyms[-1] == "Cán bộ văn hoá thôn bản"
    entry = AccessEntry.objects.get(kind=AccessKind.DATA_CHANGED)
    assert (entry.object_type, entry.object_key) == ("posttitle", "chuc-danh/culture_society")
    assert "Số người tối đa ở một xã: 2 → 3; Đến ngày: không giới hạn → 31/12/2030" in entry.detail
    assert "Cách viết khác: thêm “Cán bộ văn hoá thôn bản”" in entry.detail


def test_an_added_spelling_is_understood_by_the_import(admin):
    row = ScaleLevel.objects.get(scale="professional", code="intermediate")
    save(admin, "trinh-do", row, synonyms="\n".join([*row.synonyms, "trung học nghề"]))

    found = level_lookups()[Scale.PROFESSIONAL].find("Trung học nghề")
    assert found is not None
    assert found.item == row


def test_the_flags_of_a_kind_are_ticked_on_and_off(admin):
    row = PostingKind.objects.get(code="project_600")
    assert not row.counts_in_cbcc
    row.counts_in_quota = True
    row.save()
    save(admin, "dien-bo-tri", row, counts_in_quota=False, counts_in_cbcc=True)

    assert (row.counts_in_quota, row.counts_in_cbcc) == (False, True)


def test_a_standard_takes_another_minimum_of_its_scale(admin):
    row = Standard.objects.get(standard_set__code="DA03", scale="political_theory")
    higher = facts.level("political_theory", "intermediate")
    save(admin, "tieu-chuan", row, minimum=str(higher.pk))

    assert row.minimum == higher


def test_a_quota_is_corrected(admin):
    row = StaffQuota.objects.all()[0]
    save(admin, "dinh-muc", row, maximum="24")

    assert row.maximum == 24


@pytest.mark.parametrize(
    ("slug", "find", "change", "sentence"),
    [
        ("chuc-danh", title, {"max_holders": "hai"}, "không phải là số"),
        ("chuc-danh", title, {"max_holders": "-1"}, "Số nhỏ nhất được ghi là 0."),
        ("chuc-danh", title, {"valid_from": "31/02/2012"}, "không phải là ngày có thật"),
        (
            "chuc-danh",
            title,
            {"valid_from": "01/01/2014", "valid_to": "31/12/2013"},
            "Ngày cuối nằm trước ngày đầu.",
        ),
        ("chuc-danh", title, {"synonyms": "BÍ THƯ đảng ủy"}, "đã là cách viết của Bí thư Đảng ủy"),
        ("chuc-danh", title, {"synonyms": "Văn\u200bhóa"}, "Có ký tự ẩn"),
        ("chuc-danh", title, {"synonyms": "x" * 81}, "dài quá 80 ký tự"),
        (
            "trinh-do",
            lambda: facts.level("professional", "college"),
            {"synonyms": "đại học"},
            "đã là cách viết của Đại học",
        ),
        (
            "dan-toc",
            lambda: EthnicGroup.objects.get(name="Kinh"),
            {"is_local_small": True},
            "Dân tộc ít người cũng là dân tộc thiểu số",
        ),
        (
            "tieu-chuan",
            lambda: Standard.objects.filter(scale="professional").first(),
            {"minimum": "999999"},
            "Chọn một mục trong danh sách.",
        ),
        ("dinh-muc", StaffQuota.objects.first, {"maximum": ""}, "Ô này chưa điền."),
        ("dinh-muc", StaffQuota.objects.first, {"maximum": "70.000"}, "Số lớn nhất được ghi là 32.767."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_faulty_changes_nothing_and_says_why(admin, slug, find, change, sentence):
    row = find()
    before = {field.attname: getattr(row, field.attname) for field in row._meta.fields}

    response = save(admin, slug, row, **change)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert {field.attname: getattr(row, field.attname) for field in row._meta.fields} == before
    assert not AccessEntry.objects.filter(kind=AccessKind.DATA_CHANGED).exists()


def test_a_level_of_another_scale_is_no_minimum(admin):
    row = Standard.objects.filter(scale="professional").first()

    response = save(admin, "tieu-chuan", row, minimum=str(facts.level("defence", "object_4").pk))

    assert "Chọn một mục trong danh sách." in response.content.decode()


def test_fields_that_are_not_on_the_form_cannot_be_posted(admin):
    row = title()
    save(admin, "chuc-danh", row, name="Tên khác", code="khac", max_holders="4")

    assert (row.code, row.max_holders) == ("culture_society", 4)
    assert row.name != "Tên khác"


def test_what_is_edited_survives_a_reload_and_files_add_their_spellings(admin):
    row = title()
    from_file = list(row.synonyms)
    save(admin, "chuc-danh", row, max_holders="3", synonyms="Cán bộ văn hoá thôn bản")
    group = EthnicGroup.objects.get(name="Tày")
    save(admin, "dan-toc", group, is_very_small=True, variants="\n".join([*group.variants, "Thổ Tày"]))

    load_reference()

    row.refresh_from_db()
    group.refresh_from_db()
    assert row.synonyms == [*from_file, "Cán bộ văn hoá thôn bản"]
    assert row.max_holders == 3
    assert "Thổ Tày" in group.variants
    assert group.is_very_small

    load_reference(reset_settings=True)
    row.refresh_from_db()
    assert row.synonyms == from_file


def test_an_empty_request_blanks_nothing(admin):
    row = title()

    response = admin.post(page_of("chuc-danh", row), {})

    assert "Mục này đã khác lúc bạn mở. Chưa ghi gì." in response.content.decode()
    assert title().synonyms == row.synonyms


@pytest.mark.parametrize("role", [Role.PROVINCE_STAFF, Role.DISTRICT_CLERK, Role.LEADER, Role.AUDITOR])
def test_other_roles_are_refused(client, reference, role):
    client.force_login(facts.make_user(role=role))
    row = title()

    for path in (LIST, f"{LIST}chuc-danh/", page_of("chuc-danh", row)):
        assert client.get(path).status_code == 403
    assert client.post(page_of("chuc-danh", row), {"max_holders": "9"}).status_code == 403
    assert title().max_holders == row.max_holders


@pytest.mark.parametrize("path", [f"{LIST}nguoi-dung/", f"{LIST}chuc-danh/999999/", f"{LIST}nguoi-dung/1/"])
def test_what_is_not_there_is_404(admin, path):
    assert admin.get(path).status_code == 404


@pytest.mark.parametrize("path", [LIST, f"{LIST}chuc-danh/"])
def test_lists_are_only_read(admin, path):
    assert admin.post(path).status_code == 405
