"""Of which instrument each phrase of a clause tells: by the words before it, by its object, or as the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recueil_kg.extraction.clause import Clause, Phrase
from recueil_kg.extraction.mentions import instrument_named
from recueil_kg.extraction.naming import Naming
from recueil_kg.extraction.scopes import CONSENTS

_OBJECT_END = re.compile(r"[,;:()]|\b(?:on|in|at|by|with|when|under|en|le|lors|par|avec|dans|for|pour|\d{1,4})\b")
_PASSIVE = re.compile(r"\b(?:was|were|ete|been)\b")
_ACTOR = re.compile(r"\bcanada\W*$|\bcanada (?:a|has|had|avait)?\W*$")
_CHANGE = re.compile(r"amendment|amendement|modification")
HAS_OBJECT = CONSENTS | {"adoption", "withdrawal", "launch", "establishment"}


def name_instruments(clause: Clause, phrases: Sequence[Phrase]) -> None:
    """Of which instrument each phrase tells: by the words before it, else by its object, else as the one before."""
    position = clause.start
    before: Naming | None = None
    for phrase in phrases:
        start = phrase.match.start
        around = next((m for m in clause.mentions if m.start <= start and phrase.match.end <= m.end), None)
        named = clause.naming(position, start)
        if around is not None:
            named = Naming("own") if around.of is None else Naming("other", around.of)
        elif (
            phrase.type in HAS_OBJECT and named.kind in {"nothing", "own", "body"} and (item := _object(clause, phrase))
        ):
            named = item
        elif named.kind == "nothing" and before is not None:
            named = _changed(clause, phrases, phrase) or before
        phrase.naming = before = named
        position = max([phrase.match.end, *(date.end for date in phrase.dates if date.start > start)])


def _object(clause: Clause, phrase: Phrase) -> Naming | None:
    """What the act is done to, where it follows the phrase ("Canada ratified the X"); None where nothing does."""
    end = phrase.match.end
    limit = min([clause.end, *(date.start for date in clause.dates if date.start >= end)])
    named = next((mention for mention in clause.mentions if end <= mention.start < limit), None)
    if (
        named
        and clause.words_between(end, named.start) <= 2
        and not _OBJECT_END.search(clause.folded, end, named.start)
    ):
        return Naming("own") if named.of is None else Naming("other", named.of)
    stop = _OBJECT_END.search(clause.folded, end, limit)
    if stop and stop.group() in {"with", "avec"} and not clause.in_status:
        stop = None
    item = clause.naming(end, stop.start() if stop else limit)
    following = next((date for date in clause.dates if date.start >= end), None)
    if item.kind == "nothing" and following and not clause.in_status and _has_actor(clause, phrase):
        stop = _OBJECT_END.search(clause.folded, following.end, clause.end)
        item = clause.naming(following.end, stop.start() if stop else clause.end)
    return None if item.kind == "nothing" else item


def _has_actor(clause: Clause, phrase: Phrase) -> bool:
    """Whether somebody does it ("Canada adopted in 1995 the …") rather than it being done ("was adopted in 1995")."""
    words = clause.folded[clause.start : phrase.match.start]
    passive = _PASSIVE.search(clause.folded, phrase.match.start, phrase.match.end)
    return not passive and (
        _ACTOR.search(words) is not None or clause.has_cue("actor", clause.start, phrase.match.start)
    )


def _changed(clause: Clause, phrases: Sequence[Phrase], phrase: Phrase) -> Naming | None:
    """The amendment that entered into force or was signed, where the clause begins with it."""
    first = phrases[0]
    if phrase is first or first.type != "amendment" or not _CHANGE.match(clause.folded, first.match.start):
        return None
    return Naming("other", instrument_named(clause.document, clause.lexicons, first.match.start, first.match.end))
