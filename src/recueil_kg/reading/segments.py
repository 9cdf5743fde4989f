"""Words by where they stand on a page, and the rows that they form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BULLETS = "•●▪◦·\uf0b7\uf0a7"
_ONLY_BULLET = re.compile(rf"[{BULLETS}o-]")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand together on one line: their left and right ends, height above the page's foot, and size."""

    words: str
    left: float
    right: float
    bottom: float
    height: float


Row = Sequence[Segment]
"""Segments on one line, from left to right."""


def rows_of(segments: Iterable[Segment]) -> list[Row]:
    """Segments on one line, from the top of the page to its foot, each line from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: (-item.bottom, item.left)):
        row = rows[-1] if rows else None
        if row and abs(row[0].bottom - segment.bottom) <= 0.4 * max(row[0].height, segment.height):
            row.append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda item: item.left) for row in rows]


def words_of(row: Row) -> str:
    """The words of a row, a lone bullet before them as `•`."""
    parts = [segment.words.strip() for segment in row]
    return " ".join("•" if index == 0 and _ONLY_BULLET.fullmatch(part) else part for index, part in enumerate(parts))
