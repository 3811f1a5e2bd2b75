"""Identity of a person: what a row changes on the record, or the new record."""

from __future__ import annotations

from typing import Any

from common.dates import PartialDate, Precision
from common.numbers import format_decimal
from common.text.folding import compare_key
from registry.cards.naming import name_fields, new_code
from registry.enums import Sex
from registry.models import Cadre
from registry.workbook.contract.cleaning import spelled_name
from registry.workbook.contract.columns import BY_KEY
from registry.workbook.planning.findings import Choice
from registry.workbook.planning.plans import RowPlan, check_date, coarser

MANDATORY = ("full_name", "birth", "sex", "ethnic_group", "title", "started")
ALL_CAPS = "all_caps"
# Key of the column, field of the day, field of its precision.
_DATES = (
    ("birth", "born_on", "born_precision"),
    ("party_joined", "party_joined_on", "party_joined_precision"),
    ("insured", "insured_from", "insured_precision"),
)
_PLAIN = (("id_number", "id_number"), ("religion", "religion"), ("note", "note"))


def plan_person(plan: RowPlan) -> None:
    """Fills the new record, or lists the corrections of the stored one. A blank cell erases nothing."""
    if plan.person is None:
        _new(plan)
    else:
        plan.cadre = plan.person.cadre
        _corrections(plan)


def born_of(plan: RowPlan) -> PartialDate | None:
    """Birth by the file, else on record."""
    if plan.row.born is not None:
        return plan.row.born
    return stored_date(plan.person.cadre, "born_on", "born_precision") if plan.person else None


def stored_date(cadre: Cadre, day_field: str, precision_field: str) -> PartialDate | None:
    day = getattr(cadre, day_field)
    return None if day is None else PartialDate(day, Precision(getattr(cadre, precision_field)))


def _new(plan: RowPlan) -> None:
    row = plan.row
    for key in MANDATORY:
        if key not in row.values and not _has_error(plan, key):
            row.fault(key, "người mới phải ghi mục này; ô đang trống.", f"blank_{key}")
    if row.commune is None and not any(
        _has_error(plan, key) for key in ("commune", "commune_code", "district")
    ):
        row.fault("commune", "người mới phải ghi xã, phường, thị trấn; ô đang trống.", "blank_commune")
    name = _spelled(plan)
    values: dict[str, Any] = {}
    for key, day_field, precision_field in _DATES:
        value = row.values.get(key)
        if value is not None and check_date(plan, key, value, born_of(plan)):
            values |= {day_field: value.day, precision_field: value.precision}
    for key, field in _PLAIN:
        values |= {field: row.values[key]} if key in row.values else {}
    values |= {"salary_coefficient": row.values["salary"]} if "salary" in row.values else {}
    values |= {"sex": row.values.get("sex", ""), "ethnic_group": row.values.get("ethnic_group")}
    if not row.errors:
        plan.cadre = Cadre(code=new_code(), **name_fields(name), **values)
        plan.created.append(plan.cadre)


def _has_error(plan: RowPlan, key: str) -> bool:
    heading = BY_KEY[key].heading
    return any(finding.heading == heading for finding in plan.row.errors)


def _spelled(plan: RowPlan) -> str:
    """The name as written; in capitals throughout it is respelled only when the user confirms."""
    name, proposal = plan.row.name, spelled_name(plan.row.name)
    if proposal and plan.row.choice(ALL_CAPS) == "respell":
        return proposal
    if proposal:
        choice = Choice("respell", f"Viết là {proposal}")
        plan.row.remark("full_name", f"viết hoa cả họ tên; nên viết {proposal}.", ALL_CAPS, (choice,))
    return name


def _corrections(plan: RowPlan) -> None:
    row, cadre = plan.row, plan.cadre
    # "Ông" is a rare family name too: a name that stands on record as written is that name.
    names = {compare_key(row.name), compare_key(row.text("full_name"))}
    if row.name and compare_key(cadre.full_name) not in names:
        values = name_fields(_spelled(plan))
        _change(plan, "full_name", values, cadre.full_name, values["full_name"])
    for key, day_field, precision_field in _DATES:
        _correct_date(plan, key, day_field, precision_field)
    if (sex := row.values.get("sex")) and sex != cadre.sex:
        _change(plan, "sex", {"sex": sex}, Sex(cadre.sex).label, Sex(sex).label)
    group = row.values.get("ethnic_group")
    if group is not None and group.pk != cadre.ethnic_group_id:
        _change(plan, "ethnic_group", {"ethnic_group_id": group.pk}, cadre.ethnic_group.name, group.name)
    for key, field in _PLAIN:
        written, stored = row.values.get(key), getattr(cadre, field)
        if written and not _same_text(key, written, stored):
            _change(plan, key, {field: written}, stored, written)
    salary = row.values.get("salary")
    if salary is not None and salary != cadre.salary_coefficient:
        before = "" if cadre.salary_coefficient is None else format_decimal(cadre.salary_coefficient, 2)
        _change(plan, "salary", {"salary_coefficient": salary}, before, format_decimal(salary, 2))


def _same_text(key: str, written: str, stored: str) -> bool:
    return written == stored or (key == "religion" and compare_key(written) == compare_key(stored))


def _correct_date(plan: RowPlan, key: str, day_field: str, precision_field: str) -> None:
    written = plan.row.values.get(key)
    stored = stored_date(plan.cadre, day_field, precision_field)
    if written is None or (stored is not None and coarser(stored, written)):
        return
    if check_date(plan, key, written, born_of(plan)):
        values = {day_field: written.day, precision_field: written.precision}
        _change(plan, key, values, str(stored or ""), str(written))


def _change(plan: RowPlan, key: str, values: dict[str, Any], before: str, after: str) -> None:
    plan.change(plan.cadre, values, BY_KEY[key].heading, before, after)
