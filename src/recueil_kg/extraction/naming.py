"""What a stretch of words names: the own instrument, another one, a body, or something unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeVar

from msgspec import Struct

from recueil_kg.extraction.calendar import PrintedDate
from recueil_kg.extraction.lexicon import Lexicon, Match
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.mentions import SMALL_WORDS, Mention, Subject, heading_named
from recueil_kg.extraction.tokens import Token, tokens_of, words_in
from recueil_kg.model.records import NamedInstrument, Span
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Concept

P = TypeVar("P")
_ANY = re.compile(r"\b(?:an?|une?|any|other|autres?|des|several|plusieurs|many)\s+(?:\w+\s+){0,2}$")
_ONE_OF_SOMETHING = re.compile(r"\W*(?:an?|une?)\s+(?!convention|protocol|agreement|amend|accord|treaty|traite)\w+")
_LAWS = frozenset({"regulations", "reglement", "reglements", "loi", "decret"})
"""Words for a law that mean nothing else, in small letters too."""
_EACH = frozenset("each every any chaque tout toute aucun aucune".split())
_PARTS = frozenset(
    "annex annexe appendix appendice amendment amendments amendement amendements protocol protocole".split()
)


class Naming(Struct, frozen=True):
    """What a stretch of words names.

    Attributes:
        kind: the sheet's own instrument, another one, a body, an actor or nothing that matters, or something unknown.
        of: the other one.
    """

    kind: Literal["own", "other", "body", "nothing", "unknown"]
    of: NamedInstrument | None = None


def naming(
    document: Document,
    lexicons: Lexicons,
    stretch: tuple[int, int],
    mentions: Sequence[Mention],
    dates: Sequence[PrintedDate],
    subject: Subject,
) -> Naming:
    """What the words of a stretch name; the last instrument that they name, where they name several."""
    start, end = stretch
    if start >= end:
        return Naming("nothing")
    laws = [cue for cue in lexicons["cue"].find_in(document.folded, start, end) if _is_law(document, cue)]
    inside = [mention for mention in mentions if start <= mention.start and mention.end <= end]
    if laws and (not inside or laws[-1].start > inside[-1].start):
        return Naming("unknown")
    if inside:
        heads = set(filter(str.isalpha, words_in(document.folded, start, inside[0].start))) <= SMALL_WORDS
        of = inside[0 if heads else -1].of
        if _ONE_OF_SOMETHING.match(document.folded, start, end) and not heads:
            return Naming("unknown")
        return Naming("own") if of is None else Naming("other", of)
    return _by_words(document, lexicons, stretch, dates, subject)


def _by_words(
    document: Document,
    lexicons: Lexicons,
    stretch: tuple[int, int],
    dates: Sequence[PrintedDate],
    subject: Subject,
) -> Naming:
    """What a stretch names in which no instrument is named in full, by the words that are not a date's."""
    start, end = stretch
    tokens: Sequence[Token] = tokens_of(document.folded, start, end)
    dated = [date for date in dates if date.start < end and start < date.end]
    if dated:
        tokens = [token for token in tokens if not any(date.start <= token.start < date.end for date in dated)]
    if not tokens:
        return Naming("nothing")

    def labels(lexicon: Lexicon[P]) -> Sequence[Match[P]]:
        return tuple(lexicon.find_all(tokens)) if dated else lexicon.find_in(document.folded, start, end)

    cues = labels(lexicons["cue"])
    own = [cue for cue in cues if cue.payload.notation == "own-instrument"]
    if any(_ANY.search(document.folded, start, cue.start) for cue in own):
        return Naming("unknown")
    bodies = [(match.start, match.end) for match in labels(lexicons["body-kind"])]
    bodies += [(match.start, match.end) for match in labels(lexicons.bodies)]
    spans = [*bodies, *((cue.start, cue.end) for cue in cues)]
    spans += [(match.start, match.end) for match in labels(lexicons.states)]
    rest = {
        token.word
        for token in tokens
        if token.word not in SMALL_WORDS
        and token.word.isalpha()
        and not any(first <= token.start < last for first, last in spans)
    }
    if rest & _EACH:
        return Naming("unknown")
    if rest & _PARTS - subject.words:
        return Naming("other", heading_named(document, lexicons, start, end, subject))
    if bodies:
        return _of_body(document, lexicons, (start, end), subject)
    if not rest:
        return Naming("own" if own else "nothing")
    return Naming("own" if rest <= subject.words else "unknown")


def _of_body(document: Document, lexicons: Lexicons, stretch: tuple[int, int], subject: Subject) -> Naming:
    """A body of the sheet's own instrument, as far as is known; one that is an instrument by itself; or another's."""
    known = [match for match in lexicons.bodies.find_in(document.folded, *stretch) if len(match.payloads) == 1]
    if not known or known[-1].payload.id == subject.slug:
        return Naming("body")
    match = known[-1]
    if lexicons.authorities.instrument(match.payload.id) is None:
        return Naming("body" if match.payload.under in {None, subject.slug} else "unknown")
    words = document.text[match.start : match.end]
    return Naming("other", NamedInstrument(printed=words, at=Span(match.start, match.end), instrument=match.payload.id))


def _is_law(document: Document, cue: Match[Concept]) -> bool:
    if cue.payload.notation != "domestic-law":
        return False
    return document.text[cue.start].isupper() or document.folded[cue.start : cue.end] in _LAWS
