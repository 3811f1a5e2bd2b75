"""A person in a class: the seat, the way through it, and what came of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from registry.enums import Classification
from registry.models import Cadre, Qualification
from registry.models.acts import fact_history
from training.enums import ClassState, Outcome, WithdrawalReason
from training.models.classes import ClassSession, SeatAllotment, TrainingClass
from training.querysets import EnrolmentQuerySet, OfEnrolmentQuerySet


class Enrolment(models.Model):
    """A person takes a seat of a class from a day on; one enrolment is one attendance (lượt).

    Who left the post or moved during the class is open work until the seat is given up, changed, or
    `continues_from` says that the person goes on in it since that day.
    """

    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="enrolments", verbose_name="lớp học"
    )
    allotment = models.ForeignKey(
        SeatAllotment, on_delete=models.PROTECT, related_name="enrolments", verbose_name="chỉ tiêu"
    )
    cadre = models.ForeignKey(
        Cadre, on_delete=models.PROTECT, related_name="enrolments", verbose_name="hồ sơ"
    )
    enrolled_on = models.DateField("ngày ghi danh")
    sending_decision = models.CharField("quyết định cử đi học", max_length=60, blank=True)
    overridden = models.CharField("điều kiện được bỏ qua", max_length=100, blank=True)
    override_reason = models.CharField("lý do bỏ qua", max_length=300, blank=True)
    withdrawn_on = models.DateField("ngày thôi học", null=True, blank=True)
    withdrawal_reason = models.CharField(
        "lý do thôi học", max_length=20, choices=WithdrawalReason, blank=True
    )
    withdrawal_note = models.CharField("ghi chú thôi học", max_length=300, blank=True)
    continues_from = models.DateField("học tiếp từ ngày", null=True, blank=True)
    continues_note = models.CharField("lý do học tiếp", max_length=300, blank=True)

    objects = EnrolmentQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "học viên"
        verbose_name_plural = "học viên"
        ordering = ("training_class", "cadre__sort_key", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("training_class", "cadre"),
                condition=Q(withdrawn_on__isnull=True),
                name="enrolment_once_a_class",
                violation_error_message="Người này đã có tên trong lớp.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("enrolled_on")),
                name="enrolment_withdrawn_after_start",
                violation_error_message="Ngày thôi học phải từ ngày ghi danh trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawal_reason=""),
                name="enrolment_withdrawn_with_reason",
                violation_error_message="Chọn lý do thôi học.",
            ),
            models.CheckConstraint(
                condition=Q(overridden="") | ~Q(override_reason=""),
                name="enrolment_override_with_reason",
                violation_error_message="Ghi lý do khi bỏ qua một điều kiện.",
            ),
        )
        indexes = (models.Index(fields=("cadre", "enrolled_on"), name="enrolment_by_cadre"),)

    def __str__(self) -> str:
        return f"{self.cadre_id} {self.training_class_id}"

    def is_learning(self, day: date) -> bool:
        """The same of one trainee as `learning_on` of many."""
        result: Result | None = getattr(self, "result", None)
        if self.withdrawn_on is None and self.training_class.state == ClassState.CANCELLED:
            return False
        holds = self.enrolled_on <= day and (self.withdrawn_on is None or self.withdrawn_on > day)
        return holds and (result is None or result.completed_on > day)


class Result(models.Model):
    """What came of an enrolment; a pass of a class that gives a level points to the level it wrote."""

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="result", verbose_name="học viên"
    )
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="+", verbose_name="hồ sơ")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome)
    completed_on = models.DateField("ngày cấp, ngày kết thúc")
    classification = models.CharField("xếp loại", max_length=20, choices=Classification, blank=True)
    certificate_no = models.CharField("số văn bằng, chứng chỉ", max_length=60, blank=True)
    qualification = models.OneToOneField(
        Qualification,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="training_result",
        verbose_name="trình độ đã ghi",
    )

    objects = OfEnrolmentQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "kết quả học tập"
        verbose_name_plural = "kết quả học tập"
        ordering = ("completed_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PASSED)
                | Q(qualification__isnull=True, certificate_no="", classification=""),
                name="result_failed_without_certificate",
                violation_error_message="Người không đạt thì không có xếp loại, văn bằng.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.outcome}"


class Presence(models.Model):
    """Days a trainee was present in a session; recording it is optional."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="presences", verbose_name="học viên"
    )
    session = models.ForeignKey(
        ClassSession, on_delete=models.PROTECT, related_name="presences", verbose_name="đợt học"
    )
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="+", verbose_name="hồ sơ")
    days = models.PositiveSmallIntegerField("số ngày có mặt")

    objects = OfEnrolmentQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "điểm danh"
        verbose_name_plural = "điểm danh"
        ordering = ("session", "id")
        constraints = (
            models.UniqueConstraint(fields=("enrolment", "session"), name="presence_once_a_session"),
        )

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.session_id}"
