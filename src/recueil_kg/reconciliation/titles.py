"""How alike two titles are, by their rare words and their spelling, and what each calls the thing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from recueil_kg.extraction.lexicons import load_lexicons
from recueil_kg.extraction.mentions import SMALL_WORDS
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.folding import fold
from recueil_kg.i18n import Language

P = TypeVar("P")

DEPENDENT = frozenset({"protocol", "amendment", "annex"})
"""Kinds that are never the same as the instrument that they are a protocol to, an amendment or an annex of."""
_FORMULA = frozenset(
    "between entre concerning concernant relating relatif relative relatives regarding respecting government "
    "governments gouvernement gouvernements republic republique kingdom royaume hashemite hachemite portant visant "
    "effected".split()
)
"""Words that the titles of agreements have for the sake of form."""
_FORM = SMALL_WORDS | _FORMULA
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9/-]+[A-Z0-9]\b")
SAME_WORDS = 0.98
"""The score of titles that differ in form only."""
_SHORTLISTED = 24
_MISSPELT = 88
_SHORTEST_MISSPELT = 5
_WHOLE = 0.95
_RARE = 3
"""Instruments that share a word at most, for a shorter title with that word to be a short form of a longer one."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart.

    Attributes:
        text: the title.
        words: its words, folded.
        content: those that say something, in order.
        kind: what it calls the agreement: a notation of the `title-kind` scheme.
        years: years in it.
        acronyms: words in capitals.
    """

    text: str
    words: tuple[str, ...]
    content: tuple[str, ...]
    kind: str | None
    years: frozenset[str]
    acronyms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two titles are.

    Attributes:
        score: from 0 to 1.
        ours: the title of ours that is most like theirs.
        only_theirs: words of theirs that ours does not have, in order.
        only_ours: the other way.
        acronym: an acronym that makes them alike.
    """

    score: float
    ours: Title
    only_theirs: tuple[str, ...] = ()
    only_ours: tuple[str, ...] = ()
    acronym: str | None = None


@lru_cache(maxsize=8192)
def take_apart(text: str) -> Title:
    """A title's words, kind, years and acronyms."""
    words = tuple(token.word for token in tokens_of(fold(text)) if token.word not in ".,;:" and token.word.strip())
    shouted = text.upper() == text and len(words) > 1
    return Title(
        text=text,
        words=words,
        content=tuple(word for word in words if word not in _FORM),
        kind=_kind_of(text),
        years=frozenset(_YEAR.findall(text)),
        acronyms=frozenset() if shouted else frozenset(_ACRONYM.findall(text)),
    )


def _kind_of(text: str) -> str | None:
    """The first kind that a title names; a change of something that it names after that is an amendment."""
    folded = fold(text)
    kinds = [match.payload.notation for match in load_lexicons("en")["title-kind"].find_all(tokens_of(folded))]
    if "amendment" in kinds[:-1]:
        return "amendment"
    return kinds[0] if kinds else None


class Titles(Generic[P]):
    """Titles of ours, each of one payload, by which theirs are looked for."""

    def __init__(self, titles: Iterable[tuple[str, P]]) -> None:
        self._titles = [(take_apart(text), payload) for text, payload in titles]
        payloads: dict[str, set[P]] = defaultdict(set)
        self._with: dict[str, list[int]] = defaultdict(list)
        self._named: dict[str, set[P]] = defaultdict(set)
        self._of: dict[P, list[int]] = defaultdict(list)
        for number, (title, payload) in enumerate(self._titles):
            self._of[payload].append(number)
            for word in set(title.content):
                payloads[word].add(payload)
                self._with[word].append(number)
            for acronym in title.acronyms:
                self._named[acronym].add(payload)
        self._shared = {word: len(found) for word, found in payloads.items()}
        self._all = max(len(self._of), 1)
        self._words = sorted(self._shared)
        self._unknown = log(1 + self._all) / 2
        self._weights = [self._weight(title.content) for title, _payload in self._titles]
        self._spelt: dict[str, str] = {}

    def alike(self, theirs: Title, also: Iterable[P] = ()) -> dict[P, Likeness]:
        """The payloads whose titles are most like theirs, and those of `also`, each by its most alike title."""
        spelt = [self._spelling(word) for word in theirs.content]
        common: dict[int, float] = defaultdict(float)
        for word in set(spelt):
            for number in self._with.get(word, ()):
                common[number] += self._weight((word,))
        weight = self._weight(spelt)
        rated = {number: 2 * shared / (weight + self._weights[number]) for number, shared in common.items()}
        numbers = set(sorted(rated, key=rated.__getitem__, reverse=True)[:_SHORTLISTED])
        acronyms = {acronym for acronym in theirs.acronyms if len(self._named.get(acronym, ())) == 1}
        named = {payload: acronym for acronym in acronyms for payload in self._named[acronym]}
        for payload in (*also, *named):
            numbers.update(self._of.get(payload, ()))
        found: dict[P, Likeness] = {}
        for number in sorted(numbers):
            payload = self._titles[number][1]
            likeness = self._likeness(theirs, spelt, number, rated.get(number, 0.0), named.get(payload))
            if payload not in found or likeness.score > found[payload].score:
                found[payload] = likeness
        return found

    def _likeness(
        self, theirs: Title, spelt: Sequence[str], number: int, shared: float, acronym: str | None
    ) -> Likeness:
        ours, _payload = self._titles[number]
        if theirs.words == ours.words:
            return Likeness(1.0, ours)
        if theirs.content and sorted(theirs.content) == sorted(ours.content):
            return Likeness(SAME_WORDS, ours, _without(theirs.words, ours.words), _without(ours.words, theirs.words))
        written = fuzz.ratio(" ".join(sorted(spelt)), " ".join(sorted(ours.content))) / 100
        score = min(0.7 * shared + 0.3 * written, 0.96)
        both = set(spelt) & set(ours.content)
        shorter = min(self._weight(spelt), self._weights[number])
        if self._weight(both) > _WHOLE * shorter and any(self._shared[word] <= _RARE for word in both):
            score = max(score, 0.8)
        if acronym is not None:
            alone = set(theirs.words) <= {fold(acronym)}
            score = max(score, 0.95 if alone else min(score + 0.3, 0.9))
        unlike = [word for word in theirs.content if self._spelling(word) not in ours.content]
        missed = [word for word in ours.content if word not in spelt]
        return Likeness(score, ours, tuple(unlike), tuple(missed), acronym)

    def _spelling(self, word: str) -> str:
        """The word of ours that theirs is a misspelling or another form of, or theirs."""
        if word in self._shared or len(word) < _SHORTEST_MISSPELT:
            return word
        if word not in self._spelt:
            nearest = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=_MISSPELT)
            self._spelt[word] = nearest[0] if nearest and nearest[0][0] == word[0] else word
        return self._spelt[word]

    def _weight(self, words: Iterable[str]) -> float:
        """How much words tell: a word of one instrument much, one of all of them little."""
        return sum(
            log(1 + self._all / self._shared[word]) if word in self._shared else self._unknown for word in set(words)
        )


def _without(words: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    left = Counter(others)
    found = []
    for word in words:
        if left[word]:
            left[word] -= 1
        else:
            found.append(word)
    return tuple(found)


def never_the_same(theirs: str | None, ours: Iterable[str | None]) -> bool:
    """Whether what one title calls the thing rules out that it is the other: a protocol is not its convention."""
    kinds = {kind for kind in ours if kind is not None}
    if theirs is None or not kinds or theirs in kinds:
        return False
    return theirs in DEPENDENT or kinds <= DEPENDENT


def kind_name(notation: str, language: Language) -> str:
    """What a kind is called in a language."""
    concept = load_lexicons("en").vocabulary.concept("title-kind", notation)
    return concept.preferred[language] if concept else notation
