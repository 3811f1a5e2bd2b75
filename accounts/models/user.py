"""Accounts: one named person each, a role, and rights granted beyond the role."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from accounts.models.agency import Agency
from accounts.rights import Role, all_rights, right_choices, rights_of


class UserManager(BaseUserManager["User"]):
    """Finds and makes accounts; sign-in names are compared in lower case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").strip().lower())

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password nobody can sign in with it yet."""
        user = self.model(username=username.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Make an administrator who may do everything (command line only)."""
        fields.setdefault("role", Role.ADMINISTRATOR)
        fields.setdefault("full_name", username)
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser):
    """An account of a named person in an agency. Accounts are locked, never deleted: the logs name them."""

    username = models.CharField(
        "tên đăng nhập",
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9._-]{2,39}\Z", "Tên đăng nhập gồm 3–40 chữ thường không dấu, số, . _ -"
            )
        ],
        error_messages={"unique": "Đã có tài khoản dùng tên đăng nhập này. Chọn tên khác."},
    )
    full_name = models.CharField("họ và tên", max_length=100)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="users", null=True, blank=True, verbose_name="cơ quan"
    )
    role = models.CharField("vai trò", max_length=20, choices=Role)
    is_active = models.BooleanField("đang dùng được", default=True)
    is_superuser = models.BooleanField("toàn quyền", default=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    one_time_until = models.DateTimeField("mật khẩu dùng một lần có hiệu lực đến", null=True, blank=True)
    session_round = models.PositiveIntegerField("vòng phiên", default=0, editable=False)
    created_on = models.DateTimeField("ngày tạo", auto_now_add=True)
    # How the account likes its pages; nothing of it changes a figure.
    single_keys = models.BooleanField("dùng phím tắt một chữ", default=True)
    list_columns = models.CharField("cột của danh sách hồ sơ", max_length=300, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["username"]
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")), name="user_username_lower_case"
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.username})"

    def get_short_name(self) -> str:
        return self.full_name

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Raising `session_round` ends every session, as a new password does."""
        value = f"{self.session_round}:{self.password}"
        return salted_hmac("accounts.User.session", value, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def rights(self) -> frozenset[str]:
        """Rights of the role and those granted to this account (one query per request)."""
        if not self.is_active:
            return frozenset()
        if self.is_superuser:
            return all_rights()
        return rights_of(self.role) | frozenset(self.granted_rights.values_list("right", flat=True))

    def has_right(self, right: str) -> bool:
        """May this account do this, somewhere? Where is decided by the scope of `registry`."""
        return right in self.rights

    def has_any_right(self, *rights: str) -> bool:
        """True when the account holds one of the rights."""
        return not self.rights.isdisjoint(rights)


class UserRight(models.Model):
    """A right granted to one account beyond its role, by whom and when."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="granted_rights", verbose_name="tài khoản"
    )
    right = models.CharField("quyền", max_length=40, choices=right_choices)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người cấp")
    granted_on = models.DateTimeField("ngày cấp", auto_now_add=True)

    class Meta:
        verbose_name = "quyền cấp thêm"
        verbose_name_plural = "quyền cấp thêm"
        constraints = [models.UniqueConstraint(fields=["user", "right"], name="user_right_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_right_display()}"
