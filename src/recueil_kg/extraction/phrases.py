"""Tell which phrases of a clause tell of an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from recueil_kg.extraction.clause import NUMBER, Clause, Phrase
from recueil_kg.extraction.dating import Dating
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.scopes import CONSENTS
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES
from recueil_kg.vocabularies import Concept

_TEXT_CHANGES = frozenset({"amendment", "revision", "renewal"})
_ENDS = frozenset({"expiry", "termination"})
_COORDINATION = re.compile(r"[\s,/:•-]*(?:(?:and|et|then|puis|was|were|a|ont|est|sont|ete|been)\b[\s,:-]*)*")
_PLACE = re.compile(r"\s(?:in|at|a|en)\s+[^\W\d]+(?:,?\s+[^\W\d]+|\s*\([^()\d]{2,30}\))?(?=\s+(?:and|et)\b)")
_AMONG = re.compile(r"\b(?:of the|des)\s+$")
_COUNTING = re.compile(r"number|nombre|ratif")
_CHANGE = re.compile(r"amendment|amendement|modification")
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
    Dating(clause, phrases).assign()
    return _told_once([phrase for phrase in phrases if not _only_names_what_changed(clause, phrase, phrases)])


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
