"""Makes a screenshot small enough for a repository: the 256 commonest colours, in a palette.

Reads what Chromium writes (8 bits, RGB or RGBA, not interlaced) and nothing else; see the PNG specification,
chapters 9 (filters) and 11 (chunks).
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}  # by colour type: RGB, RGBA
_COLOURS = 256
Colour = tuple[int, ...]


def shrink(path: Path) -> None:
    """Rewrites the picture in place."""
    chunks = dict(_chunks(path.read_bytes()))
    width, height, _depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    channels = _CHANNELS[kind]
    lines = list(_lines(zlib.decompress(chunks[b"IDAT"]), width * channels, channels))
    pixels = [list(zip(*(line[each::channels] for each in range(3)), strict=True)) for line in lines]
    palette, index = _palette(Counter(colour for line in pixels for colour in line))
    body = b"".join(b"\0" + bytes([index[colour] for colour in line]) for line in pixels)
    path.write_bytes(
        _SIGNATURE
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", b"".join(bytes(colour) for colour in palette))
        + _chunk(b"IDAT", zlib.compress(body, 9))
        + _chunk(b"IEND", b"")
    )


def _palette(counted: Counter[Colour]) -> tuple[list[Colour], dict[Colour, int]]:
    """The commonest colours, and for every colour the nearest of them."""
    palette = [colour for colour, _ in counted.most_common(_COLOURS)]
    known = {colour: number for number, colour in enumerate(palette)}
    return palette, {colour: known.get(colour, _nearest(colour, palette)) for colour in counted}


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    red, green, blue = colour
    distances = [(red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2 for r, g, b in palette]
    return distances.index(min(distances))


def _lines(data: bytes, width: int, channels: int) -> Iterator[bytearray]:
    """Undoes the filter of every line; `width` is in bytes."""
    above = bytearray(width)
    for start in range(0, len(data), width + 1):
        line = bytearray(data[start + 1 : start + 1 + width])
        _unfilter(data[start], line, above, channels)
        yield line
        above = line


def _unfilter(kind: int, line: bytearray, above: bytearray, channels: int) -> None:
    for place in range(len(line)) if kind else ():
        left = line[place - channels] if place >= channels else 0
        corner = above[place - channels] if place >= channels else 0
        up = above[place]
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner) if kind == 4 else 0)[kind]
        line[place] = (line[place] + guess) & 255


def _paeth(left: int, up: int, corner: int) -> int:
    by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if by_left <= by_up and by_left <= by_corner:
        return left
    return up if by_up <= by_corner else corner


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kinds and contents; the parts of the picture itself come joined, at the end."""
    picture, place = b"", len(_SIGNATURE)
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        kind, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        if kind == b"IDAT":
            picture += content
        else:
            yield kind, content
        place += length + 12
    yield b"IDAT", picture


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
