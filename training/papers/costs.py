"""Bảng chi phí theo nguồn: planned, committed and spent of the classes of a budget year, in whole đồng."""

from __future__ import annotations

from collections.abc import Iterator

from common.sheets.tables import Column, Kind, Table
from registry.models import Unit
from training.costs.costs import AllotmentMoney, Sums, money_of
from training.enums import ClassState
from training.models import FundingSource, TrainingClass, YearlyBudget

COLUMNS = (
    Column("Nguồn kinh phí", "source", 34),
    Column("Mã lớp", "code", 18),
    Column("Tên lớp", "name", 48),
    Column("Trạng thái", "state", 16),
    Column("Số chỗ", "seats", 10, Kind.INTEGER),
    Column("Kinh phí năm", "budget", 18, Kind.INTEGER),
    Column("Dự kiến", "planned", 18, Kind.INTEGER),
    Column("Cam kết", "committed", 18, Kind.INTEGER),
    Column("Đã chi", "spent", 18, Kind.INTEGER),
)


def cost_table(province: Unit, year: int) -> Table:
    """One row for each class and source, then the sum of each source, then all."""
    return Table(f"CHI PHÍ ĐÀO TẠO, BỒI DƯỠNG THEO NGUỒN NĂM {year}", COLUMNS, _rows(province, year))


def _rows(province: Unit, year: int) -> Iterator[list[object]]:
    money = money_of(TrainingClass.objects.filter(province=province, budget_year=year))
    budgets = dict(
        YearlyBudget.objects.filter(province=province, year=year).values_list("source_id", "amount_vnd")
    )
    for source in FundingSource.objects.all():
        mine = [each for each in money if each.allotment.source_id == source.pk]
        if not mine and source.pk not in budgets:
            continue
        for rows in _by_class(mine):
            yield _class_row(source, rows)
        yield _sum_row(f"Cộng {source.name}", Sums.of(mine), budgets.get(source.pk, 0))
    yield _sum_row("Tổng cộng", Sums.of(money), sum(budgets.values()))


def _by_class(money: list[AllotmentMoney]) -> Iterator[list[AllotmentMoney]]:
    found: dict[int, list[AllotmentMoney]] = {}
    for each in money:
        found.setdefault(each.allotment.training_class_id, []).append(each)
    yield from found.values()


def _class_row(source: FundingSource, rows: list[AllotmentMoney]) -> list[object]:
    made, sums = rows[0].allotment.training_class, Sums.of(rows)
    state = ClassState(made.state).label
    amounts = [sums.planned_vnd, sums.committed_vnd, sums.spent_vnd]
    return [source.short_name, made.code, made.name, state, sums.seats, None, *amounts]


def _sum_row(name: str, sums: Sums, budget_vnd: int) -> list[object]:
    amounts = [budget_vnd, sums.planned_vnd, sums.committed_vnd, sums.spent_vnd]
    return [name, None, None, None, sums.seats, *amounts]
