"""Which record a row means: Mã hồ sơ, else CMND/CCCD, else name and birth; unsure is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from common.dates import PartialDate, Precision, format_partial
from common.text.folding import compare_key
from registry.models import Cadre
from registry.workbook.planning.findings import Choice
from registry.workbook.planning.records import Person, Records
from registry.workbook.planning.rows import Row
from registry.workbook.planning.units import Communes

MATCH, TWICE, OTHER_PERSON = "match", "person_twice", "code_of_other"
NEW, SKIP = "new", "skip"
_SKIP_CHOICE = Choice(SKIP, "Bỏ dòng này")
_LATER = "nếu người này mới chuyển đến, đề nghị cấp tỉnh làm thủ tục điều động."


@dataclass
class Match:
    """The record meant by a row (none: a new one), and the records said to be different people."""

    person: Person | None = None
    others: list[Person] = field(default_factory=list)


def match(row: Row, records: Records, communes: Communes) -> Match:
    """Finds the record of a row; faults are left in the row."""
    if "code" in row.values:
        return _by_code(row, records)
    if row.name == "" or row.born is None:
        return Match(records.by_number.get(row.values.get("id_number", "")))
    number = row.values.get("id_number", "")
    if number in records.foreign_numbers:
        row.fault(
            "id_number",
            f"không ghi được số này trong phạm vi của tài khoản; kiểm tra lại số, {_LATER}",
            "id_elsewhere",
        )
        return Match()
    holder = records.by_number.get(number) if number else None
    if holder is not None:
        return _by_number(row, holder, communes)
    return _by_name(row, records, communes)


def _by_code(row: Row, records: Records) -> Match:
    person = records.by_code.get(row.values["code"])
    if person is None:
        row.fault(
            "code",
            f"không có hồ sơ mã này trong phạm vi của tài khoản; kiểm tra lại mã, {_LATER}",
            "unknown_code",
        )
        return Match()
    number = row.values.get("id_number", "")
    holder = records.by_number.get(number) if number else None
    if number in records.foreign_numbers or (holder is not None and holder is not person):
        row.fault("id_number", "số này không ghi được cho hồ sơ này; kiểm tra lại số.", "id_of_other")
    if row.choice(OTHER_PERSON) == f"update:{person.cadre.code}" or _resembles(row, person.cadre):
        return Match(person)
    if row.name or row.born:
        whose = f"{person.cadre.full_name}, sinh {person.cadre.born_text}"
        text = f"mã này là hồ sơ của {whose}; họ tên, ngày sinh đều khác."
        row.fault(
            "code", text, OTHER_PERSON, choices=(_update(person, "Đúng người, sửa hồ sơ"), _SKIP_CHOICE)
        )
    return Match(person)


def _resembles(row: Row, cadre: Cadre) -> bool:
    same_name = not row.name or row.name_key == cadre.name_key
    return same_name or row.born is None or births_agree(row.born, birth_of(cadre))


def _by_number(row: Row, person: Person, communes: Communes) -> Match:
    if _is_same_name(row, person.cadre) or _agrees(row, person.cadre) or _chosen(row, [person]):
        return Match(person)
    text = f"số này ở hồ sơ {_described(person, communes)}; họ tên và ngày sinh đều khác."
    row.fault("id_number", text, MATCH, choices=(_update(person, "Đúng người, sửa hồ sơ"), _SKIP_CHOICE))
    return Match(person)


def _by_name(row: Row, records: Records, communes: Communes) -> Match:
    candidates = [each for each in records.by_name.get(row.name_key, ()) if _may_be(row, each, communes)]
    if not candidates:
        return Match()
    chosen = row.choice(MATCH)
    if chosen == NEW:
        return Match(None, others=candidates)
    if person := _chosen(row, candidates):
        return Match(person)
    exact = [
        each for each in candidates if _is_same_name(row, each.cadre) and row.born == birth_of(each.cadre)
    ]
    sure = [each for each in exact if _is_sure(row, each, communes)]
    if len(exact) == 1 and sure:
        return Match(exact[0])
    here = [each for each in sure if _serves_here(row, each, communes)]
    if len(here) == 1 and all(
        _known_distinct(here[0], each, records) for each in exact if each is not here[0]
    ):
        return Match(here[0])
    _ask(row, candidates, communes)
    return Match(candidates[0] if len(candidates) == 1 else None)


def _may_be(row: Row, person: Person, communes: Communes) -> bool:
    born = row.born
    if born is None:
        return False
    theirs = birth_of(person.cadre)
    if births_agree(born, theirs) or _looks_mistyped(born, theirs):
        return True
    return _serves_here(row, person, communes) and person.cadre.full_name != "" and _same_title(row, person)


def _same_title(row: Row, person: Person) -> bool:
    title = row.values.get("title")
    mains = person.mains()
    return bool(mains) and title is not None and mains[-1].title_id == title.pk


def _is_sure(row: Row, person: Person, communes: Communes) -> bool:
    """Same name and birth: sure with a whole birth date, or in the same commune, unless the papers differ."""
    number = row.values.get("id_number", "")
    theirs = person.cadre.id_number
    if number and theirs and len(number) == len(theirs):
        return False
    born = row.born
    return (born is not None and born.precision is Precision.DAY) or _serves_here(row, person, communes)


def _serves_here(row: Row, person: Person, communes: Communes) -> bool:
    mains = person.mains()
    if row.commune is None or not mains:
        return False
    unit_id = mains[-1].unit_id
    return row.commune.unit_id in (unit_id, communes.commune_of(unit_id))


def _known_distinct(first: Person, second: Person, records: Records) -> bool:
    return frozenset((first.cadre.pk, second.cadre.pk)) in records.distinct


def _ask(row: Row, candidates: Sequence[Person], communes: Communes) -> None:
    names = "; ".join(_described(each, communes) for each in candidates[:3])
    found = "có nhiều hồ sơ" if len(candidates) > 1 else "có hồ sơ"
    text = f"{found} có thể là người này: {names}. Chọn hồ sơ, hoặc là người khác."
    updates = tuple(_update(each, f"Cập nhật hồ sơ {each.cadre.code}") for each in candidates[:5])
    row.fault(
        "full_name",
        text,
        MATCH,
        choices=(*updates, Choice(NEW, "Hai người khác nhau: thêm hồ sơ mới"), _SKIP_CHOICE),
    )


def _chosen(row: Row, candidates: Sequence[Person]) -> Person | None:
    choice = row.choice(MATCH)
    return next((each for each in candidates if choice == f"update:{each.cadre.code}"), None)


def _update(person: Person, label: str) -> Choice:
    return Choice(f"update:{person.cadre.code}", label)


def _described(person: Person, communes: Communes) -> str:
    mains = person.mains()
    commune = communes.by_id.get(communes.commune_of(mains[-1].unit_id) or 0) if mains else None
    where = f", {commune.name}" if commune and commune.in_scope else ""
    return f"{person.cadre.full_name}, sinh {person.cadre.born_text}{where} (mã {person.cadre.code})"


def _is_same_name(row: Row, cadre: Cadre) -> bool:
    return compare_key(row.name) == compare_key(cadre.full_name)


def _agrees(row: Row, cadre: Cadre) -> bool:
    return row.born is not None and births_agree(row.born, birth_of(cadre))


# Births --------------------------------------------------------------------------------------------


def birth_of(cadre: Cadre) -> PartialDate:
    return PartialDate(cadre.born_on, Precision(cadre.born_precision))


def births_agree(first: PartialDate, second: PartialDate) -> bool:
    """True when both may be the same date, one perhaps known less exactly."""
    return contains(first, second) or contains(second, first)


def contains(wide: PartialDate, narrow: PartialDate) -> bool:
    """True when the narrower date lies in the month or year of the wider one (or they are equal)."""
    order = [Precision.YEAR, Precision.MONTH, Precision.DAY]
    if order.index(Precision(wide.precision)) > order.index(Precision(narrow.precision)):
        return False
    return format_partial(wide.day, wide.precision) == format_partial(narrow.day, wide.precision)


def _looks_mistyped(first: PartialDate, second: PartialDate) -> bool:
    """Whole dates with day and month changed over, or differing in one of day, month, year."""
    if Precision.DAY not in (first.precision, second.precision) or first.precision != second.precision:
        return False
    one, two = first.day, second.day
    swapped = one.year == two.year and (one.day, one.month) == (two.month, two.day)
    same = (one.day == two.day) + (one.month == two.month) + (one.year == two.year)
    return swapped or same == 2
