"""Vietnamese words as the software compares, sorts and shows them.

Text is stored in Unicode NFC with marks as the user wrote them. Keys are computed beside it, because SQLite
knows no Vietnamese collation and folds case for ASCII only. Keys are never shown.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}  # huyền hỏi ngã sắc nặng
_LEVEL_TONE = "1"
_SHAPE_MARKS = "\u0306\u0302\u031b"  # ă, â ê ô, ơ ư
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_DIGITS36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_END, _SPACE, _SIGN = "012"
_LETTER_CODES = dict(zip(_ALPHABET, _DIGITS36[3:], strict=True))
_WORD = re.compile(r"[^\W\d_]+")
_HONORIFIC = re.compile(r"(?:đ\.\s?c|đc|đồng chí|ông/bà|ông|bà)(?:[.:]\s*|\s+)|đ/c[.:]?\s*", re.IGNORECASE)
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control
    "\xad\u180e\u200b-\u200d\u2060-\u2065\ufeff"  # of no width
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\U000e0000-\U000e007f"  # turn the direction, tag
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"  # no characters at all
)
_REPLACEMENT = "\ufffd"
# Names of a province are a few hundred words written thousands of times.
_remembered = lru_cache(maxsize=4096)


def nfc(text: str) -> str:
    """Return the text composed, trimmed, with every run of white space (no-break too) as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def name_key(text: str) -> str:
    """Return the search key: lower case, no marks, đ as d. "Phục Hoà" and "phuc hoa" are alike."""
    lowered = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
    return nfc("".join(char for char in _decompose(lowered) if not unicodedata.combining(char)))


def compare_key(text: str) -> str:
    """Return a key that keeps marks but neither case nor tone place: hoà = hòa, uỷ = ủy, lý ≠ lí.

    The tone is moved to the end of its word, so that no list of vowel groups is needed.
    """
    return nfc(_WORD.sub(lambda match: _tone_last(match[0]), nfc(text).lower()))


def sort_key(full_name: str) -> str:
    """Return a key made of [0-9a-z] only, so that every collation sorts it alike: given name, then the rest.

    Within each part letters decide first (a ă â … d đ …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), as
    in the Vietnamese collation of ICU. Tone place (Hoà, Hòa) breaks the last tie. A key is at most 3n + 4
    characters long.
    """
    words = nfc(full_name).lower().split()
    given, rest = " ".join(words[-1:]), " ".join(words[:-1])
    ties = _tone_places(f"{given} {rest}")
    return f"{_letters(given)}{_END}{_tones(given)}{_letters(rest)}{_END}{_tones(rest)}{_END}{ties}"


def strip_honorific(full_name: str) -> str:
    """Return the name without a leading "Đ/c", "Đồng chí", "Ông", "Bà" (never part of a name).

    "Ông" is also a rare family name: it stays when a single word would be left.
    """
    name = nfc(full_name)
    while match := _HONORIFIC.match(name):
        rest = name[match.end() :]
        if match[0].strip().lower() in ("ông", "bà") and " " not in rest:
            break
        name = rest
    return name


def is_all_caps(text: str) -> bool:
    """Say whether the text is written in capitals throughout (a lone capital letter does not count)."""
    return text.isupper() and any(len(word) > 1 for word in _WORD.findall(nfc(text)))


def title_case_name(full_name: str) -> str:
    """Return the name with each word capitalised: "NÔNG THỊ HẠNH" becomes "Nông Thị Hạnh"."""
    return _WORD.sub(lambda match: match[0].capitalize(), nfc(full_name))


def has_unsafe_characters(text: str) -> bool:
    """Say whether the text holds control, bidirectional or zero-width characters or lone surrogates.

    Tab and line breaks are safe (`nfc` folds them). U+00AD counts as unsafe: decode TCVN3 text before asking.
    """
    return _UNSAFE.search(text) is not None


def clean_for_export(text: str) -> str:
    """Return the text with every unsafe character replaced by U+FFFD: one bad name cannot stop a file."""
    return _UNSAFE.sub(_REPLACEMENT, text)


def _decompose(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@_remembered
def _tone_last(word: str) -> str:
    decomposed = _decompose(word)
    letters = "".join(char for char in decomposed if char not in _TONES)
    tones = "".join(char for char in decomposed if char in _TONES)
    return unicodedata.normalize("NFC", letters + tones)


def _letters(text: str) -> str:
    return "".join(_letter_code(char) for char in text)


@_remembered
def _letter_code(char: str) -> str:
    if char == " ":
        return _SPACE
    if unicodedata.combining(char):
        return ""
    decomposed = _decompose(char)
    shape = decomposed[0] + "".join(mark for mark in decomposed[1:] if mark in _SHAPE_MARKS)
    code = _LETTER_CODES.get(unicodedata.normalize("NFC", shape)) or _LETTER_CODES.get(decomposed[0])
    if code:
        return code
    # Signs before digits before foreign letters, two characters each, all before "a".
    if char.isdecimal():
        return _SIGN + _DIGITS36[int(char) + 1]
    return _SIGN + ("z" if char.isalpha() else "0")


def _tones(text: str) -> str:
    return "".join(_tone_and_place(word)[0] for word in _WORD.findall(text))


def _tone_places(text: str) -> str:
    return "".join(_tone_and_place(word)[1] for word in _WORD.findall(text))


@_remembered
def _tone_and_place(word: str) -> tuple[str, str]:
    """Return the tone of a word and how far from its end the mark stands, one character each."""
    for place, char in enumerate(reversed(word)):
        for mark in _decompose(char):
            if mark in _TONES:
                return _TONES[mark], _DIGITS36[min(place, 35)]
    return _LEVEL_TONE, "0"
