"""Cut a document into what a sheet is made of: labels, headings, and the values and paragraphs between them."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.reading import Document, Line
from recueil_kg.vocabularies import Concept

_COLON = re.compile(r"[\s*_#]*:[\s*_]*")
_SEAM = re.compile(r"(?<=[\w.)’'\d])(?=[A-ZÀ-ÖÉ])")
_FURNITURE = re.compile(
    r"\[?\s*pdf\s*[;-]\s*\d+\s*(?:kb|mb|ko|mo)\s*\]?|you are on page \d+\s?of \d+|download as pdf.*"
    r"|(?:last (?:updated|modified)|date modified|created|derniere mise a jour|date de modification|cree le?)"
    r"\s*:?\s*[\d-]{8,10}"
    r"|(?:you are viewing a preserved web page|vous consultez une page web conservee|this page has been archived|"
    r"cette page web a ete archivee).*"
    r"|start your text here.*|(?:flag|drapeau)[, ].*|\W*(?:you are here|vous etes ici)\b.*"
    r"|page \d+ (?:of|de|sur) \d+|- \d+ -"
)
"""What copies of a sheet print around it: the size of the PDF, page numbers, a reader's menu."""
_SENTENCE_END = ".!?;:,"
_FEWEST_LISTED = 3
_FEWEST_GLUED = 3
"""Labels in one line by which a line is known as a copy without separators, whatever stands before the first."""
_LONGEST_HEADING = 90


class Piece(Struct, frozen=True):
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
    panel: list[Piece] | None = None
    in_sections = labelled = False
    label_until = 0
    for index, line in enumerate(document.lines):
        if line.start < label_until:
            continue
        if not in_sections and (broken := _broken_label(document, lexicons, index)) is not None:
            (pieces if panel is None else panel).append(broken)
            label_until = broken.end
            continue
        if _FURNITURE.fullmatch(document.folded, line.start, line.end):
            continue
        if in_sections and not labelled and _begins_panel(document, lexicons, line):
            panel, in_sections, labelled = [], False, True
        if panel is not None and not in_sections:
            heading = _heading(document, lexicons, index, in_sections)
            if heading is None or heading.name == "status-section":
                panel.extend(_labels_and_words(document, lexicons, line, in_sections))
                continue
        heading = _heading(document, lexicons, index, in_sections)
        if heading is not None and not (heading.name == "status-section" and labelled):
            in_sections = True
            pieces.append(heading)
        else:
            pieces.extend(_labels_and_words(document, lexicons, line, in_sections))
            labelled = labelled or any(
                piece.kind == "label" and piece.name not in {"series", "title"} for piece in pieces[-2:]
            )
    return _without_index(_with_panel_first(pieces, panel or []))


def _broken_label(document: Document, lexicons: Lexicons, index: int) -> Piece | None:
    """A label that a narrow panel broke into two lines ("TYPE OF AGREEMENT /" and "INSTRUMENT:")."""
    if index + 1 == len(document.lines):
        return None
    line, following = document.lines[index], document.lines[index + 1]
    label = _label(document, lexicons, line.start, following.end)
    if label is None or not line.end < label[0].end <= following.end or label[1] < following.end:
        return None
    return Piece("label", label[0].start, following.end, label[0].payload)


def _begins_panel(document: Document, lexicons: Lexicons, line: Line) -> bool:
    """Whether a line below the sections begins the panel of fields that a page printed beside them."""
    label = _label(document, lexicons, line.start, line.end)
    return label is not None and label[0].payload.notation in {"category", "type"} and label[1] > label[0].end


def _with_panel_first(pieces: list[Piece], panel: list[Piece]) -> list[Piece]:
    """The panel's pieces before the first section, wherever the page had them."""
    first = next((index for index, piece in enumerate(pieces) if piece.kind == "heading"), len(pieces))
    return [*pieces[:first], *panel, *pieces[first:]]


def _without_index(pieces: list[Piece]) -> list[Piece]:
    """Without the list of its sections that a page begins with: three headings or more without words between them."""
    first = next((index for index, piece in enumerate(pieces) if piece.kind == "heading"), len(pieces))
    after = first
    while after < len(pieces) and pieces[after].kind == "heading":
        after += 1
    listed = [piece.name for piece in pieces[first:after]]
    again = next((index for index, name in enumerate(listed) if name and name in listed[:index]), len(listed))
    return pieces if again < _FEWEST_LISTED else [*pieces[:first], *pieces[first + again :]]


def _labels_and_words(document: Document, lexicons: Lexicons, line: Line, in_sections: bool) -> list[Piece]:
    pieces: list[Piece] = []
    start = line.start
    glued_line = not in_sections and _is_glued(document, lexicons, line)
    while start < line.end:
        label = None if in_sections else _label(document, lexicons, start, line.end)
        if label is None:
            glued = _glued_label(document, lexicons, start, line.end) if pieces or glued_line else None
            pieces.append(Piece("words", start, glued or line.end, bullet=line.bullet))
            start = glued or line.end
        else:
            match, start = label
            pieces.append(Piece("label", match.start, match.end, match.payload))
    return pieces


def _is_glued(document: Document, lexicons: Lexicons, line: Line) -> bool:
    if document.folded.count(":", line.start, line.end) < _FEWEST_GLUED:
        return False
    seams = _SEAM.finditer(document.text, line.start, line.end)
    labels = [
        label
        for seam in seams
        if (label := _label(document, lexicons, seam.start(), min(line.end, seam.start() + _LONGEST_HEADING)))
    ]
    return sum(document.text[label[0].end : label[1]].strip() != "" for label in labels) >= _FEWEST_GLUED


def _glued_label(document: Document, lexicons: Lexicons, start: int, end: int) -> int | None:
    """Where, in the rest of a line, the next label begins without a space before it, as copies without markup print."""
    if document.folded.find(":", start, end) < 0:
        return None
    for seam in _SEAM.finditer(document.text, start, end):
        label = _label(document, lexicons, seam.start(), min(end, seam.start() + _LONGEST_HEADING))
        if label is not None and label[1] > label[0].end:
            return seam.start()
    return None


def _label(document: Document, lexicons: Lexicons, start: int, end: int) -> tuple[Match[Concept], int] | None:
    """A field's label at an offset: its words and a colon, or its words and nothing else."""
    if not lexicons["field"].may_begin_at(document.folded, start):
        return None
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
    match = None
    if lexicons["section"].may_begin_at(document.folded, line.start, line.end):
        match = lexicons["section"].whole(tokens_of(document.folded, line.start, line.end))
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
