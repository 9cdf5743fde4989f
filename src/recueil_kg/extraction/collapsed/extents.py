"""Tell where, in a line of both columns, the panel's part ends: by what its field can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.collapsed.words import SMALL, event_labels, is_begun, status_words
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.tokens import Token, tokens_of
from recueil_kg.folding import fold
from recueil_kg.reading import Document

_REFERENCE = re.compile(r"[A-D](?:-[A-Z]{2,4})?-?\d{1,3}(?:\s?/\s?(?:EN|FR))?(?=\s|$)")
_WIDEST = 45
"""Characters that a line of the panel has at most."""
_AFTER_DATE = re.compile(r"\s*:")
_PART_WITH_NOTE = re.compile(r"annexe?\s+[ivx]+(?:\s*\([^()]{2,45}\))?[,;]?")
INLINE = frozenset({"lead", "partners", "links", "contacts", "edition", "reference"})
BETWEEN = frozenset({",", ";", ".", "and", "et"})
_CLOSING = re.compile(r"(?:\s*\([^()]{2,45}\)|\))[,;.]?|[,;.]")
_MONTHS = (
    "january february march april may june july august september october november december janvier fevrier mars avril "
    "mai juin juillet aout septembre octobre novembre decembre"
)
_DATE_WORD = re.compile(rf"\d{{1,4}}|1er|{_MONTHS.replace(' ', '|')}")
_PARTIAL_DATE = re.compile(rf"\b(?:{_MONTHS.replace(' ', '|')})\b|\d{{1,2}}$")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Extents:
    """Where, in a line of a document, what a field of the panel can hold ends."""

    document: Document
    lexicons: Lexicons

    def open_words(self, line: str) -> list[str]:
        """The words of the panel's last line that are the beginning of a name, and no whole one."""
        folded = fold(line)
        tokens = tokens_of(folded, folded.find(":") + 1)
        index = 0
        while index < len(tokens):
            matched = self._name_at(tokens, index)
            if matched is None or is_begun(tokens[index:], self.document.language):
                return [token.word for token in tokens[index:]]
            index = matched
            while index < len(tokens) and tokens[index].word in BETWEEN:
                index += 1
        return []

    def _name_at(self, tokens: Sequence[Token], index: int) -> int | None:
        """The index after a name, with its acronym, or after "others as needed"; None where none begins."""
        matched = self.lexicons.institutions.match_at(tokens, index) or self.lexicons["role"].match_at(tokens, index)
        return matched[1] if matched else None

    def end_of_names(self, open_words: list[str], start: int, end: int) -> int:
        """Where the longest beginning of a line ends that goes on with the open words as a list of known names."""
        tokens = tokens_of(self.document.folded, start, end)
        opened = [Token(word, -1, -1) for word in open_words]
        best = start
        for taken in range(1, len(tokens) + 1):
            if not self._are_names([*opened, *tokens[:taken]]):
                break
            best = tokens[taken - 1].end
        closing = _CLOSING.match(self.document.text, best, end)
        return closing.end() if closing else best

    def _are_names(self, tokens: Sequence[Token]) -> bool:
        """Whether words are known names one after the other, the last of them possibly only begun."""
        index = 0
        while index < len(tokens):
            if is_begun(tokens[index:], self.document.language):
                return True
            after = self._name_at(tokens, index)
            if after is None:
                return False
            index = after
            separated = index
            while index < len(tokens) and tokens[index].word in BETWEEN:
                index += 1
            if index < len(tokens) and index == separated:
                return False
        return True

    def end_of_value(self, start: int, end: int, name: str) -> int:
        """Where, in a line, what the panel's field can hold ends; the start where it holds nothing."""
        document, lexicons = self.document, self.lexicons
        tokens = tokens_of(document.folded, start, end)
        if name in {"lead", "partners"}:
            return self.end_of_names([], start, end)
        if name == "status":
            stop = self.end_of_status(start, end)
            return stop if self._tells(start, stop) else start
        if name == "edition":
            dates = dates_in(document.folded, start, end)
            return dates[0].end if dates and dates[0].start == start else start
        if name == "reference":
            found = _REFERENCE.match(document.text, start, end)
            return found.end() if found else start
        if name in {"category", "type", "form"}:
            matched = lexicons[name].match_at(tokens, 0)
            closing = _CLOSING.match(document.text, matched[0].end, end) if matched else None
            return closing.end() if closing else matched[0].end if matched else start
        known = [lexicons.contact_points, lexicons.bodies, lexicons.institutions] if name in INLINE else []
        ends = [found_name[0].end for lexicon in known if (found_name := lexicon.match_at(tokens, 0))]
        return max(ends, default=start)

    def end_of_status(self, start: int, end: int, begun: str | None = None) -> int:
        """After the longest beginning of a line that is made of a status line's words and one whole date.

        `begun` is the panel's line that it goes on from, where one is unfinished.
        """
        folded = self.document.folded
        in_date = begun is not None and bool(_PARTIAL_DATE.search(fold(begun)))
        stop = start
        dates = dates_in(folded, start, end)
        tokens = tokens_of(folded, start, end)
        phrases = [match.start for match in self.lexicons["event-type"].find_all(tokens)]
        after_part = False
        for index, token in enumerate(tokens):
            if token.start < stop:
                continue
            if part := _PART_WITH_NOTE.match(folded, token.start, end):
                stop, after_part = part.end(), True
                continue
            if after_part or (stop > start and _is_beginning(self.document, token)):
                break
            date = next((date for date in dates if date.start <= token.start < date.end), None)
            if date is not None:
                stop = date.end
                named = any(0 < first - date.end <= 2 for first in phrases)
                if begun is None and (named or _AFTER_DATE.match(folded, date.end, end)):
                    continue
                break
            is_date = bool(_DATE_WORD.fullmatch(token.word))
            known = (
                is_date
                or token.word in {",", ":"}
                or (token.word in status_words(self.document.language) and not in_date)
            )
            if not known and not (
                begun is None and token.start - start < _WIDEST and self._goes_on_with_status(tokens, index)
            ):
                break
            stop = token.end
            in_date = in_date or (is_date and token.word.isalpha())
            if begun is not None and in_date and _YEAR.fullmatch(token.word):
                break
        while stop < end and self.document.text[stop] in ".;":
            stop += 1
        return stop

    def _goes_on_with_status(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether an unknown word is followed by two of a status line's own ("combined Convention entered into")."""
        following = [token.word for token in tokens[index + 1 : index + 4]]
        return sum(word in status_words(self.document.language) and word not in SMALL for word in following) >= 2

    def _tells(self, start: int, end: int) -> bool:
        """Whether a stretch has an event's phrase, the beginning of one at its end, or a date with a colon."""
        tokens = tokens_of(self.document.folded, start, end)
        if next(self.lexicons["event-type"].find_all(tokens), None) is not None:
            return True
        if len(tokens) > 3 and self.tells_in(self.document.folded[start:end]):
            return True
        dates = dates_in(self.document.folded, start, end)
        return bool(dates) and _AFTER_DATE.match(self.document.folded, dates[0].end, end) is not None

    def tells_in(self, folded: str) -> bool:
        """Whether folded words end with the beginning of an event's phrase."""
        last = " ".join(token.word for token in tokens_of(folded)[-3:])
        return any(label.startswith(f"{last} ") for label in event_labels(self.document.language))


def _is_beginning(document: Document, token: Token) -> bool:
    """Whether a small word in capitals begins the text's own line."""
    return token.word in SMALL and document.text[token.start].isupper()
