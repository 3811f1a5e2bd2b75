"""The catalogue an administrator keeps: what can be learnt, where, who pays, and what a trainee is given."""

from django.db import models
from django.db.models import F, Q

from common.dates import OPEN_END
from registry.models import ScaleLevel
from training.enums import (
    Beneficiary,
    BudgetLevel,
    Category,
    FormColumn,
    LengthUnit,
    Ownership,
    SupportBasis,
    SupportKind,
)


class TrainingProgramme(models.Model):
    """What a class teaches: the level it gives, if any, and the level asked of those who enter."""

    is_nobodys_secret = True

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("chương trình", max_length=160)
    category = models.CharField("loại", max_length=10, choices=Category)
    level = models.ForeignKey(
        ScaleLevel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đạt trình độ",
    )
    entry_level = models.ForeignKey(
        ScaleLevel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đầu vào từ",
    )
    form_column = models.CharField("cột trên mẫu báo cáo năm", max_length=20, choices=FormColumn, blank=True)
    length = models.PositiveSmallIntegerField("thời gian học")
    length_unit = models.CharField("đơn vị thời gian", max_length=5, choices=LengthUnit)
    is_offered = models.BooleanField("đang dùng", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=100)

    class Meta:
        verbose_name = "chương trình đào tạo, bồi dưỡng"
        verbose_name_plural = "chương trình đào tạo, bồi dưỡng"
        ordering = ("order", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(length__gte=1),
                name="training_programme_has_length",
                violation_error_message="Thời gian học ít nhất là 1.",
            ),
            models.CheckConstraint(
                condition=Q(category=Category.REFRESHER) | Q(level__isnull=False),
                name="training_degree_gives_level",
                violation_error_message="Đào tạo phải ghi trình độ đạt được khi tốt nghiệp.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def length_text(self) -> str:
        """ "24 tháng", "5 ngày"."""
        return f"{self.length} {self.get_length_unit_display()}"


class Institution(models.Model):
    """A school that holds classes."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("cơ sở đào tạo", max_length=160, unique=True)
    ownership = models.CharField("loại hình", max_length=10, choices=Ownership, default=Ownership.PUBLIC)
    place = models.CharField("địa điểm", max_length=120, blank=True)
    is_used = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "cơ sở đào tạo"
        verbose_name_plural = "cơ sở đào tạo"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class FundingSource(models.Model):
    """Where the money of a seat comes from."""

    is_nobodys_secret = True

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("nguồn kinh phí", max_length=160)
    short_name = models.CharField("tên ngắn", max_length=60)
    budget_level = models.CharField("cấp ngân sách", max_length=10, choices=BudgetLevel)
    is_used = models.BooleanField("đang dùng", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=100)

    class Meta:
        verbose_name = "nguồn kinh phí"
        verbose_name_plural = "nguồn kinh phí"
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.short_name


class SupportPolicy(models.Model):
    """The province's policy of support for trainees, for classes that begin while it is in force."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("chính sách hỗ trợ", max_length=200)
    decision_no = models.CharField("số văn bản", max_length=60)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", default=OPEN_END)
    is_example = models.BooleanField("số tiền là ví dụ, chờ thay", default=False)

    class Meta:
        verbose_name = "chính sách hỗ trợ học viên"
        verbose_name_plural = "chính sách hỗ trợ học viên"
        ordering = ("valid_from", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="support_policy_period",
                violation_error_message="Ngày cuối nằm trước ngày đầu. Sửa một trong hai ngày.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class SupportRate(models.Model):
    """One amount of a policy: for what, per day, month or course, in which category of course, for whom."""

    policy = models.ForeignKey(SupportPolicy, on_delete=models.PROTECT, related_name="rates")
    category = models.CharField("loại", max_length=10, choices=Category, blank=True)
    kind = models.CharField("khoản", max_length=10, choices=SupportKind)
    basis = models.CharField("tính theo", max_length=10, choices=SupportBasis)
    beneficiary = models.CharField(
        "đối tượng", max_length=12, choices=Beneficiary, default=Beneficiary.EVERYONE
    )
    amount_vnd = models.PositiveBigIntegerField("số tiền (đồng)")

    class Meta:
        verbose_name = "mức hỗ trợ học viên"
        verbose_name_plural = "mức hỗ trợ học viên"
        ordering = ("policy", "kind", "amount_vnd", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("policy", "category", "kind", "basis", "beneficiary"),
                name="support_rate_once",
                violation_error_message="Chính sách này đã có mức cho khoản và đối tượng đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_beneficiary_display().lower()}"
