"""A class with its sessions, and the seats that units have in it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from registry.enums import StudyMode
from registry.models import Unit
from registry.models.acts import fact_history
from training.enums import ClassState
from training.models.catalogue import FundingSource, Institution, TrainingProgramme
from training.querysets import OfClassQuerySet, SeatAllotmentQuerySet, TrainingClassQuerySet


class TrainingClass(models.Model):
    """Lớp đào tạo hoặc bồi dưỡng of a province; money is whole đồng and counts in `budget_year`."""

    code = models.CharField("mã lớp", max_length=30, unique=True)
    name = models.CharField("tên lớp", max_length=200)
    programme = models.ForeignKey(
        TrainingProgramme, on_delete=models.PROTECT, related_name="classes", verbose_name="chương trình"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="classes", verbose_name="cơ sở đào tạo"
    )
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="tỉnh")
    mode = models.CharField("hình thức đào tạo", max_length=20, choices=StudyMode)
    specialty = models.CharField("ngành học", max_length=120, blank=True)
    starts_on = models.DateField("khai giảng")
    ends_on = models.DateField("kết thúc")
    decision_no = models.CharField("số quyết định mở lớp", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    cost_per_seat_vnd = models.PositiveBigIntegerField("chi phí một chỗ (đồng)", default=0)
    fixed_cost_vnd = models.PositiveBigIntegerField("chi phí chung của lớp (đồng)", default=0)
    budget_year = models.PositiveSmallIntegerField("năm ngân sách")
    state = models.CharField("trạng thái", max_length=10, choices=ClassState, default=ClassState.PLANNED)
    state_note = models.CharField("lý do", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = TrainingClassQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "lớp học"
        verbose_name_plural = "lớp học"
        ordering = ("-starts_on", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="training_class_dates_in_order",
                violation_error_message="Ngày kết thúc phải từ ngày khai giảng trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ClassState.PLANNED, ClassState.CANCELLED))
                | (~Q(decision_no="") & Q(decided_on__isnull=False)),
                name="training_class_open_by_decision",
                violation_error_message="Lớp đã mở phải ghi số và ngày quyết định mở lớp.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClassState.CANCELLED) | ~Q(state_note=""),
                name="training_class_cancelled_with_reason",
                violation_error_message="Ghi lý do hủy lớp.",
            ),
        )
        indexes = (models.Index(fields=("province", "starts_on"), name="training_class_by_start"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("training:class_detail", args=[self.code])

    @property
    def is_over(self) -> bool:
        """Finished or cancelled: nobody enters any more."""
        return self.state in (ClassState.FINISHED, ClassState.CANCELLED)


class ClassSession(models.Model):
    """A stretch of teaching of a class: a place, its first and last day, and the days taught."""

    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="sessions", verbose_name="lớp học"
    )
    place = models.CharField("địa điểm", max_length=160)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    days = models.PositiveSmallIntegerField("số ngày học")

    objects = OfClassQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "đợt học"
        verbose_name_plural = "đợt học"
        ordering = ("starts_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="class_session_dates_in_order",
                violation_error_message="Ngày cuối của đợt học phải từ ngày đầu trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1),
                name="class_session_has_days",
                violation_error_message="Một đợt học có ít nhất 1 ngày.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.starts_on:%d/%m/%Y}"


class SeatAllotment(models.Model):
    """Seats of a class for the people of a unit, paid from one source: a seat has one source only.

    The unit is a district, or the whole province for seats open to everybody.
    """

    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="allotments", verbose_name="lớp học"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    source = models.ForeignKey(
        FundingSource, on_delete=models.PROTECT, related_name="+", verbose_name="nguồn kinh phí"
    )
    seats = models.PositiveSmallIntegerField("số chỗ")

    objects = SeatAllotmentQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "chỉ tiêu của lớp"
        verbose_name_plural = "chỉ tiêu của lớp"
        ordering = ("training_class", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("training_class", "unit", "source"),
                name="seat_allotment_once",
                violation_error_message="Lớp đã có chỉ tiêu của đơn vị này từ nguồn này; sửa dòng đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.training_class_id} {self.unit_id} {self.source_id}"
