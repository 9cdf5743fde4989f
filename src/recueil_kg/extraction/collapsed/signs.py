"""Tell by labels and headings that a line has words of both columns, and on which side the panel stood."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.reading import Document, Line
from recueil_kg.vocabularies import Concept

Side = Literal["left", "right"]
_LEAST_SIGNS = 2
_LONGEST_LINE = 240
"""Characters of a line of both columns; a longer one is a paragraph."""
_COLON = re.compile(r"\s*#?\s*:\s*")


def side_of(document: Document, lexicons: Lexicons) -> Side | None:
    """On which side of the text the panel stood; None where no line has words of both."""
    left = right = 0
    for line in document.lines:
        if line.end - line.start > _LONGEST_LINE or not document.text[line.end - 3 : line.end].rstrip(": ").isupper():
            continue
        heading = heading_at_end(document, lexicons, line)
        left += heading is not None and heading > line.start
        right += label_at(document, lexicons, line.start, line.end) is None and any(
            (found := label_at(document, lexicons, start, line.end)) is not None and found[1] >= line.end
            for start in _starts_of_capitals(document, line, 2)
        )
    if max(left, right) < _LEAST_SIGNS:
        return None
    return "left" if left >= right else "right"


def starts_of_words(document: Document, line: Line) -> list[int]:
    """Where the words of a line begin."""
    return tokens_of(document.folded, line.start, line.end).starts()


def _starts_of_capitals(document: Document, line: Line, first: int = 0) -> list[int]:
    """Where words begin from which on a line is in capitals, its first words not counted."""
    text, small = document.text, line.end - 1
    while small >= line.start and not text[small].islower():
        small -= 1
    if not text[small + 1 : line.end].isupper():
        return []
    starts = starts_of_words(document, line)[first:]
    return [start for start in starts[bisect_right(starts, small) :] if text[start : line.end].isupper()]


def label_at(document: Document, lexicons: Lexicons, start: int, end: int) -> tuple[Concept, int] | None:
    """A field's label with its colon at an offset, and the offset after it."""
    if not lexicons["field"].may_begin_at(document.folded, start):
        return None
    matched = lexicons["field"].match_at(tokens_of(document.folded, start, end), 0)
    if matched is None or matched[0].payload.notation == "series":
        return None
    colon = _COLON.match(document.folded, matched[0].end, end)
    return (matched[0].payload, colon.end()) if colon else None


def heading_at_end(document: Document, lexicons: Lexicons, line: Line) -> int | None:
    """Where a section's heading in capitals begins that a line ends with."""
    if document.text[line.end - 1].islower():
        return None
    for start in _starts_of_capitals(document, line):
        if lexicons["section"].whole(tokens_of(document.folded, start, line.end)):
            return start
    return None


def heading_at_start(document: Document, lexicons: Lexicons, line: Line) -> int | None:
    """Where a section's heading in capitals ends that a line begins with."""
    matched = lexicons["section"].match_at(tokens_of(document.folded, line.start, line.end), 0)
    end = matched[0].end if matched else line.start
    return end if document.text[line.start : end].isupper() else None
