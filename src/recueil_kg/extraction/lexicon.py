"""Find the words of the vocabularies and authorities in a text, whatever their case, accents and punctuation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct

from recueil_kg.extraction.tokens import TOKEN, UNSEEN, Token, all_tokens, tokens_of, words_of
from recueil_kg.folding import fold

P = TypeVar("P")


class Match(Struct, Generic[P], frozen=True):
    """Where a label stands, and what it is a label of (several things, where they share it)."""

    start: int
    end: int
    payloads: tuple[P, ...]

    @property
    def payload(self) -> P:
        """The first thing that has the label."""
        return self.payloads[0]


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
        found = TOKEN.search(folded, offset, len(folded) if end is None else end)
        if found is None:
            return False
        word = found.group()
        return (word if word.isascii() else word.translate(UNSEEN)) in self._root.next

    def match_at(self, tokens: Sequence[Token], index: int) -> tuple[Match[P], int] | None:
        """The longest label that starts at a token, and the index of the token after it."""
        words, first, last = words_of(tokens)
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
        words, first, last = words_of(tokens)
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
        words, starts, ends = all_tokens(folded)
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
