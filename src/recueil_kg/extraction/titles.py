"""Find a sheet's titles, and the instrument that they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from recueil_kg.extraction.draft import Draft
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.mentions import Subject
from recueil_kg.extraction.outline import Piece
from recueil_kg.extraction.tokens import tokens_of, words_in
from recueil_kg.extraction.values import is_sentence, is_value
from recueil_kg.folding import fold
from recueil_kg.reading import Document

_LONGEST_SLUG = 64
_MOST_TITLE_LINES = 5
_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")
_TOPIC = re.compile(r"[^:]+:\s*")


def read_titles(draft: Draft, labelled: list[tuple[str | None, Piece]]) -> None:
    """The official title, and the page's own heading where it is another; what follows them has lost its label."""
    official = [piece for label, piece in labelled if label == "title"]
    before = [piece for label, piece in labelled if label in {None, "series"}]
    heads = [*before[:1], *takewhile(lambda piece: not is_value(draft, piece), before[1:])]
    chosen = _heading_of(draft, heads)
    if official:
        draft.title = draft.printed(official[0].start, official[0].end)
        if not chosen and len(official) > 1 and not is_value(draft, official[1]):
            chosen = [official.pop(1)]
        draft.short_title = draft.printed(chosen[0].start, chosen[-1].end) if chosen else None
    elif chosen:
        draft.title = draft.printed(chosen[0].start, chosen[-1].end)
    draft.unread.extend(draft.printed(piece.start, piece.end) for piece in heads if piece not in chosen)
    bare = [*before[len(heads) :], *official[1:]]
    labelled[:] = [
        *((None, piece) for piece in bare),
        *((label, piece) for label, piece in labelled if label not in {None, "series", "title"}),
    ]


def read_title_of_page(draft: Draft, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The title of a page without labels, and what follows it: the page's own words.

    It is the first heading or known instrument; else the last short line before the first sentence.
    """
    first = next((i for i, piece in enumerate(pieces) if is_sentence(draft, piece)), len(pieces))
    chosen = _heading_of(draft, pieces[:first])
    if chosen:
        draft.title = draft.printed(chosen[0].start, chosen[-1].end)
        first = max(first, pieces.index(chosen[-1]) + 1) if _is_known(draft, chosen) else first
    menu = [piece for piece in pieces[:first] if piece not in chosen]
    if menu:
        draft.unread.append(draft.printed(menu[0].start, menu[-1].end))
    after = pieces.index(chosen[-1]) + 1 if chosen else first
    return pieces[after:]


def _is_known(draft: Draft, pieces: Sequence[Piece]) -> bool:
    tokens = tokens_of(draft.document.folded, pieces[0].start, pieces[-1].end)
    return draft.lexicons.instruments.whole(tokens) is not None


def _heading_of(draft: Draft, heads: Sequence[Piece]) -> Sequence[Piece]:
    """The lines of the sheet's own heading: the page's first heading, a known instrument, or the last paragraph."""
    paragraphs: list[list[Piece]] = []
    for piece in heads:
        before = draft.document.text[paragraphs[-1][-1].end : piece.start] if paragraphs else "\n\n"
        if before.count("\n") > 1 or len(paragraphs[-1]) == _MOST_TITLE_LINES:
            paragraphs.append([])
        paragraphs[-1].append(piece)
    labels = {piece.start for piece in draft.pieces if piece.kind == "label"}
    for piece in heads:
        if piece.end in labels:
            return [piece]
    headings = {line.start for line in draft.document.lines if line.heading == 1}
    for paragraph in paragraphs:
        if paragraph[0].start in headings:
            return paragraph[:1]
    for paragraph in paragraphs:
        tokens = tokens_of(draft.document.folded, paragraph[0].start, paragraph[-1].end)
        if draft.lexicons.instruments.whole(tokens):
            return paragraph
    return paragraphs[-1] if paragraphs else ()


def subject_of(draft: Draft) -> Subject:
    """What the titles name: as a whole, without an article, in brackets at the end, or after "Topic:"."""
    words: set[str] = set()
    slug = None
    for printed in (draft.title, draft.short_title):
        if printed is not None and printed.at is not None:
            words.update(words_in(draft.document.folded, *printed.at))
            slug = slug or instrument_of_title(draft.document, draft.lexicons, *printed.at)
    return Subject(slug, frozenset(words))


def instrument_of_title(document: Document, lexicons: Lexicons, start: int, end: int) -> str | None:
    """The slug of the instrument that a title is of: as a whole, without an article or brackets, or after "Topic:"."""
    folded = document.folded
    stretches = [(start, end)]
    if bracket := _IN_BRACKETS.search(folded, start, end):
        stretches += [(start, bracket.start()), bracket.span(1)]
    if topic := _TOPIC.match(folded, start, end):
        stretches.append((topic.end(), end))
    for first, last in stretches:
        tokens = tokens_of(folded, first, last)
        match = lexicons.instruments.whole(tokens) or lexicons.instruments.whole(tokens[1:])
        if match is not None and len(match.payloads) == 1:
            return match.payload.id
    return None


def slug_of(title: str) -> str:
    """A slug made of a title, where no authority has one."""
    words = re.findall(r"[a-z0-9]+", fold(title).encode("ascii", "ignore").decode())
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or "untitled"
