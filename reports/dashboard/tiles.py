"""The tile map: the units below a page as equal tiles, in rough geography where their places are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.dashboard.overview import Line

# Grids that the style sheet knows; a wider map would be too small to read.
_COLUMNS = range(3, 9)
_MOST_ROWS = 12


@dataclass(frozen=True)
class TileMap:
    """Tiles row by row; None is an empty place. Without geography the tiles stand in the order given."""

    columns: int
    tiles: list[Line | None]
    is_map: bool


def tile_map(lines: Sequence[Line]) -> TileMap:
    """A map where every unit has a place of its own, else a plain grid."""
    places = {line.place.tile: line for line in lines if line.place and line.place.tile}
    if not lines or len(places) < len(lines):
        return TileMap(6, list(lines), is_map=False)
    left = min(column for column, _ in places)
    columns = max(column for column, _ in places) - left + 1
    rows = sorted({row for _, row in places})
    if columns not in _COLUMNS or rows[-1] - rows[0] >= _MOST_ROWS:
        return TileMap(6, list(lines), is_map=False)
    tiles = [
        places.get((left + column, row)) for row in range(rows[0], rows[-1] + 1) for column in range(columns)
    ]
    return TileMap(columns, tiles, is_map=True)
