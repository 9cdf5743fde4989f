"""Put the pieces of a page into reading order by where they stand: what spans the page, then each column downwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_BULLETS = "•●▪◦·\uf0b7\uf0a7"
_ONLY_BULLET = re.compile(rf"[{_BULLETS}o-]")
_STARTS_WITH_BULLET = re.compile(rf"(?:[{_BULLETS}]\s*|[-–]\s+)")
_UNFINISHED = re.compile(r"\b(?:of|and|the|for|on|in|to|by|with|de|du|des|et|la|le|les|en|sur|pour|par|aux?)$")
_LABEL = re.compile(r"[^:]{1,60}:(?:\s|$)")
_FEWEST_PER_COLUMN = 5
_LEAST_SHARE = 0.15
_MOST_CROSSING = 0.12
_PARAGRAPH_GAP = 1.7
"""Line heights from one line to the next beyond which another paragraph begins."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand together on one line: their left and right ends, height above the page's foot, and size."""

    words: str
    left: float
    right: float
    bottom: float
    height: float


def reading_order(pages: Iterable[Sequence[Segment]]) -> str:
    """The text of pages: a line for each paragraph, label, value or heading, a blank line between paragraphs.

    A line that broke because its next word would not have fitted in the column is put together again.
    """
    blocks: list[str] = []
    for segments in pages:
        rows = _rows(segments)
        gutter = _gutter(rows)
        if gutter is None:
            blocks.append(_column(rows))
            continue
        blocks.append(_column([row for row in rows if row[0].bottom > gutter.top]))
        beside = [row for row in rows if row[0].bottom <= gutter.top]
        for right in (False, True):
            column = [[item for item in row if (item.left >= gutter.place) is right] for row in beside]
            blocks.append(_column([row for row in column if row]))
    return "\n".join(block for block in blocks if block)


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments on one line, from the top of the page to its foot, each line from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: (-item.bottom, item.left)):
        row = rows[-1] if rows else None
        if row and abs(row[0].bottom - segment.bottom) <= 0.4 * max(row[0].height, segment.height):
            row.append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda item: item.left) for row in rows]


@dataclass(frozen=True, slots=True)
class _Gutter:
    """Where the right column begins: its left edge, and the height of its first line."""

    place: float
    top: float


def _gutter(rows: Sequence[Sequence[Segment]]) -> _Gutter | None:
    """The edge at which many lines begin and which hardly any words beside them cross; None for one column."""
    segments = [segment for row in rows for segment in row]
    if len(segments) < 2 * _FEWEST_PER_COLUMN:
        return None
    first = min(segment.left for segment in segments)
    last = sorted(segment.right for segment in segments)[-1 - len(segments) // 10]
    enough = max(_FEWEST_PER_COLUMN, _LEAST_SHARE * len(segments))
    best: tuple[int, float, _Gutter] | None = None
    for edge in sorted({segment.left for segment in segments}):
        place = edge - 0.01
        if not first + 0.2 * (last - first) < place < first + 0.8 * (last - first):
            continue
        beginning = [segment for segment in segments if abs(segment.left - edge) < 0.3 * segment.height]
        top = max(segment.bottom + 0.4 * segment.height for segment in beginning)
        beside = [segment for segment in segments if segment.bottom <= top]
        crossing = sum(segment.left < place < segment.right for segment in beside)
        before = sum(segment.right <= place for segment in beside)
        if before < enough or len(beginning) < enough or crossing > _MOST_CROSSING * len(beside):
            continue
        candidate = (len(beginning) - 2 * crossing, -place, _Gutter(place, top))
        if best is None or candidate[:2] > best[:2]:
            best = candidate
    return best[2] if best else None


def _column(rows: Sequence[Sequence[Segment]]) -> str:
    lines: list[str] = []
    edge = max((row[-1].right for row in rows), default=0.0)
    before: Sequence[Segment] | None = None
    for row in rows:
        words = _words(row)
        if before is not None and lines:
            height = max(before[-1].height, row[0].height)
            gap = (before[0].bottom - row[0].bottom) / height if height else 1.0
            if gap <= _PARAGRAPH_GAP and _continues(lines[-1], before, words, row, edge):
                lines[-1] = _joined(lines[-1], words)
                before = row
                continue
            if gap > _PARAGRAPH_GAP:
                lines.append("")
        lines.append(words)
        before = row
    return "\n".join(lines) + "\n" if lines else ""


def _words(row: Sequence[Segment]) -> str:
    parts = [segment.words.strip() for segment in row]
    return " ".join("•" if index == 0 and _ONLY_BULLET.fullmatch(part) else part for index, part in enumerate(parts))


def _continues(line: str, before: Sequence[Segment], words: str, row: Sequence[Segment], edge: float) -> bool:
    """Whether a line goes on with the next: no label or bullet begins, and it is unfinished, or was full."""
    if line.endswith(":") and not line.isupper():
        return False
    if (
        _STARTS_WITH_BULLET.match(words)
        or (words[0] != "(" and line.isupper() != words.isupper())
        or abs(before[-1].height - row[0].height) > 0.3 * row[0].height
    ):
        return False
    if line.endswith(":") or (_LABEL.match(words) and not words[0].islower()):
        return False
    if words[0].islower() or words[0] == "(" or line.endswith(",") or _UNFINISHED.search(line):
        return True
    width = (row[-1].right - row[0].left) / max(1, len(words))
    return before[-1].right + width * (len(words.split(" ", 1)[0]) + 1) > edge


def _joined(line: str, words: str) -> str:
    return f"{line}{words}" if line.endswith("-") and words[:1].islower() else f"{line} {words}"


_GAP = re.compile(r"\S(?: ?\S)*")
_LEAST_COLUMNED = 0.25
_FEWEST_COLUMNED = 6


def columns_of_text(text: str) -> str | None:
    """The text of a two-column page whose gap is kept as spaces, one column after the other; None for other texts."""
    lines = text.splitlines()
    pieces = [list(_GAP.finditer(line)) for line in lines]
    filled = [found for found in pieces if found]
    double = [found for found in filled if _has_gap(found)]
    if len(double) < max(_FEWEST_COLUMNED, _LEAST_COLUMNED * len(filled)):
        return None
    segments = [
        Segment(found.group(), float(found.start()), float(found.end()), -float(number), 1.0)
        for number, row in enumerate(pieces)
        for found in row
    ]
    return reading_order([segments]) if _gutter(_rows(segments)) is not None else None


def _has_gap(found: Sequence[re.Match[str]]) -> bool:
    """A gap of three spaces or more after words, not after a bullet."""
    return any(after.start() - before.end() >= 3 and len(before.group()) > 1 for before, after in pairwise(found))
