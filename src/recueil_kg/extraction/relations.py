"""Find the other instrument that a title names, and how the own one stands to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recueil_kg.extraction.draft import Draft
from recueil_kg.extraction.tokens import Token
from recueil_kg.model.records import Relation, RelationKind, Span

_PROTOCOLS = frozenset({"protocol", "protocole"})
_ANNEXES = frozenset({"annex", "annexe"})
_CHAPTERS = re.compile(r"[^.;]{0,60}\b(?:chapter|chapitre)\b")
_TO = frozenset({"to", "a", "au", "aux"})


def relations_of(draft: Draft) -> Iterator[Relation]:
    """Other instruments that the title names, and how by the words before them."""
    if draft.title is None or draft.title.at is None:
        return
    tokens = draft.tokens(*draft.title.at)
    own_body = next(draft.lexicons["body-kind"].find_all(tokens), None)
    for start in range(1, len(tokens)):
        matched = draft.lexicons.instruments.match_at(tokens, start)
        if matched is None or any(entry.id == draft.subject.slug for entry in matched[0].payloads):
            continue
        match = matched[0]
        before = list(draft.lexicons["relation"].find_all(tokens[:start]))
        kind: RelationKind = "established-under" if own_body and own_body.start < match.start else "related-to"
        if before:
            kind = before[-1].payload.notation  # type: ignore[assignment]
        elif _is_part_of(tokens[:start], _PROTOCOLS):
            kind = "protocol-to"
        elif _is_part_of(tokens[:start], _ANNEXES) or _CHAPTERS.match(
            draft.document.folded, match.end, draft.title.at.end
        ):
            kind = "part-of"
        yield Relation(
            printed=draft.text(match.start, match.end),
            at=Span(match.start, match.end),
            relation=kind,
            instrument=match.payload.id if len(match.payloads) == 1 else None,
        )
        return


def _is_part_of(before: Sequence[Token], kinds: frozenset[str]) -> bool:
    """ "Protocol on … to the X", "Annex One to the 2008 X": a part of the instrument that is named after "to"."""
    return any(token.word in kinds for token in before) and any(token.word in _TO for token in before[-3:])
