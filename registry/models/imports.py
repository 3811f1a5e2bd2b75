"""What an import leaves behind: the checked file and the decisions taken on it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from registry.enums import ImportState
from registry.models.acts import Act
from registry.models.people import Cadre
from registry.querysets import ImportBatchQuerySet


class ImportBatch(models.Model):
    """An uploaded list workbook between upload, check and write; nothing counts before it is written."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports")
    uploaded_at = models.DateTimeField("tải lên lúc")
    file_name = models.CharField("tên tệp", max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField("nội dung tệp")
    as_of = models.DateField("số liệu đến ngày")
    is_full_list = models.BooleanField("danh sách đầy đủ", default=False)
    state = models.CharField("trạng thái", max_length=10, choices=ImportState, default=ImportState.CHECKED)
    decisions = models.JSONField("quyết định từng dòng", default=dict, blank=True)
    result = models.JSONField("kết quả kiểm tra", default=dict, blank=True)
    act = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, blank=True, related_name="import_batches"
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập tệp"
        verbose_name_plural = "lần nhập tệp"
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.file_name


class DistinctPair(models.Model):
    """Two records that somebody has said are two different people, so that nobody is asked again."""

    first = models.ForeignKey(Cadre, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Cadre, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "hai người khác nhau"
        verbose_name_plural = "hai người khác nhau"
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="distinct_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_pair_ordered"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
