"""Take two columns apart, line by line: what is the panel's, and what is the text's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.collapsed.extents import INLINE, Extents
from recueil_kg.extraction.collapsed.signs import (
    Side,
    heading_at_end,
    heading_at_start,
    label_at,
    side_of,
    starts_of_words,
)
from recueil_kg.extraction.lexicons import Lexicons, load_lexicons
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.folding import fold
from recueil_kg.i18n import _
from recueil_kg.reading import Document, Line
from recueil_kg.reading.text import read_text

_BULLETS = "\uf0b7\uf0a7•·"


def uncollapsed(document: Document) -> Document:
    """The document with the panel first and the text after it; the document itself where it is not of this kind."""
    lexicons = load_lexicons(document.language)
    side = None if document.format == "html" else side_of(document, lexicons)
    if side is None:
        return document
    taking = _Taking(document, lexicons, side)
    for line in document.lines:
        taking.take(line)
    text = "\n".join((*taking.above, *taking.panel, "", *taking.body)) + "\n"
    remark = _("two columns without a gap: taken apart by the vocabulary")
    apart = read_text(document.name, text, (*document.remarks, remark), document.format)
    return replace(apart, columns="no gap", address=document.address, retrieved=document.retrieved)


@dataclass
class _Taking:
    """The two columns while they are taken apart."""

    document: Document
    lexicons: Lexicons
    side: Side
    extents: Extents = field(init=False)
    name: str | None = None
    above: list[str] = field(default_factory=list)
    panel: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    unfinished: bool = False
    """Whether the panel's last line broke in the middle of a date or a name."""

    def __post_init__(self) -> None:
        self.extents = Extents(self.document, self.lexicons)

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
        heading = heading_at_end(self.document, self.lexicons, line)
        bullet = re.compile(rf"\s[{_BULLETS}]\s").search(self.document.text, line.start + 1, line.end)
        limit = min(heading or line.end, bullet.start() if bullet else line.end)
        if (
            limit < line.end
            and self.name is not None
            and label_at(self.document, self.lexicons, line.start, limit) is None
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
        heading = heading_at_start(self.document, self.lexicons, line)
        if heading is not None and heading > line.start and heading < line.end:
            start = heading
            while self.document.text[start].isspace():
                start += 1
            starts = [start]
        else:
            starts = starts_of_words(self.document, line)
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
        label = label_at(self.document, self.lexicons, start, end)
        if label is not None:
            value = label[1]
            return value >= end or self.extents.end_of_value(value, end, label[0].notation) >= end
        if self.name is None:
            return False
        if bulleted:
            return self.extents.end_of_status(start, end) >= end
        if self.unfinished:
            return self._end_of_rest(start, end) >= end
        return self.extents.end_of_value(start, end, self.name) >= end

    def _take_from(self, start: int, end: int, *, bulleted: bool) -> int | None:
        """Give the panel what begins at an offset, and say where it ends; None where nothing of the panel begins."""
        text = self.document.text
        label = None if bulleted else label_at(self.document, self.lexicons, start, end)
        if label is not None:
            self.name = label[0].notation
            middle = self.extents.end_of_value(label[1], end, self.name) if self.name in INLINE else label[1]
            self._begin(f"{text[start : label[1]].rstrip()} ", label[1], middle)
            return middle
        if self.name is None:
            return None
        if bulleted and (self.side == "right" or self.name in {"status", "form"}):
            self.name = "status"
            middle = self.extents.end_of_status(start, end)
            if middle > start:
                self._begin("• ", start, middle)
                return middle
            return None
        if self.unfinished or (self.name == "partners" and text[start] == "("):
            middle = self._end_of_rest(start, end)
            if middle > start:
                self._add(text[start:middle].strip())
                return middle
        middle = self.extents.end_of_value(start, end, self.name)
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
            return self.extents.end_of_status(start, end, self.panel[-1])
        if self.document.text[start] == "(" and bracket:
            return bracket
        return self.extents.end_of_names(self.extents.open_words(self.panel[-1]), start, end)

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
            return (bool(events) or self.extents.tells_in(folded)) and not standing and only_names
        if self.name in {"lead", "partners"}:
            return self.panel[-1].rstrip().endswith((",", ";")) or bool(self.extents.open_words(self.panel[-1]))
        return False
