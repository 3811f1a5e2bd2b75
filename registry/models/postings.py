"""Postings: who holds which title in which unit, from day to day."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from registry.enums import EndReason
from registry.models.acts import fact_history
from registry.models.people import Cadre, precision_field
from registry.models.titles import PostingKind, PostTitle
from registry.models.units import Unit
from registry.querysets import PostingQuerySet


class Posting(models.Model):
    """A person holds a title in a unit from `started_on` to `ended_on`, the last day served.

    A start known by month or year counts from its first day. A person is counted once, under the main
    posting; a second one held at the same time is kiêm nhiệm (`is_main` false).
    """

    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="postings", verbose_name="hồ sơ")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings", verbose_name="đơn vị")
    title = models.ForeignKey(
        PostTitle, on_delete=models.PROTECT, related_name="postings", verbose_name="chức danh"
    )
    kind = models.ForeignKey(
        PostingKind, on_delete=models.PROTECT, related_name="postings", verbose_name="diện"
    )
    is_main = models.BooleanField("chức danh chính", default=True)
    started_on = models.DateField("từ ngày")
    start_precision = precision_field("độ chính xác của ngày bắt đầu")
    ended_on = models.DateField("ngày giữ chức danh cuối cùng", null=True, blank=True)
    end_reason = models.CharField("lý do kết thúc", max_length=20, choices=EndReason, blank=True)
    decision_no = models.CharField("số quyết định", max_length=60, blank=True)
    end_decision_no = models.CharField("số quyết định kết thúc", max_length=60, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = PostingQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "chức danh đã giữ"
        verbose_name_plural = "chức danh đã giữ"
        ordering = ("started_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="posting_ends_after_start",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | Q(ended_on__isnull=False) & ~Q(end_reason=""),
                name="posting_end_has_reason",
                violation_error_message="Kết thúc chức danh phải ghi lý do; đang giữ chức danh thì không.",
            ),
            models.UniqueConstraint(
                fields=("cadre",),
                condition=Q(is_main=True, ended_on__isnull=True),
                name="posting_one_open_main",
                violation_error_message="Mỗi người chỉ giữ một chức danh chính trong cùng thời gian.",
            ),
        )
        indexes = (
            models.Index(fields=("unit", "started_on"), name="posting_by_unit"),
            models.Index(fields=("cadre", "started_on"), name="posting_by_cadre"),
        )

    def __str__(self) -> str:
        return f"{self.cadre_id} {self.title_id} {self.started_on:%d/%m/%Y}"

    def serves_on(self, day: date) -> bool:
        """True when the title is held on the day."""
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)
