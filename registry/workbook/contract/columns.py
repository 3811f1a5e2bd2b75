"""The columns of the list workbook (design.md 7), in order: heading, other headings, how a cell is read."""

from __future__ import annotations

from dataclasses import dataclass

from common.dates import Edge
from common.sheets.tables import Kind
from common.text.folding import name_key
from registry.enums import Scale
from registry.workbook.contract import cleaning
from registry.workbook.contract.cleaning import Clean
from registry.workbook.contract.lookups import squeezed


@dataclass(frozen=True)
class Column:
    """One column of the contract; `personal` ones leave the system only by the right to export them."""

    key: str
    heading: str
    clean: Clean
    synonyms: tuple[str, ...] = ()
    width: float = 14
    kind: Kind = Kind.TEXT
    is_personal: bool = False


@dataclass(frozen=True)
class ScaleColumns:
    """The columns of one scale: the level, and the day it was obtained."""

    scale: Scale
    level_key: str
    day_key: str


_DAY_STARTED = cleaning.partial_date(Edge.START)
_DAY_OBTAINED = cleaning.partial_date(Edge.END)
_YEAR = Kind.PARTIAL

COLUMNS: tuple[Column, ...] = (
    Column("number", "STT", cleaning.text_up_to(20), ("TT", "Số TT", "Số thứ tự"), 6, Kind.INTEGER),
    Column("code", "Mã hồ sơ", cleaning.clean_code, ("Mã cán bộ", "Mã HS"), 11),
    Column("commune_code", "Mã xã", cleaning.clean_commune_code, ("Mã đơn vị", "Mã ĐVHC"), 8),
    Column(
        "commune",
        "Xã, phường, thị trấn",
        cleaning.text_up_to(120),
        ("Xã", "Tên xã", "Xã phường", "Đơn vị", "Đơn vị công tác", "Xã/phường/thị trấn"),
        20,
    ),
    Column(
        "district",
        "Huyện, thành phố",
        cleaning.text_up_to(120),
        ("Huyện", "Tên huyện", "Huyện/thành phố"),
        16,
    ),
    Column(
        "full_name", "Họ và tên", cleaning.clean_name, ("Họ tên", "Họ và tên khai sinh", "Họ, tên", "Tên"), 26
    ),
    Column(
        "birth",
        "Ngày sinh",
        _DAY_STARTED,
        ("Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh"),
        12,
        _YEAR,
    ),
    Column("sex", "Giới tính", cleaning.clean_sex, ("Nam/Nữ", "Giới", "Phái"), 9),
    Column("ethnic_group", "Dân tộc", cleaning.clean_ethnic_group, ("DT",), 11, is_personal=True),
    Column("religion", "Tôn giáo", cleaning.text_up_to(60), (), 11, is_personal=True),
    Column(
        "id_number",
        "Số CMND/CCCD",
        cleaning.clean_id_number,
        (
            "Số CMND",
            "CMND",
            "Số CCCD",
            "CCCD",
            "Số chứng minh nhân dân",
            "Số căn cước công dân",
            "Số định danh",
        ),
        14,
        is_personal=True,
    ),
    Column(
        "party_joined",
        "Ngày vào Đảng",
        _DAY_STARTED,
        ("Ngày vào Đảng CSVN", "Vào Đảng", "Ngày kết nạp Đảng"),
        12,
        _YEAR,
        is_personal=True,
    ),
    Column(
        "title",
        "Chức danh",
        cleaning.clean_title,
        ("Chức vụ", "Chức vụ, chức danh", "Chức danh, chức vụ"),
        30,
    ),
    Column(
        "started",
        "Ngày giữ chức danh",
        _DAY_STARTED,
        ("Từ ngày", "Ngày bổ nhiệm", "Thời điểm giữ chức danh", "Ngày giữ chức vụ", "Ngày bầu, bổ nhiệm"),
        12,
        _YEAR,
    ),
    Column(
        "general_education",
        "Trình độ văn hóa",
        cleaning.level_on(Scale.GENERAL_EDUCATION),
        ("Văn hóa", "TĐVH", "Học vấn", "Giáo dục phổ thông", "Trình độ học vấn", "GDPT"),
        12,
    ),
    Column(
        "professional",
        "Chuyên môn",
        cleaning.level_on(Scale.PROFESSIONAL),
        ("Trình độ chuyên môn", "CM", "Chuyên môn nghiệp vụ", "Chuyên môn, nghiệp vụ", "TĐCM"),
        16,
    ),
    Column("specialty", "Chuyên ngành", cleaning.text_up_to(120), ("Ngành", "Chuyên ngành đào tạo"), 20),
    Column(
        "professional_on",
        "Ngày đạt chuyên môn",
        _DAY_OBTAINED,
        ("Ngày đạt CM", "Năm đạt chuyên môn"),
        12,
        _YEAR,
    ),
    Column(
        "political_theory",
        "Lý luận chính trị",
        cleaning.level_on(Scale.POLITICAL_THEORY),
        ("LLCT", "Trình độ LLCT", "Trình độ lý luận chính trị", "Chính trị"),
        16,
    ),
    Column("political_theory_on", "Ngày đạt LLCT", _DAY_OBTAINED, ("Ngày đạt lý luận chính trị",), 12, _YEAR),
    Column(
        "state_management",
        "Quản lý nhà nước",
        cleaning.level_on(Scale.STATE_MANAGEMENT),
        ("QLNN", "Bồi dưỡng QLNN", "Trình độ QLNN"),
        18,
    ),
    Column("state_management_on", "Ngày đạt QLNN", _DAY_OBTAINED, ("Ngày đạt quản lý nhà nước",), 12, _YEAR),
    Column(
        "defence",
        "Quốc phòng - an ninh",
        cleaning.level_on(Scale.DEFENCE),
        ("QP-AN", "QPAN", "Quốc phòng", "Kiến thức QP-AN", "Bồi dưỡng QP-AN"),
        14,
    ),
    Column("defence_on", "Ngày đạt QP-AN", _DAY_OBTAINED, ("Ngày đạt quốc phòng - an ninh",), 12, _YEAR),
    Column("informatics", "Tin học", cleaning.level_on(Scale.INFORMATICS), ("Trình độ tin học", "TH"), 14),
    Column("informatics_on", "Ngày đạt tin học", _DAY_OBTAINED, ("Ngày đạt TH",), 12, _YEAR),
    Column(
        "foreign_language",
        "Ngoại ngữ",
        cleaning.level_on(Scale.FOREIGN_LANGUAGE),
        ("Trình độ ngoại ngữ",),
        14,
    ),
    Column("ethnic_language", "Tiếng dân tộc", cleaning.level_on(Scale.ETHNIC_LANGUAGE), ("Tiếng DT",), 14),
    Column(
        "salary",
        "Hệ số lương",
        cleaning.clean_salary,
        ("Hệ số", "HSL", "Lương"),
        9,
        Kind.DECIMAL,
        is_personal=True,
    ),
    Column(
        "insured", "Tham gia BHXH từ", _DAY_STARTED, ("BHXH từ", "Tham gia BHXH", "Đóng BHXH từ"), 12, _YEAR
    ),
    Column("note", "Ghi chú", cleaning.text_up_to(500), (), 24),
)

# Accepted, never written: forms that put the birth date under the sex.
MALE = Column("male", "Nam", _DAY_STARTED, ("Ngày sinh nam", "Năm sinh nam"))
FEMALE = Column("female", "Nữ", _DAY_STARTED, ("Ngày sinh nữ", "Năm sinh nữ"))

# Levels whose day the list has no column for; accepted when a file has one.
_EXTRA_DAYS = (
    Column("general_education_on", "Ngày đạt văn hóa", _DAY_OBTAINED, ("Ngày đạt trình độ văn hóa",)),
    Column("foreign_language_on", "Ngày đạt ngoại ngữ", _DAY_OBTAINED),
    Column("ethnic_language_on", "Ngày đạt tiếng dân tộc", _DAY_OBTAINED),
)
ACCEPTED = (*COLUMNS, MALE, FEMALE, *_EXTRA_DAYS)
BY_KEY = {column.key: column for column in ACCEPTED}
BY_HEADING = {
    squeezed(name_key(heading)): column
    for column in ACCEPTED
    for heading in (column.heading, *column.synonyms)
}

SCALES: tuple[ScaleColumns, ...] = tuple(
    ScaleColumns(scale, scale.value, f"{scale.value}_on") for scale in Scale
)


def column_named(text: str) -> Column | None:
    """The column of a heading; case, marks, spaces and signs do not matter."""
    return BY_HEADING.get(squeezed(name_key(text)))
