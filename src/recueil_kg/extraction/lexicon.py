"""Find the words of the vocabularies and authorities in a text, whatever their case, accents and punctuation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from recueil_kg.folding import fold

P = TypeVar("P")

_TOKEN = re.compile(r"[\w\u0300-\u036f\u00ad]+|[.,;:]|\n[^\S\n]*\n")
_UNSEEN = {0xAD: None, **dict.fromkeys(range(0x300, 0x370))}
"""Accents that a text keeps apart from their letters, and soft hyphens: no part of a word to compare by."""


class Token(NamedTuple):
    """A word or a dividing mark of the folded text, with its offsets."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match(Generic[P]):
    """Where a label stands, and what it is a label of (several things, where they share it)."""

    start: int
    end: int
    payloads: tuple[P, ...]

    @property
    def payload(self) -> P:
        """The first thing that has the label."""
        return self.payloads[0]


def tokens_of(folded: str, start: int = 0, end: int | None = None) -> Sequence[Token]:
    """The words and dividing marks of a stretch of folded text; hyphens, slashes, quotes and brackets are no words.

    A word of which only a part is in the stretch counts as that part.
    """
    tokens, starts = _all_tokens(folded)
    stop = len(folded) if end is None else end
    first, last = bisect_left(starts, start), bisect_left(starts, stop)
    if (first and tokens[first - 1].end > start) or (last > first and tokens[last - 1].end > stop):
        return tuple(_tokens(folded, start, stop))
    return tokens[first:last]


def _tokens(folded: str, start: int, end: int) -> Iterator[Token]:
    make, token = tuple.__new__, Token  # what Token(…) does, without the call that costs more than the rest
    for found in _TOKEN.finditer(folded, start, end):
        word = found.group()
        yield make(token, (word if word.isascii() else word.translate(_UNSEEN), *found.span()))


@lru_cache(maxsize=32)
def _all_tokens(folded: str) -> tuple[tuple[Token, ...], list[int]]:
    """Every token of a text, made once, and where each starts."""
    tokens = tuple(_tokens(folded, 0, len(folded)))
    return tokens, [token.start for token in tokens]


def _is_inside_a_word(folded: str, offset: int) -> bool:
    """Whether letters or digits stand on both sides of an offset."""
    return 0 < offset < len(folded) and folded[offset - 1].isalnum() and folded[offset].isalnum()


class _Node(Generic[P]):
    __slots__ = ("next", "payloads")

    def __init__(self) -> None:
        self.next: dict[str, _Node[P]] = {}
        self.payloads: list[P] = []


class Lexicon(Generic[P]):
    """Labels, each of one or more payloads, found by their words in order."""

    def __init__(self, labels: Iterable[tuple[str, P]] = ()) -> None:
        self._root: _Node[P] = _Node()
        self._seen: tuple[str, list[Match[P]], list[int]] | None = None
        self._beside: Beside | None = None
        for label, payload in labels:
            self.add(label, payload)

    def add(self, label: str, payload: P) -> None:
        """Let a label stand for a payload."""
        node = self._root
        words = [token.word for token in tokens_of(fold(label))]
        while words and words[-1] in ".:;,":
            words.pop()
        if not words:
            return
        for word in words:
            node = node.next.setdefault(word, _Node())
        if payload not in node.payloads:
            node.payloads.append(payload)

    def match_at(self, tokens: Sequence[Token], index: int) -> tuple[Match[P], int] | None:
        """The longest label that starts at a token, and the index of the token after it."""
        node, found, after = self._root, None, index
        for position in range(index, len(tokens)):
            following = node.next.get(tokens[position].word)
            if following is None:
                break
            node = following
            if node.payloads:
                found, after = node, position + 1
        if found is None:
            return None
        return Match(tokens[index].start, tokens[after - 1].end, tuple(found.payloads)), after

    def find_all(self, tokens: Sequence[Token]) -> Iterator[Match[P]]:
        """Every label in the tokens, from left to right, the longest first, without overlap."""
        index, beginnings = 0, self._root.next
        while index < len(tokens):
            matched = self.match_at(tokens, index) if tokens[index].word in beginnings else None
            if matched is None:
                index += 1
            else:
                yield matched[0]
                index = matched[1]

    def find_in(self, folded: str, start: int, end: int) -> Sequence[Match[P]]:
        """Every label in a stretch of a text, as `find_all` finds them; the whole text is looked through only once."""
        if self._seen is None or self._seen[0] is not folded:
            (self._beside or Beside([self])).look_through(folded)
        assert self._seen is not None
        _folded, matches, starts = self._seen
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        cut = (first and matches[first - 1].end > start) or (last > first and matches[last - 1].end > end)
        if cut or _is_inside_a_word(folded, start) or _is_inside_a_word(folded, end):
            return tuple(self.find_all(tokens_of(folded, start, end)))
        return matches[first:last]

    def whole(self, tokens: Sequence[Token]) -> Match[P] | None:
        """The label that the tokens are, from the first to the last but for a final stop."""
        matched = self.match_at(tokens, 0) if tokens else None
        if matched is None:
            return None
        rest = tokens[matched[1] :]
        return matched[0] if all(token.word in ".:;," for token in rest) else None


class Beside:
    """Lexicons that are looked up in the same texts: one walk through a text's words serves them all."""

    def __init__(self, lexicons: Iterable[Lexicon[Any]]) -> None:
        self._lexicons = tuple(lexicons)
        self._by_first_word: dict[str, list[int]] = {}
        for number, lexicon in enumerate(self._lexicons):
            lexicon._beside = self
            for word in lexicon._root.next:
                self._by_first_word.setdefault(word, []).append(number)

    def look_through(self, folded: str) -> None:
        """Find every label of every lexicon in a text, for `find_in`."""
        tokens = tokens_of(folded)
        found: list[list[Match[Any]]] = [[] for _lexicon in self._lexicons]
        after = [0] * len(self._lexicons)
        for index, token in enumerate(tokens):
            for number in self._by_first_word.get(token.word, ()):
                if index >= after[number] and (matched := self._lexicons[number].match_at(tokens, index)):
                    found[number].append(matched[0])
                    after[number] = matched[1]
        for lexicon, matches in zip(self._lexicons, found, strict=True):
            lexicon._seen = (folded, matches, [match.start for match in matches])
