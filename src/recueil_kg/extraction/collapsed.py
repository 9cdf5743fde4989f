"""Take apart the text of a two-column PDF whose gap is lost: each line's beginning is the side panel's, by vocabulary.

Copies of this kind print a value of the side panel and a line of the text with one space between them, and a value that
goes on in the panel goes on two lines further down. What the panel's fields can hold decides where to cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from recueil_kg.authorities import INSTITUTION_KINDS
from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.lexicon import Token, tokens_of
from recueil_kg.extraction.lexicons import Lexicons, load_lexicons
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, _
from recueil_kg.reading import Document, Line
from recueil_kg.reading.text import read_text
from recueil_kg.vocabularies import Concept

_LEAST_SIGNS = 2
_BULLET = re.compile(r"\s*[\uf0b7\uf0a7•·]\s*")
_COLON = re.compile(r"\s*#?\s*:\s*")
_REFERENCE = re.compile(r"[A-D](?:-[A-Z]{2,4})?-?\d{1,3}(?:\s?/\s?(?:EN|FR))?(?=\s|$)")


def uncollapsed(document: Document) -> Document:
    """The document with the panel first and the text after it; the document itself where it is not of this kind."""
    lexicons = load_lexicons()
    if document.format == "html" or sum(_is_sign(document, lexicons, line) for line in document.lines) < _LEAST_SIGNS:
        return document
    taking = _Taking(document, lexicons)
    for line in document.lines:
        taking.take(line)
    text = "\n".join((*taking.above, *taking.left, "", *taking.right)) + "\n"
    remark = _("two columns without a gap: taken apart by the vocabulary")
    return read_text(document.name, text, (*document.remarks, remark), document.format)


def _label_at(document: Document, lexicons: Lexicons, line: Line) -> tuple[Concept, int] | None:
    """A field's label with its colon at the beginning of a line, and the offset after it."""
    tokens = tokens_of(document.folded, line.start, line.end)
    matched = lexicons["field"].match_at(tokens, 0)
    if matched is None:
        return None
    colon = _COLON.match(document.folded, matched[0].end, line.end)
    return (matched[0].payload, colon.end()) if colon else None


def _is_sign(document: Document, lexicons: Lexicons, line: Line) -> bool:
    """A panel's label with a section's heading, in capitals, on the same line."""
    label = _label_at(document, lexicons, line)
    if label is None or label[1] >= line.end:
        return False
    rest = document.text[label[1] : line.end]
    return rest.isupper() and lexicons["section"].whole(tokens_of(document.folded, label[1], line.end)) is not None


@dataclass
class _Taking:
    """The two columns while they are taken apart."""

    document: Document
    lexicons: Lexicons
    name: str | None = None
    above: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    unfinished: bool = False
    """Whether the panel's last line broke in the middle of a date or a name."""

    def take(self, line: Line) -> None:
        """Give a line's words to the panel, to the text, or to both."""
        text = self.document.text
        if line.bullet or _BULLET.match(text, line.start, line.end):
            found = _BULLET.match(text, line.start, line.end)
            start = found.end() if found else line.start
            self.name = "status"
            self._begin(start, self._end_of_status(start, line.end, begun=False), line.end, "• ")
            return
        if self.lexicons["section"].whole(tokens_of(self.document.folded, line.start, line.end)):
            self.right.append(text[line.start : line.end])
            return
        label = _label_at(self.document, self.lexicons, line)
        if label is not None:
            self.name = label[0].notation
            middle = self._end_of_value(label[1], line.end) if self.name in _INLINE else label[1]
            self._begin(label[1], middle, line.end, f"{text[line.start : label[1]].rstrip()} ")
        elif self.name is None:
            self.above.append(text[line.start : line.end])
        elif self.unfinished or (self.name == "partners" and text[line.start] == "("):
            self._go_on(line)
        else:
            self._begin(line.start, self._end_of_value(line.start, line.end), line.end, "")

    def _begin(self, start: int, middle: int, end: int, before: str) -> None:
        """A line of the panel up to the middle, and one of the text after it."""
        words = f"{before}{self.document.text[start:middle].strip()}".rstrip()
        if words:
            self.left.append(words)
            self.unfinished = self._is_unfinished(before)
        self._to_the_right(middle, end)

    def _go_on(self, line: Line) -> None:
        """Add to the panel's last line what belongs to it."""
        bracket = self.document.text.find(")", line.start, line.end) + 1
        if self.name == "status":
            end = self._end_of_status(line.start, line.end, begun=True)
        elif self.document.text[line.start] == "(" and bracket:
            end = bracket
        else:
            end = self._end_of_names(self._open_words(), line.start, line.end)
        words = self.document.text[line.start : end].strip()
        if words:
            self.left[-1] = f"{self.left[-1]} {words}"
            self.unfinished = self._is_unfinished("")
        self._to_the_right(end, line.end)

    def _to_the_right(self, start: int, end: int) -> None:
        words = self.document.text[start:end].strip()
        if words:
            self.right.append(words)

    def _is_unfinished(self, label: str) -> bool:
        """Whether the panel's last line ends in the middle: of a date, of a list, or of an institution's name."""
        folded = fold(self.left[-1])
        if self.name == "status":
            tokens = tokens_of(folded)
            events = list(self.lexicons["event-type"].find_all(tokens))
            standing = any(match.payload.notation == "ongoing" for match in events)
            return bool(events) and not standing and not dates_in(folded, 0, len(folded))
        if self.name in {"lead", "partners"}:
            return self.left[-1].rstrip().endswith((",", ";")) or bool(self._open_words())
        return False

    def _open_words(self) -> list[str]:
        """The words of the panel's last line that are the beginning of a name, and no whole one."""
        folded = fold(self.left[-1])
        tokens = tokens_of(folded, folded.find(":") + 1)
        index = 0
        while index < len(tokens):
            matched = self._name_at(tokens, index)
            if matched is None:
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
            if self._are_names([*opened, *tokens[:taken]]):
                best = tokens[taken - 1].end
        closing = _CLOSING.match(self.document.text, best, end)
        return closing.end() if closing else best

    def _are_names(self, tokens: Sequence[Token]) -> bool:
        """Whether words are known names one after the other, the last of them possibly only begun."""
        index = 0
        while index < len(tokens):
            after = self._name_at(tokens, index)
            if after is None:
                words = " ".join(token.word for token in tokens[index:])
                return any(name.startswith(f"{words} ") for name in _names_as_words())
            index = after
            separated = index
            while index < len(tokens) and tokens[index].word in _BETWEEN:
                index += 1
            if index < len(tokens) and index == separated:
                return False
        return True

    def _end_of_value(self, start: int, end: int) -> int:
        """Where, in a line, what the panel's field can hold ends; the start where it holds nothing."""
        document, lexicons = self.document, self.lexicons
        tokens = tokens_of(document.folded, start, end)
        if self.name in {"lead", "partners"}:
            return self._end_of_names([], start, end)
        if self.name == "status":
            begins = lexicons["event-type"].match_at(tokens, 0)
            return self._end_of_status(start, end, begun=False) if begins else start
        if self.name == "edition":
            dates = dates_in(document.folded, start, end)
            return dates[0].end if dates and dates[0].start == start else start
        if self.name == "reference":
            found = _REFERENCE.match(document.text, start, end)
            return found.end() if found else start
        if self.name in {"category", "type", "form"}:
            matched = lexicons[self.name].match_at(tokens, 0)
            closing = _CLOSING.match(document.text, matched[0].end, end) if matched else None
            return closing.end() if closing else matched[0].end if matched else start
        known = [lexicons.contact_points, lexicons.bodies, lexicons.institutions] if self.name in _INLINE else []
        ends = [found_name[0].end for lexicon in known if (found_name := lexicon.match_at(tokens, 0))]
        return max(ends, default=start)

    def _end_of_status(self, start: int, end: int, *, begun: bool) -> int:
        """After the longest beginning of a line that is made of a status line's words and one whole date."""
        folded = self.document.folded
        in_date = begun and bool(_PARTIAL_DATE.search(fold(self.left[-1])))
        stop = start
        dates = dates_in(folded, start, end)
        for token in tokens_of(folded, start, end):
            if dates and dates[0].start <= token.start < dates[0].end:
                stop = dates[0].end
                break
            is_date = bool(_DATE_WORD.fullmatch(token.word))
            if not is_date and (in_date or token.word not in _status_words()) and token.word not in {",", ":"}:
                break
            stop = token.end
            in_date = in_date or (is_date and token.word.isalpha())
            if begun and in_date and _YEAR.fullmatch(token.word):
                break
        while stop < end and self.document.text[stop] in ".;":
            stop += 1
        return stop


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
def _status_words() -> frozenset[str]:
    """The words of which status lines are made, by the vocabulary; and the small words between them and a date."""
    lexicons = load_lexicons()
    labels = (
        label
        for scheme in ("event-type", "scope", "recurrence")
        for concept in lexicons.vocabulary.concepts(scheme)
        for language in LANGUAGES
        for label in concept.labels(language)
    )
    words = {token.word for label in labels for token in tokens_of(fold(label))}
    return frozenset({*words, *"on since in le la les en depuis du de a the convention protocol accord".split()})


@cache
def _names_as_words() -> tuple[str, ...]:
    """Every institution's names and every way to say "others as needed", folded, with one space between words."""
    lexicons = load_lexicons()
    institutions = [entry for entry in lexicons.authorities.all() if entry.kind in INSTITUTION_KINDS]
    names = [name for entry in institutions for language in LANGUAGES for name in entry.all_names(language)]
    roles = lexicons.vocabulary.concepts("role")
    names += [label for role in roles for language in LANGUAGES for label in role.labels(language)]
    return tuple(" ".join(token.word for token in tokens_of(fold(name))) for name in names)
