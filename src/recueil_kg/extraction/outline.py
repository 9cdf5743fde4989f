"""Cut a document into what a sheet is made of: labels, headings, and the values and paragraphs between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from recueil_kg.extraction.lexicon import Match, tokens_of
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.reading import Document, Line
from recueil_kg.vocabularies import Concept

_COLON = re.compile(r"[\s*_#]*:[\s*_]*")
_SEAM = re.compile(r"(?<=[\w.)’'\d])(?=[A-ZÀ-ÖÉ])")
_FURNITURE = re.compile(
    r"\[?\s*pdf\s*[;-]\s*\d+\s*(?:kb|mb|ko|mo)\s*\]?|you are on page \d+\s?of \d+|download as pdf.*"
    r"|start your text here.*|page \d+ (?:of|de|sur) \d+|- \d+ -"
)
"""What copies of a sheet print around it: the size of the PDF, page numbers, a reader's menu."""
_SENTENCE_END = ".!?;:,"
_LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document with one function.

    Attributes:
        kind: a field's label, a section's heading, or words that belong to the label or heading before them.
        start: offset of its first character.
        end: offset after its last character.
        concept: of a label or heading: which one, by the vocabulary; None for a heading of the sheet's own.
        level: of a heading: 1, or 2 below another heading.
        bullet: of words: the bullet before them.
    """

    kind: Literal["label", "heading", "words"]
    start: int
    end: int
    concept: Concept | None = None
    level: int = 0
    bullet: str = ""

    @property
    def name(self) -> str | None:
        """The notation of the label or heading."""
        return self.concept.notation if self.concept else None


def outline(document: Document, lexicons: Lexicons) -> list[Piece]:
    """The document's pieces in order; every line that holds words is in one of them."""
    pieces: list[Piece] = []
    in_sections = False
    for index, line in enumerate(document.lines):
        if _FURNITURE.fullmatch(document.folded, line.start, line.end):
            continue
        heading = _heading(document, lexicons, index, in_sections)
        if heading is not None:
            in_sections = True
            pieces.append(heading)
        else:
            pieces.extend(_labels_and_words(document, lexicons, line, in_sections))
    return pieces


def _labels_and_words(document: Document, lexicons: Lexicons, line: Line, in_sections: bool) -> list[Piece]:
    pieces: list[Piece] = []
    start = line.start
    while start < line.end:
        label = None if in_sections else _label(document, lexicons, start, line.end)
        if label is None:
            glued = _glued_label(document, lexicons, start, line.end) if pieces else None
            pieces.append(Piece("words", start, glued or line.end, bullet=line.bullet))
            start = glued or line.end
        else:
            match, start = label
            pieces.append(Piece("label", match.start, match.end, match.payload))
    return pieces


def _glued_label(document: Document, lexicons: Lexicons, start: int, end: int) -> int | None:
    """Where, in the rest of a line, the next label begins without a space before it, as copies without markup print."""
    for seam in _SEAM.finditer(document.text, start, end):
        label = _label(document, lexicons, seam.start(), end)
        if label is not None and label[1] > label[0].end:
            return seam.start()
    return None


def _label(document: Document, lexicons: Lexicons, start: int, end: int) -> tuple[Match[Concept], int] | None:
    """A field's label at an offset: its words and a colon, or its words and nothing else."""
    tokens = tokens_of(document.folded, start, end)
    matched = lexicons["field"].match_at(tokens, 0)
    if matched is None:
        return None
    match, following = matched
    colon = _COLON.match(document.folded, match.end, end)
    if colon is not None:
        return match, colon.end()
    return (match, end) if following == len(tokens) else None


def _heading(document: Document, lexicons: Lexicons, index: int, in_sections: bool) -> Piece | None:
    line = document.lines[index]
    if line.bullet:
        return None
    tokens = tokens_of(document.folded, line.start, line.end)
    match = lexicons["section"].whole(tokens)
    if match is not None and not (document.text[line.end - 1] == ":" and not in_sections):
        below = match.payload.broader is not None and in_sections
        return Piece("heading", line.start, line.end, match.payload, 2 if below else 1)
    if in_sections and (line.heading or _looks_like_heading(document, index)):
        shouted = document.text[line.start : line.end].isupper()
        return Piece("heading", line.start, line.end, None, 1 if shouted else 2)
    return None


def _looks_like_heading(document: Document, index: int) -> bool:
    """A short line without a final mark, alone between blank lines, before a paragraph."""
    lines, line = document.lines, document.lines[index]
    if not line.after_blank or index + 1 == len(lines) or not lines[index + 1].after_blank:
        return False
    return line.end - line.start <= _LONGEST_HEADING and document.text[line.end - 1] not in _SENTENCE_END
