"""For whom the events of a clause have effect: for Canada, for all, for another party; by who is named beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from recueil_kg.extraction.calendar import PrintedDate
from recueil_kg.extraction.clause import Clause, Phrase
from recueil_kg.extraction.mentions import SMALL_WORDS
from recueil_kg.extraction.tokens import words_in
from recueil_kg.model.records import Scope


class ForWhom(Struct, frozen=True):
    """A scope, and the other party where it is one that has a code."""

    scope: Scope
    party: str | None = None


Told = tuple[ForWhom, ...]
NOBODY: Told = (ForWhom("unstated"),)
CANADA: Told = (ForWhom("canada"),)
ALL: Told = (ForWhom("international"),)

CONSENTS = frozenset({"signature", "ratification", "acceptance", "approval", "accession"})
_CANADAS_OWN = CONSENTS | {"withdrawal"}
"""Acts that a sheet's status tells of Canada where it names nobody."""
_OF_NO_PARTY = frozenset(
    "meeting review launch establishment party-count plan other replacement ongoing renewal amendment revision".split()
)
"""What is told of no party in particular."""
_CANADA_FIRST = re.compile(r"\W*(?:(?:in|en|on|le)\s+[^a-z]*(?:[a-z]+ )?\d{4},?\s*)?(?:le\s+)?canada\b")
_PRONOUN = re.compile(r"\b(?:it|they|il|elle|ils|elles)\b")
_BY = re.compile(r"[\s,]*(?:by|par)\s+")
_CANADIAN = re.compile(
    r"(?:the\s+|la\s+|le\s+|l'|les\s+)?(?:canada|minist|premier|prime|canadian|gouvernement|government|represent)"
)
_BY_CANADA = re.compile(r"\s*(?:by|par)\s+(?:le\s+)?canada\b")
_CANADA_AND = re.compile(r"\bcanada (?:and|et)\s+(?:a l')?$")
_AND_IN = re.compile(r"\s+(?:and|et|as well as|comme)\s+(?:(?:in|en|au|aux|a)\s+)?(?:(?:the|le|la|les)\s+|l')?")
_BEFORE_DATES = frozenset({":", "on", "le", "since", "depuis", "the"})
_NEAREST = 40
_TOWN = re.compile(r"(?:,\s*|\b(?:at|a)\s+)$")


def for_whom(clause: Clause, phrases: Sequence[Phrase]) -> list[Told]:
    """For each phrase, for whom its event has effect; several where several parties did the same."""
    found = [_told(clause, phrases, index) for index in range(len(phrases))]
    for index in range(len(phrases) - 2, -1, -1):
        both_acts = phrases[index].type in _CANADAS_OWN and phrases[index + 1].type in _CANADAS_OWN
        if phrases[index + 1].joined and both_acts and found[index] == NOBODY:
            found[index] = found[index + 1]
    return [_or_as_usual(clause, phrases[index], told) for index, told in enumerate(found)]


def scope_beside(clause: Clause, date: PrintedDate) -> ForWhom | None:
    """The scope that is told directly after a date, or directly before it."""
    after = clause.find("scope", date.end, min(clause.end, date.end + _NEAREST))
    if after and clause.words_between(date.end, after[0].start) == 0:
        return ForWhom(after[0].payload.notation)  # type: ignore[arg-type]
    before = clause.find("scope", max(clause.start, date.start - _NEAREST), date.start)
    near = before and set(clause.folded[before[-1].end : date.start].split()) <= _BEFORE_DATES
    return ForWhom(before[-1].payload.notation) if near else None  # type: ignore[arg-type]


def end_of_scope(clause: Clause, start: int, limit: int) -> int:
    """The end of the scope phrases that directly follow an offset."""
    end = start
    for match in clause.find("scope", start, limit):
        with_canada = _CANADA_AND.search(clause.folded, end, match.start)
        if clause.words_between(end, with_canada.start() if with_canada else match.start) > 1:
            break
        end = match.end
    return end


def _told(clause: Clause, phrases: Sequence[Phrase], index: int) -> Told:
    """By the scope phrases at and after the event's phrase; else by who stands before it."""
    phrase = phrases[index]
    if phrase.type in _OF_NO_PARTY:
        return NOBODY
    following = phrases[index + 1].match.start if index + 1 < len(phrases) else clause.end
    after = [date for date in phrase.dates if date.start >= phrase.match.end]
    limit = end_of_scope(clause, after[-1].end, following) if after else following
    told = _named_after(clause, phrase, max(limit, phrase.match.end), following)
    if phrase.type == "entry-into-force" and told in (CANADA, ALL):
        told = _with_canada(clause, phrase.match.end, following, told)
    if told != NOBODY:
        return told
    before = _named_in(clause, clause.start if index == 0 else phrases[index - 1].match.end, phrase.match.start)
    if before == CANADA and not _is_by_others(clause, phrase):
        if phrase.type in _CANADAS_OWN or (phrase.type == "reporting" and _begins_with_canada(clause)):
            return before
        pronoun = _PRONOUN.search(clause.folded, clause.start, phrase.match.start)
        if phrase.type == "entry-into-force" and not pronoun and phrase.naming.kind == "nothing":
            return before
    if index and _goes_on_with_canada(clause, phrases[index - 1], phrase):
        return CANADA
    if before[0].scope == "other" and phrase.type in _CANADAS_OWN and not clause.in_status:
        return before
    return NOBODY


def _named_after(clause: Clause, phrase: Phrase, end: int, following: int) -> Told:
    """Who is named from the phrase on: each of a list after "by", else by a scope's phrase or a state's name."""
    start = phrase.match.start
    by = re.compile(r"\b(?:by|par)\b").search(clause.folded, start, end)
    listed = _parties(clause, by.end(), min(end, following)) if by and phrase.type in CONSENTS else ()
    if len(listed) > 1:
        return listed
    return _named_in(clause, start, end, after=True)


def _with_canada(clause: Clause, start: int, end: int, told: Told) -> Told:
    """Both of "in Canada and Korea" and "Canada and internationally", of which a scope's phrase is only one."""
    scope = clause.find("scope", start, end)
    if not scope:
        return told
    if told == ALL:
        return CANADA + ALL if _CANADA_AND.search(clause.folded, start, scope[0].start) else told
    beside = _AND_IN.match(clause.folded, scope[0].end, end)
    states = clause.lexicons.states.find_in(clause.folded, beside.end(), end) if beside else ()
    if beside and states and states[0].start == beside.end():
        return (*CANADA, ForWhom("other", states[0].payload.id))
    return told


def _parties(clause: Clause, start: int, end: int) -> Told:
    """The states and unions of states that a list names."""
    found = [
        (match.start, ForWhom("canada") if match.payload.id == "can" else ForWhom("other", match.payload.id))
        for match in clause.lexicons.states.find_in(clause.folded, start, end)
        if not _is_place(clause, match.start)
    ]
    found += [
        (match.start, ForWhom("other"))
        for match in clause.lexicons.institutions.find_in(clause.folded, start, end)
        if match.payload.id == "european-union"
    ]
    return tuple(party for _start, party in sorted(found, key=lambda item: item[0]))


def _named_in(clause: Clause, start: int, end: int, *, after: bool = False) -> Told:
    scopes: list[Scope] = []
    for match in clause.find("scope", start, end):
        notation: Scope = match.payload.notation  # type: ignore[assignment]
        if notation not in scopes:
            scopes.append(notation)
    if scopes:
        return tuple(ForWhom(scope) for scope in scopes)
    states = [
        match.payload.id
        for match in clause.lexicons.states.find_in(clause.folded, start, end)
        if not any(mention.start <= match.start < mention.end for mention in clause.mentions)
        and not (after and _is_place(clause, match.start))
    ]
    if "can" in states:
        return CANADA
    if not states and any(
        match.payload.id == "european-union"
        for match in clause.lexicons.institutions.find_in(clause.folded, start, end)
    ):
        return (ForWhom("other"),)
    return (ForWhom("other", states[0]),) if len(states) == 1 else NOBODY


def _is_place(clause: Clause, start: int) -> bool:
    """Whether a state's name says where: after a town's name and a comma, or after "at" and "à"."""
    before = clause.folded[max(clause.start, start - 8) : start]
    listed = re.search(r"\b(?:by|par|canada|and|et)\b", clause.folded[max(clause.start, start - 24) : start])
    return _TOWN.search(before) is not None and not (before.rstrip().endswith(",") and listed)


def _goes_on_with_canada(clause: Clause, before: Phrase, phrase: Phrase) -> bool:
    """Whether the clause still tells of Canada ("Canada withdrew in 2014, became a full party in 2017")."""
    start = max([before.match.end, *(date.end for date in before.dates if date.start > before.match.start)])
    if phrase.type not in _CANADAS_OWN | {"entry-into-force"}:
        return False
    if _PRONOUN.search(clause.folded, start, phrase.match.start):
        return False
    if set(words_in(clause.folded, start, phrase.match.start)) - SMALL_WORDS - {","}:
        return False
    explicit = _named_in(clause, before.match.start, start) == CANADA
    return _begins_with_canada(clause) or (explicit and clause.has_cue("same-date", clause.start, clause.end))


def _begins_with_canada(clause: Clause) -> bool:
    return _CANADA_FIRST.match(clause.folded, clause.start, clause.end) is not None


def _is_by_others(clause: Clause, phrase: Phrase) -> bool:
    by = _BY.match(clause.folded, phrase.match.end, clause.end)
    return by is not None and not _CANADIAN.match(clause.folded, by.end(), clause.end)


def _or_as_usual(clause: Clause, phrase: Phrase, told: Told) -> Told:
    """Where nobody is named: adoption is for all, and a status tells of Canada's own acts."""
    if phrase.type == "opening-for-signature":
        return ALL
    if phrase.type == "adoption":
        return CANADA if _BY_CANADA.match(clause.folded, phrase.match.end, clause.end) else ALL
    actor = clause.has_cue("actor", clause.start, phrase.match.start)
    if told == NOBODY and clause.in_status and phrase.type in _CANADAS_OWN:
        return NOBODY if actor or _is_by_others(clause, phrase) else CANADA
    return told
