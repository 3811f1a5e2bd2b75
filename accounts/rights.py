"""Roles, rights, and which role holds which right (design.md 6)."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models


class Role(models.TextChoices):
    """A role is a set of rights, see `ROLE_RIGHTS`."""

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
    MANAGE_TRAINING = "manage_training", "Lập lớp, phân bổ chỉ tiêu, ghi kinh phí và kết quả đào tạo"
    ENROL = "enrol", "Ghi danh, cho thôi học, ghi xác nhận nhu cầu đào tạo"
    UNDO = "undo", "Hoàn tác thay đổi"
    VIEW_LOG = "view_log", "Xem nhật ký"
    MANAGE_ACCOUNTS = "manage_accounts", "Quản trị tài khoản"
    MANAGE_DATA = "manage_data", "Quản trị danh mục, chương trình, chỉ tiêu"
    SUBMIT_PERIOD = "submit_period", "Gửi số liệu kỳ báo cáo của huyện"
    CLOSE_PERIOD = "close_period", "Nhận và chốt kỳ báo cáo"
    APPROVE = "approve", "Thẩm định, duyệt danh sách"
    RECORD_DECISION = "record_decision", "Ghi quyết định của Chủ tịch UBND tỉnh"
    VIEW_SUCCESSION_NAMES = "view_succession_names", "Xem tên người trong quy hoạch"


ALL_RIGHTS = frozenset(Right)

GRANTABLE_RIGHTS = (
    Right.SUBMIT_PERIOD,
    Right.CLOSE_PERIOD,
    Right.APPROVE,
    Right.RECORD_DECISION,
    Right.EXPORT_PERSONAL,
    Right.VIEW_SUCCESSION_NAMES,
    Right.EXPORT_LISTS,
    Right.VIEW_LOG,
)
"""Rights granted account by account; the first six come with no role at all."""

_WORK_ON_PEOPLE = frozenset(
    {
        Right.VIEW_FIGURES,
        Right.VIEW_PEOPLE,
        Right.EDIT_PEOPLE,
        Right.IMPORT_PEOPLE,
        Right.EXPORT_LISTS,
        Right.ENROL,
        Right.UNDO,
    }
)

ROLE_RIGHTS: Mapping[str, frozenset[Right]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: frozenset(
            {Right.VIEW_FIGURES, Right.VIEW_LOG, Right.MANAGE_ACCOUNTS, Right.MANAGE_DATA}
        ),
        Role.PROVINCE_STAFF: _WORK_ON_PEOPLE | {Right.MANAGE_TRAINING},
        Role.DISTRICT_CLERK: _WORK_ON_PEOPLE,
        Role.LEADER: frozenset({Right.VIEW_FIGURES, Right.VIEW_PEOPLE}),
        Role.AUDITOR: frozenset({Right.VIEW_FIGURES, Right.VIEW_PEOPLE, Right.VIEW_LOG}),
    }
)
