from django.db import models

from registry.models import Cadre
from registry.models.acts import fact_history


class Tree(models.Model):
    """A tree that somebody planted."""

    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="trees")
    kind = models.CharField("loài cây", max_length=40)

    objects: models.Manager["Tree"] = models.Manager()
    history = fact_history()

    class Meta:
        verbose_name = "cây"
        verbose_name_plural = "cây"

    def __str__(self) -> str:
        return self.kind
