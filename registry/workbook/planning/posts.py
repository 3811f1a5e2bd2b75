"""The title and commune of a row against the main posting on the day of the file."""

from __future__ import annotations

from datetime import timedelta

from common.dates import PartialDate, Precision, format_day
from registry.enums import EndReason
from registry.models import Posting, PostTitle
from registry.workbook.contract.columns import BY_KEY
from registry.workbook.planning.findings import Choice
from registry.workbook.planning.persons import born_of
from registry.workbook.planning.plans import CORRECT, RowPlan, check_date, coarser, finer

START_DIFFERS = "start_differs"


def plan_posting(plan: RowPlan) -> None:
    """A new title or commune with its date ends the old posting the day before; without, an error."""
    row = plan.row
    started = row.values.get("started")
    if plan.person is None:
        is_fit = check_date(plan, "started", started, born_of(plan)) and not row.errors
        if is_fit and started is not None and row.commune is not None:
            _appoint(plan, row.values["title"], row.commune.unit_id, started)
        return
    current = plan.person.main_on(plan.day)
    if current is None:
        _return(plan, started)
    elif _is_same(plan, current):
        _compare_start(plan, current, started)
    else:
        _move(plan, current, started)


def _is_same(plan: RowPlan, posting: Posting) -> bool:
    title, commune = plan.row.values.get("title"), plan.row.commune
    same_title = title is None or title.pk == posting.title_id
    place = plan.references.communes.commune_of(posting.unit_id)
    return same_title and (commune is None or commune.unit_id in (posting.unit_id, place))


def _compare_start(plan: RowPlan, posting: Posting, started: PartialDate | None) -> None:
    """The same post: a start known more exactly is taken over, another one only when the user says so."""
    stored = PartialDate(posting.started_on, Precision(posting.start_precision))
    if started is None or coarser(stored, started):
        return
    if finer(stored, started) or plan.row.choice(START_DIFFERS) == CORRECT:
        if check_date(plan, "started", started, born_of(plan)) and _leaves_order(plan, posting, started):
            values = {"started_on": started.day, "start_precision": started.precision}
            plan.change(posting, values, BY_KEY["started"].heading, str(stored), str(started))
    elif check_date(plan, "started", started, born_of(plan)):
        text = f"hồ sơ ghi {stored}; giữ ngày trong hồ sơ nếu không chọn sửa."
        plan.row.remark("started", text, START_DIFFERS, (Choice(CORRECT, "Sửa theo tệp"),))


def _leaves_order(plan: RowPlan, posting: Posting, started: PartialDate) -> bool:
    """A corrected start may not pass the end, nor reach into the posting before."""
    mains = plan.person.mains() if plan.person else []
    before = [each for each in mains if each.started_on < posting.started_on and each.pk != posting.pk]
    too_early = any(each.ended_on is None or each.ended_on >= started.day for each in before)
    if too_early or (posting.ended_on is not None and started.day > posting.ended_on):
        plan.row.fault(
            "started", f"{started} trùng thời gian của chức danh khác; sửa ở trang hồ sơ.", "start_overlaps"
        )
        return False
    return True


def _move(plan: RowPlan, current: Posting, started: PartialDate | None) -> None:
    row = plan.row
    title: PostTitle = row.values.get("title") or current.title
    key = "title" if title.pk != current.title_id else "commune" if "commune" in row.cells else "commune_code"
    held = f"hồ sơ ghi {_described(plan, current)}, từ {format_day(current.started_on)}"
    if started is None:
        row.fault(
            key,
            f"khác hồ sơ ({held}); ghi ngày giữ chức danh mới vào cột “Ngày giữ chức danh”.",
            "move_without_date",
        )
    elif check_date(plan, "started", started, born_of(plan)):
        last = plan.last_main
        if last is not current or (current.ended_on is not None and current.ended_on >= started.day):
            row.fault(
                key,
                f"khác hồ sơ ({held}), và hồ sơ đã có thay đổi sau ngày của tệp; sửa ở trang hồ sơ.",
                "older_file",
            )
        elif started.day <= current.started_on:
            text = f"phải sau ngày bắt đầu chức danh đang giữ ({held}); nếu hồ sơ ghi sai, sửa ở trang hồ sơ."
            row.fault("started", text, "move_before_start")
        else:
            _end(plan, current, started)
            unit_id = row.commune.unit_id if row.commune else current.unit_id
            _appoint(plan, title, unit_id, started)


def _end(plan: RowPlan, posting: Posting, started: PartialDate) -> None:
    last_day = started.day - timedelta(days=1)
    values = {"ended_on": last_day, "end_reason": EndReason.TRANSFERRED}
    plan.change(posting, values, _described(plan, posting), "đang giữ", f"đến {format_day(last_day)}")


def _return(plan: RowPlan, started: PartialDate | None) -> None:
    """Known, but in no post on the day: a post is added after the last one, never before a later one."""
    row, last = plan.row, plan.last_main
    title = row.values.get("title")
    if title is None and row.commune is None and started is None:
        return
    key = "title" if title is not None else "commune"
    if last is not None and last.started_on > plan.day:
        row.fault(
            key,
            f"hồ sơ có chức danh từ {format_day(last.started_on)}, sau ngày của tệp; sửa ở trang hồ sơ.",
            "older_file",
        )
        return
    left = (
        f"hồ sơ ghi đã thôi giữ chức danh từ {format_day(last.ended_on)}"
        if last and last.ended_on
        else "hồ sơ chưa có chức danh"
    )
    if started is None or title is None or row.commune is None:
        row.fault(key, f"{left}; ghi đủ xã, chức danh và ngày giữ chức danh mới.", "already_left")
    elif check_date(plan, "started", started, born_of(plan)):
        if last is not None and last.ended_on is not None and started.day <= last.ended_on:
            row.fault("started", f"{left}; ngày giữ chức danh mới phải sau ngày đó.", "already_left")
        else:
            _appoint(plan, title, row.commune.unit_id, started)


def _appoint(plan: RowPlan, title: PostTitle, unit_id: int, started: PartialDate) -> None:
    posting = Posting(
        cadre=plan.cadre,
        unit_id=unit_id,
        title=title,
        kind=plan.references.regular_kind,
        is_main=True,
        started_on=started.day,
        start_precision=started.precision,
    )
    plan.add(posting, BY_KEY["title"].heading, f"{_described(plan, posting)}, từ {started}")


def _described(plan: RowPlan, posting: Posting) -> str:
    communes = plan.references.communes
    if not communes.may_write(posting.unit_id):
        return "chức danh ở đơn vị khác"
    commune = communes.by_id.get(communes.commune_of(posting.unit_id) or posting.unit_id)
    return f"{posting.title.name}, {commune.name}" if commune else posting.title.name
