"""Qualifications: a level reached on one scale, from a day on."""

from datetime import date

from django.db import models
from django.db.models import Q

from registry.enums import Classification, RemedyKind, StudyMode, Verification
from registry.models.acts import fact_history
from registry.models.people import Cadre, precision_field
from registry.models.titles import ScaleLevel
from registry.querysets import QualificationQuerySet, RemedyQuerySet


class Qualification(models.Model):
    """A level that a person holds from `obtained_on` on; without a day it was held always.

    Known by month or year it counts from the last day of it. A level of rank 0 says that the person is
    known to have none; no row says that nobody knows. An unlawful one counts nowhere.
    """

    cadre = models.ForeignKey(
        Cadre, on_delete=models.PROTECT, related_name="qualifications", verbose_name="hồ sơ"
    )
    level = models.ForeignKey(
        ScaleLevel, on_delete=models.PROTECT, related_name="qualifications", verbose_name="bậc trình độ"
    )
    obtained_on = models.DateField("ngày đạt", null=True, blank=True)
    obtained_precision = precision_field("độ chính xác của ngày đạt")
    detail = models.CharField("ghi theo văn bằng", max_length=120, blank=True)
    specialty = models.CharField("chuyên ngành", max_length=120, blank=True)
    mode = models.CharField("hình thức đào tạo", max_length=20, choices=StudyMode, blank=True)
    institution = models.CharField("cơ sở đào tạo", max_length=160, blank=True)
    classification = models.CharField("xếp loại", max_length=20, choices=Classification, blank=True)
    certificate_no = models.CharField("số văn bằng, chứng chỉ", max_length=60, blank=True)
    source = models.CharField("nguồn", max_length=120, blank=True)
    verification = models.CharField(
        "xác minh", max_length=12, choices=Verification, default=Verification.UNVERIFIED
    )
    verification_decision = models.CharField("văn bản xác minh", max_length=80, blank=True)
    verified_on = models.DateField("ngày xác minh", null=True, blank=True)

    objects = QualificationQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "trình độ"
        verbose_name_plural = "trình độ"
        ordering = ("obtained_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(verification=Verification.UNLAWFUL)
                | (Q(verified_on__isnull=False) & ~Q(verification_decision="")),
                name="qualification_unlawful_by_decision",
                violation_error_message="Văn bằng không hợp pháp phải ghi số văn bản và ngày kết luận.",
            ),
        )
        indexes = (models.Index(fields=("cadre", "obtained_on", "level"), name="qualification_by_cadre"),)

    def __str__(self) -> str:
        return f"{self.cadre_id} {self.level_id}"

    def counts_on(self, day: date) -> bool:
        """True when the level is held on the day and not found unlawful."""
        obtained = self.obtained_on is None or self.obtained_on <= day
        return obtained and self.verification != Verification.UNLAWFUL


class Remedy(models.Model):
    """Phương án: what is to happen to a person below the standard, from a day on, and why."""

    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="remedies", verbose_name="hồ sơ")
    kind = models.CharField("phương án", max_length=20, choices=RemedyKind)
    decided_on = models.DateField("từ ngày")
    reason = models.CharField("lý do", max_length=300)

    objects = RemedyQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "phương án"
        verbose_name_plural = "phương án"
        ordering = ("decided_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("cadre", "decided_on"),
                name="remedy_once_a_day",
                violation_error_message="Ngày này đã có một phương án; sửa phương án đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cadre_id} {self.get_kind_display()}"
