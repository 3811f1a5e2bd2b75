"""Reads text typed with the Vietnamese fonts of the 2000s: TCVN3 (.VnTime, .VnArial) and VNI (VNI-Times).

In such a file a cell holds Latin-1 characters that only the font turns into Vietnamese: "NguyÔn V¨n §øc".
Detection asks which reading makes Vietnamese syllables of the words, so Unicode text is left alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import Enum

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng
_TCVN3_ROWS = {
    "a": "aµ¶·¸¹",
    "ă": "¨»¼½¾Æ",
    "â": "©ÇÈÉÊË",
    "e": "eÌÎÏÐÑ",
    "ê": "ªÒÓÔÕÖ",
    "i": "i×ØÜÝÞ",
    "o": "oßáâãä",
    "ô": "«åæçèé",
    "ơ": "¬êëìíî",
    "u": "uïñòóô",
    "ư": "\u00adõö÷øù",
    "y": "yúûüýþ",
}
_TCVN3_OTHERS = {"®": "đ", "¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư", "§": "Đ"}
_TCVN3 = str.maketrans(
    _TCVN3_OTHERS
    | {
        code: unicodedata.normalize("NFC", letter + tone)
        for letter, codes in _TCVN3_ROWS.items()
        for code, tone in zip(codes, _TONES, strict=True)
    }
)

_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_VNI_MARKS = dict(zip("øûõùï", _TONES[1:], strict=True))
_VNI_MARKS |= {"â": _CIRCUMFLEX} | {c: _CIRCUMFLEX + t for c, t in zip("àåãáä", _TONES[1:], strict=True)}
_VNI_MARKS |= {"ê": _BREVE} | {c: _BREVE + t for c, t in zip("èúüéë", _TONES[1:], strict=True)}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}
_VNI_PAIR = re.compile("([aeouyôö])([øûõùïâàåãáäêèúüéë])|([ôöìíæóòîñ])", re.IGNORECASE)

_ONSET = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx]"
_NUCLEUS = (
    "iê|yê|uô|ươ|uyê|uâ|uê|uơ|uyu|uya|uy|oă|oa|oe|oo|ia|ua|ưa|iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|ai|ao|au|ay"
    "|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_NUCLEUS})(?:ch|ng|nh|[cmnpt])?")
_WORD = re.compile(r"[^\s\d.,;:/()\-–\"'“”]+")


class Encoding(Enum):
    """How the characters of a cell stand for Vietnamese letters."""

    UNICODE = "Unicode"
    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


def decode_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Return TCVN3 text in Unicode; `capitals` when the font is a capital one (name ending in H)."""
    decoded = text.translate(_TCVN3)
    return decoded.upper() if capitals else decoded


def decode_vni(text: str) -> str:
    """Return VNI text in Unicode: a base letter followed by a mark letter."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_vni_letter, text))


def decode(text: str, encoding: Encoding, *, font: str = "") -> str:
    """Return the text in Unicode NFC."""
    if encoding is Encoding.TCVN3:
        return decode_tcvn3(text, capitals=is_capital_font(font))
    return decode_vni(text) if encoding is Encoding.VNI else unicodedata.normalize("NFC", text)


def encoding_of_font(font: str) -> Encoding | None:
    """Return the encoding a font name stands for; None for an ordinary font."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return Encoding.TCVN3
    return Encoding.VNI if name.startswith("vni") else None


def is_capital_font(font: str) -> bool:
    """Say whether a TCVN3 font draws small letters as capitals: .VnTimeH, .VnArialH."""
    return encoding_of_font(font) is Encoding.TCVN3 and font.strip().endswith("H")


def detect(texts: Iterable[str], *, font: str = "") -> Encoding:
    """Return the encoding of cells that belong together (a column, a sheet): by font name, else by words.

    Words in plain ASCII say nothing. An old encoding is named only when it makes more Vietnamese syllables
    than Unicode does: single words such as "Nô" can be read both ways and stay as they are.
    """
    if by_font := encoding_of_font(font):
        return by_font
    words = [word for text in texts for word in _WORD.findall(text) if not word.isascii()]
    readings: dict[Encoding, Callable[[str], str]] = {
        Encoding.UNICODE: lambda word: unicodedata.normalize("NFC", word),
        Encoding.TCVN3: decode_tcvn3,
        Encoding.VNI: decode_vni,
    }
    return max(readings, key=lambda encoding: sum(_is_syllable(readings[encoding](word)) for word in words))


def _vni_letter(match: re.Match[str]) -> str:
    base, mark, single = match.groups()
    letter = single or base
    # A mark letter is in capitals when its base is; the case of the result is that of the base.
    replaced = _VNI_LETTERS.get(letter.lower(), letter.lower()) + (_VNI_MARKS[mark.lower()] if mark else "")
    composed = unicodedata.normalize("NFC", replaced)
    return composed.upper() if letter.isupper() else composed


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower())
    toneless = "".join(char for char in decomposed if char not in _TONES[1:])
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None
