"""Give a clause's dates to its phrases: which date belongs to which event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from recueil_kg.extraction.calendar import PrintedDate
from recueil_kg.extraction.clause import REGULAR, Clause, Phrase
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.mentions import SMALL_WORDS
from recueil_kg.extraction.scopes import scope_beside
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.vocabularies import Concept

_REPEATABLE = REGULAR | {"amendment", "revision", "signature"}
_SINCE = re.compile(r"\b(?:since|depuis)\s+$")


@dataclass(frozen=True)
class Dating:
    """A clause whose dates are given to its phrases."""

    clause: Clause
    phrases: Sequence[Phrase]

    def assign(self) -> None:
        """A date belongs to the phrase before it and to those joined with it; one before all phrases, to the first.

        What happens regularly has no date after it, and what an instrument replaces is named by its year.
        """
        for date in self.clause.dates:
            before = [phrase for phrase in self.phrases if phrase.match.start < date.start]
            if before and not self._belongs_to_none(before[-1], date):
                self._give(before, date)
        self._repeat_same_date()
        self._give_early_dates()

    def _belongs_to_none(self, phrase: Phrase, date: PrintedDate) -> bool:
        if phrase.type == "replacement":
            return date.date is not None and date.date.precision == "year"
        if self.clause.has_cue("cause", phrase.match.end, date.start):
            return True
        habits = self.clause.recurrences if phrase.type in REGULAR else ()
        return any(phrase.match.start < habit.start < date.start and self._is_adverb(habit) for habit in habits)

    def _is_adverb(self, recurrence: Match[Concept]) -> bool:
        """Whether a recurrence says how often ("every year") rather than which one ("the annual meeting in 2009")."""
        words = self.clause.folded[recurrence.start : recurrence.end]
        return " " in words or words.endswith(("ly", "ment"))

    def _give(self, before: Sequence[Phrase], date: PrintedDate) -> None:
        last = before[-1]
        if last.dates:
            if _is_part_of(last.dates[-1], date):
                last.dates[-1] = date
            elif self._goes_on(last, date.start) and (last.type in _REPEATABLE or self._is_for_another(last, date)):
                last.dates.append(date)
            return
        last.dates.append(date)
        for following, phrase in pairwise(reversed(before)):
            if not following.joined or phrase.dates:
                break
            phrase.dates.append(date)

    def _goes_on(self, phrase: Phrase, end: int) -> bool:
        """Whether only commas, small words and places of meetings stand between two dates ("en 1998, en 2003")."""
        start = phrase.dates[-1].end
        scopes = self.clause.find("scope", start, end)
        tokens = [
            token
            for token in tokens_of(self.clause.folded, start, end)
            if not any(scope.start <= token.start < scope.end for scope in scopes)
        ]
        text = self.clause.document.text
        places = {token.word for token in tokens if phrase.type == "meeting" and text[token.start].isupper()}
        return not {token.word for token in tokens} - SMALL_WORDS - {",", "again", "nouveau"} - places

    def _is_for_another(self, phrase: Phrase, date: PrintedDate) -> bool:
        """ "In force internationally on D1 and in Canada on D2": a date of the same event with a scope of its own."""
        beside = scope_beside(self.clause, date)
        return phrase.type == "entry-into-force" and beside is not None

    def _repeat_same_date(self) -> None:
        """ "Signed on D and in force since then"."""
        for phrase in self.phrases if self.clause.cues_of("same-date") else ():
            before = [date for date in self.clause.dates if date.end <= phrase.match.start]
            same = any(cue.end > phrase.match.end for cue in self.clause.cues_of("same-date"))
            if not phrase.dates and before and same:
                phrase.dates.append(before[-1])

    def _give_early_dates(self) -> None:
        """Dates before all phrases, each to the first phrase without one and to those joined with it."""
        early = [date for date in self.clause.dates if date.end <= self.phrases[0].match.start]
        without = [index for index, phrase in enumerate(self.phrases) if not phrase.dates]
        habits = self.clause.recurrences and self.phrases[0].type in REGULAR
        if habits and any(_SINCE.search(self.clause.folded, self.clause.start, date.start) for date in early):
            return
        for date, index in zip(early, without, strict=False):
            self.phrases[index].dates.append(date)
            for following in self.phrases[index + 1 :]:
                if not following.joined or following.dates:
                    break
                following.dates.append(date)


def _is_part_of(one: PrintedDate, other: PrintedDate) -> bool:
    """Whether a second date only makes the first one, a year, more precise."""
    if one.date is None or other.date is None:
        return False
    return one.date.precision == "year" != other.date.precision and one.date.contains(other.date)
