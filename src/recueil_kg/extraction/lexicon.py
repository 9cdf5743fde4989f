"""Find the words of the vocabularies and authorities in a text, whatever their case, accents and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from recueil_kg.folding import fold

P = TypeVar("P")

_TOKEN = re.compile(r"\w+|[.,;:]|\n[^\S\n]*\n")


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


@lru_cache(maxsize=1024)
def tokens_of(folded: str, start: int = 0, end: int | None = None) -> Sequence[Token]:
    """The words and dividing marks of a stretch of folded text; hyphens, slashes, quotes and brackets are no words."""
    stop = len(folded) if end is None else end
    return tuple(Token(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(folded, start, stop))


class _Node(Generic[P]):
    __slots__ = ("next", "payloads")

    def __init__(self) -> None:
        self.next: dict[str, _Node[P]] = {}
        self.payloads: list[P] = []


class Lexicon(Generic[P]):
    """Labels, each of one or more payloads, found by their words in order."""

    def __init__(self, labels: Iterable[tuple[str, P]] = ()) -> None:
        self._root: _Node[P] = _Node()
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

    def whole(self, tokens: Sequence[Token]) -> Match[P] | None:
        """The label that the tokens are, from the first to the last but for a final stop."""
        matched = self.match_at(tokens, 0) if tokens else None
        if matched is None:
            return None
        rest = tokens[matched[1] :]
        return matched[0] if all(token.word in ".:;," for token in rest) else None
