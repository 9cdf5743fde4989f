"""Cut a folded text into the words and dividing marks that labels are made of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, overload

TOKEN = re.compile(r"([\w\u0300-\u036f\u00ad]+|[.,;:]|\n[^\S\n]*\n)")
UNSEEN = {0xAD: None, **dict.fromkeys(range(0x300, 0x370))}
"""Accents that a text keeps apart from their letters, and soft hyphens: no part of a word to compare by."""
_SOME_UNSEEN = re.compile("[\u0300-\u036f\u00ad]")


class Token(NamedTuple):
    """A word or a dividing mark of the folded text, with its offsets."""

    word: str
    start: int
    end: int


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
    words, starts, ends = all_tokens(folded)
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
    between_and_words = TOKEN.split(folded[start:end])
    offsets = list(accumulate(map(len, between_and_words), initial=start))
    words = between_and_words[1::2]
    if _SOME_UNSEEN.search(folded, start, end):
        words = [word.translate(UNSEEN) for word in words]
    return words, offsets[1:-1:2], offsets[2::2]


def words_of(tokens: Sequence[Token]) -> tuple[list[str], int, int]:
    """The words of tokens, and between which places of the list they are."""
    return tokens.words() if isinstance(tokens, Tokens) else ([token.word for token in tokens], 0, len(tokens))


all_tokens = lru_cache(maxsize=32)(lambda folded: _tokens(folded, 0, len(folded)))
"""Every token of a text, made once."""
