"""Reference data of the field: titles, kinds of posting, ethnic groups, levels, standards."""

from django.db import models
from django.db.models import F, Q

from common.dates import OPEN_END, OPEN_PAST
from registry.enums import Block, Scale, Sex, StaffGroup, UnitKind


class PostTitle(models.Model):
    """A title (chức danh) of commune cadres or civil servants; NĐ 92/2009/NĐ-CP, Điều 3."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("chức danh", max_length=120)
    urban_name = models.CharField("tên gọi ở phường, thị trấn", max_length=120, blank=True)
    short_name = models.CharField("tên ngắn", max_length=60)
    staff_group = models.CharField("nhóm", max_length=20, choices=StaffGroup)
    block = models.CharField("khối", max_length=20, choices=Block)
    order = models.PositiveSmallIntegerField("thứ tự")
    max_holders = models.PositiveSmallIntegerField("số người tối đa ở một xã", null=True, blank=True)
    synonyms = models.JSONField("cách viết khác", default=list, blank=True)
    valid_from = models.DateField("từ ngày", default=OPEN_PAST)
    valid_to = models.DateField("đến ngày", default=OPEN_END)

    class Meta:
        verbose_name = "chức danh"
        verbose_name_plural = "chức danh"
        ordering = ("order",)

    def __str__(self) -> str:
        return self.name

    def label_for(self, kind: str) -> str:
        """Name in a unit of the given kind: one line of statistics has two labels (4a, 4b)."""
        is_urban = kind in {UnitKind.PHUONG, UnitKind.THI_TRAN}
        return self.urban_name if is_urban and self.urban_name else self.name


class PostingKind(models.Model):
    """Diện: how a person came to the commune, and whether that counts in quota and in CBCC."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("diện", max_length=80)
    counts_in_quota = models.BooleanField("tính vào biên chế", default=True)
    counts_in_cbcc = models.BooleanField("tính vào số cán bộ, công chức", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "diện bố trí"
        verbose_name_plural = "diện bố trí"
        ordering = ("order",)

    def __str__(self) -> str:
        return self.name


class EthnicGroup(models.Model):
    """Dân tộc by official code (QĐ 121-TCTK/PPCĐ, 02/03/1979); codes are text with a leading zero."""

    code = models.CharField("mã", max_length=2, unique=True)
    name = models.CharField("dân tộc", max_length=40, unique=True)
    variants = models.JSONField("cách viết khác", default=list, blank=True)
    is_minority = models.BooleanField("dân tộc thiểu số", default=True)
    is_local_small = models.BooleanField("dân tộc thiểu số ít người ở địa phương", default=False)
    is_very_small = models.BooleanField("dân tộc thiểu số rất ít người", default=False)
    order = models.PositiveSmallIntegerField("thứ tự hiển thị", default=100)

    class Meta:
        verbose_name = "dân tộc"
        verbose_name_plural = "dân tộc"
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.name


class ScaleLevel(models.Model):
    """A level on one scale; rank 0 means "known to have none", and rank, not label, is compared."""

    scale = models.CharField("thang", max_length=20, choices=Scale)
    code = models.CharField("mã", max_length=30)
    rank = models.PositiveSmallIntegerField("bậc")
    label = models.CharField("trình độ", max_length=80)
    short_label = models.CharField("tên ngắn", max_length=40)
    synonyms = models.JSONField("cách viết khác", default=list, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "bậc trình độ"
        verbose_name_plural = "bậc trình độ"
        ordering = ("scale", "order")
        constraints = (models.UniqueConstraint(fields=("scale", "code"), name="scale_level_once"),)

    def __str__(self) -> str:
        return self.label


class StandardSet(models.Model):
    """A named set of minimum levels: the scheme's own (DA03), applied on every day, or a legal one."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("bộ tiêu chuẩn", max_length=120)
    legal_basis = models.CharField("căn cứ", max_length=200)
    applies_by_validity = models.BooleanField("chỉ áp dụng trong thời gian hiệu lực", default=True)
    valid_from = models.DateField("từ ngày", default=OPEN_PAST)
    valid_to = models.DateField("đến ngày", default=OPEN_END)

    class Meta:
        verbose_name = "bộ tiêu chuẩn"
        verbose_name_plural = "bộ tiêu chuẩn"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Standard(models.Model):
    """Minimum level on one scale for a title, a group or everyone. No row means "không xét"."""

    standard_set = models.ForeignKey(StandardSet, on_delete=models.PROTECT, related_name="standards")
    scale = models.CharField("thang", max_length=20, choices=Scale)
    minimum = models.ForeignKey(ScaleLevel, on_delete=models.PROTECT, related_name="+")
    staff_group = models.CharField("nhóm", max_length=20, choices=StaffGroup, blank=True)
    title = models.ForeignKey(PostTitle, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    first_term_only = models.BooleanField("chỉ với người giữ chức danh lần đầu", default=False)
    reliability = models.CharField("độ tin cậy của nguồn", max_length=10, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "tiêu chuẩn"
        verbose_name_plural = "tiêu chuẩn"
        constraints = (
            models.CheckConstraint(
                condition=Q(staff_group="") | Q(title__isnull=True),
                name="standard_for_title_or_group",
                violation_error_message="Chọn nhóm hoặc chức danh, không chọn cả hai.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard_set_id} {self.scale}"


class StaffQuota(models.Model):
    """Most staff a commune of a class may have, by decree (domain 1.2); editable data."""

    decree = models.CharField("nghị định", max_length=40)
    unit_class = models.PositiveSmallIntegerField("loại đơn vị hành chính")
    unit_kind = models.CharField("loại", max_length=10, choices=UnitKind, blank=True)
    maximum = models.PositiveSmallIntegerField("số CBCC tối đa")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", default=OPEN_END)
    reliability = models.CharField("độ tin cậy của nguồn", max_length=10, blank=True)

    class Meta:
        verbose_name = "định mức biên chế"
        verbose_name_plural = "định mức biên chế"
        ordering = ("valid_from", "unit_class")
        constraints = (
            models.UniqueConstraint(fields=("decree", "unit_class", "unit_kind"), name="staff_quota_once"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="staff_quota_period"),
        )

    def __str__(self) -> str:
        return f"{self.decree}: loại {self.unit_class}"


class RetirementAge(models.Model):
    """Age of retirement of those who reach it from a day on (domain 6.3); editable data.

    Luật BHXH 2006, Điều 50: nam đủ 60, nữ đủ 55 tuổi; from 2021 NĐ 135/2020/NĐ-CP, Điều 4, in steps.
    """

    sex = models.CharField("giới tính", max_length=6, choices=Sex)
    valid_from = models.DateField("từ ngày", default=OPEN_PAST)
    months = models.PositiveSmallIntegerField("tuổi nghỉ hưu (tháng)")
    reliability = models.CharField("độ tin cậy của nguồn", max_length=10, blank=True)

    class Meta:
        verbose_name = "tuổi nghỉ hưu"
        verbose_name_plural = "tuổi nghỉ hưu"
        ordering = ("sex", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=("sex", "valid_from"), name="retirement_age_once"),
            models.CheckConstraint(
                condition=Q(months__gte=480, months__lte=840),
                name="retirement_age_plausible",
                violation_error_message="Tuổi nghỉ hưu tính bằng tháng, từ 480 (40 tuổi) đến 840 (70 tuổi).",
            ),
        )

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        return f"{self.get_sex_display()}: {years} tuổi" + (f" {months} tháng" if months else "")
