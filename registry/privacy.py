"""Which values of a person are shown to whom (Luật 91/2025/QH15: ethnic origin and belief are sensitive)."""

from accounts.models import User
from accounts.rights import Right

# Shown to those who enter records and to those who may export them; not to readers of lists.
PERSONAL_FIELDS = frozenset(
    {
        "ethnic_group",
        "religion",
        "party_joined_on",
        "party_joined_precision",
        "party_official_on",
        "health",
        "blood_group",
        "height_cm",
        "weight_kg",
        "disciplinary_measures",
        "id_issued_on",
        "civil_rank",
        "salary_step",
        "salary_coefficient",
        "salary_from",
        "position_allowance",
        "other_allowance",
    }
)
# Never in full, except by a logged request of those who may export it.
MASKED_FIELDS = frozenset({"id_number", "insurance_number"})
HIDDEN = "(không hiển thị)"


def shows_personal(user: User) -> bool:
    """True for those who enter or may export personal values."""
    return user.has_any_right(Right.EDIT_PEOPLE, Right.EXPORT_PERSONAL)


def masked(number: str) -> str:
    """The last four digits of a number, the others as dots."""
    return "•" * (len(number) - 4) + number[-4:] if len(number) > 4 else "•" * len(number)
