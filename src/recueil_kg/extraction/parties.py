"""Find who takes part: the states and other parties that titles name, and foreign ministries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recueil_kg.extraction.draft import Draft
from recueil_kg.extraction.names import one_in_use
from recueil_kg.extraction.outline import Piece
from recueil_kg.model.records import Participant, Span

_UNITED_STATES = re.compile(r"\bU\.?S\.?(?!\w)|\bÉ\.-U\.")
_WATERS = frozenset("basin bassin strait detroit gulf golfe sea mer bay baie".split())
_PARTIES = frozenset({"province-or-territory", "other-institution"})
_MINISTRY = re.compile(
    r"\b(?:[Mm]inistère|[Mm]inistry|[Ss]ecrétariat|Secretariat|[Dd]épartement|Department|Agency|Agence)\b"
)
_LONGEST_MINISTRY = 90
_ANOTHER = re.compile(r"[.;:,]|\b(?:and|et|with|avec)\s+(?:the|le|la|les)\b")
_OF_A_STATE = re.compile(r"\b(?:of|of the|de|du|de la|des|d')\s*$")


def participants_of(draft: Draft, prose: Sequence[Piece]) -> Iterator[Participant]:
    """Those that the titles name, states or not, and foreign ministries wherever they are first named."""
    seen: set[str] = set()
    for printed in (draft.title, draft.short_title):
        if printed is None or printed.at is None:
            continue
        states = [(*at, True) for at in _states_in(draft, *printed.at)]
        others = [(*at, False) for at in _other_parties_in(draft, *printed.at)]
        for start, end, slug, is_state in sorted((*states, *others)):
            if slug not in seen:
                seen.add(slug)
                yield Participant(
                    printed=draft.text(start, end),
                    at=Span(start, end),
                    state=slug if is_state else None,
                    institution=None if is_state else slug,
                )
    for piece in prose:
        for start, end, known in _ministries_in(draft, piece.start, piece.end):
            ministry = known or draft.document.folded[start:end]
            if ministry not in seen:
                seen.add(ministry)
                yield Participant(printed=draft.text(start, end), at=Span(start, end), institution=known)


def _other_parties_in(draft: Draft, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Territories, provinces and unions of states that a title names as parties of its instrument."""
    for match in draft.lexicons.institutions.find_in(draft.document.folded, start, end):
        entry = one_in_use(match, draft.edition)
        if entry is not None and (entry.kind in _PARTIES or entry.id == "european-union"):
            yield match.start, match.end, entry.id


def _ministries_in(draft: Draft, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """Foreign ministries by name; others by how they are named ("Ministry of the Environment of Panama")."""
    named = draft.lexicons.institutions.find_in(draft.document.folded, start, end)
    for match in named:
        entry = one_in_use(match, draft.edition)
        proper = draft.document.language == "fr" or draft.document.text[match.start].isupper()
        if entry is not None and entry.kind == "foreign-ministry" and proper:
            yield match.start, match.end, entry.id
    states = draft.lexicons.states.find_in(draft.document.folded, start, end)
    if all(match.payload.id == "can" for match in states):
        return
    for found in _MINISTRY.finditer(draft.document.text, start, end):
        farthest = min(end, found.start() + _LONGEST_MINISTRY)
        state = next(iter(draft.lexicons.states.find_in(draft.document.folded, found.start(), farthest)), None)
        if state is None or state.payload.id == "can":
            continue
        if any(match.start <= found.start() < match.end and state.end <= match.end for match in named):
            continue
        between = (found.start(), state.start)
        of_a_state = _OF_A_STATE.search(draft.document.folded, *between)
        if of_a_state and not _ANOTHER.search(draft.document.folded, *between):
            yield found.start(), state.end, None


def _states_in(draft: Draft, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """States that a title names; a basin or strait named after one is none, and "US" counts in capitals only."""
    tokens = draft.tokens(start, end)
    for match in draft.lexicons.states.find_all(tokens):
        following = next((token.word for token in tokens if token.start >= match.end), "")
        if len(match.payloads) == 1 and following not in _WATERS:
            yield match.start, match.end, match.payload.id
    for found in _UNITED_STATES.finditer(draft.document.text, start, end):
        yield found.start(), found.end(), "usa"
