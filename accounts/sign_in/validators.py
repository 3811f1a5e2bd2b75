"""What a password may not be (NIST SP 800-63B-4, ASVS 5.0 6.2): short, common, or easy to guess here.

No rule about kinds of characters and no forced change: a long sentence is a good password.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from accounts.models import User
from common.text.folding import name_key

MIN_LENGTH = 15
LETTERS_BESIDE_LOCAL_WORDS = 8
DISTINCT_CHARACTERS = 6
SEQUENCE_SHARE = 0.7

# Longest first, so that "thanhphocaobang" goes as a whole.
LOCAL_WORDS = tuple(
    sorted(
        (
            *(
                "caobang",
                "baolac",
                "baolam",
                "halang",
                "haquang",
                "hoaan",
                "nguyenbinh",
                "phuchoa",
                "quanguyen",
            ),
            *("quanghoa", "thachan", "thongnong", "tralinh", "trungkhanh", "thanhpho", "tinhuy", "huyenuy"),
            *(
                "matkhau",
                "password",
                "canbo",
                "congchuc",
                "bantochuc",
                "sonoivu",
                "noivu",
                "xinchao",
                "vietnam",
            ),
            *("chuanhoa", "dangcongsan", "quantri", "admin", "qwerty", "abc", "anhyeuem", "iloveyou"),
        ),
        key=len,
        reverse=True,
    )
)


class LengthValidator:
    """At least 15 characters."""

    def __init__(self, min_length: int = MIN_LENGTH) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(
                f"Mật khẩu mới có {len(password)} ký tự, cần ít nhất {self.min_length}. "
                "Một câu dễ nhớ, có dấu cách, là đủ dài.",
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return f"Ít nhất {self.min_length} ký tự; một câu dễ nhớ, có dấu cách, là tốt nhất."


class CommonValidator(CommonPasswordValidator):
    """Not on Django's list of common passwords."""

    def get_error_message(self) -> str:
        return "Mật khẩu này có trong danh sách mật khẩu bị đoán nhiều nhất. Chọn câu khác."

    def get_help_text(self) -> str:
        return "Không dùng mật khẩu phổ biến."


class LocalWordsValidator:
    """Not made of words that everybody here would try: province, districts, "matkhau", one's own name."""

    def __init__(self, words: Sequence[str] = LOCAL_WORDS) -> None:
        self.words = tuple(words)

    def validate(self, password: str, user: User | None = None) -> None:
        text = re.sub(r"[^a-z0-9]", "", name_key(password))
        rest = text
        for word in (*own_words(user), *self.words):
            rest = rest.replace(word, "")
        if rest != text and len(re.sub(r"[0-9]", "", rest)) < LETTERS_BESIDE_LOCAL_WORDS:
            raise ValidationError(
                "Mật khẩu gồm toàn từ dễ đoán ở đây (tên tỉnh, huyện, tên người, “matkhau” …). "
                "Thêm vài từ khác.",
                code="password_local_words",
            )

    def get_help_text(self) -> str:
        return "Không chỉ gồm tên tỉnh, huyện, tên mình hay “matkhau”."


class PatternValidator:
    """Not one character over and over, not a run such as 123456789."""

    def validate(self, password: str, user: User | None = None) -> None:
        steps = [abs(ord(after) - ord(before)) for before, after in pairwise(password)]
        runs = sum(step <= 1 for step in steps)
        if len(set(password)) < DISTINCT_CHARACTERS or (steps and runs / len(steps) >= SEQUENCE_SHARE):
            raise ValidationError(
                "Mật khẩu lặp ký tự hoặc là dãy liền nhau (aaaa, 1234). Chọn câu khác.",
                code="password_pattern",
            )

    def get_help_text(self) -> str:
        return "Không lặp một ký tự, không phải dãy 123456…"


def own_words(user: User | None) -> list[str]:
    """The account's own name in the forms people put into passwords, longest first."""
    if user is None:
        return []
    parts = name_key(user.full_name).split()
    words = {"".join(parts), "".join(reversed(parts)), re.sub(r"[^a-z0-9]", "", user.username), *parts}
    return sorted((word for word in words if len(word) >= 3), key=len, reverse=True)
