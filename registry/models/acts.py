"""The act: who changed what, when, why and from which file; and the history bound to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from registry.act_kinds import act_kind_choices
from registry.querysets import ActQuerySet


class Act(models.Model):
    """One change as its author made it: a form save, an import of 400 rows, an undo."""

    kind = models.CharField("loại", max_length=30, choices=act_kind_choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acts")
    at = models.DateTimeField("lúc")
    reason = models.CharField("lý do", max_length=500, blank=True)
    source_name = models.CharField("tệp nguồn", max_length=200, blank=True)
    source_digest = models.CharField("SHA-256 của tệp", max_length=64, blank=True)
    summary = models.CharField("tóm tắt", max_length=300, blank=True)
    undo_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = "thao tác"
        verbose_name_plural = "thao tác"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"

    @property
    def undoing(self) -> Act | None:
        """The act that took this one back, if any; read `undone_by` along with it."""
        return getattr(self, "undone_by", None)


class ActHistory(models.Model):
    """Base of every history row: without an act a change cannot be stored (NOT NULL in the database)."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def fact_history() -> HistoricalRecords:
    """History of a fact model, bound to acts; indexed by the default history id."""
    return HistoricalRecords(bases=[ActHistory], custom_model_name=lambda name: f"{name}History")
