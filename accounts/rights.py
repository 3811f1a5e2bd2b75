"""Roles, rights, and which role holds which right (design.md 6).

What stands here belongs to the frame of the program. An app above adds the rights of its own pages, with the
roles that hold them, by `grant`; a stored right that nobody adds any more is held by nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import TextChoices


class Role(models.TextChoices):
    """A role is a set of rights, see `rights_of`."""

    ADMINISTRATOR = "administrator", "Quản trị"
    PROVINCE_STAFF = "province_staff", "Cán bộ cấp tỉnh"
    DISTRICT_CLERK = "district_clerk", "Cán bộ cấp huyện"
    LEADER = "leader", "Lãnh đạo"
    AUDITOR = "auditor", "Kiểm tra, giám sát"


class Right(models.TextChoices):
    """What a view asks for. Where it holds (which units) is the scope of `registry`, not a right."""

    VIEW_FIGURES = "view_figures", "Xem số liệu tổng hợp"
    VIEW_PEOPLE = "view_people", "Xem danh sách và hồ sơ"
    EDIT_PEOPLE = "edit_people", "Nhập và sửa hồ sơ"
    IMPORT_PEOPLE = "import_people", "Nhập từ tệp Excel"
    EXPORT_LISTS = "export_lists", "Xuất danh sách"
    EXPORT_PERSONAL = "export_personal", "Xuất cả cột riêng tư (CMND, dân tộc, lương)"
    UNDO = "undo", "Hoàn tác thay đổi"
    VIEW_LOG = "view_log", "Xem nhật ký"
    MANAGE_ACCOUNTS = "manage_accounts", "Quản trị tài khoản"
    MANAGE_DATA = "manage_data", "Quản trị danh mục, chương trình, chỉ tiêu"
    SUBMIT_PERIOD = "submit_period", "Gửi số liệu kỳ báo cáo của huyện"
    CLOSE_PERIOD = "close_period", "Nhận và chốt kỳ báo cáo"
    APPROVE = "approve", "Thẩm định, duyệt danh sách"
    RECORD_DECISION = "record_decision", "Ghi quyết định của Chủ tịch UBND tỉnh"


@dataclass(frozen=True)
class HeldRight:
    """A right with the roles that hold it; `is_grantable` to one account beyond its role."""

    right: TextChoices
    roles: tuple[Role, ...] = ()
    is_grantable: bool = False


WORK_ON_PEOPLE = (Role.PROVINCE_STAFF, Role.DISTRICT_CLERK)
_READERS = (*WORK_ON_PEOPLE, Role.LEADER, Role.AUDITOR)

# In the order in which pages list them.
_HELD: dict[str, HeldRight] = {}


def grant(rights: Iterable[HeldRight]) -> None:
    """Add rights, with the roles that hold them; the same right twice is a fault of the program."""
    for each in rights:
        if each.right.value in _HELD:
            raise ValueError(f"The right {each.right.value} is there already.")
        _HELD[each.right.value] = each


def rights_of(role: str) -> frozenset[str]:
    """Rights that a role holds by itself."""
    return frozenset(value for value, held in _HELD.items() if role in held.roles)


def all_rights() -> frozenset[str]:
    """Every right there is: those of a superuser."""
    return frozenset(_HELD)


def grantable_rights() -> list[TextChoices]:
    """Rights granted account by account."""
    return [held.right for held in _HELD.values() if held.is_grantable]


def right_choices() -> list[tuple[str, str]]:
    """Rights with their labels; migrations know this function by its address."""
    return [(value, str(held.right.label)) for value, held in _HELD.items()]


def right_label(value: str) -> str:
    """A right in words; one that nobody adds any more by its code."""
    return dict(right_choices()).get(value, value)


grant(
    (
        HeldRight(Right.VIEW_FIGURES, (Role.ADMINISTRATOR, *_READERS)),
        HeldRight(Right.VIEW_PEOPLE, _READERS),
        HeldRight(Right.EDIT_PEOPLE, WORK_ON_PEOPLE),
        HeldRight(Right.IMPORT_PEOPLE, WORK_ON_PEOPLE),
        HeldRight(Right.EXPORT_LISTS, WORK_ON_PEOPLE, is_grantable=True),
        HeldRight(Right.EXPORT_PERSONAL, is_grantable=True),
        HeldRight(Right.UNDO, WORK_ON_PEOPLE),
        HeldRight(Right.VIEW_LOG, (Role.ADMINISTRATOR, Role.AUDITOR), is_grantable=True),
        HeldRight(Right.MANAGE_ACCOUNTS, (Role.ADMINISTRATOR,)),
        HeldRight(Right.MANAGE_DATA, (Role.ADMINISTRATOR,)),
        HeldRight(Right.SUBMIT_PERIOD, is_grantable=True),
        HeldRight(Right.CLOSE_PERIOD, is_grantable=True),
        HeldRight(Right.APPROVE, is_grantable=True),
        HeldRight(Right.RECORD_DECISION, is_grantable=True),
    )
)
