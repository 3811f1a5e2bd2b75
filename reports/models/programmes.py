"""What was promised: programmes, targets, targets given to units; and what was published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from registry.enums import Scale, StaffGroup
from registry.models import ScaleLevel, StandardSet, Unit
from reports.measures import measure_choices
from reports.models.demands import Demand


class Programme(models.Model):
    """A scheme with dated targets, e.g. Đề án 03-ĐA/TU; loaded as data, edited by an administrator."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=80)
    legal_basis = models.CharField("căn cứ", max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    standard_set = models.ForeignKey(StandardSet, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("bắt đầu")
    due_on = models.DateField("thời hạn")
    baseline_on = models.DateField("đầu kỳ")
    default_day = models.DateField("ngày số liệu mặc định")
    watch_margin = models.DecimalField(
        "số điểm dưới lộ trình còn là cần chú ý", max_digits=4, decimal_places=1, default=Decimal("5")
    )
    pass_rate = models.PositiveSmallIntegerField("tỷ lệ tốt nghiệp thấp nhất khi dự báo (%)", default=90)
    is_default = models.BooleanField("chương trình mặc định", default=False)

    class Meta:
        verbose_name = "chương trình"
        verbose_name_plural = "chương trình"
        ordering = ("-is_default", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(baseline_on__lt=F("due_on")) & Q(starts_on__lte=F("due_on")),
                name="programme_dates_in_order",
                violation_error_message="Đầu kỳ và ngày bắt đầu phải trước thời hạn.",
            ),
            models.CheckConstraint(
                condition=Q(pass_rate__lte=100),
                name="programme_pass_rate_percent",
                violation_error_message="Tỷ lệ tốt nghiệp là một số phần trăm từ 0 đến 100.",
            ),
            models.UniqueConstraint(
                fields=("is_default",), condition=Q(is_default=True), name="programme_one_default"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """A share of a population that is to reach a level on one scale by the programme's due date.

    The base is the population, or, where the words of the scheme allow both readings ("trong đó 20%"), those
    of it who have reached `base_minimum`: a visible setting, printed as a footnote.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="targets")
    code = models.CharField("mã", max_length=20)
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("chỉ tiêu", max_length=120)
    short_name = models.CharField("tên ngắn", max_length=60)
    staff_group = models.CharField("đối tượng", max_length=20, choices=StaffGroup, blank=True)
    scale = models.CharField("thang", max_length=20, choices=Scale)
    minimum = models.ForeignKey(ScaleLevel, on_delete=models.PROTECT, related_name="+")
    base_minimum = models.ForeignKey(
        ScaleLevel, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    threshold = models.DecimalField("mục tiêu (%)", max_digits=5, decimal_places=2)
    footnote = models.CharField("chú thích", max_length=300, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ("programme", "order")
        constraints = (
            models.UniqueConstraint(fields=("programme", "code"), name="target_code_once"),
            models.CheckConstraint(
                condition=Q(threshold__gt=0, threshold__lte=100),
                name="target_threshold_percent",
                violation_error_message="Mục tiêu là một số phần trăm từ trên 0 đến 100.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def asks_on(self, day: date) -> Demand:
        """What the target asks on a day; so far the same on every day. The scale is always the target's."""
        over = self.base_minimum
        return Demand(
            staff_group=self.staff_group,
            scale=Scale(self.scale),
            rank=self.minimum.rank,
            label=self.minimum.label,
            base_rank=over.rank if over else None,
            base_label=over.label if over else "",
        )


class TargetAssignment(models.Model):
    """Giao chỉ tiêu: threshold or path of a target for a unit and year, by decision; else inherited.

    With a year, `percent` is a point of the path (31 December of that year); without one it is the
    unit's own threshold at the due date.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    percent = models.DecimalField("tỷ lệ (%)", max_digits=5, decimal_places=2)
    decision_no = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)

    class Meta:
        verbose_name = "giao chỉ tiêu"
        verbose_name_plural = "giao chỉ tiêu"
        ordering = ("target", "unit", "year")
        constraints = (
            models.UniqueConstraint(
                fields=("target", "unit", "year"),
                condition=Q(year__isnull=False),
                name="target_assignment_once_a_year",
            ),
            models.UniqueConstraint(
                fields=("target", "unit"), condition=Q(year__isnull=True), name="target_assignment_once"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100),
                name="target_assignment_percent",
                violation_error_message="Tỷ lệ là một số phần trăm từ 0 đến 100.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.target_id} {self.unit_id} {self.year or ''}"


class PublishedFigure(models.Model):
    """A figure printed about the scheme, to be set beside the computed one; never bent to fit."""

    key = models.CharField("khóa", max_length=60, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="published_figures")
    order = models.PositiveSmallIntegerField("thứ tự")
    topic = models.CharField("nội dung", max_length=80, blank=True)
    text = models.CharField("câu chữ đã công bố", max_length=300)
    value = models.DecimalField("giá trị", max_digits=16, decimal_places=4)
    decimals = models.SmallIntegerField("số chữ số thập phân đã in (−2: tròn trăm)", default=0)
    unit_of_value = models.CharField("đơn vị tính", max_length=20)
    as_of = models.DateField("tại ngày", null=True, blank=True)
    measure = models.CharField("cách tính", max_length=40, choices=measure_choices, blank=True)
    source = models.CharField("nguồn", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "số liệu công bố"
        verbose_name_plural = "số liệu công bố"
        ordering = ("order", "key")

    def __str__(self) -> str:
        return self.key
