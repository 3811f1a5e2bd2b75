"""No source is committed beyond its budget of the year: checked under a lock on the budgets, in figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from accounts.models import User
from common.money import dong
from registry.acts.recording import lock
from registry.ceilings import Ceiling, Room
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
    lock_budgets(each.province_id for each in changed)
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


def lock_budgets(province_ids: Iterable[int]) -> dict[Purse, YearlyBudget]:
    """All budgets of the provinces, locked until the transaction ends: whoever commits money queues here."""
    keys = YearlyBudget.objects.filter(province__in=set(province_ids)).values_list("pk", flat=True)
    locked = lock(YearlyBudget, keys).values()
    return {(each.province_id, each.source_id, each.year): each for each in locked}


def _money(classes: Iterable[TrainingClass]) -> list[AllotmentMoney]:
    keys = [each.pk for each in classes if each.pk]
    return money_of(TrainingClass.objects.filter(pk__in=keys)) if keys else []


def _committed(rows: Iterable[AllotmentMoney]) -> Commitments:
    found: Commitments = {}
    for row in rows:
        training_class = row.allotment.training_class
        purse = (training_class.province_id, row.allotment.source_id, training_class.budget_year)
        found[purse] = found.get(purse, 0) + row.committed_vnd
    return found


def _lock_given(purses: Collection[Purse]) -> Commitments:
    budgets = lock_budgets(province_id for province_id, _, _ in purses)
    return {purse: budget.amount_vnd for purse, budget in budgets.items()}


def _sum_committed(purses: Collection[Purse]) -> Commitments:
    found: Commitments = {}
    for province_id, year in sorted({(province_id, year) for province_id, _, year in purses}):
        classes = TrainingClass.objects.filter(province_id=province_id, budget_year=year)
        found |= _committed(money_of(classes))
    return found


# What a source gives in a year, and what is committed from it, in whole đồng.
BUDGETS = Ceiling(_lock_given, _sum_committed)


def _refuse_beyond_budget(needs: Commitments, actor: User) -> None:
    if not needs:
        return
    over = {purse: room for purse, room in sorted(BUDGETS.rooms(needs).items()) if room.over}
    names = FundingSource.objects.in_bulk({source_id for _, source_id, _ in needs})
    if over:
        raise Refusal(
            " ".join(
                _sentence(f"Nguồn {names[purse[1]]} năm {purse[2]}", room, needs[purse], purse[0], actor)
                for purse, room in over.items()
            )
        )


def _sentence(source: str, room: Room, need: int, province_id: int, actor: User) -> str:
    """The figures are the province's: a district reads no more than what its own change needs."""
    if not Scope.of(actor).sees_province(province_id):
        return (
            f"{source} không còn đủ {dong(need)} cho việc này. Chưa ghi gì; "
            "báo cán bộ tỉnh để bổ sung kinh phí hoặc đổi nguồn."
        )
    return (
        f"{source} có {dong(room.given)}, đã cam kết {dong(room.taken - need)}, cần thêm {dong(need)}: "
        f"thiếu {dong(room.over)}. Chưa ghi gì; "
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
