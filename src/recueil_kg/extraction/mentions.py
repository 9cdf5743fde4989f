"""Which instrument a stretch of a sheet names: the sheet's own, another one, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from msgspec import Struct, structs

from recueil_kg.authorities import Authority
from recueil_kg.extraction.calendar import PrintedDate
from recueil_kg.extraction.lexicon import Lexicon, Match, Token, tokens_of, words_in
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.model.records import NamedInstrument, Span
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Concept

P = TypeVar("P")

SMALL_WORDS = frozenset(
    "the of on and for in to a an by with from at as its their this that which it they since also then le la l les de "
    "du des d et sur pour en au aux un une dans par ce cet cette ces qui il elle ils elles son sa ses leur depuis a "
    "ainsi puis avait avaient had both has have been was were is are ont est sont ete combined said present first "
    "formally officially legally finally jointly later subsequently originally formellement officiellement under "
    "pursuant joint mixte conjoint deposited depose s again compte comptait comptent alors".split()
)
"""Words that name nothing by themselves."""
_KIND = (
    r"convention|protocol|protocole(?! d'entente)|agreement|accord|treaty|traite|annex|annexe|appendix|appendice|"
    r"amendments?|amendements?|memorandum of understanding|memorandum|mou|protocole d'entente|entente|plan|"
    r"edition|arrangement"
)
_ORDINAL = (
    r"first|second|third|fourth|amended|amending|original|previous|new|premiere?s?|deuxiemes?|"
    r"seconds?|troisieme|nouveau|nouvel|nouvelle"
)
_PART_OR_OTHER = re.compile(
    rf"\b(?:"
    rf"amendments?\s+(?:to|of)\s+annex(?:es)?\s+[a-z](?:\s*,\s*[a-z])*(?:\s+and\s+[a-z])?\b"
    rf"|amendements?\s+(?:aux?|a l'|de l')\s*annexes?\s+[a-z](?:\s*,\s*[a-z])*(?:\s+et\s+[a-z])?\b"
    rf"|(?:annexe?s?|appendix|appendice)\s+(?:[ivx]+|\d+|[a-h])\b"
    rf"|(?:19|20)\d\d\s+(?:{_KIND})\b"
    rf"|(?:{_ORDINAL})(?:\s*(?:,|and|et)\s*(?:{_ORDINAL}))*\s+(?:{_KIND})\b"
    rf"|(?:{_KIND})\s+(?:of|de)\s+(?:19|20)\d\d\b"
    rf"|l'edition\s+de\s+(?:19|20)\d\d\b"
    rf"|(?:{_KIND})\s+(?:to|a|au|aux|de)\s+(?:(?:the|la|l'|le)\s*)?(?:{_KIND})\b"
    rf")"
)
_SOME_KIND = re.compile(
    "convention|protocol|agreement|accord|treaty|traite|annex|appendi|amend|memorandum|mou|entente|plan|edition"
    "|arrangement"
)
"""Without one of these, a stretch has no name of either form: cheap to see, and mostly so."""
_PROPER = re.compile(
    r"\b(?:(?:[A-Z][\w’'-]+\s+){1,4}(?:Protocol|Amendments?|Convention|Agreement|Annex|Treaty|Accord|MOU|MoU)\b"
    r"|(?:Protocole|Amendement|Convention|Accord|Traité|Annexe)\s+(?:de|d[’'])\s*[A-ZÉ][\w-]+)"
)
_DETERMINERS = re.compile(
    r"(?:the|this|that|its|le|la|les|l|un|une|an?|cet?|cette|aux?|du|des|to)\b[\s'’]*", re.IGNORECASE
)
_ANY = re.compile(r"\b(?:an?|une?|any|other|autres?|des|several|plusieurs|many)\s+(?:\w+\s+){0,2}$")
_ONE_OF_SOMETHING = re.compile(r"\W*(?:an?|une?)\s+(?!convention|protocol|agreement|amend|accord|treaty|traite)\w+")
_ASIDE = re.compile(r",\s*(?:qui|which|that|visant|dont|aimed)\b")
_LAWS = frozenset({"regulations", "reglement", "reglements", "loi", "decret"})
"""Words for a law that mean nothing else, in small letters too."""
_EACH = frozenset("each every any chaque tout toute aucun aucune".split())
_RENEWED = frozenset("renewed revised updated renouvele renouvelee revise revisee".split())
_PARTS = frozenset(
    "annex annexe appendix appendice amendment amendments amendement amendements protocol protocole".split()
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The instrument that a sheet is about, as its own sentences name it.

    Attributes:
        slug: the instrument's, where an authority has it.
        words: the words of its titles, folded.
    """

    slug: str | None
    words: frozenset[str]


class Mention(Struct, frozen=True):
    """Where an instrument is named, and which: None for the sheet's own."""

    start: int
    end: int
    of: NamedInstrument | None


class Naming(Struct, frozen=True):
    """What a stretch of words names.

    Attributes:
        kind: the sheet's own instrument, another one, a body, an actor or nothing that matters, or something unknown.
        of: the other one.
    """

    kind: Literal["own", "other", "body", "nothing", "unknown"]
    of: NamedInstrument | None = None


def instrument_named(document: Document, lexicons: Lexicons, start: int, end: int) -> NamedInstrument:
    """The instrument that a sub-heading names, by its words; with its slug where an authority has it."""
    tokens = tokens_of(document.folded, start, end)
    match = next(iter(lexicons.instruments.find_all(tokens)), None)
    slug = match.payload.id if match and len(match.payloads) == 1 else None
    return NamedInstrument(printed=document.text[start:end], at=Span(start, end), instrument=slug)


def mentions_in(document: Document, lexicons: Lexicons, start: int, end: int, subject: Subject) -> tuple[Mention, ...]:
    """Every instrument that a stretch names: those the authorities have, parts, and others by how names are built."""
    found = [_known(document, match, subject) for match in lexicons.instruments.find_in(document.folded, start, end)]
    if not _SOME_KIND.search(document.folded, start, end):
        return tuple(found)
    for pattern, text in ((_PART_OR_OTHER, document.folded), (_PROPER, document.text)):
        for match in pattern.finditer(text, start, end):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                mention = _by_form(document, lexicons, *match.span(), subject)
                found.extend([mention] if mention else [])
    return tuple(sorted(found, key=lambda mention: mention.start))


def _known(document: Document, match: Match[Authority], subject: Subject) -> Mention:
    words = set(words_in(document.folded, match.start, match.end)) - SMALL_WORDS
    if any(entry.id == subject.slug for entry in match.payloads) or (subject.slug is None and words <= subject.words):
        return Mention(match.start, match.end, None)
    entry = match.payload if len(match.payloads) == 1 else None
    return Mention(
        match.start,
        match.end,
        NamedInstrument(
            printed=document.text[match.start : match.end],
            at=Span(match.start, match.end),
            instrument=entry.id if entry else None,
        ),
    )


def _by_form(document: Document, lexicons: Lexicons, start: int, end: int, subject: Subject) -> Mention | None:
    """A mention by how it is built; None where its first word tells of an event ("Renewed MoU")."""
    determiner = _DETERMINERS.match(document.text, start, end)
    start = determiner.end() if determiner else start
    words = set(words_in(document.folded, start, end)) - SMALL_WORDS
    if words & _RENEWED:
        return None
    generic = lexicons["cue"].whole(tokens_of(document.folded, start, end))
    if words <= subject.words or (generic and generic.payload.notation == "own-instrument"):
        return Mention(start, end, None)
    return Mention(start, end, part_named(document, lexicons, start, end, subject))


def part_named(document: Document, lexicons: Lexicons, start: int, end: int, subject: Subject) -> NamedInstrument:
    """The instrument that words name, which may be a part of the sheet's own ("Annex I")."""
    named = instrument_named(document, lexicons, start, end)
    if named.instrument is not None:
        return named
    words = set(words_in(document.folded, start, end)) - SMALL_WORDS
    return structs.replace(named, instrument=_part_of_subject(lexicons, words, subject))


def _part_of_subject(lexicons: Lexicons, words: set[str], subject: Subject) -> str | None:
    """The one annex, amendment or protocol of the sheet's own instrument that has the words in its name."""
    if subject.slug is None:
        return None
    having = [part for part, its_words in lexicons.parts_of(subject.slug) if words <= its_words]
    return having[0] if len(having) == 1 else None


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


def heading_named(document: Document, lexicons: Lexicons, start: int, end: int, subject: Subject) -> NamedInstrument:
    """The instrument or part of one that a line or stretch is the name of, without articles and marks around it."""
    while start < end and not document.text[start].isalnum():
        start += 1
    while (determiner := _DETERMINERS.match(document.text, start, end)) and determiner.end() > start:
        start = determiner.end()
    if aside := _ASIDE.search(document.folded, start, end):
        end = aside.start()
    while end > start and not document.text[end - 1].isalnum():
        end -= 1
    return part_named(document, lexicons, start, end, subject)
