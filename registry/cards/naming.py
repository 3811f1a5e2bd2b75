"""How a person is named and numbered in the registry: the derived name fields and the record code."""

import secrets

from common.text.folding import name_key, nfc, sort_key

# Without letters and digits that are mistaken for one another on paper (0 O, 1 I L).
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 8


def name_fields(full_name: str) -> dict[str, str]:
    """Values of the name and of the two keys computed from it, for a new or corrected `Cadre`."""
    name = nfc(full_name)
    return {"full_name": name, "name_key": name_key(name), "sort_key": sort_key(name)}


def new_code() -> str:
    """An opaque Mã hồ sơ that tells nothing of the person; 31⁸ possible ones, unique by constraint."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
