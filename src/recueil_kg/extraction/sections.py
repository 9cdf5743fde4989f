"""Find a sheet's sections: their headings, and how far the text of each goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recueil_kg.extraction.outline import Piece
from recueil_kg.model.records import Section, Span
from recueil_kg.reading import Document


def sections_of(document: Document, body: Sequence[Piece]) -> Iterator[Section]:
    """The sections of pieces that begin with a heading, in order; one below another is in both their texts."""
    headings = [piece for piece in body if piece.kind == "heading"]
    for index, heading in enumerate(headings):
        following = next((other for other in headings[index + 1 :] if other.level <= heading.level), None)
        inside = [
            piece
            for piece in body
            if piece.start > heading.start and (following is None or piece.start < following.start)
        ]
        yield Section(
            printed=document.text[heading.start : heading.end],
            at=Span(heading.start, heading.end),
            level=heading.level,
            concept=heading.name,
            text=Span(inside[0].start, inside[-1].end) if inside else None,
        )
