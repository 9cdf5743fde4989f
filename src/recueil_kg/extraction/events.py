"""Read the dated events, standing states and regular meetings that a stretch of a sheet tells of.

The grammar is that of printed status lines: phrases such as "Signed by Canada", dates before or after them, several
of either in one line, a scope, sometimes another instrument as the subject or the object. The phrases are the labels
of the `event-type`, `scope`, `recurrence` and `cue` schemes; this room only knows how they and dates go together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from recueil_kg.extraction.about import HAS_OBJECT, name_instruments
from recueil_kg.extraction.calendar import PrintedDate, dates_in
from recueil_kg.extraction.clause import NUMBER, REGULAR, Clause, Phrase, clauses_in
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.mentions import SMALL_WORDS, Subject, part_named
from recueil_kg.extraction.phrases import phrases_in
from recueil_kg.extraction.scopes import Told, end_of_scope, for_whom, scope_beside
from recueil_kg.extraction.tokens import words_in
from recueil_kg.folding import fold
from recueil_kg.model.records import Event, NamedInstrument, Span
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Concept

_COLON = re.compile(r"\s*:")
_PART = re.compile(r"\b(?:annexe?|appendix|appendice|protocole?)\s+(?:[ivx]+|\d+|[a-h])\b")
_NEW = re.compile(r"new|nouve")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COUNTED = re.compile(r"\b(?:ratified|ratifiee?|signed|signee?) (?:by|par)\b")
_BEFORE_WORDS = " \t\r\n\u00a0\u202f-–•·*_,;("


def events_in_status(
    document: Document,
    lexicons: Lexicons,
    start: int,
    end: int,
    subject: Subject,
    of: NamedInstrument | None = None,
) -> list[Event]:
    """The events of one status line: every phrase counts, with or without a date.

    A clause that names no instrument tells of `of`, the one that a sub-heading above the line names; a clause that is
    only a date repeats the event before it ("Signed by Canada on D (MSC); D (S&T)").
    """
    events: list[Event] = []
    for clause in clauses_in(document, lexicons, start, end, subject, in_status=True):
        told = list(_events_of_clause(clause))
        if not told and events and (date := _only_date(clause)) and date.date:
            words = document.text[date.start : date.end]
            at = Span(date.start, date.end)
            told = [structs.replace(events[-1], printed=words, at=at, date=date.date.edtf, date_printed=words)]
        events += told
    return [event if event.of or of is None else structs.replace(event, of=of) for event in events]


def events_in_prose(
    document: Document,
    lexicons: Lexicons,
    start: int,
    end: int,
    subject: Subject,
    of: NamedInstrument | None = None,
) -> list[Event]:
    """The events of a section's sentences: only dated or regularly recurring ones of an instrument that is named.

    A sentence that names no instrument tells of `of`, the one that the line above a list names.
    """
    return [
        event if event.of or of is None else structs.replace(event, of=of)
        for clause in clauses_in(document, lexicons, start, end, subject, in_status=False)
        for event in _events_of_clause(clause)
    ]


def other_event(document: Document, start: int, end: int, of: NamedInstrument | None) -> Event | None:
    """A dated status line in words that the vocabulary does not have, kept as it is printed; None without a date."""
    dates = [date for date in dates_in(document.folded, start, end) if date.date]
    if not dates or dates[0].date is None:
        return None
    return Event(
        printed=document.text[start:end],
        at=Span(start, end),
        type="other",
        date=dates[0].date.edtf,
        date_printed=document.text[dates[0].start : dates[0].end],
        of=of,
    )


def _only_date(clause: Clause) -> PrintedDate | None:
    """The date that a clause consists of, but for a bracket after it ("November 20, 2012 (S&T)")."""
    if len(clause.all_dates) != 1:
        return None
    date = clause.all_dates[0]
    around = clause.folded[clause.start : date.start] + re.sub(r"\([^)]*\)", "", clause.folded[date.end : clause.end])
    return None if set(words_in(around, 0, len(around))) - SMALL_WORDS - {",", "."} else date


def _events_of_clause(clause: Clause) -> Iterator[Event]:
    if not clause.matches:
        if clause.in_status:
            yield from _events_of_parts(clause)
        return
    phrases = phrases_in(clause)
    name_instruments(clause, phrases)
    dated = any(phrase.dates for phrase in phrases)
    phrases = [phrase for phrase in phrases if phrase.dates or phrase.type != "other" or not dated]
    for index, (phrase, told) in enumerate(zip(phrases, for_whom(clause, phrases), strict=True)):
        recurrence = _recurrence_of(clause, phrases, index)
        if _tells(clause, phrase, recurrence):
            yield from _events_of(clause, phrase, told, recurrence)


def _tells(clause: Clause, phrase: Phrase, recurrence: Match[Concept] | None) -> bool:
    """Whether a phrase is an event: in a status nearly always, in prose where its time and its instrument are named.

    What happens regularly counts whoever does it; so does a meeting, and a report that was handed over. What a
    status only announces with a colon ("the annexes entered into force:") is told by the lines below it.
    """
    named = phrase.naming
    before = clause.folded[clause.start : phrase.match.start].strip(_BEFORE_WORDS)
    if before and not phrase.dates and clause.folded[clause.start : clause.end].rstrip().endswith(":"):
        return False
    if clause.in_status or recurrence is not None:
        return True
    if phrase.type == "party-count":
        counted = _COUNTED.search(clause.folded, clause.start, phrase.match.start) is not None
        return counted or named.kind in {"own", "nothing", "body"}
    if phrase.type == "not-in-force":
        return named.kind in {"own", "other"}
    if not phrase.dates:
        return False
    if phrase.type in {"meeting", "plan"}:
        return named.kind != "other"
    if phrase.type == "reporting":
        from_it = clause.has_cue("circumstance", clause.start, phrase.match.start)
        return clause.has_cue("handing-over", clause.start, clause.end) and not from_it
    if named.kind == "body":
        return phrase.type == "establishment"
    is_new = named.of is not None and named.of.instrument is None and _NEW.match(fold(named.of.printed))
    return named.kind != "unknown" and not is_new


def _recurrence_of(clause: Clause, phrases: Sequence[Phrase], index: int) -> Match[Concept] | None:
    if phrases[index].type not in REGULAR:
        return None
    before = phrases[index - 1].match.end if index else clause.start
    following = phrases[index + 1].match.start if index + 1 < len(phrases) else clause.end
    return next((match for match in clause.recurrences if before <= match.start < following), None)


def _events_of(clause: Clause, phrase: Phrase, told: Told, recurrence: Match[Concept] | None) -> Iterator[Event]:
    text = clause.document.text
    begin = clause.start
    while text[begin] in _BEFORE_WORDS:
        begin += 1
    dates: Sequence[PrintedDate | None] = phrase.dates or (None,)
    several = phrase.type == "entry-into-force" and len(phrase.dates) > 1
    for date in dates:
        beside = scope_beside(clause, date) if several and date is not None else None
        for each in (beside,) if beside is not None else told:
            end = _end_of_words(clause, phrase, date, recurrence)
            yield Event(
                printed=text[begin:end],
                at=Span(begin, end),
                type=phrase.type,
                scope=each.scope,
                party=each.party,
                date=_edtf(clause, phrase, date),
                date_printed=text[date.start : date.end] if date else None,
                of=phrase.naming.of,
                recurrence=recurrence.payload.notation if recurrence else None,
                count=phrase.count,
            )


def _end_of_words(clause: Clause, phrase: Phrase, date: PrintedDate | None, recurrence: Match[Concept] | None) -> int:
    """Where the words end that tell the event: its phrase, date, number, object and scope."""
    ends = [phrase.match.end, *(part.end for part in (date, recurrence) if part is not None)]
    if phrase.count is not None:
        numbers = NUMBER.finditer(clause.folded, clause.start, clause.end)
        ends += [found.end() for found in numbers if int(found.group()) == phrase.count]
    if phrase.type in HAS_OBJECT and phrase.naming.of is not None and phrase.naming.of.at is not None:
        ends.append(phrase.naming.of.at.end)
    return end_of_scope(clause, max(ends), clause.end)


def _edtf(clause: Clause, phrase: Phrase, date: PrintedDate | None) -> str | None:
    """The date; open where the words say that it is the earliest; of an undated status line, its instrument's year."""
    if date is None:
        named = phrase.naming.of.printed if phrase.naming.of else ""
        years = _YEAR.findall(named) if clause.in_status and phrase.type == "adoption" else []
        return years[0] if len(years) == 1 else None
    if date.date is None:
        return None
    first, last = sorted((phrase.match.start, date.start))
    return f"{date.date.edtf}/.." if clause.has_cue("earliest", first, last) else date.date.edtf


def _events_of_parts(clause: Clause) -> Iterator[Event]:
    """A date, a colon and names of parts ("2 October 1983: Annex I, Annex II"): each part's entry into force."""
    date = clause.dates[0] if clause.dates else None
    if date is None or date.date is None or not _COLON.match(clause.folded, date.end, clause.end):
        return
    text = clause.document.text
    for match in _PART.finditer(clause.folded, date.end, clause.end):
        yield Event(
            printed=text[date.start : match.end()],
            at=Span(date.start, match.end()),
            type="entry-into-force",
            scope="international",
            date=date.date.edtf,
            date_printed=text[date.start : date.end],
            of=part_named(clause.document, clause.lexicons, match.start(), match.end(), clause.subject),
        )
