"""The access log: who looked at whom, who signed in, who took which list out. Rows are only ever added."""

from typing import Any, NoReturn

from django.db import models

from accounts.models.user import User


class AppendOnlyError(TypeError):
    """Someone tried to change or delete a row of an append-only table."""


class AccessKind(models.TextChoices):
    """What happened."""

    SIGN_IN = "sign_in", "Đăng nhập"
    SIGN_IN_FAILED = "sign_in_failed", "Đăng nhập không thành công"
    LOCKED_OUT = "locked_out", "Bị tạm khóa vì sai nhiều lần"
    SIGN_OUT = "sign_out", "Đăng xuất"
    PASSWORD_CHANGED = "password_changed", "Đổi mật khẩu"  # noqa: S105 a kind, not a secret
    SECOND_FACTOR = "second_factor", "Mã xác thực"
    VIEW_CARD = "view_card", "Xem hồ sơ"
    VIEW_LIST = "view_list", "Xem danh sách"
    VIEW_PERSONAL = "view_personal", "Xem số CMND/CCCD đầy đủ"
    VIEW_FIGURE_NAMES = "view_figure_names", "Xem tên người trong số liệu"
    PRINT = "print", "In"
    EXPORT = "export", "Xuất tệp"
    IMPORT = "import", "Nhập tệp"
    UNDO = "undo", "Hoàn tác"
    ACCOUNT_CHANGED = "account_changed", "Thay đổi tài khoản"
    DATA_CHANGED = "data_changed", "Thay đổi danh mục, chương trình"


class AccessEntryQuerySet(models.QuerySet["AccessEntry"]):
    """Reads only; a bulk change is refused here and again by a trigger in the database."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("Nhật ký truy cập chỉ ghi thêm, không sửa.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("Nhật ký truy cập chỉ ghi thêm, không xóa.")


class AccessEntry(models.Model):
    """One line of the access log (security.md 7). `rows` is how many people a list or file held."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="access_entries", null=True, verbose_name="tài khoản"
    )
    username = models.CharField("tên đăng nhập", max_length=150, blank=True)
    at = models.DateTimeField("lúc", auto_now_add=True)
    kind = models.CharField("việc", max_length=30, choices=AccessKind)
    object_type = models.CharField("loại đối tượng", max_length=40, blank=True)
    object_key = models.CharField("mã đối tượng", max_length=80, blank=True)
    detail = models.CharField("chi tiết", max_length=500, blank=True)
    address = models.GenericIPAddressField("địa chỉ máy", null=True)
    rows = models.PositiveIntegerField("số dòng", null=True)

    objects = AccessEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "dòng nhật ký truy cập"
        verbose_name_plural = "nhật ký truy cập"
        indexes = [
            models.Index(fields=["user", "at"], name="access_user_at"),
            models.Index(fields=["object_type", "object_key"], name="access_object"),
            models.Index(fields=["kind", "address", "at"], name="access_kind_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.username} {self.get_kind_display()} {self.object_key}".strip()

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("Nhật ký truy cập chỉ ghi thêm, không xóa.")
