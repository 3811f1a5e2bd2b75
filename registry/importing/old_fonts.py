"""Names typed with TCVN3 (ABC) fonts before Unicode: recognised, and decoded as a proposal (domain 11.3)."""

from __future__ import annotations

_ROWS = {
    "aàảãáạ": "aµ¶·¸¹",
    "ăằẳẵắặ": "¨»¼½¾Æ",
    "âầẩẫấậ": "©ÇÈÉÊË",
    "eèẻẽéẹ": "eÌÎÏÐÑ",
    "êềểễếệ": "ªÒÓÔÕÖ",
    "iìỉĩíị": "i×ØÜÝÞ",
    "oòỏõóọ": "oßáâãä",
    "ôồổỗốộ": "«åæçèé",
    "ơờởỡớợ": "¬êëìíî",
    "uùủũúụ": "uïñòóô",
    "ưừửữứự": "\u00adõö÷øù",
    "yỳỷỹýỵ": "yúûüýþ",
    "đĂÂÊÔƠƯĐ": "®¡¢£¤¥¦§",
}
_TABLE = {
    ord(old): new for row, codes in _ROWS.items() for new, old in zip(row, codes, strict=True) if old != new
}
# Signs that no Vietnamese name in Unicode holds.
_SURE = frozenset("µ¶·¸¹¨»¼½¾©ª«¬®¡¢£¤¥¦§\u00ad×÷")


def looks_old(text: str) -> bool:
    """True when the text holds signs of a TCVN3 font and no letter that only Unicode has."""
    return any(char in _SURE for char in text) and max(text) < "\u0100" and any(map(str.isalpha, text))


def decoded(text: str) -> str:
    """The text in Unicode."""
    return text.translate(_TABLE)
