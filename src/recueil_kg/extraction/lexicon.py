"""Find the words of the vocabularies and authorities in a text, whatever their case, accents and punctuation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, Generic, NamedTuple, TypeVar, overload

from msgspec import Struct

from recueil_kg.folding import fold

P = TypeVar("P")

_TOKEN = re.compile(r"([\w\u0300-\u036f\u00ad]+|[.,;:]|\n[^\S\n]*\n)")
_UNSEEN = {0xAD: None, **dict.fromkeys(range(0x300, 0x370))}
"""Accents that a text keeps apart from their letters, and soft hyphens: no part of a word to compare by."""
_SOME_UNSEEN = re.compile("[\u0300-\u036f\u00ad]")


class Token(NamedTuple):
    """A word or a dividing mark of the folded text, with its offsets."""

    word: str
    start: int
    end: int


class Match(Struct, Generic[P], frozen=True):
    """Where a label stands, and what it is a label of (several things, where they share it)."""

    start: int
    end: int
    payloads: tuple[P, ...]

    @property
    def payload(self) -> P:
        """The first thing that has the label."""
        return self.payloads[0]


class Tokens(Sequence[Token]):
    """Tokens of a text that stand together: a view of the whole text's, each made only when it is asked for."""

    __slots__ = ("_ends", "_first", "_last", "_starts", "_words")

    def __init__(self, words: list[str], starts: list[int], ends: list[int], first: int, last: int) -> None:
        self._words, self._starts, self._ends, self._first, self._last = words, starts, ends, first, last

    def __len__(self) -> int:
        return self._last - self._first

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Tokens: ...
    def __getitem__(self, index: int | slice) -> Token | Tokens:
        if isinstance(index, slice):
            first, last, step = index.indices(len(self))
            assert step == 1, "tokens are taken in order"
            return Tokens(self._words, self._starts, self._ends, self._first + first, self._first + max(first, last))
        at = (self._first if index >= 0 else self._last) + index
        if not self._first <= at < self._last:
            raise IndexError(index)
        return Token(self._words[at], self._starts[at], self._ends[at])

    def __iter__(self) -> Iterator[Token]:
        stretch = slice(self._first, self._last)
        return map(Token, self._words[stretch], self._starts[stretch], self._ends[stretch])

    def starts(self) -> list[int]:
        """Where each begins."""
        return self._starts[self._first : self._last]

    def words(self) -> tuple[list[str], int, int]:
        """All words of the text, and between which of them these are."""
        return self._words, self._first, self._last


def tokens_of(folded: str, start: int = 0, end: int | None = None) -> Tokens:
    """The words and dividing marks of a stretch of folded text; hyphens, slashes, quotes and brackets are no words.

    A word of which only a part is in the stretch counts as that part.
    """
    words, starts, ends = _all_tokens(folded)
    stop = len(folded) if end is None else end
    first, last = bisect_left(starts, start), bisect_left(starts, stop)
    if (first and ends[first - 1] > start) or (last > first and ends[last - 1] > stop):
        apart = _tokens(folded, start, stop)
        return Tokens(*apart, 0, len(apart[0]))
    return Tokens(words, starts, ends, first, max(first, last))


def words_in(folded: str, start: int, end: int) -> list[str]:
    """The words alone of `tokens_of`: cheaper than to make tokens of them."""
    words, first, last = tokens_of(folded, start, end).words()
    return words[first:last]


def _tokens(folded: str, start: int, end: int) -> tuple[list[str], list[int], list[int]]:
    """The words of a stretch, where each starts, and where each ends."""
    between_and_words = _TOKEN.split(folded[start:end])
    offsets = list(accumulate(map(len, between_and_words), initial=start))
    words = between_and_words[1::2]
    if _SOME_UNSEEN.search(folded, start, end):
        words = [word.translate(_UNSEEN) for word in words]
    return words, offsets[1:-1:2], offsets[2::2]


_all_tokens = lru_cache(maxsize=32)(lambda folded: _tokens(folded, 0, len(folded)))
"""Every token of a text, made once."""


def _words_of(tokens: Sequence[Token]) -> tuple[list[str], int, int]:
    """The words of tokens, and between which places of the list they are."""
    return tokens.words() if isinstance(tokens, Tokens) else ([token.word for token in tokens], 0, len(tokens))


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

    def may_begin_at(self, folded: str, offset: int, end: int | None = None) -> bool:
        """Whether the first word from an offset on begins a label: cheaper than to look for the label."""
        found = _TOKEN.search(folded, offset, len(folded) if end is None else end)
        if found is None:
            return False
        word = found.group()
        return (word if word.isascii() else word.translate(_UNSEEN)) in self._root.next

    def match_at(self, tokens: Sequence[Token], index: int) -> tuple[Match[P], int] | None:
        """The longest label that starts at a token, and the index of the token after it."""
        words, first, last = _words_of(tokens)
        node, found, after = self._root, None, index
        for position in range(first + index, last):
            following = node.next.get(words[position])
            if following is None:
                break
            node = following
            if node.payloads:
                found, after = node, position + 1 - first
        if found is None:
            return None
        return Match(tokens[index].start, tokens[after - 1].end, tuple(found.payloads)), after

    def find_all(self, tokens: Sequence[Token]) -> Iterator[Match[P]]:
        """Every label in the tokens, from left to right, the longest first, without overlap."""
        words, first, last = _words_of(tokens)
        index, beginnings = 0, self._root.next
        while index < last - first:
            matched = self.match_at(tokens, index) if words[first + index] in beginnings else None
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
        if (
            (first and matches[first - 1].end > start)
            or (last > first and matches[last - 1].end > end)
            or (0 < start < len(folded) and folded[start - 1].isalnum() and folded[start].isalnum())
            or (0 < end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum())
        ):
            return tuple(self.find_all(tokens_of(folded, start, end)))
        return matches[first:last]

    def whole(self, tokens: Sequence[Token]) -> Match[P] | None:
        """The label that the tokens are, from the first to the last but for a final stop."""
        matched = self.match_at(tokens, 0) if tokens else None
        if matched is None:
            return None
        rest = tokens[matched[1] :]
        return matched[0] if all(token.word in ".:;," for token in rest) else None


class _Shared:
    """A node of the tree of several lexicons' labels: what each lexicon, by its number, has for the words so far."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Shared] = {}
        self.ends: list[tuple[int, tuple[Any, ...]]] = []

    def graft(self, number: int, node: _Node[Any]) -> None:
        """Take in the labels of a lexicon."""
        if node.payloads:
            self.ends.append((number, tuple(node.payloads)))
        for word, following in node.next.items():
            self.next.setdefault(word, _Shared()).graft(number, following)


class Beside:
    """Lexicons that are looked up in the same texts: one walk through a text's words serves them all."""

    def __init__(self, lexicons: Iterable[Lexicon[Any]]) -> None:
        self._lexicons = tuple(lexicons)
        self._root = _Shared()
        for number, lexicon in enumerate(self._lexicons):
            lexicon._beside = self
            self._root.graft(number, lexicon._root)

    def look_through(self, folded: str) -> None:
        """Find every label of every lexicon in a text, for `find_in`."""
        words, starts, ends = _all_tokens(folded)
        found: list[list[Match[Any]]] = [[] for _lexicon in self._lexicons]
        after = [0] * len(self._lexicons)
        beginnings = self._root.next
        following = [*words[1:], ""]
        for index, node in enumerate(map(beginnings.get, words)):
            if node is None or not (node.ends or following[index] in node.next):
                continue
            longest: dict[int, tuple[int, tuple[Any, ...]]] = {}
            position = index
            while node is not None:
                for number, payloads in node.ends:
                    longest[number] = (position, payloads)
                node = node.next.get(following[position])
                position += 1
            for number, (last, payloads) in longest.items():
                if index >= after[number]:
                    found[number].append(Match(starts[index], ends[last], payloads))
                    after[number] = last + 1
        for lexicon, matches in zip(self._lexicons, found, strict=True):
            lexicon._seen = (folded, matches, [match.start for match in matches])
