"""Take apart the text of a two-column PDF whose gap is lost: each line's beginning is the side panel's, by vocabulary.

Copies of this kind print a value of the side panel and a line of the text with one space between them, and a value that
goes on in the panel goes on two lines further down. What the panel's fields can hold decides where to cut.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from recueil_kg.authorities import INSTITUTION_KINDS
from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.lexicon import Token, tokens_of
from recueil_kg.extraction.lexicons import Lexicons, load_lexicons
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, Language, _
from recueil_kg.reading import Document, Line
from recueil_kg.reading.text import read_text
from recueil_kg.vocabularies import Concept

Side = Literal["left", "right"]
_LEAST_SIGNS = 2
_LONGEST_LINE = 240
"""Characters of a line of both columns; a longer one is a paragraph."""
_BULLETS = "\uf0b7\uf0a7•·"
_BULLET = re.compile(rf"\s*[{_BULLETS}]\s*")
_COLON = re.compile(r"\s*#?\s*:\s*")
_REFERENCE = re.compile(r"[A-D](?:-[A-Z]{2,4})?-?\d{1,3}(?:\s?/\s?(?:EN|FR))?(?=\s|$)")


def uncollapsed(document: Document) -> Document:
    """The document with the panel first and the text after it; the document itself where it is not of this kind."""
    lexicons = load_lexicons(document.language)
    side = None if document.format == "html" else _side(document, lexicons)
    if side is None:
        return document
    taking = _Taking(document, lexicons, side)
    for line in document.lines:
        taking.take(line)
    text = "\n".join((*taking.above, *taking.panel, "", *taking.body)) + "\n"
    remark = _("two columns without a gap: taken apart by the vocabulary")
    apart = read_text(document.name, text, (*document.remarks, remark), document.format)
    return replace(apart, columns="no gap", address=document.address, retrieved=document.retrieved)


def _side(document: Document, lexicons: Lexicons) -> Side | None:
    """On which side of the text the panel stood; None where no line has words of both."""
    left = right = 0
    for line in document.lines:
        if line.end - line.start > _LONGEST_LINE or not document.text[line.end - 3 : line.end].rstrip(": ").isupper():
            continue
        heading = _heading_at_end(document, lexicons, line)
        left += heading is not None and heading > line.start
        right += _label_at(document, lexicons, line.start, line.end) is None and any(
            (found := _label_at(document, lexicons, start, line.end)) is not None and found[1] >= line.end
            for start in _starts_of_capitals(document, line, 2)
        )
    if max(left, right) < _LEAST_SIGNS:
        return None
    return "left" if left >= right else "right"


def _starts_of_words(document: Document, line: Line) -> list[int]:
    return tokens_of(document.folded, line.start, line.end).starts()


def _starts_of_capitals(document: Document, line: Line, first: int = 0) -> list[int]:
    """Where words begin from which on a line is in capitals, its first words not counted."""
    text, small = document.text, line.end - 1
    while small >= line.start and not text[small].islower():
        small -= 1
    if not text[small + 1 : line.end].isupper():
        return []
    starts = _starts_of_words(document, line)[first:]
    return [start for start in starts[bisect_right(starts, small) :] if text[start : line.end].isupper()]


def _label_at(document: Document, lexicons: Lexicons, start: int, end: int) -> tuple[Concept, int] | None:
    """A field's label with its colon at an offset, and the offset after it."""
    if not lexicons["field"].may_begin_at(document.folded, start):
        return None
    matched = lexicons["field"].match_at(tokens_of(document.folded, start, end), 0)
    if matched is None or matched[0].payload.notation == "series":
        return None
    colon = _COLON.match(document.folded, matched[0].end, end)
    return (matched[0].payload, colon.end()) if colon else None


def _heading_at_end(document: Document, lexicons: Lexicons, line: Line) -> int | None:
    """Where a section's heading in capitals begins that a line ends with."""
    if document.text[line.end - 1].islower():
        return None
    for start in _starts_of_capitals(document, line):
        if lexicons["section"].whole(tokens_of(document.folded, start, line.end)):
            return start
    return None


def _heading_at_start(document: Document, lexicons: Lexicons, line: Line) -> int | None:
    """Where a section's heading in capitals ends that a line begins with."""
    matched = lexicons["section"].match_at(tokens_of(document.folded, line.start, line.end), 0)
    end = matched[0].end if matched else line.start
    return end if document.text[line.start : end].isupper() else None


@dataclass
class _Taking:
    """The two columns while they are taken apart."""

    document: Document
    lexicons: Lexicons
    side: Side
    name: str | None = None
    above: list[str] = field(default_factory=list)
    panel: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    unfinished: bool = False
    """Whether the panel's last line broke in the middle of a date or a name."""

    def take(self, line: Line) -> None:
        """Give a line's words to the panel, to the text, or to both."""
        text = self.document.text
        if self.lexicons["section"].whole(tokens_of(self.document.folded, line.start, line.end)):
            self._to_the_body(line.start, line.end)
            return
        part = self._part_on_the_left(line) if self.side == "left" else self._part_on_the_right(line)
        if part is not None:
            self._to_the_body(line.start, part[0], line.bullet if part[0] > line.start else "")
            self._to_the_body(part[1], line.end)
        elif self.name is None and not self.body:
            self.above.append(text[line.start : line.end])
        else:
            self._to_the_body(line.start, line.end, line.bullet)

    def _part_on_the_left(self, line: Line) -> tuple[int, int] | None:
        """Take the beginning of a line that is the panel's: up to a heading or bullet, else by the vocabulary."""
        heading = _heading_at_end(self.document, self.lexicons, line)
        bullet = re.compile(rf"\s[{_BULLETS}]\s").search(self.document.text, line.start + 1, line.end)
        limit = min(heading or line.end, bullet.start() if bullet else line.end)
        if (
            limit < line.end
            and self.name is not None
            and _label_at(self.document, self.lexicons, line.start, limit) is None
        ):
            words = self.document.text[line.start : limit].strip()
            if self.unfinished:
                self._add(words)
            else:
                self._begin("• " if line.bullet else "", line.start, limit)
            return line.start, limit
        end = self._take_from(line.start, limit, bulleted=bool(line.bullet))
        return None if end is None else (line.start, end)

    def _part_on_the_right(self, line: Line) -> tuple[int, int] | None:
        """Take the end of a line that is the panel's: the longest one that the panel's field can hold."""
        heading = _heading_at_start(self.document, self.lexicons, line)
        if heading is not None and heading > line.start and heading < line.end:
            start = heading
            while self.document.text[start].isspace():
                start += 1
            starts = [start]
        else:
            starts = _starts_of_words(self.document, line)
        inside = re.compile(rf"\s([{_BULLETS}])\s").search(self.document.text, line.start, line.end)
        if inside is not None:
            starts = [inside.end()]
        for start in starts:
            if self._fits(start, line.end, bulleted=inside is not None):
                end = self._take_from(start, line.end, bulleted=inside is not None)
                if end is not None:
                    return (inside.start() if inside else start), line.end
        return None

    def _fits(self, start: int, end: int, *, bulleted: bool) -> bool:
        """Whether the rest of a line can be the panel's, all of it."""
        label = _label_at(self.document, self.lexicons, start, end)
        if label is not None:
            value = label[1]
            return value >= end or self._end_of_value(value, end, label[0].notation) >= end
        if self.name is None:
            return False
        if bulleted:
            return self._end_of_status(start, end, begun=False) >= end
        if self.unfinished:
            return self._end_of_rest(start, end) >= end
        return self._end_of_value(start, end, self.name) >= end

    def _take_from(self, start: int, end: int, *, bulleted: bool) -> int | None:
        """Give the panel what begins at an offset, and say where it ends; None where nothing of the panel begins."""
        text = self.document.text
        label = None if bulleted else _label_at(self.document, self.lexicons, start, end)
        if label is not None:
            self.name = label[0].notation
            middle = self._end_of_value(label[1], end, self.name) if self.name in _INLINE else label[1]
            self._begin(f"{text[start : label[1]].rstrip()} ", label[1], middle)
            return middle
        if self.name is None:
            return None
        if bulleted and (self.side == "right" or self.name in {"status", "form"}):
            self.name = "status"
            middle = self._end_of_status(start, end, begun=False)
            if middle > start:
                self._begin("• ", start, middle)
                return middle
            return None
        if self.unfinished or (self.name == "partners" and text[start] == "("):
            middle = self._end_of_rest(start, end)
            if middle > start:
                self._add(text[start:middle].strip())
                return middle
        middle = self._end_of_value(start, end, self.name)
        if middle > start:
            self._begin("", start, middle)
            return middle
        return None

    def _begin(self, before: str, start: int, end: int) -> None:
        """Begin a line of the panel."""
        words = f"{before}{self.document.text[start:end].strip()}".rstrip()
        if words:
            self.panel.append(words)
            self.unfinished = self._is_unfinished(before)

    def _add(self, words: str) -> None:
        """Go on with the panel's last line."""
        if words:
            self.panel[-1] = f"{self.panel[-1]} {words}"
            self.unfinished = self._is_unfinished("")

    def _end_of_rest(self, start: int, end: int) -> int:
        """Where, in a line, what goes on with the panel's last line ends."""
        bracket = self.document.text.find(")", start, end) + 1
        if self.name == "status":
            return self._end_of_status(start, end, begun=True)
        if self.document.text[start] == "(" and bracket:
            return bracket
        return self._end_of_names(self._open_words(), start, end)

    def _to_the_body(self, start: int, end: int, bullet: str = "") -> None:
        words = self.document.text[start:end].strip()
        if words:
            self.body.append(f"{bullet} {words}".strip())

    def _is_unfinished(self, label: str) -> bool:
        """Whether the panel's last line ends in the middle: of a date, of a list, or of an institution's name."""
        folded = fold(self.panel[-1])
        if self.name == "status":
            tokens = tokens_of(folded)
            events = list(self.lexicons["event-type"].find_all(tokens))
            standing = any(match.payload.notation == "ongoing" for match in events)
            if folded.rstrip().endswith(","):
                return True
            dated = dates_in(folded, 0, len(folded))
            end = len(folded.rstrip(" .;"))
            only_names = all(date.date and date.date.precision == "year" and date.end < end for date in dated)
            return (bool(events) or self._tells_in(folded)) and not standing and only_names
        if self.name in {"lead", "partners"}:
            return self.panel[-1].rstrip().endswith((",", ";")) or bool(self._open_words())
        return False

    def _tells_in(self, folded: str) -> bool:
        last = " ".join(token.word for token in tokens_of(folded)[-3:])
        return any(label.startswith(f"{last} ") for label in _event_labels(self.document.language))

    def _open_words(self) -> list[str]:
        """The words of the panel's last line that are the beginning of a name, and no whole one."""
        folded = fold(self.panel[-1])
        tokens = tokens_of(folded, folded.find(":") + 1)
        index = 0
        while index < len(tokens):
            matched = self._name_at(tokens, index)
            if matched is None or _is_begun(tokens[index:], self.document.language):
                return [token.word for token in tokens[index:]]
            index = matched
            while index < len(tokens) and tokens[index].word in _BETWEEN:
                index += 1
        return []

    def _name_at(self, tokens: Sequence[Token], index: int) -> int | None:
        """The index after a name, with its acronym, or after "others as needed"; None where none begins."""
        matched = self.lexicons.institutions.match_at(tokens, index) or self.lexicons["role"].match_at(tokens, index)
        return matched[1] if matched else None

    def _end_of_names(self, open_words: list[str], start: int, end: int) -> int:
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
            if _is_begun(tokens[index:], self.document.language):
                return True
            after = self._name_at(tokens, index)
            if after is None:
                return False
            index = after
            separated = index
            while index < len(tokens) and tokens[index].word in _BETWEEN:
                index += 1
            if index < len(tokens) and index == separated:
                return False
        return True

    def _end_of_value(self, start: int, end: int, name: str) -> int:
        """Where, in a line, what the panel's field can hold ends; the start where it holds nothing."""
        document, lexicons = self.document, self.lexicons
        tokens = tokens_of(document.folded, start, end)
        if name in {"lead", "partners"}:
            return self._end_of_names([], start, end)
        if name == "status":
            stop = self._end_of_status(start, end, begun=False)
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
        known = [lexicons.contact_points, lexicons.bodies, lexicons.institutions] if name in _INLINE else []
        ends = [found_name[0].end for lexicon in known if (found_name := lexicon.match_at(tokens, 0))]
        return max(ends, default=start)

    def _end_of_status(self, start: int, end: int, *, begun: bool) -> int:
        """After the longest beginning of a line that is made of a status line's words and one whole date."""
        folded = self.document.folded
        in_date = begun and bool(_PARTIAL_DATE.search(fold(self.panel[-1])))
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
                if not begun and (named or _AFTER_DATE.match(folded, date.end, end)):
                    continue
                break
            is_date = bool(_DATE_WORD.fullmatch(token.word))
            known = (
                is_date
                or token.word in {",", ":"}
                or (token.word in _status_words(self.document.language) and not in_date)
            )
            if not known and not (
                not begun and token.start - start < _WIDEST and self._goes_on_with_status(tokens, index)
            ):
                break
            stop = token.end
            in_date = in_date or (is_date and token.word.isalpha())
            if begun and in_date and _YEAR.fullmatch(token.word):
                break
        while stop < end and self.document.text[stop] in ".;":
            stop += 1
        return stop

    def _goes_on_with_status(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether an unknown word is followed by two of a status line's own ("combined Convention entered into")."""
        following = [token.word for token in tokens[index + 1 : index + 4]]
        return sum(word in _status_words(self.document.language) and word not in _SMALL for word in following) >= 2

    def _tells(self, start: int, end: int) -> bool:
        """Whether a stretch has an event's phrase, the beginning of one at its end, or a date with a colon."""
        tokens = tokens_of(self.document.folded, start, end)
        if next(self.lexicons["event-type"].find_all(tokens), None) is not None:
            return True
        if len(tokens) > 3 and self._tells_in(self.document.folded[start:end]):
            return True
        dates = dates_in(self.document.folded, start, end)
        return bool(dates) and _AFTER_DATE.match(self.document.folded, dates[0].end, end) is not None


def _is_begun(tokens: Sequence[Token], language: Language) -> bool:
    """Whether words are the beginning of a known name, and not all of it."""
    return " ".join(token.word for token in tokens) in _beginnings_of_names(language)


def _is_beginning(document: Document, token: Token) -> bool:
    """Whether a small word in capitals begins the text's own line."""
    return token.word in _SMALL and document.text[token.start].isupper()


_WIDEST = 45
"""Characters that a line of the panel has at most."""
_AFTER_DATE = re.compile(r"\s*:")
_PART_WITH_NOTE = re.compile(r"annexe?\s+[ivx]+(?:\s*\([^()]{2,45}\))?[,;]?")
_SMALL = frozenset(
    "on since in of to by le la les l en depuis du de a au aux the et and ou or it is its il elle".split()
)
_INLINE = frozenset({"lead", "partners", "links", "contacts", "edition", "reference"})
_BETWEEN = frozenset({",", ";", ".", "and", "et"})
_CLOSING = re.compile(r"(?:\s*\([^()]{2,45}\)|\))[,;.]?|[,;.]")
_MONTHS = (
    "january february march april may june july august september october november december janvier fevrier mars avril "
    "mai juin juillet aout septembre octobre novembre decembre"
)
_DATE_WORD = re.compile(rf"\d{{1,4}}|1er|{_MONTHS.replace(' ', '|')}")
_PARTIAL_DATE = re.compile(rf"\b(?:{_MONTHS.replace(' ', '|')})\b|\d{{1,2}}$")
_YEAR = re.compile(r"\d{4}")


@cache
def _status_words(language: Language) -> frozenset[str]:
    """The words of which status lines are made, by the vocabulary; and the small words between them and a date."""
    lexicons = load_lexicons(language)
    labels = (
        label
        for scheme in ("event-type", "scope", "recurrence", "cue")
        for concept in lexicons.vocabulary.concepts(scheme)
        for language in LANGUAGES
        for label in concept.labels(language)
    )
    words = {token.word for label in labels for token in tokens_of(fold(label))}
    return frozenset({*words, *_SMALL, *"convention protocol protocole accord agreement amendment".split()})


@cache
def _event_labels(language: Language) -> tuple[str, ...]:
    """The words of every event's phrase, folded, with one space between words."""
    lexicons = load_lexicons(language)
    labels = [
        label
        for concept in lexicons.vocabulary.concepts("event-type")
        for language in LANGUAGES
        for label in concept.labels(language)
    ]
    return tuple(" ".join(token.word for token in tokens_of(fold(label))) for label in labels)


@cache
def _beginnings_of_names(language: Language) -> frozenset[str]:
    """Every way to begin an institution's name or "others as needed" without ending it, folded, with single spaces."""
    lexicons = load_lexicons(language)
    institutions = [entry for entry in lexicons.authorities.all() if entry.kind in INSTITUTION_KINDS]
    names = [name for entry in institutions for spoken in LANGUAGES for name in entry.all_names(spoken)]
    roles = lexicons.vocabulary.concepts("role")
    names += [label for role in roles for spoken in LANGUAGES for label in role.labels(spoken)]
    words = [[token.word for token in tokens_of(fold(name))] for name in names]
    return frozenset(" ".join(name[:count]) for name in words for count in range(1, len(name)))
