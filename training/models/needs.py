"""What a commune answered about a training need; the need itself is computed, never stored."""

from django.db import models

from registry.models import Cadre, ScaleLevel
from registry.models.acts import fact_history
from registry.querysets import FactQuerySet
from training.enums import NeedAnswer


class NeedConfirmation(models.Model):
    """The answer to "phiếu xác nhận nhu cầu" for one person and level, recorded by the district."""

    cadre = models.ForeignKey(
        Cadre, on_delete=models.PROTECT, related_name="need_confirmations", verbose_name="hồ sơ"
    )
    level = models.ForeignKey(
        ScaleLevel, on_delete=models.PROTECT, related_name="+", verbose_name="trình độ cần đạt"
    )
    answer = models.CharField("trả lời", max_length=10, choices=NeedAnswer)
    wish = models.CharField("nguyện vọng", max_length=200, blank=True)
    answered_on = models.DateField("ngày xác nhận")

    objects = FactQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "xác nhận nhu cầu đào tạo"
        verbose_name_plural = "xác nhận nhu cầu đào tạo"
        ordering = ("answered_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("cadre", "level"),
                name="need_confirmation_once",
                violation_error_message="Người này đã có trả lời cho trình độ này; sửa trả lời đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cadre_id} {self.level_id}"
