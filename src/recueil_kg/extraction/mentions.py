"""Which instrument a stretch of a sheet names: the sheet's own, another one, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgspec import Struct, structs

from recueil_kg.authorities import Authority
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.tokens import tokens_of, words_in
from recueil_kg.model.records import NamedInstrument, Span
from recueil_kg.reading import Document

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
_ASIDE = re.compile(r",\s*(?:qui|which|that|visant|dont|aimed)\b")
_RENEWED = frozenset("renewed revised updated renouvele renouvelee revise revisee".split())


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
