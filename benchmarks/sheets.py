"""Workbooks of invented people to import: all columns of the contract, different people in every row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import product
from random import Random
from typing import Any

from accounts.models import User
from common.sheets.tables import Column, Table
from common.sheets.xlsx import write_workbook
from registry.models import Act, Cadre
from registry.reference.files import listed_units
from registry.units.records import COMMUNE, DISTRICT
from registry.workbook import service
from registry.workbook.contract.columns import COLUMNS
from registry.workbook.planning.planning import Request
from registry.workbook.reading.limits import MAX_ROWS
from registry.workbook.reading.reading import read

DAY = date(2013, 12, 31)
FAMILY = (
    "Nông",
    "Hoàng",
    "Lý",
    "Triệu",
    "Đàm",
    "Bế",
    "Hà",
    "Lục",
    "Mông",
    "Vi",
    "Sầm",
    "Chu",
    "Lương",
    "Đinh",
)
MIDDLE = (
    "Văn", "Thị", "Quang", "Thu", "Đức", "Minh", "Thúy", "Công", "Ngọc", "Trung", "Hồng", "Xuân", "Hữu",
    "Bích", "Đình", "Kim", "Tiến", "Ánh", "Thế", "Diệu",
)  # fmt: skip
GIVEN = (
    "An", "Bình", "Cảnh", "Dũng", "Giang", "Hải", "Khánh", "Lâm", "Mến", "Nga", "Phúc", "Quế", "Sơn", "Tùng",
    "Vinh", "Xuyến", "Yên", "Oanh", "Thảo", "Liên", "Kiềm", "Huân",
)  # fmt: skip
TITLES = (
    "Văn phòng - thống kê", "Tư pháp - hộ tịch", "Tài chính - kế toán", "Văn hóa - xã hội",
    "Phó Chủ tịch UBND", "Bí thư Đảng ủy", "Chủ tịch UBND", "Phó Chủ tịch HĐND",
)  # fmt: skip
PROFESSIONAL = ("Chưa qua đào tạo", "Sơ cấp", "Trung cấp", "Cao đẳng", "Đại học")
THEORY = ("Chưa qua đào tạo", "Sơ cấp", "Trung cấp", "Cao cấp")
_NAMES = tuple(product(FAMILY, MIDDLE, GIVEN))
_STEP = 7_919  # prime, so that neighbours differ and every name has its turn
_SHEET_COLUMNS = [Column(column.heading, column.key, column.width, column.kind) for column in COLUMNS]


def workbooks(rows: int) -> list[bytes]:
    """Workbooks with that many people together, each as long as the program takes at most."""
    places = _places()
    people = [_values(number, places) for number in range(1, rows + 1)]
    return [_workbook(people[start : start + MAX_ROWS]) for start in range(0, rows, MAX_ROWS)]


def import_all(contents: list[bytes], user: User) -> None:
    """Reads, checks and writes the workbooks one after the other, an act each; a refused row is an error."""
    for content in contents:
        book = read("danh-sach.xlsx", content)
        _plan, act = service.write(Request(user, book, DAY))
        assert isinstance(act, Act)


def first_import(rows: int, user: User) -> None:
    """Fills a registry without people."""
    import_all(workbooks(rows), user)
    assert Cadre.objects.count() == rows


def _places() -> list[tuple[str, str, str]]:
    units = listed_units()
    districts = {unit.code: unit.name for unit in units if unit.level == DISTRICT}
    communes = [unit for unit in units if unit.level == COMMUNE]
    return [(unit.code, unit.name, districts[unit.parent_code]) for unit in communes]


def _values(number: int, places: list[tuple[str, str, str]]) -> dict[str, Any]:
    rng = Random(number)
    code, commune, district = places[number % len(places)]
    level, theory = rng.choice(PROFESSIONAL), rng.choice(THEORY)
    # People of one name differ in year and in month, so that nobody is taken for another.
    family, middle, given = _NAMES[number * _STEP % len(_NAMES)]
    namesake = number // len(_NAMES) % 10
    year = 1960 + namesake * 3
    return {
        "number": number,
        "commune_code": code,
        "commune": commune,
        "district": district,
        "full_name": f"{family} {middle} {given}",
        "birth": date(year, 1 + namesake, rng.randint(1, 28)),
        "sex": rng.choice(("Nam", "Nữ")),
        "ethnic_group": rng.choice(("Tày", "Nùng", "Mông", "Dao", "Kinh")),
        "religion": "Không",
        "id_number": f"98{number:07d}",
        "party_joined": date(year + 24, rng.randint(1, 12), 3),
        "title": rng.choice(TITLES),
        "started": date(rng.randint(2004, 2011), rng.randint(1, 12), 1),
        "general_education": rng.choice(("12/12", "9/12", "10/10")),
        "professional": level,
        "specialty": ""
        if level == PROFESSIONAL[0]
        else rng.choice(("Luật", "Hành chính", "Nông lâm", "Kế toán")),
        "professional_on": None if level == PROFESSIONAL[0] else str(rng.randint(year + 22, 2012)),
        "political_theory": theory,
        "political_theory_on": None if theory == THEORY[0] else f"{rng.randint(1, 12):02d}/2012",
        "state_management": rng.choice(("x", "Chưa")),
        "defence": rng.choice(("x", "Chưa")),
        "informatics": rng.choice(("Chứng chỉ A", "Chứng chỉ B", "Chưa")),
        "foreign_language": rng.choice(("Chứng chỉ A", "Chưa có")),
        "ethnic_language": "Biết (giao tiếp)",
        "salary": rng.choice((1.86, 2.06, 2.34, 2.67)),
        "insured": f"{rng.randint(1, 12):02d}/2012",
        "note": "",
    }


def _workbook(people: list[dict[str, Any]]) -> bytes:
    file = BytesIO()
    write_workbook(file, Table("DANH SÁCH", _SHEET_COLUMNS, _rows(people)))
    return file.getvalue()


def _rows(people: list[dict[str, Any]]) -> Iterator[list[Any]]:
    return ([values.get(column.key) for column in COLUMNS] for values in people)
