"""Policies of support and their amounts as an administrator keeps them; the access log tells each change.

What was paid keeps its own working: a changed amount moves only what is still to be paid.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet

from accounts.http import UserRequest
from accounts.kept.row_changes import add_row, change_row, remove_row
from common.dates import format_day
from training.models import SupportPolicy, SupportRate

POLICY_COLUMNS = ("name", "decision_no", "valid_from", "valid_to", "is_example")
RATE_COLUMNS = ("category", "kind", "basis", "beneficiary", "amount_vnd")


def all_policies() -> QuerySet[SupportPolicy]:
    """Policies, the youngest first, each with its number of amounts as `rate_count`."""
    return SupportPolicy.objects.annotate(rate_count=Count("rates")).order_by("-valid_from", "code")


def all_rates() -> QuerySet[SupportRate]:
    """Amounts with their policy."""
    return SupportRate.objects.select_related("policy")


def rates_of(policy: SupportPolicy) -> QuerySet[SupportRate]:
    """Amounts of a policy, kind by kind."""
    return policy.rates.order_by("category", "kind", "basis", "amount_vnd", "pk")


def add_policy(request: UserRequest, policy: SupportPolicy, values: dict[str, Any]) -> SupportPolicy:
    """Store a new policy; its amounts come after."""
    for name, value in values.items():
        setattr(policy, name, value)
    policy.code = policy.code.upper()
    _refuse_overlap(policy, values)
    shown = ("code", *POLICY_COLUMNS)
    return add_row(request, policy, key=policy.code, name="chính sách hỗ trợ", shown=shown)


def change_policy(
    request: UserRequest, policy: SupportPolicy, values: dict[str, Any], seen: str
) -> list[str]:
    """Save what was changed; return it in words."""
    _refuse_overlap(policy, values)
    name = f"Chính sách hỗ trợ {policy.code}"
    return change_row(request, policy, values, key=policy.code, name=name, seen=seen)


def add_rate(request: UserRequest, rate: SupportRate, values: dict[str, Any]) -> SupportRate:
    """Store a new amount of a policy."""
    for name, value in values.items():
        setattr(rate, name, value)
    return add_row(request, rate, key=_key(rate), name=_name(rate), shown=RATE_COLUMNS)


def change_rate(request: UserRequest, rate: SupportRate, values: dict[str, Any], seen: str) -> list[str]:
    """Save what was changed; return it in words."""
    return change_row(request, rate, values, key=_key(rate), name=_name(rate), seen=seen)


def remove_rate(request: UserRequest, rate: SupportRate) -> None:
    """Take an amount out of its policy."""
    remove_row(request, rate, key=_key(rate), name=_name(rate), shown=RATE_COLUMNS)


def _refuse_overlap(policy: SupportPolicy, values: dict[str, Any]) -> None:
    """One policy on a day: of two it would be a matter of luck which one counts."""
    others = SupportPolicy.objects.filter(
        valid_from__lte=values["valid_to"], valid_to__gte=values["valid_from"]
    ).exclude(pk=policy.pk)
    if other := others.order_by("valid_from").first():
        raise ValidationError(
            {
                "valid_from": f"Trùng thời gian với {other.decision_no}, có hiệu lực từ "
                f"{format_day(other.valid_from)}. Sửa ngày cuối của chính sách đó trước."
            }
        )


def _key(rate: SupportRate) -> str:
    return f"{rate.policy.code}/{rate.kind}"


def _name(rate: SupportRate) -> str:
    return f"mức hỗ trợ của {rate.policy.code}"
