"""The rules of design.md 7, one by one: what a row does to a known and to a new person."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from registry.enums import EndReason, Scale
from registry.errors import Refusal
from registry.models import Act, Cadre, DistinctPair, ImportBatch, Qualification
from registry.workbook import service
from registry.workbook.contract.columns import COLUMNS
from registry.workbook.exporting import write_list_workbook
from registry.workbook.planning.decisions import Decisions
from registry.workbook.planning.planning import Request
from registry.workbook.reading.reading import read
from tests.factories.registry import (
    change,
    make_cadre,
    make_posting,
    make_qualification,
    make_user,
    title,
    unit_coded,
)
from tests.registry.workbook.books import DAY, FIRST_ROW, SHEET, list_bytes, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture
def known(clerk):
    """Serves in Cô Ba as Văn phòng - thống kê since 01/07/2011."""
    made: dict[str, Any] = {"title": title("office_statistics"), "started_on": date(2011, 7, 1)}
    return make_cadre(clerk, unit_coded("01330"), "Nông Văn Bình", born_on=date(1975, 3, 4), **made)


def row_of(cadre, **values):
    """A row that names the record by its code and says nothing else but the values."""
    blank = dict.fromkeys(person_keys(), None)
    return person(1, **{**blank, "code": cadre.code, **values})


def person_keys():
    """Keys of what `person` fills in."""
    headings = {column.heading: column.key for column in COLUMNS}
    return [headings[heading] for heading in person(1) if heading != "STT"]


def check(user, *rows, day=DAY, decisions=None, full=False, **options):
    book = read("a.xlsx", list_bytes(rows, **options))
    return service.check(Request(user, book, day, full, decisions or Decisions()))


def commit(user, *rows, decisions=None, day=DAY):
    book = read("a.xlsx", list_bytes(rows))
    return service.write(Request(user, book, day, decisions=decisions or Decisions()))


def codes(plan):
    return [finding.code for finding in plan.errors]


def decided(code, choice):
    return Decisions(rows={f"{SHEET}!{FIRST_ROW}!{code}": choice})


# Levels --------------------------------------------------------------------------------------------


def test_a_level_equal_to_any_existing_fact_is_unchanged(clerk, known):
    make_qualification(clerk, known, Scale.PROFESSIONAL, "intermediate", obtained_on=date(2000, 6, 30))
    make_qualification(clerk, known, Scale.PROFESSIONAL, "university", obtained_on=date(2010, 6, 30))

    for written in ("Đại học", "ĐH", "Trung cấp", "TC"):
        plan = check(clerk, row_of(known, professional=written))
        assert (codes(plan), plan.rows[0].status) == ([], "unchanged")


def test_a_higher_level_with_its_date_is_added(clerk, known):
    make_qualification(clerk, known, Scale.PROFESSIONAL, "intermediate")

    commit(clerk, row_of(known, professional="Đại học", professional_on="06/2012", specialty="Luật"))

    added = known.qualifications.exclude(level__code="intermediate").get()
    assert (added.level.code, added.obtained_on, added.obtained_precision) == (
        "university",
        date(2012, 6, 30),
        "month",
    )
    assert added.specialty == "Luật"


def test_a_higher_level_without_a_date_proposes_the_time_since_the_last_file(clerk, known):
    make_qualification(clerk, known, Scale.PROFESSIONAL, "intermediate", obtained_on=date(2005, 6, 30))
    file = {"file_name": "a", "digest": "", "content": b"", "state": "written"}
    ImportBatch.objects.create(user=clerk, uploaded_at=timezone.now(), as_of=date(2012, 12, 31), **file)
    row = row_of(known, professional="Đại học")

    plan = check(clerk, row)

    assert codes(plan) == ["level_without_date:professional"]
    assert plan.errors[0].proposal == "đạt trong khoảng (31/12/2012, 31/12/2013]"
    commit(clerk, row, decisions=decided("level_without_date:professional", "proposed"))
    added = known.qualifications.get(level__code="university")
    assert (added.obtained_on, added.obtained_precision) == (date(2013, 12, 31), "year")


def test_a_level_on_a_scale_that_nobody_knew_needs_a_date_too(clerk, known):
    assert codes(check(clerk, row_of(known, informatics="A"))) == ["level_without_date:informatics"]
    assert codes(check(clerk, row_of(known, informatics="Chưa có"))) == []


def test_the_level_of_a_new_person_may_lack_its_date_and_is_held_always(clerk):
    commit(clerk, person(1, professional="Trung cấp", professional_on=None, informatics="Chưa", defence=None))

    facts = {fact.level.scale: fact for fact in Qualification.objects.select_related("level")}
    assert facts["professional"].obtained_on is None
    assert (facts["informatics"].level.rank, facts["informatics"].obtained_on) == (0, None)
    assert "defence" not in facts


@pytest.mark.parametrize(
    ("choice", "left"),
    [("keep", {"university"}), ("correct", {"intermediate"}), ("add", {"university", "intermediate"})],
)
def test_a_lower_level_is_for_the_user_to_decide(clerk, known, choice, left):
    make_qualification(clerk, known, Scale.PROFESSIONAL, "university", obtained_on=date(2010, 6, 30))
    row = row_of(known, professional="Trung cấp", professional_on="2000")

    assert codes(check(clerk, row)) == ["level_lower:professional"]
    commit(clerk, row, decisions=decided("level_lower:professional", choice))
    assert set(known.qualifications.values_list("level__code", flat=True)) == left


def test_an_unlawful_diploma_does_not_come_back_by_a_file(clerk, known):
    unlawful = {"verification": "unlawful", "verified_on": date(2013, 1, 1), "verification_decision": "QĐ 5"}
    make_qualification(clerk, known, Scale.PROFESSIONAL, "university", **unlawful)

    assert codes(check(clerk, row_of(known, professional="ĐH", professional_on="2010"))) == ["level_unlawful"]


def test_an_unknown_day_is_filled_in_and_a_known_one_is_kept_unless_decided(clerk, known):
    fact = make_qualification(clerk, known, Scale.PROFESSIONAL, "university")
    commit(clerk, row_of(known, professional="ĐH", professional_on="2010"))
    fact.refresh_from_db()
    assert (fact.obtained_on, fact.obtained_precision) == (date(2010, 12, 31), "year")

    commit(clerk, row_of(known, professional="ĐH", professional_on="15/06/2010"))
    fact.refresh_from_db()
    assert (fact.obtained_on, fact.obtained_precision) == (date(2010, 6, 15), "day")

    other = row_of(known, professional="ĐH", professional_on="20/07/2011")
    plan = check(clerk, other)
    assert (plan.rows[0].status, [each.code for each in plan.remarks][-1]) == (
        "unchanged",
        "day_differs:professional",
    )
    commit(clerk, other, decisions=decided("day_differs:professional", "correct"))
    fact.refresh_from_db()
    assert fact.obtained_on == date(2011, 7, 20)


@pytest.mark.parametrize(
    ("written", "code", "detail"),
    [
        ("9/12", "lower_secondary", "9/12"),
        ("10/10", "upper_secondary", "10/10"),
        ("12/12 BTVH", "upper_secondary", "12/12 BTVH"),
        ("7/10", "lower_secondary", "7/10"),
        ("4/10", "primary", "4/10"),
        ("THPT", "upper_secondary", ""),
    ],
)
def test_general_education_keeps_the_words_of_the_paper(clerk, written, code, detail):
    commit(clerk, person(1, general_education=written))

    fact = Qualification.objects.get(level__scale=Scale.GENERAL_EDUCATION)
    assert (fact.level.code, fact.detail) == (code, detail)


@pytest.mark.parametrize(
    ("key", "written", "scale", "code"),
    [
        ("professional", "TC", Scale.PROFESSIONAL, "intermediate"),
        ("political_theory", "TC", Scale.POLITICAL_THEORY, "intermediate"),
        ("informatics", "TC", Scale.INFORMATICS, "intermediate_up"),
        ("political_theory", "Trung cap LLCT", Scale.POLITICAL_THEORY, "intermediate"),
        ("political_theory", "CN", Scale.POLITICAL_THEORY, "bachelor"),
        ("professional", "CN", Scale.PROFESSIONAL, "university"),
        ("state_management", "x", Scale.STATE_MANAGEMENT, "commune_refresher"),
        ("defence", "X", Scale.DEFENCE, "object_4"),
        ("foreign_language", "Anh B", Scale.FOREIGN_LANGUAGE, "certificate_b"),
        ("ethnic_language", "Tiếng Tày", Scale.ETHNIC_LANGUAGE, "conversational"),
    ],
)
def test_shorthand_is_understood_by_column(clerk, key, written, scale, code):
    commit(clerk, person(1, **{key: written}))

    assert Qualification.objects.get(level__scale=scale).level.code == code


# Posts ---------------------------------------------------------------------------------------------


def test_a_new_title_with_its_date_ends_the_old_one_the_day_before(clerk, known):
    commit(clerk, row_of(known, title="Phó Chủ tịch UBND", started="15/05/2013"))

    old, new = known.postings.order_by("started_on")
    assert (old.ended_on, old.end_reason) == (date(2013, 5, 14), EndReason.TRANSFERRED)
    assert (new.title.code, new.unit, new.started_on) == ("committee_vice", old.unit, date(2013, 5, 15))


def test_a_new_commune_with_its_date_is_a_transfer(clerk, known):
    commit(clerk, row_of(known, commune_code="01333", started="01/06/2013"))

    assert [each.unit.key for each in known.postings.order_by("started_on")] == ["01330", "01333"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": "Phó Chủ tịch UBND"}, "move_without_date"),
        ({"commune_code": "01333"}, "move_without_date"),
        ({"title": "Phó Chủ tịch UBND", "started": "01/07/2011"}, "move_before_start"),
        ({"title": "Phó Chủ tịch UBND", "started": "01/06/2014"}, "after_file_date"),
    ],
)
def test_a_move_that_cannot_be_dated_is_an_error(clerk, known, values, code):
    assert codes(check(clerk, row_of(known, **values))) == [code]


def test_an_older_file_does_not_undo_a_later_move(clerk, known):
    commit(clerk, row_of(known, title="Phó Chủ tịch UBND", started="15/05/2013"))

    row = row_of(known, title="Tư pháp - hộ tịch", started="01/02/2013")

    assert codes(check(clerk, row, day=date(2013, 3, 31))) == ["older_file"]


def test_a_person_who_left_comes_back_with_a_date_only(clerk):
    ended: dict[str, Any] = {"ended_on": date(2012, 12, 31), "title": title("office_statistics")}
    gone = make_cadre(clerk, unit_coded("01330"), "Lý A Páo", **ended)

    assert codes(check(clerk, row_of(gone, title="VP-TK", commune_code="01330"))) == ["already_left"]
    commit(clerk, row_of(gone, title="VP-TK", commune_code="01330", started="01/02/2013"))
    assert gone.postings.count() == 2


def test_a_second_title_held_beside_is_left_alone(clerk, known):
    make_posting(clerk, known, unit_coded("01330"), title=title("party_deputy"), is_main=False)

    assert check(clerk, row_of(known, title="VP-TK")).rows[0].status == "unchanged"


# Who is meant --------------------------------------------------------------------------------------


def test_a_person_is_found_by_name_and_birth(clerk, known):
    plan = check(clerk, person(1, full_name="Đ/c NÔNG VĂN BÌNH", birth="04/03/1975", id_number="081111111"))

    assert plan.rows[0].person.cadre == known
    assert [each.heading for each in plan.rows[0].differences if each.heading == "Họ và tên"] == []


@pytest.mark.parametrize("birth", ["1975", "03/1975", "03/04/1975", "04/03/1976"])
def test_a_birth_that_is_near_is_asked(clerk, known, birth):
    row = person(
        1, full_name="Nông Văn Bình", birth=birth, id_number=None, commune_code="01333", commune=None
    )

    assert codes(check(clerk, row)) == ["match"]
    chosen = check(clerk, row, decisions=decided("match", f"update:{known.code}"))
    assert chosen.rows[0].person.cadre == known


@pytest.mark.parametrize(("commune", "is_asked"), [("01333", True), ("01330", False)])
def test_a_birth_known_by_year_alone_is_sure_in_the_same_commune_only(clerk, known, commune, is_asked):
    change(clerk, known, born_on=date(1975, 1, 1), born_precision="year")
    name = {"full_name": "Nông Văn Bình", "birth": "1975", "id_number": None}

    plan = check(clerk, person(1, **name, commune_code=commune, commune=None))

    assert ("match" in codes(plan)) is is_asked
    assert plan.rows[0].person.cadre == known


def test_the_same_name_with_another_birth_is_another_person(clerk, known):
    row = person(
        1, full_name="Nông Văn Bình", birth="11/11/1988", id_number=None, commune_code="01333", commune=None
    )

    assert check(clerk, row).rows[0].status == "created"


def test_two_people_told_apart_are_not_asked_about_again(clerk, known):
    row = namesake(
        "04/03/1975", professional=None, professional_on=None, specialty=None, started="01/07/2011"
    )
    made: dict[str, Any] = {"title": title("office_statistics"), "started_on": date(2011, 7, 1)}
    other = make_cadre(clerk, unit_coded("01333"), "Nông Văn Bình", born_on=date(1975, 3, 4), **made)
    assert codes(check(clerk, row)) == ["match"]

    DistinctPair.objects.create(first=known, second=other)

    assert check(clerk, row).rows[0].person.cadre == other


def namesake(birth, **values):
    """A row of another commune with the name of the known person, without papers."""
    return person(
        1,
        full_name="Nông Văn Bình",
        birth=birth,
        id_number=None,
        commune_code="01333",
        commune=None,
        **values,
    )


def test_a_person_outside_the_scope_is_refused_without_a_word_about_them(clerk, other_clerk):
    foreign = make_cadre(other_clerk, unit_coded("01290"), "Sùng A Chá", id_number="089999999")

    by_code = check(clerk, row_of(foreign))
    nobody = check(clerk, row_of(Cadre(code="ZZZZZZZZ")))
    assert [each.text for each in by_code.errors] == [each.text for each in nobody.errors]
    by_number = check(clerk, person(1, id_number="089999999"))
    assert codes(by_number) == ["id_elsewhere"]
    text = " ".join(each.message for each in [*by_code.errors, *by_number.errors])
    assert "Sùng" not in text
    assert "Bảo Lâm" not in text
    assert "Pác Miầu" not in text


def test_a_person_who_moved_to_another_district_is_not_changed(clerk, province):
    gone = make_cadre(
        province, unit_coded("01330"), "Lý A Páo", ended_on=date(2013, 6, 30), end_reason="transferred"
    )
    make_posting(province, gone, unit_coded("01290"), started_on=date(2013, 7, 1))

    plan = check(clerk, row_of(gone, note="Ghi chú mới"))

    assert codes(plan) == ["not_editable"]
    assert "Pác Miầu" not in plan.errors[0].message


def test_a_code_with_the_name_and_birth_of_another_is_asked(clerk, known):
    row = row_of(known, full_name="Hoàng Thị Mến", birth="01/01/1980")

    assert codes(check(clerk, row)) == ["code_of_other"]


# Values --------------------------------------------------------------------------------------------


def test_blank_cells_erase_nothing(clerk, known):
    make_qualification(clerk, known, Scale.DEFENCE, "object_4")

    plan = check(clerk, row_of(known))

    assert (plan.rows[0].status, plan.errors) == ("unchanged", [])


def test_a_correction_is_shown_before_and_after(clerk, known):
    plan = check(clerk, row_of(known, full_name="Nông Văn Bính", birth="04/03/1975", sex="Nữ", salary="2,67"))

    assert [(each.heading, each.before, each.after) for each in plan.rows[0].differences] == [
        ("Họ và tên", "Nông Văn Bình", "Nông Văn Bính"),
        ("Giới tính", "Nam", "Nữ"),
        ("Hệ số lương", "", "2,67"),
    ]


@pytest.mark.parametrize(
    ("birth", "format_code", "text"),
    [
        (27388, None, "25/12/1974"),
        ("27388", None, "25/12/1974"),
        (1974, None, "1974"),
        (date(1974, 12, 1), "mm/yyyy", "12/1974"),
        (date(1974, 1, 1), "yyyy", "1974"),
        (date(1974, 12, 1), "dd/mm/yyyy", "01/12/1974"),
        ("3/1974", None, "03/1974"),
    ],
)
def test_dates_are_understood_as_excel_shows_them(clerk, birth, format_code, text):
    formats = {f"G{FIRST_ROW}": format_code} if format_code else {}

    plan = check(clerk, person(1, birth=birth, professional_on=None, started="2011"), formats=formats)

    assert codes(plan) == []
    assert str(plan.rows[0].row.born) == text
    said = [each.text for each in plan.remarks if each.heading == "Ngày sinh"]
    assert said == (
        [f"Đã hiểu là {text}"] if format_code in ("mm/yyyy", "yyyy") or "27388" in str(birth) else []
    )


def test_the_birth_under_nam_or_nu_gives_the_sex(clerk):
    same = {"Dân tộc": "H'Mông", "Xã": "xã Cô Ba", "Từ ngày": "2011"}
    headings = ["STT", "Họ và tên", "Nam", "Nữ", *same, "Chức vụ"]
    rows = [
        {"Họ và tên": "Lý A Páo", "Nam": "1974", "Chức vụ": "CT", **same},
        {
            "Họ và tên": "Lý Thị Sua",
            "Nữ": "05/1980",
            "Chức vụ": "HPN",
            **same,
            "Dân tộc": "mông",
            "Xã": "co ba",
        },
    ]

    service.write(Request(clerk, read("a.xlsx", list_bytes(rows, headings=headings)), DAY))

    people = Cadre.objects.order_by("born_on").values_list(
        "full_name", "sex", "born_precision", "ethnic_group__name"
    )
    assert list(people) == [("Lý A Páo", "male", "year", "Mông"), ("Lý Thị Sua", "female", "month", "Mông")]


def test_a_commune_is_found_by_name_within_its_district_only(province):
    rows = [
        person(1, commune_code=None, commune="Hưng Đạo", district=None),
        person(2, commune_code=None, commune="Hưng Đạo"),
    ]

    plan = check(province, *rows)

    assert codes(plan) == ["commune_ambiguous"]
    assert plan.rows[1].row.commune.code == "01351"


def test_the_number_of_a_commune_gets_its_zero_back(clerk):
    plan = check(clerk, person(1, commune_code=1330))

    assert codes(plan) == []
    assert "Đã hiểu là 01330" in [each.text for each in plan.remarks]


def test_a_list_by_csv_with_semicolons_is_read(clerk):
    headings = "STT;Họ và tên;Ngày sinh;Giới tính;Dân tộc;Mã xã;Chức danh;Từ ngày"
    book = read("a.csv", f"\ufeff{headings}\n1;Lý A Páo;1974;Nam;Mông;01330;CT;2011\n".encode())

    plan = service.check(Request(clerk, book, DAY))

    assert (codes(plan), plan.rows[0].status) == ([], "created")


def test_a_list_in_an_old_font_is_read_and_said_so(clerk):
    rows = [person(number, full_name="NguyÔn V¨n §øc", birth=f"0{number}/03/1970") for number in range(1, 4)]

    plan = check(clerk, *rows)

    assert [plan.row.name for plan in plan.rows] == ["Nguyễn Văn Đức"] * 3
    assert any("NguyÔn V¨n §øc → Nguyễn Văn Đức" in each.text for each in plan.remarks)


def test_sums_and_signatures_are_no_people(clerk):
    rows = [person(1), person(2), {"Họ và tên": "Tổng số: 2 người"}, {"Họ và tên": "NGƯỜI LẬP BIỂU"}]

    plan = check(clerk, *rows)

    assert len(plan.rows) == 2
    assert [each.value for each in plan.remarks if each.code == "ignored_line"] == [
        "Tổng số: 2 người",
        "NGƯỜI LẬP BIỂU",
    ]


def test_a_name_in_capitals_is_respelled_only_when_confirmed(clerk):
    row = person(1, full_name="NÔNG VĂN TÝ")
    assert [each.code for each in check(clerk, row).remarks if each.heading == "Họ và tên"] == ["all_caps"]

    commit(clerk, row, decisions=decided("all_caps", "respell"))

    assert Cadre.objects.get().full_name == "Nông Văn Tý"


# Who may import ------------------------------------------------------------------------------------


def test_an_account_without_the_right_imports_nothing(clerk):
    leader = make_user("lanhdao", role=Role.LEADER, units=(unit_coded("043"),))

    with pytest.raises(Refusal, match="không có quyền nhập"):
        commit(leader, person(1))
    assert not Act.objects.exists()


def test_missing_people_are_those_of_the_districts_in_the_list(province, clerk, other_clerk):
    here = make_cadre(clerk, unit_coded("01333"), "Lý A Páo")
    make_cadre(other_clerk, unit_coded("01290"), "Sùng A Chá")

    plan = check(province, person(1), full=True)

    assert [each.posting.cadre for each in plan.missing] == [here]
    assert plan.missing[0].as_json()["full_name"] == "Lý A Páo"


def test_a_file_may_not_stand_for_a_day_to_come(clerk):
    with pytest.raises(Refusal, match="sau hôm nay"):
        check(clerk, person(1), day=date(2099, 1, 1))


def test_a_long_list_costs_as_many_queries_as_a_short_one(clerk, django_assert_num_queries):
    check(clerk, person(1))  # the account reads its rights and scope once
    with CaptureQueriesContext(connection) as short:
        check(clerk, person(1))

    with django_assert_num_queries(len(short)):
        check(clerk, *(person(number) for number in range(1, 200)))


def test_an_export_keeps_the_post_in_another_district_to_itself(clerk, province):
    gone = make_cadre(province, unit_coded("01330"), "Lý A Páo", ended_on=date(2013, 6, 30))
    make_posting(province, gone, unit_coded("01290"), started_on=date(2013, 7, 1))
    file = BytesIO()

    write_list_workbook(file, cadres=[gone.pk], day=DAY, user=clerk)

    values = {str(value) for row in read("a.xlsx", file.getvalue()).sheets[0].rows for value in row}
    assert "Lý A Páo" in values
    assert not {"Pác Miầu", "TT. Pác Miầu", "01290", "Bảo Lâm"} & values


def test_personal_columns_leave_by_right_only(clerk):
    cadre = make_cadre(clerk, unit_coded("01330"), "Lý A Páo", id_number="081234567", religion="Tin Lành")
    plain = make_user("khongxuat", units=(unit_coded("043"),))
    for user, is_shown in ((clerk, True), (plain, False)):
        file = BytesIO()
        write_list_workbook(file, day=DAY, user=user)
        values = {str(value) for row in read("a.xlsx", file.getvalue()).sheets[0].rows for value in row}
        assert cadre.code in values
        assert ({"081234567", "Tày", "Tin Lành"} <= values) is is_shown
        assert ("081234567" in values) is is_shown
