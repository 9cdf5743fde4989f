"""Take apart the text of a two-column PDF whose gap is lost: each line's beginning is the side panel's, by vocabulary.

Copies of this kind print a value of the side panel and a line of the text with one space between them, and a value that
goes on in the panel goes on two lines further down. What the panel's fields can hold decides where to cut.
"""

from __future__ import annotations

import re
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
_UNFINISHED_DATE = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|mars|"
    r"avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)(?:,?\s+\d{1,2},?)?(?=\s|$)"
)
_YEAR_FIRST = re.compile(r"(?:\d{1,2},?\s+)?(?:1[89]|20|30)\d{2}\.?(?=\s|$)")
_REFERENCE = re.compile(r"[A-D](?:-[A-Z]{2,4})?-?\d{1,3}(?:\s?/\s?(?:EN|FR))?(?=\s|$)")
_SEPARATOR = re.compile(r"\s*(?:,|;|\.(?=\s)|\band\b|\bet\b|,?\s*\bothers?\b[^)]*\))\s*")
_ACRONYM = re.compile(r"\s*\([A-Z]{2,8}\)")


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
        if _BULLET.match(text, line.start, line.end) or line.bullet:
            self._cut(line.start, self._end_of_status(line.start, line.end), line.end, bullet=True)
            return
        if self.lexicons["section"].whole(tokens_of(self.document.folded, line.start, line.end)):
            self.right.append(text[line.start : line.end])
            return
        label = _label_at(self.document, self.lexicons, line)
        if label is not None:
            self.name = label[0].notation
            printed = text[line.start : label[1]].rstrip()
            value_end = self._end_of_value(label[1], line.end) if self._is_inline() else label[1]
            self.left.append(f"{printed} {text[label[1] : value_end].strip()}".rstrip())
            self.unfinished = (value_end >= line.end and value_end > label[1]) or self._is_partial(label[1], value_end)
            self._to_the_right(value_end, line.end)
            return
        if self.name is None:
            self.above.append(text[line.start : line.end])
            return
        if self.unfinished:
            end = self._end_of_rest(line.start, line.end)
            if end > line.start:
                self.left[-1] = f"{self.left[-1]} {text[line.start : end].strip()}"
                self.unfinished = False
                self._to_the_right(end, line.end)
                return
        self._cut(line.start, self._end_of_value(line.start, line.end), line.end)

    def _is_inline(self) -> bool:
        return self.name in {"lead", "partners", "links", "contacts", "edition", "reference"}

    def _cut(self, start: int, middle: int, end: int, *, bullet: bool = False) -> None:
        words = self.document.text[start:middle].strip()
        if words:
            self.left.append(f"• {words}" if bullet else words)
            self.unfinished = self._is_partial(start, middle)
        self._to_the_right(middle, end)

    def _to_the_right(self, start: int, end: int) -> None:
        words = self.document.text[start:end].strip()
        if words:
            self.right.append(words)

    def _is_partial(self, start: int, end: int) -> bool:
        """Whether a value ends in the middle: of a date, or of an institution's name."""
        folded = self.document.folded
        if self.name == "status":
            last = list(_UNFINISHED_DATE.finditer(folded, start, end))
            return bool(last) and last[-1].end() >= end - 1 and not dates_in(folded, start, end)
        if self.name in {"lead", "partners"}:
            return self._name_goes_on(start, end) or folded[start:end].rstrip().endswith((",", ";"))
        return False

    def _name_goes_on(self, start: int, end: int) -> bool:
        tokens = tokens_of(self.document.folded, start, end)
        matches = list(self.lexicons.institutions.find_all(tokens))
        return bool(tokens) and (not matches or matches[-1].end < tokens[-1].end)

    def _end_of_value(self, start: int, end: int) -> int:
        """Where, in a line, what the panel's field can hold ends; the start where it holds nothing."""
        document, lexicons = self.document, self.lexicons
        tokens = tokens_of(document.folded, start, end)
        if self.name in {"category", "type", "form"}:
            matched = lexicons[self.name].match_at(tokens, 0)
            return matched[0].end if matched else start
        if self.name == "edition":
            dates = dates_in(document.folded, start, end)
            return dates[0].end if dates and dates[0].start == start else start
        if self.name == "reference":
            found = _REFERENCE.match(document.text, start, end)
            return found.end() if found else start
        if self.name == "contacts":
            matched_contact = lexicons.contact_points.match_at(tokens, 0)
            return matched_contact[0].end if matched_contact else start
        if self.name in {"lead", "partners"}:
            return self._end_of_names(tokens, start, end)
        if self.name == "links":
            body = lexicons.bodies.match_at(tokens, 0)
            known = body[0].end if body else start
            matched_name = lexicons.institutions.match_at(tokens, 0)
            return max(known, matched_name[0].end if matched_name else start)
        if self.name == "status" and lexicons["event-type"].match_at(tokens, 0):
            return self._end_of_status(start, end)
        return start

    def _end_of_names(self, tokens: list[Token], start: int, end: int) -> int:
        """After the last name of an unbroken list of institutions; all of it where a name breaks off at the end."""
        position, index, stop = start, 0, start
        while index < len(tokens):
            matched = self.lexicons.institutions.match_at(tokens, index)
            if matched is None:
                break
            stop = matched[0].end
            acronym = _ACRONYM.match(self.document.text, stop, end)
            stop = acronym.end() if acronym else stop
            separator = _SEPARATOR.match(self.document.text, stop, end)
            if separator is None:
                return stop
            position = separator.end()
            index = next((at for at, token in enumerate(tokens) if token.start >= position), len(tokens))
            stop = position
        if index < len(tokens) and self._begins_a_name(tokens[index:]):
            return end
        return stop

    def _begins_a_name(self, tokens: list[Token]) -> bool:
        """Whether the rest of a line, to its end, is how a known name begins."""
        words = " ".join(token.word for token in tokens)
        return any(name.startswith(f"{words} ") for name in _names_as_words())

    def _end_of_status(self, start: int, end: int) -> int:
        """After the last whole date, or after a date that breaks off; the whole line where it has none."""
        folded = self.document.folded
        dates = dates_in(folded, start, end)
        if dates:
            stop = dates[0].end
            return stop + 1 if self.document.text[stop : stop + 1] in {".", ";"} else stop
        broken = _UNFINISHED_DATE.search(folded, start, end)
        if broken:
            return broken.end()
        tokens = tokens_of(folded, start, end)
        matches = list(self.lexicons["event-type"].find_all(tokens))
        scopes = list(self.lexicons["scope"].find_all(tokens))
        ends = [match.end for match in (*matches, *scopes)]
        return max(ends) if ends else end

    def _end_of_rest(self, start: int, end: int) -> int:
        """Where what the last line of the panel left open ends: a year, or the rest of a name."""
        if self.name == "status":
            year = _YEAR_FIRST.match(self.document.folded, start, end)
            return year.end() if year else start
        tokens = tokens_of(self.document.folded, start, end)
        last = tokens_of(fold(self.left[-1]))
        for taken in range(len(tokens), 0, -1):
            for kept in range(len(last), 0, -1):
                joined = [*last[-kept:], *tokens[:taken]]
                matched = self.lexicons.institutions.match_at(joined, 0)
                if matched is not None and matched[1] == len(joined):
                    return tokens[taken - 1].end
        return self._end_of_names(tokens, start, end)


@cache
def _names_as_words() -> tuple[str, ...]:
    """Every institution's names, folded, with one space between words."""
    return tuple(
        " ".join(token.word for token in tokens_of(fold(name)))
        for entry in load_lexicons().authorities.all()
        if entry.kind in INSTITUTION_KINDS
        for language in LANGUAGES
        for name in entry.all_names(language)
    )
