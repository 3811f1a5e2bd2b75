"""Money of training, in whole đồng: budgets by source and year, the yearly plan, and what was paid."""

from django.db import models
from django.db.models import Q

from registry.models import Cadre, Unit
from registry.models.acts import fact_history
from training.models.catalogue import FundingSource, TrainingProgramme
from training.models.classes import SeatAllotment
from training.models.enrolments import Enrolment
from training.querysets import OfEnrolmentQuerySet, PaymentQuerySet, ProvinceMoneyQuerySet


class YearlyBudget(models.Model):
    """What a source gives for training in a year: nothing above it may be committed."""

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="tỉnh")
    source = models.ForeignKey(
        FundingSource, on_delete=models.PROTECT, related_name="budgets", verbose_name="nguồn kinh phí"
    )
    year = models.PositiveSmallIntegerField("năm")
    amount_vnd = models.PositiveBigIntegerField("kinh phí (đồng)")
    decision_no = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)

    objects = ProvinceMoneyQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "kinh phí năm"
        verbose_name_plural = "kinh phí năm"
        ordering = ("-year", "source__order")
        constraints = (
            models.UniqueConstraint(
                fields=("province", "source", "year"),
                name="yearly_budget_once",
                violation_error_message="Nguồn này đã có kinh phí của năm đó; sửa dòng đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.year}"


class PlanLine(models.Model):
    """Kế hoạch năm: seats and money of a programme for a unit, by decision."""

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="tỉnh")
    year = models.PositiveSmallIntegerField("năm")
    programme = models.ForeignKey(
        TrainingProgramme, on_delete=models.PROTECT, related_name="plan_lines", verbose_name="chương trình"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    seats = models.PositiveIntegerField("số chỗ")
    amount_vnd = models.PositiveBigIntegerField("kinh phí (đồng)", default=0)
    decision_no = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)

    objects = ProvinceMoneyQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "dòng kế hoạch năm"
        verbose_name_plural = "dòng kế hoạch năm"
        ordering = ("-year", "programme__order", "unit")
        constraints = (
            models.UniqueConstraint(
                fields=("year", "programme", "unit"),
                name="plan_line_once",
                violation_error_message="Kế hoạch năm đã có dòng của chương trình, đơn vị này; sửa dòng đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.programme_id} {self.unit_id}"


class Payment(models.Model):
    """Money paid for the seats of one allotment (to a school, a hall …), by document."""

    allotment = models.ForeignKey(
        SeatAllotment, on_delete=models.PROTECT, related_name="payments", verbose_name="chỉ tiêu"
    )
    amount_vnd = models.PositiveBigIntegerField("số tiền (đồng)")
    paid_on = models.DateField("ngày chi")
    document_no = models.CharField("số chứng từ", max_length=60)
    note = models.CharField("nội dung chi", max_length=200, blank=True)

    objects = PaymentQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "khoản chi của lớp"
        verbose_name_plural = "khoản chi của lớp"
        ordering = ("paid_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_vnd__gte=1),
                name="payment_positive",
                violation_error_message="Số tiền chi phải lớn hơn 0 đồng.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_no}"


class SupportPayment(models.Model):
    """Support paid to a trainee, once, with its working kept as it was computed."""

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="support_payment", verbose_name="học viên"
    )
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="+", verbose_name="hồ sơ")
    amount_vnd = models.PositiveBigIntegerField("số tiền (đồng)")
    working = models.TextField("cách tính")
    policy_no = models.CharField("theo văn bản", max_length=60)
    paid_on = models.DateField("ngày chi")
    document_no = models.CharField("số chứng từ", max_length=60)

    objects = OfEnrolmentQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "hỗ trợ học viên"
        verbose_name_plural = "hỗ trợ học viên"
        ordering = ("paid_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_vnd__gte=1),
                name="support_payment_positive",
                violation_error_message="Số tiền hỗ trợ phải lớn hơn 0 đồng.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_no}"
