"""Put together what a copy of a sheet broke into lines: paragraphs, and values of a narrow panel."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import structs

from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.outline import Piece
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.reading import Document

_UNFINISHED = re.compile(r"(?:[,;(]|\b(?:and|et|of|de|du|des|the|la|le|les|on|since|depuis|in|en|by|par))$")


def joined(document: Document, pieces: Iterable[Piece]) -> list[Piece]:
    """Sections' words with the lines of one paragraph put together, where a copy broke it into lines."""
    together: list[Piece] = []
    for piece in pieces:
        before = together[-1] if together else None
        if before is None or piece.kind != "words" or before.kind != "words" or piece.bullet:
            together.append(piece)
            continue
        between = document.text[before.end : piece.start]
        ends = document.text[before.end - 1] in ".!?;:" and not document.text[piece.start].islower()
        if ends or between.count("\n") > 1:
            together.append(piece)
        else:
            together[-1] = structs.replace(before, end=piece.end)
    return together


def joined_values(
    document: Document, lexicons: Lexicons, labelled: Iterable[tuple[str | None, Piece]]
) -> list[tuple[str | None, Piece]]:
    """A head's values with those put together that a narrow panel broke into lines."""
    together: list[tuple[str | None, Piece]] = []
    for label, piece in labelled:
        if together and together[-1][0] == label and _goes_on(document, lexicons, label, together[-1][1], piece):
            together[-1] = (label, structs.replace(together[-1][1], end=piece.end))
        else:
            together.append((label, piece))
    return together


def _goes_on(document: Document, lexicons: Lexicons, label: str | None, one: Piece, other: Piece) -> bool:
    if other.bullet or document.text.count("\n", one.end, other.start) != 1 or label in {None, "title", "series"}:
        return False
    small = document.text[other.start].islower()
    if label == "status":
        return bool(one.bullet) and (small or document.text[other.start].isdigit())
    if document.text[one.end - 1] == "." or one.bullet:
        return False
    if label not in {"lead", "partners", "departments", "links", "contacts"}:
        return False
    if small or _UNFINISHED.search(document.folded, one.start, one.end):
        return label not in {"links", "contacts"}
    tokens = tokens_of(document.folded, one.start, other.end)
    return any(
        match.start < one.end < match.end
        for lexicon in (lexicons.institutions, lexicons.contact_points)
        for match in lexicon.find_all(tokens)
    )
