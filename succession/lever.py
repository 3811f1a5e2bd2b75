"""Succession as a lever of the scheme: so far the right to see its names, which accounts hold already."""

from django.db.models import TextChoices

from accounts.rights import HeldRight
from registry.levers import Lever


class SuccessionRight(TextChoices):
    """What the pages of succession ask for."""

    VIEW_SUCCESSION_NAMES = "view_succession_names", "Xem tên người trong quy hoạch"


SUCCESSION = Lever(
    label="succession", rights=(HeldRight(SuccessionRight.VIEW_SUCCESSION_NAMES, is_grantable=True),)
)
