import unicodedata

import pytest

from common.text.legacy_encodings import Encoding, decode, decode_tcvn3, decode_vni, detect, is_capital_font

TCVN3_SAMPLES = [
    ("NguyÔn V¨n §øc", "Nguyễn Văn Đức"),
    ("Hoµng ThÞ Nô", "Hoàng Thị Nụ"),
    ("§¹t chuÈn", "Đạt chuẩn"),
    ("C¸n bé, c«ng chøc", "Cán bộ, công chức"),
    ("x· H\u00adng §¹o", "xã Hưng Đạo"),
]
# The 73 letters of TCVN 5712:1993 VN3 from A1 to FE in the order of their codes, as `iconv -f TCVN5712-1` of
# glibc prints them.
TCVN_5712 = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹỵ"
VNI_SAMPLES = [
    ("Nguyeãn Vaên Ñöùc", "Nguyễn Văn Đức"),
    ("Hoaøng Thò Nuï", "Hoàng Thị Nụ"),
    ("Caùn boä, coâng chöùc", "Cán bộ, công chức"),
    ("ÑAÏT CHUAÅN", "ĐẠT CHUẨN"),
    ("Baèng, Trôøi, Kyõ, Lyù, Myõ, Qui", "Bằng, Trời, Kỹ, Lý, Mỹ, Qui"),
]
UNICODE_SAMPLES = [
    "Nguyễn Văn Đức",
    "Hà Thị Nô",
    "Lô Lô",
    "Cán bộ, công chức",
    "Hòa, Hoà, quý, giếng, khuỷu",
    "Nong Van A",
]


@pytest.mark.parametrize(("typed", "text"), TCVN3_SAMPLES)
def test_tcvn3_is_decoded_and_detected(typed, text):
    assert decode_tcvn3(typed) == text
    assert detect([typed]) is Encoding.TCVN3


@pytest.mark.parametrize(("typed", "text"), VNI_SAMPLES)
def test_vni_is_decoded_and_detected(typed, text):
    assert decode_vni(typed) == text
    assert detect([typed]) is Encoding.VNI


@pytest.mark.parametrize("text", UNICODE_SAMPLES)
def test_unicode_is_left_alone(text):
    assert detect([text]) is Encoding.UNICODE
    assert detect([unicodedata.normalize("NFD", text)]) is Encoding.UNICODE
    assert decode(unicodedata.normalize("NFD", text), Encoding.UNICODE) == text


def test_the_font_decides_first():
    assert detect(["Nô"]) is Encoding.UNICODE
    assert detect(["Nô"], font=".VnTime") is Encoding.TCVN3
    assert detect(["Nuï"], font="VNI-Times") is Encoding.VNI
    assert detect(["Nguyễn"], font="Times New Roman") is Encoding.UNICODE


def test_capital_fonts_draw_capitals():
    assert is_capital_font(".VnTimeH")
    assert not is_capital_font(".VnTime")
    assert not is_capital_font("VNI-TimesH")
    assert decode("nguyÔn v¨n ®øc", Encoding.TCVN3, font=".VnTimeH") == "NGUYỄN VĂN ĐỨC"


def test_a_column_is_judged_as_a_whole():
    assert detect(["Nô", "Hoµng ThÞ B×nh", "12/3/1965", ""]) is Encoding.TCVN3


def test_tcvn3_is_decoded_as_the_standard_prints_it():
    codes = "".join(chr(code) for code in range(0xA1, 0x100) if decode_tcvn3(chr(code)) != chr(code))
    assert decode_tcvn3(codes) == TCVN_5712
