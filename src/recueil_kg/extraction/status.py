"""Read a sheet's status: its events, what the instrument is in law, and sub-headings of other instruments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.draft import Draft
from recueil_kg.extraction.events import events_in_status, other_event
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.mentions import heading_named
from recueil_kg.extraction.outline import Piece
from recueil_kg.extraction.tokens import Token
from recueil_kg.vocabularies import Concept

_SUBHEADING = re.compile(
    r"(?:the |le |la |l')?(?:(?:[\w'&-]+ ){0,6}"
    r"(?:edition|protocol|protocole|amendments?|amendements?|annexe?|convention|agreement|accord|treaty|traite)"
    r"|(?:edition|protocole|amendements?|annexe|convention|accord|traite)(?: [\w'&-]+){0,6})\s*:?"
)
"""Words by which a status line without events heads those below it."""
_BARE_NATURES = frozenset({"treaty", "traite", "memorandum of understanding", "protocole d'entente"})


def read_status(draft: Draft, piece: Piece, *, own: bool) -> bool:
    """Read a status line; below the status's own label, a dated line in other words is an event all the same."""
    tokens = draft.tokens(piece.start, piece.end)
    events = events_in_status(draft.document, draft.lexicons, piece.start, piece.end, draft.subject, draft.status_of)
    natures = [] if events else natures_in(draft, piece)
    if natures and draft.legal_nature is None and not _names_an_instrument(draft, tokens):
        nature = natures[0]
        draft.legal_nature = draft.classified(nature.start, nature.end, nature.payload.notation)
        return True
    draft.events.extend(events)
    if events or _read_status_heading(draft, piece, tokens, own=own):
        return True
    other = other_event(draft.document, piece.start, piece.end, draft.status_of) if own else None
    draft.events.extend([other] if other else [])
    return other is not None


def natures_in(draft: Draft, piece: Piece) -> list[Match[Concept]]:
    """Statements of what the instrument is in law; the bare word "treaty" or "memorandum" is none."""
    return [
        match
        for match in draft.lexicons["legal-nature"].find_in(draft.document.folded, piece.start, piece.end)
        if draft.document.folded[match.start : match.end] not in _BARE_NATURES
    ]


def _names_an_instrument(draft: Draft, tokens: Sequence[Token]) -> bool:
    return next(draft.lexicons.instruments.find_all(tokens), None) is not None


def _read_status_heading(draft: Draft, piece: Piece, tokens: Sequence[Token], *, own: bool) -> bool:
    """A line of the status that names an instrument and tells nothing heads the lines below it.

    Below another field's label only a known name does: the rest may be that field's words, misprinted.
    """
    dates = dates_in(draft.document.folded, piece.start, piece.end)
    if not all(date.date is not None and len(date.date.edtf) == len("2022") for date in dates):
        return False
    known = draft.lexicons.instruments.whole(tokens) is not None
    if not known and not (own and _SUBHEADING.fullmatch(draft.document.folded, piece.start, piece.end)):
        return False
    named = heading_named(draft.document, draft.lexicons, piece.start, piece.end, draft.subject)
    draft.status_of = None if named.instrument and named.instrument == draft.subject.slug else named
    return True
