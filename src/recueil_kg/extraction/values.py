"""Tell what words without a label can be: the value of a field, an edition, a name, a sentence."""

from __future__ import annotations

import re

from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.draft import Draft
from recueil_kg.extraction.outline import Piece

CATALOGUE_NUMBER = r"En\d+-\d+/(?:\d+-\d+-)?\d{4}[EF]-PDF"
"""What stands in a reference's place where a sheet has its number in the government's catalogue."""
REFERENCE = r"[A-D](?:-[A-Z]{2,4})?-?\d{1,3}(?:\s?[/ ]\s?(?:EN|FR))?"
_REFERENCE = re.compile(rf"(?:{REFERENCE}|[A-D] \d{{1,3}}(?:\s?/\s?(?:EN|FR))?|{CATALOGUE_NUMBER})")
SINGLE_FIELDS = ("category", "type", "form")
"""Fields whose values are looked up as a whole, each in the vocabulary of its name."""
_NO_EVENT_BY_THEMSELVES = frozenset({"party-count", "reporting", "meeting", "plan"})


def is_sentence(draft: Draft, piece: Piece) -> bool:
    """Whether words are a sentence: of an event, or long and with a stop."""
    words = draft.text(piece.start, piece.end)
    return begins_with_event(draft, piece) or (words.endswith(".") and words.count(" ") > 5)


def begins_with_event(draft: Draft, piece: Piece) -> bool:
    """Whether words begin with an event's phrase, one before it at most."""
    tokens = draft.tokens(piece.start, piece.end)
    matches = [draft.lexicons["event-type"].match_at(tokens, index) for index in range(min(2, len(tokens)))]
    return any(match is not None and match[0].payload.notation not in _NO_EVENT_BY_THEMSELVES for match in matches)


def is_value(draft: Draft, piece: Piece) -> bool:
    """Whether words without a label are a field's value rather than a title."""
    tokens = draft.tokens(piece.start, piece.end)
    if any(draft.lexicons[scheme].whole(tokens) for scheme in SINGLE_FIELDS):
        return True
    if is_edition(draft, piece) or is_reference(draft, piece):
        return True
    if draft.lexicons.contact_points.whole(tokens) or begins_with_institution(draft, piece):
        return True
    return begins_with_event(draft, piece)


def is_edition(draft: Draft, piece: Piece) -> bool:
    """Whether words are a month and a year, and nothing else."""
    dates = dates_in(draft.document.folded, piece.start, piece.end)
    return (
        len(dates) == 1
        and (dates[0].start, dates[0].end) == (piece.start, piece.end)
        and dates[0].date is not None
        and len(dates[0].date.edtf) == len("2022-02")
    )


def is_value_below_links(draft: Draft, piece: Piece) -> bool:
    """Whether what stands below the links is a contact, an edition or a reference that lost its label."""
    tokens = draft.tokens(piece.start, piece.end)
    if draft.lexicons.contact_points.whole(tokens) is not None or is_edition(draft, piece):
        return True
    return is_reference(draft, piece)


def begins_with_institution(draft: Draft, piece: Piece) -> bool:
    """Whether words begin with an institution's name, alone or as the first of a list."""
    tokens = draft.tokens(piece.start, piece.end)
    matched = draft.lexicons.institutions.match_at(tokens, 0)
    return matched is not None and (
        matched[1] == len(tokens) or tokens[matched[1]].word in {",", ";", ".", ":", "and", "et"}
    )


def is_reference(draft: Draft, piece: Piece) -> bool:
    """Whether words are a sheet's reference, and nothing else."""
    return _REFERENCE.fullmatch(draft.text(piece.start, piece.end)) is not None
