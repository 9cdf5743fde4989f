"""One clause of a sheet: its words, dates, named instruments and cues, and the phrases of events in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from recueil_kg.extraction.calendar import PrintedDate, dates_in
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.mentions import Mention, Subject, mentions_in
from recueil_kg.extraction.naming import Naming, naming
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Concept

_STOP = re.compile(r"[.;!?\n](?:(?<!\n)(?=\s|$)(?<!\b[a-z].)(?<!\bno.)(?<!\bst.)|(?<=\n)[^\S\n]*\n)")
"""A final mark that no abbreviation ends with, or a blank line; begun with one set of characters, it is found fast."""
_PERIOD = re.compile(r"\b(?:for|pour)(?:\s+(?:the|les?)(?:\s+(?:years?|annees?))?)?\s+$")


REGULAR = frozenset({"meeting", "review", "renewal", "reporting"})
"""What a sheet gives as a habit, with how often, as well as with a date."""
NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?![\w-]|[.,]\d)")


@dataclass(slots=True)
class Phrase:
    """The words of an event in a clause, and what was found to belong to them.

    Attributes:
        match: the words, by the `event-type` scheme.
        type: notation of the event type.
        dates: when, once or several times.
        naming: of which instrument.
        count: of a number of parties: how many.
        joined: whether only "and" or a comma stands between it and the phrase before it.
    """

    match: Match[Concept]
    type: str = field(init=False)
    dates: list[PrintedDate] = field(default_factory=list)
    naming: Naming = field(default_factory=lambda: Naming("nothing"))
    count: int | None = None
    joined: bool = False

    def __post_init__(self) -> None:
        self.type = self.match.payload.notation


@dataclass(slots=True)
class Clause:
    """A stretch of a document up to a final mark; a status line's, or a sentence's of a section.

    Attributes:
        matches: the phrases of events in it.
        recurrences: the words that say how often, where something is told that happens regularly.
        all_dates: every date in it.
        folded: the whole document's folded text: every offset is the document's.
        mentions: the instruments that it names.
        dates: the dates of events: a year of an instrument's name, or that a report is for, is none.
        cues: the words that change what a phrase tells.
    """

    document: Document
    lexicons: Lexicons
    start: int
    end: int
    subject: Subject
    in_status: bool
    matches: Sequence[Match[Concept]]
    recurrences: Sequence[Match[Concept]]
    all_dates: Sequence[PrintedDate]
    folded: str = field(init=False)
    mentions: Sequence[Mention] = field(init=False)
    dates: Sequence[PrintedDate] = field(init=False)
    cues: Sequence[Match[Concept]] = field(init=False)
    _cues_by_notation: dict[str, list[Match[Concept]]] = field(init=False)

    def __post_init__(self) -> None:
        self.folded = self.document.folded
        self.mentions = mentions_in(self.document, self.lexicons, self.start, self.end, self.subject)
        self.dates = [
            date
            for date in self.all_dates
            if not any(mention.start <= date.start and date.end <= mention.end for mention in self.mentions)
            and not _PERIOD.search(self.folded, self.start, date.start)
        ]
        self.cues = self.find("cue", self.start, self.end)
        self._cues_by_notation = {}
        for cue in self.cues:
            self._cues_by_notation.setdefault(cue.payload.notation, []).append(cue)

    def find(self, scheme: str, start: int, end: int) -> Sequence[Match[Concept]]:
        """The labels of a scheme in a part of it."""
        return self.lexicons.concepts[scheme].find_in(self.folded, start, end)

    def has_cue(self, notation: str, start: int, end: int) -> bool:
        """Whether a cue stands in a part of it."""
        return any(start <= cue.start < end for cue in self._cues_by_notation.get(notation, ()))

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
    """The clauses of a stretch, in order; of a section's sentences only those that can tell of an event."""
    folded, phrases, habits = document.folded, lexicons["event-type"], lexicons["recurrence"]
    if not in_status and not phrases.find_in(folded, start, end):
        return
    position = start
    for first, last in (*(found.span() for found in _STOP.finditer(folded, start, end)), (end, end)):
        matches = phrases.find_in(folded, position, first) if position < first else ()
        if matches or (in_status and position < first):
            dates = dates_in(folded, position, first)
            types = {match.payload.notation for match in matches}
            recurrences = habits.find_in(folded, position, first) if types & REGULAR else ()
            if in_status or dates or recurrences or _tells_undated(types, folded, position, first):
                yield Clause(document, lexicons, position, first, subject, in_status, matches, recurrences, dates)
        position = last


def _tells_undated(types: Set[str], folded: str, start: int, end: int) -> bool:
    """Whether a sentence of a section can tell without a date: the number of parties, or that nothing is in force."""
    counts = "party-count" in types and NUMBER.search(folded, start, end) is not None
    return counts or "not-in-force" in types
