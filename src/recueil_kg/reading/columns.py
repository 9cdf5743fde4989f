"""Put the pieces of a page into reading order by where they stand: what spans the page, then each column downwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from recueil_kg.reading.paragraphs import paragraphs_of
from recueil_kg.reading.segments import Row, Segment, rows_of, words_of

_WORD = re.compile(r"[\w\u2019'-]+")
_DIGITS = re.compile(r"\d+")
_PANEL_WIDTH = 0.8
_SAME_PLACE = 1.0
"""Line heights within which two things on two pages stand at the same place."""
_FEWEST_PER_COLUMN = 5
_LEAST_SHARE = 0.15
_MOST_CROSSING = 0.12
_MOST_EDGES = 100
_GAP = re.compile(r"\S(?: ?\S)*")
_LEAST_COLUMNED = 0.25
_FEWEST_COLUMNED = 6


@dataclass(frozen=True, slots=True)
class _Gutter:
    """Where the right column begins: its left edge, and the height of its first line."""

    place: float
    top: float


@dataclass
class _Run:
    """Pages that one column after the other is read on: those with the same gutter, or those without any."""

    gutter: _Gutter | None
    above: Sequence[Row] = ()
    left: list[Row] = field(default_factory=list)
    right: list[Row] = field(default_factory=list)

    def columns(self) -> Iterator[Sequence[Row]]:
        """What spans the page, then the columns; a side panel comes first, on whichever side it stands."""
        yield self.above
        yield from (self.right, self.left) if self._has_panel_at_right() else (self.left, self.right)

    def take(self, rows: Sequence[Row]) -> bool:
        """Go on with another page, if it has the same gutter, or all of it stands on one side."""
        gutter = _gutter(rows)
        if self.gutter is None:
            if gutter is None:
                self.left += rows
            return gutter is None
        place = self.gutter.place
        if gutter is None:
            if all(row[0].left >= place for row in rows):
                self.right += rows
                return True
            return False
        if abs(gutter.place - place) > _SAME_PLACE * rows[0][0].height or rows[0][0].bottom > gutter.top:
            return False
        self.add(rows)
        return True

    def add(self, rows: Sequence[Row]) -> None:
        """Share a page's rows out to the columns."""
        for row in rows:
            for right, column in enumerate((self.left, self.right)):
                if part := [item for item in row if self.gutter and (item.left >= self.gutter.place) == bool(right)]:
                    column.append(part)

    def _has_panel_at_right(self) -> bool:
        narrow = _width(self.right) < _PANEL_WIDTH * _width(self.left)
        return narrow and _labels(self.right) > _labels(self.left)


def reading_order(pages: Iterable[Sequence[Segment]]) -> str:
    """The text of pages: a line for each paragraph, label, value or heading, a blank line between paragraphs.

    A line that broke because its next word would not have fitted in the column is put together again.
    """
    runs: list[_Run] = []
    for rows in _without_running_lines([rows_of(segments) for segments in pages]):
        if not rows or (runs and runs[-1].take(rows)):
            continue
        gutter = _gutter(rows)
        run = _Run(gutter)
        if gutter is None:
            run.left += rows
        else:
            run.above = [row for row in rows if row[0].bottom > gutter.top]
            run.add(rows[len(run.above) :])
        runs.append(run)
    columns = [column for run in runs for column in run.columns()]
    words = Counter(word for column in columns for row in column for word in _WORD.findall(words_of(row).lower()))
    blocks = (paragraphs_of(column, words) for column in columns)
    return "\n".join(block for block in blocks if block)


def _without_running_lines(pages: Sequence[Sequence[Row]]) -> Iterator[list[Row]]:
    """The pages' rows without the heads and feet that stand at the same place on the page before or after.

    The first page's head and the last page's foot are kept, unless it counts pages.
    """
    heads, feet = ([[_mark(row) for row in rows[part]] for rows in pages] for part in (slice(2), slice(-2, None)))
    for number, rows in enumerate(pages):
        before = slice(max(0, number - 1), number)
        after = slice(number + 1, number + 2)
        head = [mark for page in heads[before] for mark in page]
        foot = [mark for page in feet[after] for mark in page]
        counting = [mark for page in feet[before] for mark in page] + foot
        yield [
            row
            for index, row in enumerate(rows)
            if not (index < 2 and _is_among(row, head))
            and not (index >= len(rows) - 2 and _is_among(row, counting if _DIGITS.search(words_of(row)) else foot))
        ]


def _mark(row: Row) -> tuple[str, float]:
    return _DIGITS.sub("0", words_of(row)), row[0].bottom


def _is_among(row: Row, marks: Iterable[tuple[str, float]]) -> bool:
    words, bottom = _mark(row)
    return any(words == other and abs(bottom - place) < _SAME_PLACE * row[0].height for other, place in marks)


def _width(column: Sequence[Row]) -> float:
    return max((row[-1].right for row in column), default=0.0) - min((row[0].left for row in column), default=0.0)


def _labels(column: Sequence[Row]) -> int:
    return sum(words_of(row).endswith(":") for row in column)


def _gutter(rows: Sequence[Row]) -> _Gutter | None:
    """The edge at which many lines begin and which hardly any words beside them cross; None for one column."""
    segments = [segment for row in rows for segment in row]
    if len(segments) < 2 * _FEWEST_PER_COLUMN:
        return None
    first = min(segment.left for segment in segments)
    last = sorted(segment.right for segment in segments)[-1 - len(segments) // 10]
    enough = max(_FEWEST_PER_COLUMN, _LEAST_SHARE * len(segments))
    best: tuple[int, float, _Gutter] | None = None
    for edge in _edges(segments, first + 0.2 * (last - first), first + 0.8 * (last - first)):
        place = edge - 0.01
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


def _edges(segments: Sequence[Segment], least: float, most: float) -> list[float]:
    """The places between two others at which the most segments begin, from left to right."""
    counts = Counter(segment.left for segment in segments if least < segment.left - 0.01 < most)
    return sorted(edge for edge, _count in counts.most_common(_MOST_EDGES))


def columns_of_text(text: str) -> str | None:
    """The text of a two-column page whose gap is kept as spaces, one column after the other; None for other texts."""
    if text.count("   ") < _FEWEST_COLUMNED:
        return None
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
    return reading_order([segments]) if _gutter(rows_of(segments)) is not None else None


def _has_gap(found: Sequence[re.Match[str]]) -> bool:
    """A gap of three spaces or more after words, not after a bullet."""
    return any(after.start() - before.end() >= 3 and len(before.group()) > 1 for before, after in pairwise(found))
