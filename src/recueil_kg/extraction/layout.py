"""Tell which of the published layouts a sheet has."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from recueil_kg.extraction.outline import Piece
from recueil_kg.reading import Document

_FEWEST_GLUED = 3


def layout_of(document: Document, pieces: Sequence[Piece], head: Sequence[Piece], *, has_values: bool) -> str:
    """Which published layout the text has, by what became of its labels."""
    labels = [piece for piece in head if piece.kind == "label"]
    names = {piece.name for piece in labels}
    sections = {piece.name for piece in pieces if piece.kind == "heading"}
    if not names - {"status"}:
        if sections & {"status-section", "action-required", "evidence-of-compliance"}:
            return "L8" if "status-section" in sections else "L7"
        if not has_values and "plain-language-summary" not in sections:
            return "L7"
    if not names & {"category", "type", "form", "status"}:
        return "L3" if has_values else "L12"
    if document.format == "pdf":
        return "L6"
    if document.columns is not None:
        return "L6a" if document.columns == "gap" else "L6b"
    glued = [
        one for one, other in pairwise(head) if one.kind == "words" and other.kind == "label" and one.end == other.start
    ]
    if len(glued) >= _FEWEST_GLUED:
        return "L13"
    shouted = [piece for piece in labels if document.text[piece.start : piece.end].isupper()]
    if len(shouted) > len(labels) / 2:
        return "L5u"
    starts = {line.start for line in document.lines if line.bullet}
    if sum(piece.start in starts for piece in labels) > len(labels) / 2:
        return "L4"
    inline = any(
        piece.name == "lead" and "\n" not in document.text[piece.end : following.start]
        for piece, following in pairwise(head)
    )
    if inline:
        return "L5"
    return "L1" if {"form", "status"} <= names else "L2"
