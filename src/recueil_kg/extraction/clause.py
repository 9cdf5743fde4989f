"""One clause of a sheet: its words, dates, named instruments and cues, and the phrases of events in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from recueil_kg.extraction.calendar import PrintedDate, dates_in
from recueil_kg.extraction.lexicon import Match, tokens_of
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.mentions import Mention, Naming, Subject, mentions_in, naming
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Concept

_STOP = re.compile(r"[.;!?\n](?:(?<!\n)(?=\s|$)(?<!\b[a-z].)(?<!\bno.)(?<!\bst.)|(?<=\n)[^\S\n]*\n)")
"""A final mark that no abbreviation ends with, or a blank line; begun with one set of characters, it is found fast."""
_PERIOD = re.compile(r"\b(?:for|pour)(?:\s+(?:the|les?)(?:\s+(?:years?|annees?))?)?\s+$")


@dataclass(slots=True)
class Phrase:
    """The words of an event in a clause, and what was found to belong to them.

    Attributes:
        match: the words, by the `event-type` scheme.
        dates: when, once or several times.
        naming: of which instrument.
        count: of a number of parties: how many.
        joined: whether only "and" or a comma stands between it and the phrase before it.
    """

    match: Match[Concept]
    dates: list[PrintedDate] = field(default_factory=list)
    naming: Naming = field(default_factory=lambda: Naming("nothing"))
    count: int | None = None
    joined: bool = False

    @property
    def type(self) -> str:
        """Notation of the event type."""
        return self.match.payload.notation


@dataclass
class Clause:
    """A stretch of a document up to a final mark; a status line's, or a sentence's of a section."""

    document: Document
    lexicons: Lexicons
    start: int
    end: int
    subject: Subject
    in_status: bool

    @property
    def folded(self) -> str:
        """The whole document's folded text: every offset is the document's."""
        return self.document.folded

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The instruments that it names."""
        return mentions_in(self.document, self.lexicons, self.start, self.end, self.subject)

    @cached_property
    def all_dates(self) -> list[PrintedDate]:
        """Every date in it."""
        return dates_in(self.folded, self.start, self.end)

    @cached_property
    def dates(self) -> list[PrintedDate]:
        """The dates of events: a year of an instrument's name, or that a report is for, is none."""
        return [
            date
            for date in self.all_dates
            if not any(mention.start <= date.start and date.end <= mention.end for mention in self.mentions)
            and not _PERIOD.search(self.folded, self.start, date.start)
        ]

    @cached_property
    def cues(self) -> Sequence[Match[Concept]]:
        """The words that change what a phrase tells."""
        return self.find("cue")

    @cached_property
    def _cues_by_notation(self) -> dict[str, list[Match[Concept]]]:
        by_notation: dict[str, list[Match[Concept]]] = {}
        for cue in self.cues:
            by_notation.setdefault(cue.payload.notation, []).append(cue)
        return by_notation

    def find(self, scheme: str, start: int | None = None, end: int | None = None) -> Sequence[Match[Concept]]:
        """The labels of a scheme in it, or in a part of it."""
        first, last = self.start if start is None else start, self.end if end is None else end
        return self.lexicons[scheme].find_in(self.folded, first, last)

    def has_cue(self, notation: str, start: int, end: int) -> bool:
        """Whether a cue stands in a part of it."""
        return any(start <= cue.start < end for cue in self.cues_of(notation))

    def cues_of(self, notation: str) -> Sequence[Match[Concept]]:
        """The cues of one kind in it."""
        return self._cues_by_notation.get(notation, ())

    def words_between(self, start: int, end: int) -> int:
        """How many words a part of it has."""
        first, last = max(start, self.start), min(end, self.end)
        return len(tokens_of(self.folded, first, last)) if start < end else 0

    def has_date_between(self, start: int, end: int) -> bool:
        """Whether a date of an event stands in a part of it."""
        return any(start <= date.start < end for date in self.dates)

    def naming(self, start: int, end: int) -> Naming:
        """What a part of it names."""
        return naming(self.document, self.lexicons, (start, end), self.mentions, self.dates, self.subject)


def clauses_in(
    document: Document, lexicons: Lexicons, start: int, end: int, subject: Subject, *, in_status: bool
) -> Iterator[Clause]:
    """The clauses of a stretch, in order; of a section's sentences only those with an event's phrase."""
    tells = lexicons["event-type"].find_in
    if not in_status and not tells(document.folded, start, end):
        return
    position = start
    for stop in (*(found.span() for found in _STOP.finditer(document.folded, start, end)), (end, end)):
        if position < stop[0] and (in_status or tells(document.folded, position, stop[0])):
            yield Clause(document, lexicons, position, stop[0], subject, in_status)
        position = stop[1]
