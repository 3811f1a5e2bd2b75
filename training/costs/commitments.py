"""No source is committed beyond its budget of the year: checked under a lock on the budgets, in figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from accounts.models import User
from common.numbers import dong
from registry.acts.recording import lock
from registry.errors import Refusal
from registry.scope import Scope
from training.costs.costs import AllotmentMoney, money_of
from training.enums import ClassState
from training.models import FundingSource, TrainingClass, YearlyBudget

# Province, source, year.
Purse = tuple[int, int, int]
Commitments = dict[Purse, int]


@contextmanager
def require_budget(classes: Iterable[TrainingClass], *, actor: User) -> Iterator[None]:
    """Around the writing of a change to classes that may commit more money; refuses it when a source of the
    year would be committed beyond its budget, or an allotment would cost less than was paid for it.

    The caller has locked the classes. A change that commits nothing more always passes. Raises `Refusal`,
    with the figures for those who see the province. A class created in the block may be added to the list.
    """
    changed = list(classes) if not isinstance(classes, list) else classes
    _lock_budgets(changed)
    before = _committed(_money(changed))
    yield
    after = _money(changed)
    needs = {
        purse: amount - before.get(purse, 0)
        for purse, amount in _committed(after).items()
        if amount > before.get(purse, 0)
    }
    _refuse_beyond_budget(needs, actor)
    _refuse_below_paid(after)


def committed_in(province_id: int, source_id: int, year: int) -> int:
    """What is committed from a source in a budget year, in whole đồng."""
    rows = _money_of_year(province_id, year)
    return _committed(rows).get((province_id, source_id, year), 0)


def lock_budgets(province_ids: Iterable[int]) -> dict[Purse, YearlyBudget]:
    """All budgets of the provinces, locked until the transaction ends: whoever commits money queues here."""
    keys = YearlyBudget.objects.filter(province__in=set(province_ids)).values_list("pk", flat=True)
    locked = lock(YearlyBudget, keys).values()
    return {(each.province_id, each.source_id, each.year): each for each in locked}


def _lock_budgets(classes: Iterable[TrainingClass]) -> None:
    lock_budgets(each.province_id for each in classes)


def _money(classes: Iterable[TrainingClass]) -> list[AllotmentMoney]:
    keys = [each.pk for each in classes if each.pk]
    return money_of(TrainingClass.objects.filter(pk__in=keys)) if keys else []


def _money_of_year(province_id: int, year: int) -> list[AllotmentMoney]:
    return money_of(TrainingClass.objects.filter(province_id=province_id, budget_year=year))


def _committed(rows: Iterable[AllotmentMoney]) -> Commitments:
    found: Commitments = {}
    for row in rows:
        training_class = row.allotment.training_class
        purse = (training_class.province_id, row.allotment.source_id, training_class.budget_year)
        found[purse] = found.get(purse, 0) + row.committed_vnd
    return found


def _refuse_beyond_budget(needs: Commitments, actor: User) -> None:
    if not needs:
        return
    budgets = lock_budgets(province_id for province_id, _, _ in needs)
    totals: Commitments = {}
    for province_id, year in sorted({(province_id, year) for province_id, _, year in needs}):
        totals |= _committed(_money_of_year(province_id, year))
    names = FundingSource.objects.in_bulk({source_id for _, source_id, _ in needs})
    sentences = []
    for purse in sorted(needs):
        given = budgets[purse].amount_vnd if purse in budgets else 0
        if totals[purse] > given:
            of_source = f"Nguồn {names[purse[1]]} năm {purse[2]}"
            sentences.append(_sentence(of_source, given, totals[purse], needs[purse], purse[0], actor))
    if sentences:
        raise Refusal(" ".join(sentences))


def _sentence(source: str, given: int, total: int, need: int, province_id: int, actor: User) -> str:
    """The figures are the province's: a district reads no more than what its own change needs."""
    if not Scope.of(actor).sees_province(province_id):
        return (
            f"{source} không còn đủ {dong(need)} cho việc này. Chưa ghi gì; "
            "báo cán bộ tỉnh để bổ sung kinh phí hoặc đổi nguồn."
        )
    return (
        f"{source} có {dong(given)}, đã cam kết {dong(total - need)}, cần thêm {dong(need)}: "
        f"thiếu {dong(total - given)}. Chưa ghi gì; "
        "giảm chỗ hoặc chi phí, đổi nguồn, hoặc bổ sung kinh phí của nguồn rồi làm lại."
    )


def _refuse_below_paid(rows: Iterable[AllotmentMoney]) -> None:
    """What was paid stays within the commitment; a class that is cancelled keeps what was spent on it."""
    for row in rows:
        if row.state != ClassState.CANCELLED and row.paid_vnd > row.class_vnd:
            raise Refusal(
                f"Chỉ tiêu từ nguồn {row.allotment.source} của lớp {row.allotment.training_class.code} "
                f"đã chi {dong(row.paid_vnd)}, nhiều hơn chi phí mới {dong(row.class_vnd)}. Chưa ghi gì; "
                "hoàn tác khoản chi trước, hoặc giữ chi phí từ mức đã chi trở lên."
            )
