"""The levels of a row against the facts on record, scale by scale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from common.dates import PartialDate, Precision, format_day
from common.text.folding import compare_key
from registry.enums import Scale, Verification
from registry.models import Qualification
from registry.workbook.contract.cleaning import Written
from registry.workbook.contract.columns import BY_KEY, SCALES, ScaleColumns
from registry.workbook.planning.findings import Choice
from registry.workbook.planning.persons import born_of
from registry.workbook.planning.plans import ADD, CORRECT, KEEP, RowPlan, check_date, coarser, finer

LOWER, WITHOUT_DATE = "level_lower", "level_without_date"


def plan_levels(plan: RowPlan, last_file: date | None) -> None:
    """Every scale of the row; `last_file` is the day of the file written before this one, for proposals."""
    for columns in SCALES:
        written = plan.row.values.get(columns.level_key)
        if written is not None:
            _plan_level(plan, columns, written, last_file)
        elif columns.level_key not in plan.row.cells:
            _refuse_lone_day(plan, columns)
    if "specialty" in plan.row.values and "professional" not in plan.row.cells:
        _compare_specialty_alone(plan)


def facts_on(plan: RowPlan, scale: Scale) -> list[Qualification]:
    """Facts of a scale, lowest first."""
    known = plan.person.qualifications if plan.person else []
    facts = [fact for fact in known if fact.level.scale == scale]
    return sorted(facts, key=lambda fact: (fact.level.rank, fact.obtained_on or date.min, fact.pk))


def _lawful(facts: Sequence[Qualification]) -> list[Qualification]:
    return [fact for fact in facts if fact.verification != Verification.UNLAWFUL]


def _plan_level(plan: RowPlan, columns: ScaleColumns, written: Written, last_file: date | None) -> None:
    facts = facts_on(plan, columns.scale)
    lawful = _lawful(facts)
    equal = [fact for fact in lawful if fact.level_id == written.level.pk]
    equal = equal or [fact for fact in lawful if fact.level.rank == written.level.rank]
    best = max((fact.level.rank for fact in lawful if fact.counts_on(plan.day)), default=None)
    if equal:
        _compare(plan, columns, written, equal)
        if best is not None and best > written.level.rank:
            top = next(fact for fact in reversed(lawful) if fact.level.rank == best)
            plan.row.remark(
                columns.level_key,
                f"hồ sơ đã có trình độ cao hơn: {top.level.label}; giữ nguyên.",
                "lower_known",
            )
    elif any(fact.level_id == written.level.pk for fact in facts):
        text = (
            f"văn bằng {written.level.label} trong hồ sơ đã bị kết luận không hợp pháp; không ghi lại từ tệp."
        )
        plan.row.fault(columns.level_key, text, "level_unlawful")
    elif best is not None and written.level.rank < best:
        _lower(plan, columns, written, [fact for fact in lawful if fact.level.rank > written.level.rank])
    else:
        _higher(plan, columns, written, lawful, last_file)


# A level already on record -------------------------------------------------------------------------


def _compare(plan: RowPlan, columns: ScaleColumns, written: Written, equal: list[Qualification]) -> None:
    """Unchanged; what the record does not know is filled in, what differs is kept unless the user says so."""
    day = plan.row.values.get(columns.day_key)
    fact = equal[-1]
    if day is not None:
        fact = next((each for each in equal if _same_day(each, day)), fact)
        _compare_day(plan, columns, fact, day)
    if written.detail:
        _compare_text(plan, columns.level_key, fact, "detail", written.detail)
    if columns.scale == Scale.PROFESSIONAL and (specialty := plan.row.values.get("specialty")):
        holder = next((each for each in equal if compare_key(each.specialty) == compare_key(specialty)), fact)
        _compare_text(plan, "specialty", holder, "specialty", specialty)


def stored_day(fact: Qualification) -> PartialDate | None:
    return (
        None
        if fact.obtained_on is None
        else PartialDate(fact.obtained_on, Precision(fact.obtained_precision))
    )


def _same_day(fact: Qualification, day: PartialDate) -> bool:
    stored = stored_day(fact)
    return stored is not None and coarser(stored, day)


def _compare_day(plan: RowPlan, columns: ScaleColumns, fact: Qualification, day: PartialDate) -> None:
    stored, code = stored_day(fact), f"day_differs:{columns.scale}"
    if stored is not None and coarser(stored, day):
        return
    if not check_date(plan, columns.day_key, day, born_of(plan)):
        return
    if stored is None or finer(stored, day) or plan.row.choice(code) == CORRECT:
        values = {"obtained_on": day.day, "obtained_precision": day.precision}
        plan.change(fact, values, BY_KEY[columns.day_key].heading, str(stored or ""), str(day))
    else:
        text = f"hồ sơ ghi {stored}; giữ ngày trong hồ sơ nếu không chọn sửa."
        plan.row.remark(columns.day_key, text, code, (Choice(CORRECT, "Sửa theo tệp"),))


def _compare_text(plan: RowPlan, key: str, fact: Qualification, name: str, written: str) -> None:
    stored, code = getattr(fact, name), f"text_differs:{key}"
    if compare_key(stored) == compare_key(written):
        return
    if not stored or plan.row.choice(code) == CORRECT:
        plan.change(fact, {name: written}, BY_KEY[key].heading, stored, written)
    else:
        text = f"hồ sơ ghi {stored}; giữ như hồ sơ nếu không chọn sửa."
        plan.row.remark(key, text, code, (Choice(CORRECT, "Sửa theo tệp"),))


def _compare_specialty_alone(plan: RowPlan) -> None:
    facts = [fact for fact in _lawful(facts_on(plan, Scale.PROFESSIONAL)) if fact.level.rank > 0]
    if not facts:
        plan.row.remark(
            "specialty", "có chuyên ngành nhưng không có trình độ chuyên môn; không ghi.", "specialty_alone"
        )
        return
    specialty = plan.row.values["specialty"]
    fact = next((each for each in facts if compare_key(each.specialty) == compare_key(specialty)), facts[-1])
    _compare_text(plan, "specialty", fact, "specialty", specialty)


def _refuse_lone_day(plan: RowPlan, columns: ScaleColumns) -> None:
    if columns.day_key in plan.row.values:
        heading = BY_KEY[columns.level_key].heading
        plan.row.fault(
            columns.day_key,
            f"có ngày nhưng cột “{heading}” để trống; ghi trình độ hoặc xóa ngày.",
            "day_alone",
        )


# A level not on record -----------------------------------------------------------------------------


def _higher(
    plan: RowPlan,
    columns: ScaleColumns,
    written: Written,
    lawful: list[Qualification],
    last_file: date | None,
) -> None:
    day = plan.row.values.get(columns.day_key)
    if day is not None and not check_date(plan, columns.day_key, day, born_of(plan)):
        return
    # To have none needs no day; a level does, unless the person comes for the first time.
    if day is None and plan.person is not None and written.level.rank > 0:
        if columns.day_key in plan.row.cells:
            return
        _ask_for_day(plan, columns, written, lawful, last_file)
        return
    _record(plan, columns, written, day)


def _ask_for_day(
    plan: RowPlan,
    columns: ScaleColumns,
    written: Written,
    lawful: list[Qualification],
    last_file: date | None,
) -> None:
    known = [fact.obtained_on for fact in lawful if fact.obtained_on and fact.obtained_on < plan.day]
    since = max([*known, *([last_file] if last_file else [])], default=None)
    top = f"hồ sơ ghi {lawful[-1].level.label}" if lawful else "hồ sơ chưa có"
    until = format_day(plan.day)
    span = f"đạt trong khoảng ({format_day(since)}, {until}]" if since else f"đạt đến {until}"
    proposal = _proposed_day(plan.day, since)
    code = f"{WITHOUT_DATE}:{columns.scale}"
    if plan.row.choice(code) == "proposed":
        day = PartialDate(plan.day, Precision.DAY) if len(proposal) == 10 else _end_of(plan.day, proposal)
        _record(plan, columns, written, day)
        return
    where = f" vào cột “{BY_KEY[columns.day_key].heading}”"
    text = (
        f"{written.level.label} cao hơn hồ sơ ({top}) mà không có ngày đạt; "
        f"ghi ngày đạt{where}, hoặc nhận là {span}."
    )
    plan.row.fault(
        columns.level_key,
        text,
        code,
        proposal=span,
        choices=(Choice("proposed", f"Ghi ngày đạt là {proposal}"),),
    )


def _proposed_day(day: date, since: date | None) -> str:
    """The year or month that ends on the file's day, when the record is silent on all of it; else the day."""
    if (day.month, day.day) == (12, 31) and (since is None or since.year < day.year):
        return str(day.year)
    if (day + timedelta(days=1)).day == 1 and (
        since is None or (since.year, since.month) < (day.year, day.month)
    ):
        return f"{day.month:02d}/{day.year}"
    return format_day(day)


def _end_of(day: date, proposal: str) -> PartialDate:
    return PartialDate(day, Precision.YEAR if len(proposal) == 4 else Precision.MONTH)


def _lower(plan: RowPlan, columns: ScaleColumns, written: Written, above: list[Qualification]) -> None:
    code = f"{LOWER}:{columns.scale}"
    choice, day = plan.row.choice(code), plan.row.values.get(columns.day_key)
    counting = [fact for fact in above if fact.counts_on(plan.day)]
    if choice == KEEP:
        return
    if choice == ADD and day is not None and check_date(plan, columns.day_key, day, born_of(plan)):
        _record(plan, columns, written, day)
        return
    if choice == CORRECT and len(counting) == 1:
        before = counting[0].level.label
        values = {"level_id": written.level.pk, "detail": written.detail}
        plan.change(counting[0], values, BY_KEY[columns.level_key].heading, before, written.level.label)
        return
    top = counting[-1]
    text = f"{written.level.label} thấp hơn hồ sơ ({top.level.label}); hồ sơ ghi sai hay tệp cũ."
    choices = [Choice(KEEP, f"Tệp cũ: giữ {top.level.label}")]
    if len(counting) == 1:
        choices.append(Choice(CORRECT, f"Hồ sơ sai: sửa thành {written.level.label}"))
    if day is not None:
        choices.append(Choice(ADD, f"Thêm văn bằng {written.level.label}, đạt {day}"))
    plan.row.fault(columns.level_key, text, code, choices=tuple(choices))


def _record(plan: RowPlan, columns: ScaleColumns, written: Written, day: PartialDate | None) -> None:
    specialty = plan.row.values.get("specialty", "") if columns.scale == Scale.PROFESSIONAL else ""
    fact = Qualification(
        cadre=plan.cadre,
        level=written.level,
        obtained_on=day.day if day else None,
        obtained_precision=day.precision if day else Precision.DAY,
        detail=written.detail,
        specialty=specialty if written.level.rank > 0 else "",
    )
    when = f", {day}" if day else ""
    plan.add(fact, BY_KEY[columns.level_key].heading, f"{written.level.label}{when}")
