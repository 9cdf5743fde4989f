"""Which phrases of a clause tell of an event, and which of its dates belongs to each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from recueil_kg.extraction.calendar import PrintedDate
from recueil_kg.extraction.clause import NUMBER, REGULAR, Clause, Phrase
from recueil_kg.extraction.lexicon import Match, tokens_of
from recueil_kg.extraction.mentions import SMALL_WORDS
from recueil_kg.extraction.scopes import CONSENTS, scope_beside
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES
from recueil_kg.vocabularies import Concept

_REPEATABLE = REGULAR | {"amendment", "revision", "signature"}
_TEXT_CHANGES = frozenset({"amendment", "revision", "renewal"})
_ENDS = frozenset({"expiry", "termination"})
_COORDINATION = re.compile(r"[\s,/:•-]*(?:(?:and|et|then|puis|was|were|a|ont|est|sont|ete|been)\b[\s,:-]*)*")
_PLACE = re.compile(r"\s(?:in|at|a|en)\s+[^\W\d]+(?:,?\s+[^\W\d]+|\s*\([^()\d]{2,30}\))?(?=\s+(?:and|et)\b)")
_AMONG = re.compile(r"\b(?:of the|des)\s+$")
_COUNTING = re.compile(r"number|nombre|ratif")
_CHANGE = re.compile(r"amendment|amendement|modification")
_SINCE = re.compile(r"\b(?:since|depuis)\s+$")
_NO_MEETING = re.compile(
    r"\b(?:to|can|could|pour|is|are|be|been|were|was)\s+$|\b(?:to|at) (?:the|its|each|every) (?:\w+ )?$"
)
_OF_ANOTHER = re.compile(r"\b(?:its|their|ses|leurs|of|des|all|and the|et les)\s+(?:\w+\s+)?$")
_YEAR_AFTER_NAME = re.compile(r"\s*\((?:19|20)\d\d\)")
_SUBORDINATE = frozenset({"when", "lorsque", "at the time", "unless", "if", "a moins"})
_FARTHEST_NEGATION = 3
_FARTHEST_NOUN = 5
_FARTHEST_COUNT = 12
"""Words between a cue or number and the phrase that it concerns."""


def phrases_in(clause: Clause) -> list[Phrase]:
    """The phrases that tell of an event, in order, each with its dates; one event that is told twice, once."""
    phrases = [phrase for match in clause.matches if (phrase := _phrase(clause, match, clause.matches))]
    if not phrases:
        return []
    for one, other in pairwise(phrases):
        other.joined = _is_joined(clause, one.match.end, other.match.start)
    _Dating(clause, phrases).assign()
    return _told_once([phrase for phrase in phrases if not _only_names_what_changed(clause, phrase, phrases)])


# Which phrases tell of an event


def _phrase(clause: Clause, match: Match[Concept], matches: Sequence[Match[Concept]]) -> Phrase | None:
    phrase = Phrase(match)
    if phrase.type == "party-count":
        phrase.count = _count(clause, match)
        acts = any(other.start > match.end and other.payload.notation in CONSENTS for other in matches)
        if phrase.count is None or acts:
            return None
    if phrase.type in CONSENTS and _is_counted(clause, match, matches):
        return None
    if _is_part_of_a_name(clause, match) or _is_planned(clause, match, matches):
        return None
    if (
        phrase.type == "meeting"
        and not clause.cues_of("held")
        and clause.has_cue("gathering", match.start, match.start + 1)
    ):
        return None
    if _is_denied_or_possible(clause, match) or _is_object_or_passive(clause, match):
        return None
    return None if len(matches) > 1 and _is_circumstance(clause, match) else phrase


def _is_counted(clause: Clause, match: Match[Concept], matches: Sequence[Match[Concept]]) -> bool:
    """ "Currently ratified by 183 Parties" tells of their number."""
    following = next((other for other in matches if other.start >= match.end), None)
    return (
        following is not None
        and following.payload.notation == "party-count"
        and not clause.has_date_between(match.end, following.start)
        and _count(clause, following) is not None
    )


def _is_part_of_a_name(clause: Clause, match: Match[Concept]) -> bool:
    """A word of an instrument's name, unless a year in brackets says when ("the X Amendment (1990)")."""
    for mention in clause.mentions:
        if mention.start <= match.start and match.end <= mention.end:
            return not _YEAR_AFTER_NAME.match(clause.folded, mention.end)
    return False


def _is_planned(clause: Clause, match: Match[Concept], matches: Sequence[Match[Concept]]) -> bool:
    """What is only expected is a plan and no other event ("the sixth meeting is expected in 2015")."""
    following = next((other for other in matches if other.start >= match.end), None)
    return (
        following is not None
        and following.payload.notation == "plan"
        and not clause.has_date_between(match.end, following.start)
    )


def _is_denied_or_possible(clause: Clause, match: Match[Concept]) -> bool:
    """ "Not ratified", "renewed as needed"; "not in force" is a phrase of its own."""
    denied = any(
        cue.end <= match.start and clause.words_between(cue.end, match.start) <= _FARTHEST_NEGATION
        for cue in clause.cues_of("negation")
    )
    if denied and match.payload.notation != "not-in-force":
        return True
    if not clause.cues_of("as-needed"):
        return False
    after = next((cue for cue in clause.cues if match.end <= cue.start), None)
    return (
        after is not None and after.payload.notation == "as-needed" and not clause.words_between(match.end, after.start)
    )


def _is_object_or_passive(clause: Clause, match: Match[Concept]) -> bool:
    """ "Ratified the X and its amendments", "targets are met"; "at its fourteenth meeting, held in May" is one."""
    if match.payload.notation in {"meeting", "review"}:
        if any(
            match.end <= cue.start and set(clause.folded[match.end : cue.start].split()) <= {","}
            for cue in clause.cues_of("held")
        ):
            return False
        return _NO_MEETING.search(clause.folded, clause.start, match.start) is not None
    named = any(mention.start <= match.start < mention.end for mention in clause.mentions)
    return (
        match.payload.notation in _TEXT_CHANGES
        and not named
        and _OF_ANOTHER.search(clause.folded, clause.start, match.start) is not None
    )


def _is_circumstance(clause: Clause, match: Match[Concept]) -> bool:
    """ "90 days after the fiftieth ratification"; in a status also "when the leaders met"."""
    cues = [cue for cue in clause.cues_of("circumstance") if cue.end <= match.start]
    if not cues or match.payload.notation in _ENDS:
        return False
    cue = cues[-1]
    if clause.words_between(cue.end, match.start) > _FARTHEST_NOUN or clause.has_date_between(cue.end, match.start):
        return False
    words = clause.folded[match.start : match.end]
    is_noun = any(fold(match.payload.preferred[language]) == words for language in LANGUAGES)
    return is_noun or (clause.in_status and clause.folded[cue.start : cue.end] in _SUBORDINATE)


def _count(clause: Clause, match: Match[Concept]) -> int | None:
    """The number of parties beside a phrase that counts them; a number of a date is none."""
    counting = _COUNTING.search(clause.folded, match.start, match.end) is not None
    for found in NUMBER.finditer(clause.folded, clause.start, clause.end):
        if any(date.start <= found.start() < date.end for date in clause.all_dates):
            continue
        if _AMONG.search(clause.folded, clause.start, found.start()):
            continue
        if found.end() <= match.start and clause.words_between(found.end(), match.start) <= 1:
            return int(found.group())
        if (
            counting
            and match.end <= found.start()
            and clause.words_between(match.end, found.start()) <= _FARTHEST_COUNT
        ):
            return int(found.group())
    return None


def _only_names_what_changed(clause: Clause, phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
    """ "The amendment on waste entered into force on D": the undated noun is whose event it is."""
    return phrase is phrases[0] and len(phrases) > 1 and not phrase.dates and _is_noun_of_change(clause, phrase)


def _is_noun_of_change(clause: Clause, phrase: Phrase) -> bool:
    return phrase.type == "amendment" and _CHANGE.match(clause.folded, phrase.match.start) is not None


def _is_joined(clause: Clause, start: int, end: int) -> bool:
    """Whether nothing but "and", a comma, a place, a scope or the instrument's own name stands in a stretch."""
    own = [cue for cue in clause.find("cue", start, end) if cue.payload.notation == "own-instrument"]
    parts: list[str] = []
    position = start
    for match in sorted((*clause.find("scope", start, end), *own), key=lambda match: match.start):
        parts.append(clause.folded[position : match.start])
        position = match.end
    between = "".join((*parts, clause.folded[position:end]))
    return _COORDINATION.fullmatch(_PLACE.sub("", between)) is not None


def _told_once(phrases: Sequence[Phrase]) -> list[Phrase]:
    """A clause that names one event twice ("met during the meeting in October") tells of one event."""
    kept: list[Phrase] = []
    for phrase in phrases:
        again = [other for other in kept if other.type == phrase.type]
        if not any(other.dates == phrase.dates or not phrase.dates for other in again):
            kept.append(phrase)
    return kept


# Which date belongs to which phrase


@dataclass(frozen=True)
class _Dating:
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
