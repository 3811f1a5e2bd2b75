import unicodedata
from random import Random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from common.text.folding import (
    clean_for_export,
    compare_key,
    has_unsafe_characters,
    is_all_caps,
    name_key,
    nfc,
    sort_key,
    strip_honorific,
    title_case_name,
)

CHECKED_ORDER = ["An", "Ánh", "Ăn", "Ấm", "Ân", "Dình", "Dung", "Đào", "Đức", "Hoa", "Hoà", "Hòa", "Hoan"]
SYLLABLES = """
An Ánh Ăn Ấm Ân Bàn Bằng Bế Bình Cao Chu Cường Dao Dình Dũng Dung Dương Đào Đàm Điệp Đinh Đức Én Giàng Hà Hạ
Há Hã Hả Ha Hầu Hiền Hiển Hiến Hoa Hoà Hoan Hoàng Hồ Hổ Hố Hơn Huệ Huê Hương Hường Hưởng Kiều Khánh La Lã Lá
Lan Lê Lý Ly Lỳ Mã Ma Má Mạ Mỉ Mí Mùi Mừng Nái Ngọc Ngô Nguyễn Nguyên Nguyệt Nông Nụ Nữ Ông Phùng Phượng
Quang Quảng Quyên Quyết Sầm Sùng Tày Thị Thi Thuỷ Thuý Thu Thư Thử Toàn Toán Tủa Tú Từ Ứng Vàng Văn Vân Vần
Vừ Xuân Xuyến Ý Yên Yến Bé Bê Le Me Mê Hen Hên Ten Tên Mo Mô Mơ Tung Tưng Hun Hưn Tan Tăn Tân Da Đa Thơ Thô
Tho Xe Xê Xi Fa Ja Wa Za
"""
names = st.lists(st.sampled_from(SYLLABLES.split()), min_size=1, max_size=4).map(" ".join)
any_text = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture
def icu_order(db):
    """A function that sorts names as PostgreSQL does by given name, then rest, in vi-x-icu."""

    def order(full_names):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM unnest(%s) AS name ORDER BY"
                """ regexp_replace(name, '^.* ', '') COLLATE "vi-x-icu","""
                """ regexp_replace(name, ' ?[^ ]+$', '') COLLATE "vi-x-icu" """,
                [full_names],
            )
            return [row[0] for row in cursor.fetchall()]

    return order


def test_nfc_composes_and_folds_white_space_of_every_kind():
    decomposed = unicodedata.normalize("NFD", "Phục Hòa")
    assert nfc(f" \u00a0{decomposed}\t\u3000Cao  Bằng\n") == "Phục Hòa Cao Bằng"


@given(any_text)
def test_nfc_and_keys_are_idempotent(text):
    assert nfc(nfc(text)) == nfc(text)
    assert name_key(name_key(text)) == name_key(text)
    assert compare_key(compare_key(text)) == compare_key(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Phục Hòa", "phuc hoa"),
        ("Phục Hoà", "phuc hoa"),
        ("ĐỨC", "duc"),
        ("  Nguyễn\u00a0Văn  Đức ", "nguyen van duc"),
        ("Ưng Ơn", "ung on"),
        ("", ""),
    ],
)
def test_name_key_ignores_marks_case_and_white_space(text, key):
    assert name_key(text) == key
    assert name_key(unicodedata.normalize("NFD", text)) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Phục Hòa", "phục hoà"), ("uỷ ban", "Ủy ban"), ("Thủy", "Thuỷ"), ("khoẻ", "khỏe"), ("Tuý", "Túy")],
)
def test_compare_key_ignores_tone_place_and_case(one, other):
    assert compare_key(one) == compare_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoa", "Hòa"),
        ("Hòa", "Hóa"),
        ("Lý", "Lí"),
        ("Mùi", "Mui"),
        ("Đào", "Dào"),
        ("Ân", "An"),
        ("Ủy", "Ui"),
    ],
)
def test_compare_key_keeps_marks_and_i_from_y(one, other):
    assert compare_key(one) != compare_key(other)


def test_sort_key_gives_the_checked_order():
    assert sorted(set(CHECKED_ORDER), key=sort_key) == CHECKED_ORDER


def test_given_name_comes_first_and_its_tone_before_the_rest():
    assert sorted(["Vừ A Dình", "Nông An", "Lê Anh Há", "Lê Hoàng Hà"], key=sort_key) == [
        "Nông An",
        "Vừ A Dình",
        "Lê Hoàng Hà",
        "Lê Anh Há",
    ]


def test_tone_place_decides_only_when_all_else_is_alike():
    assert sorted(["Lý Hòa", "Nông Hoà", "Nông Hòa", "Bế Hòa"], key=sort_key) == [
        "Bế Hòa",
        "Lý Hòa",
        "Nông Hoà",
        "Nông Hòa",
    ]
    assert sort_key("Nông Hoà") < sort_key("Nông Hòa")


@given(st.lists(names, min_size=2, max_size=30, unique=True))
def test_order_does_not_depend_on_the_first_arrangement_and_keys_are_distinct(full_names):
    assert sorted(full_names, key=sort_key) == sorted(set(full_names), key=sort_key)
    assert len({sort_key(name) for name in full_names}) == len(full_names)


@given(any_text)
def test_sort_key_is_plain_ascii_of_known_length_and_takes_any_form_of_unicode(text):
    key = sort_key(text)
    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert len(key) <= 3 * len(nfc(text).lower()) + 4
    assert sort_key(unicodedata.normalize("NFD", text)) == key


def test_signs_and_digits_come_before_letters():
    assert sorted(["Y Ba", "Y B'lơ", "Y B2", "Y B"], key=sort_key) == ["Y B", "Y B'lơ", "Y B2", "Y Ba"]


@pytest.mark.postgres
def test_order_is_that_of_the_vietnamese_collation_of_postgresql(icu_order):
    chance = Random(1958)
    full_names = {
        " ".join(chance.choices(SYLLABLES.split(), k=chance.choice((1, 2, 3, 3, 4)))) for _ in range(8000)
    }
    assert sorted(full_names, key=sort_key) == icu_order(list(full_names))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Đ/c Nông Thị Hạnh", "Nông Thị Hạnh"),
        ("đ/c. Nông Thị Hạnh", "Nông Thị Hạnh"),
        ("Đ/cNông Thị Hạnh", "Nông Thị Hạnh"),
        ("Đồng chí: Lý A Dình", "Lý A Dình"),
        ("ĐỒNG CHÍ LÝ A DÌNH", "LÝ A DÌNH"),
        ("Ông Hoàng Văn Páo", "Hoàng Văn Páo"),
        ("Đ/c bà Triệu Mùi Nái", "Triệu Mùi Nái"),
        ("Ông Khiêm", "Ông Khiêm"),
        ("Bàn Văn Sơn", "Bàn Văn Sơn"),
        ("Bá Thị Mỷ", "Bá Thị Mỷ"),
        ("Nông Bà Thị", "Nông Bà Thị"),
    ],
)
def test_honorifics_are_never_part_of_a_name(written, name):
    assert strip_honorific(written) == name


def test_capitals_are_noticed_and_turned_into_a_name():
    assert is_all_caps("NÔNG Y ĐỨC")
    assert not is_all_caps("Nông Y Đức")
    assert not is_all_caps("Y")
    assert not is_all_caps("123")
    assert title_case_name("NÔNG  THỊ ĐÀO") == "Nông Thị Đào"
    assert title_case_name("Y H'MÍ") == "Y H'Mí"


@pytest.mark.parametrize(
    "bad",
    ["\x00", "\x07", "\x7f", "\x9b", "\ud800", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\uffff"],
)
def test_unsafe_characters_are_seen_and_replaced(bad):
    assert has_unsafe_characters(f"Nông{bad}Thị")
    assert clean_for_export(f"Nông{bad}Thị") == "Nông\ufffdThị"


def test_marks_line_breaks_and_signs_are_safe():
    text = unicodedata.normalize("NFD", "Nguyễn Thị Ưởng\t(xã Đức Long)\r\n50% – “tốt”")
    assert not has_unsafe_characters(text)
    assert clean_for_export(text) == text


def test_every_control_character_and_surrogate_is_unsafe_and_no_visible_character_is():
    unsafe = {chr(code) for code in range(0x110000) if has_unsafe_characters(chr(code))}
    kinds = {char: unicodedata.category(char) for char in map(chr, range(0x110000))}
    assert {char for char, kind in kinds.items() if kind in ("Cc", "Cs")} - unsafe == set("\t\n\r")
    assert {kinds[char] for char in unsafe} == {"Cc", "Cs", "Cf", "Cn"}
