"""Read the dated events, standing states and regular meetings that a stretch of a sheet tells of.

The grammar is that of printed status lines: phrases such as "Signed by Canada", dates before or after them, several
of either in one line, a scope, sometimes another instrument as the subject. The phrases are the labels of the
`event-type`, `scope` and `recurrence` schemes; this module only knows how phrases, dates and scopes go together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from recueil_kg.authorities import Authority
from recueil_kg.extraction.calendar import PrintedDate, dates_in
from recueil_kg.extraction.lexicon import Match, Token, tokens_of
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.model.records import Event, NamedInstrument, Scope, Span
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Concept

_STOP = re.compile(r"(?<!\b[a-z])[.;!?](?=\s|$)|\n[^\S\n]*\n")
_LEADING = re.compile(r"(?:\s|[-•:,;(\"*_]|(?:the|le|la|les|l'|un|une|a|an|this|ce|cet|cette|and|et)\b['\s]*)*")
_SMALL_WORDS = frozenset(
    "the of on and for in to a an by with from le la les l de du des d et sur pour en au aux un une dans par".split()
)
_REPEATABLE = frozenset({"meeting", "renewal", "amendment", "revision", "review"})
_REGULAR = frozenset({"meeting", "review", "renewal"})
_STANDING = frozenset({"ongoing"})
_KINDS = frozenset(
    "convention protocol protocole agreement accord treaty traite annex annexe amendment amendments amendement "
    "amendements memorandum mou plan edition".split()
)
"""Words that name an instrument or a part of one."""
_PART = re.compile(r"\b(?:annexe?|appendix|appendice|protocole?)\s+(?:[ivx]+|\d+|[a-h])\b")
_NO_SOONER = re.compile(r"\b(?:no sooner than|not before|pas avant)\b")
_PRONOUN = re.compile(r"\b(?:it|they|il|elle|ils|elles|the|le|la|les|l)\b")
_CANADAS_OWN = frozenset({"signature", "ratification", "acceptance", "approval", "accession", "withdrawal"})
"""Acts that a sheet's status tells of Canada where it names nobody."""
_OF_ALL = frozenset({"adoption", "opening-for-signature"})
"""What is done once for all parties."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The instrument that a sheet is about, as its own sentences name it.

    Attributes:
        slug: the instrument's, where an authority has it.
        words: the words of its titles, folded.
    """

    slug: str | None
    words: frozenset[str]


@dataclass(slots=True)
class _Phrase:
    match: Match[Concept]
    dates: list[PrintedDate] = field(default_factory=list)


def events_in_status(
    document: Document,
    lexicons: Lexicons,
    start: int,
    end: int,
    subject: Subject,
    of: NamedInstrument | None = None,
) -> list[Event]:
    """The events of one status line: every phrase counts, with or without a date.

    A clause that names no instrument tells of `of`, the one that a sub-heading above the line names.
    """
    return [
        event if event.of or of is None else structs.replace(event, of=of)
        for first, last in _clauses(document, start, end)
        for event in _read_clause(document, lexicons, first, last, subject, in_status=True)
    ]


def instrument_named(document: Document, lexicons: Lexicons, start: int, end: int) -> NamedInstrument:
    """The instrument that a sub-heading names, by its words; with its slug where an authority has it."""
    tokens = tokens_of(document.folded, start, end)
    match = next(iter(lexicons.instruments.find_all(tokens)), None)
    slug = match.payload.id if match and len(match.payloads) == 1 else None
    return NamedInstrument(printed=document.text[start:end], at=Span(start, end), instrument=slug)


def events_in_prose(document: Document, lexicons: Lexicons, start: int, end: int, subject: Subject) -> list[Event]:
    """The events of a section's sentences: only dated or regularly recurring ones of an instrument that is named."""
    events: list[Event] = []
    for first, last in _clauses(document, start, end):
        events.extend(_read_clause(document, lexicons, first, last, subject, in_status=False))
    return events


def _clauses(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for stop in _STOP.finditer(document.folded, start, end):
        yield position, stop.start()
        position = stop.end()
    if position < end:
        yield position, end


def _read_clause(
    document: Document, lexicons: Lexicons, start: int, end: int, subject: Subject, *, in_status: bool
) -> Iterator[Event]:
    tokens = tokens_of(document.folded, start, end)
    matches = list(lexicons["event-type"].find_all(tokens))
    phrases = [_Phrase(match) for match in matches if not _is_adjective(document, match, end, len(matches))]
    dates = dates_in(document.folded, start, end)
    if not phrases:
        if in_status and dates:
            yield from _of_parts(document, lexicons, tokens, dates)
        return
    _assign_dates(phrases, dates)
    phrases = _told_once(phrases)
    recurrences = list(lexicons["recurrence"].find_all(tokens))
    for index, phrase in enumerate(phrases):
        following = phrases[index + 1].match.start if index + 1 < len(phrases) else end
        before = phrases[index - 1].match.end if index else start
        recurrence = (
            _first_within(recurrences, before, following) if phrase.match.payload.notation in _REGULAR else None
        )
        if not in_status and not phrase.dates and recurrence is None:
            continue
        of = _instrument_before(document, lexicons, start, phrases[0].match.start, subject)
        if of is _UNNAMED:
            if not in_status:
                continue
            of = _part_named(document, lexicons, start, phrases[0].match.start)
        of = of or _instrument_around(document, lexicons, tokens, phrase, subject)
        yield from _events_of(
            document,
            lexicons,
            tokens,
            phrase,
            (phrases[0].match.start, following),
            of,
            recurrence,
            start,
            in_status=in_status,
        )


def _is_adjective(document: Document, match: Match[Concept], end: int, phrases: int) -> bool:
    """ "Amended Protocol adopted on …" tells of an adoption: the first word only says of which protocol."""
    if phrases == 1 or match.payload.notation not in {"amendment", "revision"}:
        return False
    following = tokens_of(document.folded, match.end, min(end, match.end + 40))
    return bool(following) and following[0].word in _KINDS


def _of_parts(
    document: Document, lexicons: Lexicons, tokens: Sequence[Token], dates: Sequence[PrintedDate]
) -> Iterator[Event]:
    """A date, a colon and names of parts ("2 October 1983: Annex I, Annex II"): each part's entry into force."""
    date = dates[0]
    if document.folded[date.end : date.end + 2].strip()[:1] != ":" or date.date is None:
        return
    for match in _PART.finditer(document.folded, date.end, tokens[-1].end):
        yield Event(
            printed=document.text[date.start : match.end()],
            at=Span(date.start, match.end()),
            type="entry-into-force",
            scope="international",
            date=date.date.edtf,
            date_printed=document.text[date.start : date.end],
            of=instrument_named(document, lexicons, match.start(), match.end()),
        )


def _part_named(document: Document, lexicons: Lexicons, start: int, end: int) -> NamedInstrument | None:
    """The amendment, protocol or annex that stands before a phrase, by its own words."""
    leading = _LEADING.match(document.folded, start, end)
    first = leading.end() if leading else start
    last = end
    while last > first and not document.text[last - 1].isalnum():
        last -= 1
    words = {token.word for token in tokens_of(document.folded, first, last)}
    return instrument_named(document, lexicons, first, last) if words & _KINDS else None


def _instrument_around(
    document: Document, lexicons: Lexicons, tokens: Sequence[Token], phrase: _Phrase, subject: Subject
) -> NamedInstrument | None:
    """The instrument whose name the phrase is a part of ("the London Amendment (1990)")."""
    for match in lexicons.instruments.find_all(tokens):
        if match.start <= phrase.match.start and phrase.match.end <= match.end:
            return _named(document, match, subject)
    return None


def _told_once(phrases: Sequence[_Phrase]) -> list[_Phrase]:
    """A clause that names one event twice ("met during the meeting in October") tells of one event."""
    kept: list[_Phrase] = []
    for phrase in phrases:
        notation = phrase.match.payload.notation
        if not any(other.match.payload.notation == notation and other.dates == phrase.dates for other in kept):
            kept.append(phrase)
    return kept


def _assign_dates(phrases: Sequence[_Phrase], dates: Sequence[PrintedDate]) -> None:
    """A date belongs to the phrases before it that have none yet; one before all phrases, to the first without."""
    waiting: list[_Phrase] = []
    remaining = list(phrases)
    early: list[PrintedDate] = []
    for date in dates:
        while remaining and remaining[0].match.start < date.start:
            waiting.append(remaining.pop(0))
        if waiting:
            planned = [phrase for phrase in waiting if phrase.match.payload.notation != "review"]
            for phrase in planned or waiting:
                phrase.dates.append(date)
            last = waiting[-1]
            waiting = []
        elif date.start > phrases[0].match.start:
            if last.match.payload.notation in _REPEATABLE:
                last.dates.append(date)
        else:
            early.append(date)
    for date, phrase in zip(early, [phrase for phrase in phrases if not phrase.dates], strict=False):
        phrase.dates.append(date)


def _first_within(matches: Sequence[Match[Concept]], start: int, end: int) -> Match[Concept] | None:
    return next((match for match in matches if start <= match.start < end), None)


_UNNAMED = NamedInstrument(printed="")
"""Marks a subject that is no instrument."""


def _instrument_before(
    document: Document, lexicons: Lexicons, start: int, end: int, subject: Subject
) -> NamedInstrument | None:
    """Whose event it is, by the words before the phrase: None for the sheet's own instrument."""
    leading = _LEADING.match(document.folded, start, end)
    first = leading.end() if leading else start
    tokens = tokens_of(document.folded, first, end)
    named = list(lexicons.instruments.find_all(tokens))
    if named:
        match = named[-1]
        return _named(document, match, subject)
    words = {token.word for token in tokens if token.word.isalpha()} - _SMALL_WORDS - {"canada"}
    if not words:
        return None
    if words <= subject.words:
        return None
    return _UNNAMED


def _named(document: Document, match: Match[Authority], subject: Subject) -> NamedInstrument | None:
    words = {token.word for token in tokens_of(document.folded, match.start, match.end)} - _SMALL_WORDS
    if any(entry.id == subject.slug for entry in match.payloads) or (subject.slug is None and words <= subject.words):
        return None
    entry = match.payload if len(match.payloads) == 1 else None
    return NamedInstrument(
        printed=document.text[match.start : match.end],
        at=Span(match.start, match.end),
        instrument=entry.id if entry else None,
    )


def _events_of(
    document: Document,
    lexicons: Lexicons,
    tokens: Sequence[Token],
    phrase: _Phrase,
    reach: tuple[int, int],
    of: NamedInstrument | None,
    recurrence: Match[Concept] | None,
    clause_start: int,
    *,
    in_status: bool,
) -> Iterator[Event]:
    notation = phrase.match.payload.notation
    beginning = _beginning(document, clause_start, phrase.match.start)
    scopes, party = _scopes(lexicons, tokens, phrase.match.start, reach[1])
    if scopes == ("unstated",):
        before, named_before = _scopes(lexicons, tokens, clause_start, phrase.match.start)
        if before == ("canada",) and (
            notation in _CANADAS_OWN
            or (
                notation == "entry-into-force"
                and not _PRONOUN.search(document.folded, clause_start, phrase.match.start)
            )
        ):
            scopes = before
        elif before == ("other",) and not in_status:
            scopes, party = before, named_before
        elif notation in _OF_ALL:
            scopes = ("international",)
        elif in_status and notation in _CANADAS_OWN:
            scopes = ("canada",)
    dates: Sequence[PrintedDate | None] = phrase.dates or (None,)
    for scope in scopes:
        for date in dates:
            ends = [phrase.match.end]
            if date is not None:
                ends.append(date.end)
            if recurrence is not None:
                ends.append(recurrence.end)
            starts = [beginning if beginning < phrase.match.start else phrase.match.start]
            if date is not None:
                starts.append(date.start)
            begin, end = min(starts), max(ends)
            yield Event(
                printed=document.text[begin:end],
                at=Span(begin, end),
                type=notation,
                scope="unstated" if notation in _STANDING else scope,
                party=party,
                date=_edtf(document, phrase, date),
                date_printed=document.text[date.start : date.end] if date else None,
                of=None if of is _UNNAMED else of,
                recurrence=recurrence.payload.notation if recurrence else None,
            )


def _edtf(document: Document, phrase: _Phrase, date: PrintedDate | None) -> str | None:
    """The date; open where the words say that it is the earliest possible one."""
    if date is None or date.date is None:
        return None
    first, last = sorted((phrase.match.start, date.start))
    return f"{date.date.edtf}/.." if _NO_SOONER.search(document.folded, first, last) else date.date.edtf


def _beginning(document: Document, clause_start: int, phrase_start: int) -> int:
    start = clause_start
    while start < phrase_start and document.text[start] in " \t\r\n\u00a0-•*_":
        start += 1
    return start


def _scopes(lexicons: Lexicons, tokens: Sequence[Token], start: int, end: int) -> tuple[tuple[Scope, ...], str | None]:
    """For whom, by the scope phrases at and after the event's phrase; another state's name means that party."""
    within = [token for token in tokens if start <= token.start < end]
    found: list[Scope] = []
    for match in lexicons["scope"].find_all(within):
        notation: Scope = match.payload.notation  # type: ignore[assignment]
        if notation not in found:
            found.append(notation)
    if found:
        return tuple(found), None
    named = list(lexicons.instruments.find_all(within))
    parties = [
        match.payload.id
        for match in lexicons.states.find_all(within)
        if not any(other.start <= match.start < other.end for other in named)
    ]
    if "can" in parties:
        return ("canada",), None
    return (("other",), parties[0]) if len(parties) == 1 else (("unstated",), None)
