"""Put the pieces of a page into reading order by where they stand: what spans the page, then each column downwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_BULLETS = "•●▪◦·\uf0b7\uf0a7"
_ONLY_BULLET = re.compile(rf"[{_BULLETS}o-]")
_STARTS_WITH_BULLET = re.compile(rf"(?:[{_BULLETS}]\s*|[-–]\s+)")
_UNFINISHED = re.compile(r"\b(?:of|and|the|for|on|in|to|by|with|de|du|des|et|la|le|les|en|sur|pour|par|aux?)$")
_WORD = re.compile(r"[\w\u2019'-]+")
_LAST_WORD = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_DAY_AT_END = re.compile(r"(?:^|[^\d.,/-])\d{1,2}(?:er|st|nd|rd|th)?$")
_MONTH_AND_YEAR = re.compile(r"[^\W\d_]{3,9}\.?,? \d{4}\b")
_REST_OF_DATE = re.compile(r"(?:\d{1,2}(?:er|st|nd|rd|th)?,? )?\d{4}(?!\d)[.,;:)]*(?:$|\s)")
_HYPHENED = frozenset(
    "legally juridiquement non well long short high low cross self full north south east west mid year decision risk "
    "policy land sea two three four five ten sous vice quasi nord sud est ouest peut celui celle ceux lui elle eux mi "
    "demi rendez plan ex up state third".split()
)
_AFTER_HYPHEN = frozenset(
    "ci là même mêmes based related binding known range term border wide making being friendly free specific led party "
    "up of to sur en à je il elle on vous nous".split()
)
"""Words before and after a hyphen that is the word's own and not the line's."""
_PANEL_WIDTH = 0.8
_SAME_PLACE = 1.0
"""Line heights within which two things on two pages stand at the same place."""
_LABEL = re.compile(r"[^:]{1,60}:(?:\s|$)")
_FEWEST_PER_COLUMN = 5
_LEAST_SHARE = 0.15
_MOST_CROSSING = 0.12
_MOST_EDGES = 100
_TAIL = 200
"""Characters at the end of a line that tell whether it goes on."""
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


_Row = Sequence[Segment]


@dataclass(frozen=True, slots=True)
class _Gutter:
    """Where the right column begins: its left edge, and the height of its first line."""

    place: float
    top: float


@dataclass
class _Run:
    """Pages that one column after the other is read on: those with the same gutter, or those without any."""

    gutter: _Gutter | None
    above: Sequence[_Row] = ()
    left: list[_Row] = field(default_factory=list)
    right: list[_Row] = field(default_factory=list)

    def columns(self) -> Iterator[Sequence[_Row]]:
        """What spans the page, then the columns; a side panel comes first, on whichever side it stands."""
        yield self.above
        yield from (self.right, self.left) if self._has_panel_at_right() else (self.left, self.right)

    def take(self, rows: Sequence[_Row]) -> bool:
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

    def add(self, rows: Sequence[_Row]) -> None:
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
    for rows in _without_running_lines([_rows(segments) for segments in pages]):
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
    words = Counter(word for column in columns for row in column for word in _WORD.findall(_words(row).lower()))
    blocks = (_column(column, words) for column in columns)
    return "\n".join(block for block in blocks if block)


def _without_running_lines(pages: Sequence[Sequence[_Row]]) -> Iterator[list[_Row]]:
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
            and not (index >= len(rows) - 2 and _is_among(row, counting if _DIGITS.search(_words(row)) else foot))
        ]


def _mark(row: _Row) -> tuple[str, float]:
    return _DIGITS.sub("0", _words(row)), row[0].bottom


def _is_among(row: _Row, marks: Iterable[tuple[str, float]]) -> bool:
    words, bottom = _mark(row)
    return any(words == other and abs(bottom - place) < _SAME_PLACE * row[0].height for other, place in marks)


def _width(column: Sequence[_Row]) -> float:
    return max((row[-1].right for row in column), default=0.0) - min((row[0].left for row in column), default=0.0)


def _labels(column: Sequence[_Row]) -> int:
    return sum(_words(row).endswith(":") for row in column)


def _rows(segments: Sequence[Segment]) -> list[_Row]:
    """Segments on one line, from the top of the page to its foot, each line from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: (-item.bottom, item.left)):
        row = rows[-1] if rows else None
        if row and abs(row[0].bottom - segment.bottom) <= 0.4 * max(row[0].height, segment.height):
            row.append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda item: item.left) for row in rows]


def _gutter(rows: Sequence[_Row]) -> _Gutter | None:
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


def _column(rows: Sequence[_Row], known: Mapping[str, int]) -> str:
    lines: list[list[str]] = []
    tail = ""
    edge = max((row[-1].right for row in rows), default=0.0)
    before: _Row | None = None
    for row in rows:
        words = _words(row)
        if before is not None:
            height = max(before[-1].height, row[0].height)
            gap = (before[0].bottom - row[0].bottom) / height if height else 1.0
            if gap <= _PARAGRAPH_GAP and _continues(tail, before, words, row, edge):
                joint = _joint(tail, words, known)
                if joint is None:
                    lines[-1][-1], joint = lines[-1][-1][:-1], ""
                lines[-1] += (joint, words)
                tail = f"{tail}{joint}{words}"[-_TAIL:]
                before = row
                continue
            if gap > _PARAGRAPH_GAP:
                lines.append([])
        lines.append([words])
        tail = words[-_TAIL:]
        before = row
    return "\n".join("".join(parts) for parts in lines) + "\n" if lines else ""


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
    if words[0].islower() or words[0] == "(" or line.endswith((",", "-")) or _UNFINISHED.search(line):
        return True
    if _DAY_AT_END.search(line) and _MONTH_AND_YEAR.match(words):
        return True
    if line[-1].isalpha() and _REST_OF_DATE.match(words):
        return True
    width = (row[-1].right - row[0].left) / max(1, len(words))
    return before[-1].right + width * (len(words.split(" ", 1)[0]) + 1) > edge


def _joint(line: str, words: str, known: Mapping[str, int]) -> str | None:
    """What stands between a line and its continuation: nothing after a hyphen; None where the hyphen goes, too.

    A hyphen is the line's, not the word's, unless the pages print the word with it elsewhere, or a capital or a digit
    follows.
    """
    if not line.endswith("-") or line.endswith((" -", "--")):
        return " "
    first, second = _LAST_WORD.search(line), _FIRST_WORD.match(words)
    if first is None or second is None or not words[0].islower():
        return ""
    begin, end = first[1].lower(), second[0]
    if known.get(f"{begin}{end}", 0):
        return None
    kept = known.get(f"{begin}-{end}", 0) or begin in _HYPHENED or end in _AFTER_HYPHEN
    return "" if kept else None


_GAP = re.compile(r"\S(?: ?\S)*")
_LEAST_COLUMNED = 0.25
_FEWEST_COLUMNED = 6


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
    return reading_order([segments]) if _gutter(_rows(segments)) is not None else None


def _has_gap(found: Sequence[re.Match[str]]) -> bool:
    """A gap of three spaces or more after words, not after a bullet."""
    return any(after.start() - before.end() >= 3 and len(before.group()) > 1 for before, after in pairwise(found))
