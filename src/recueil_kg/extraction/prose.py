"""Read the paragraphs of a sheet's sections: events, legal nature, leads, themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from recueil_kg.extraction.draft import Draft
from recueil_kg.extraction.events import events_in_prose
from recueil_kg.extraction.fields import read_institutions
from recueil_kg.extraction.mentions import mentions_in
from recueil_kg.extraction.outline import Piece
from recueil_kg.extraction.status import natures_in
from recueil_kg.folding import fold
from recueil_kg.model.records import Classified, Event, NamedBody, NamedInstrument, Span

_NAMED_AGAIN = frozenset({"protocol", "protocole", "amendment", "amendement", "convention", "agreement", "accord"})


def read_prose(draft: Draft, piece: Piece) -> None:
    """The events of a paragraph; what the instrument is in law and who leads, where the head does not say."""
    listed = draft.list_of if piece.bullet else None
    events = events_in_prose(draft.document, draft.lexicons, piece.start, piece.end, draft.subject, listed)
    draft.events.extend(_as_named_before(draft, event) for event in events)
    if not piece.bullet:
        draft.list_of = _named_with_a_colon(draft, piece)
    folded = draft.document.folded
    if draft.legal_nature is None and (natures := natures_in(draft, piece)):
        draft.legal_nature = draft.classified(natures[0].start, natures[0].end, natures[0].payload.notation)
    if any(item.role == "lead" for item in draft.responsibilities):
        return
    for role in draft.lexicons["role"].find_in(folded, piece.start, piece.end):
        leads = role.payload.notation == "lead" and " " in folded[role.start : role.end]
        named = draft.lexicons.institutions.find_in(folded, piece.start, role.start)
        if leads and named and folded[named[-1].end : role.start].isspace():
            read_institutions(draft, Piece("words", named[-1].start, named[-1].end), "lead")


def _named_with_a_colon(draft: Draft, piece: Piece) -> NamedInstrument | None:
    """The other instrument that a line names before a list ("Under the X:")."""
    if not draft.text(piece.start, piece.end).endswith(":"):
        return None
    mentions = mentions_in(draft.document, draft.lexicons, piece.start, piece.end, draft.subject)
    return mentions[-1].of if mentions else None


def _as_named_before(draft: Draft, event: Event) -> Event:
    """ "The Protocol", after a sentence that named a protocol in full, is that one."""
    if event.of is None:
        return event
    kind = fold(event.of.printed)
    if event.of.instrument is None and kind in draft.named_before:
        full = draft.named_before[kind]
        return structs.replace(event, of=structs.replace(event.of, instrument=full.instrument))
    if event.of.instrument is not None:
        draft.named_before |= {word: event.of for word in kind.split() if word in _NAMED_AGAIN}
    return event


def themes_of(draft: Draft, prose: Sequence[Piece], bodies: Sequence[NamedBody]) -> Iterator[Classified]:
    """Each theme where the sections first name it; the words of a name are no theme."""
    seen: set[str] = set()
    names = [body.at for body in bodies if body.at is not None]
    for piece in prose:
        at = (draft.document.folded, piece.start, piece.end)
        for match in draft.lexicons["theme"].find_in(*at):
            if match.payload.notation in seen:
                continue
            known = [*draft.lexicons.institutions.find_in(*at), *draft.lexicons.instruments.find_in(*at)]
            places = [*names, *(Span(name.start, name.end) for name in known)]
            if not any(place.start <= match.start < place.end for place in places):
                seen.add(match.payload.notation)
                yield draft.classified(match.start, match.end, match.payload.notation)
