"""A page beside the sheets while it is read: its labels, its lines, and records of what was recognised in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.outline import Piece
from recueil_kg.extraction.sheet import record_of
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.i18n import Language
from recueil_kg.model.records import Event, Printed, SourceKind, SourceRecord, Span
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Concept


@dataclass
class Page:
    """A page while it is read."""

    document: Document
    lexicons: Lexicons
    _labels: dict[str, list[Match[Concept]]] | None = field(default=None, init=False)

    def labels(self, name: str) -> Sequence[Match[Concept]]:
        """Where a label of such pages stands."""
        if self._labels is None:
            self._labels = {}
            for match in self.lexicons["page-field"].find_in(self.document.folded, 0, len(self.document.text)):
                self._labels.setdefault(match.payload.notation, []).append(match)
        return self._labels.get(name, ())

    @property
    def edition(self) -> Span | None:
        """The words that name an edition of the compendium, from its label to the date in the same line."""
        folded = self.document.folded
        for line in self.document.lines:
            for label in self.lexicons["field"].find_all(tokens_of(folded, line.start, line.end)):
                dates = dates_in(folded, label.end, line.end) if label.payload.notation == "edition" else []
                if dates and dates[0].date is not None:
                    return Span(dates[0].start, dates[0].end)
        return None

    def names_an_edition(self) -> bool:
        """Whether it speaks of an edition of the compendium, with or without a date."""
        fields = self.lexicons["field"].find_all(tokens_of(self.document.folded))
        return any(label.payload.notation == "edition" for label in fields)

    def line_of(self, offset: int) -> int:
        """The number of the line in which an offset is."""
        return next(
            (number for number, line in enumerate(self.document.lines) if offset < line.end),
            len(self.document.lines) - 1,
        )

    def printed(self, start: int, end: int) -> Printed:
        """A value that is a stretch."""
        return Printed(printed=self.document.text[start:end], at=Span(start, end))

    def piece(self, start: int, end: int) -> Piece:
        """Words of a stretch."""
        return Piece("words", start, end)

    def event(self, type_: str, start: int, end: int, date: Span | None = None) -> Event:
        """An event of the page's own treaty, for all its parties."""
        text = self.document.text
        found = dates_in(self.document.folded, *date)[0].date if date else None
        return Event(
            printed=text[start:end],
            at=Span(start, end),
            type=type_,
            scope="international",
            date=found.edtf if found else None,
            date_printed=text[slice(*date)] if date else None,
        )

    def labelled(self, name: str, start: int, end: int) -> Iterator[Piece]:
        """A value, under the label that a sheet would have above it."""
        concept = self.lexicons.vocabulary.concept("field", name)
        yield Piece("label", start, start, concept)
        yield Piece("words", start, end)

    def text_below(self, start: int, end: int, below: int) -> Iterator[Piece]:
        """A heading, and every line from another one on, as its text."""
        yield Piece("heading", start, end, None, 1)
        for line in self.document.lines[below:]:
            yield Piece("words", line.start, line.end, bullet=line.bullet)

    def record(
        self, pieces: Iterable[Piece], kind: SourceKind, layout: str, language: Language | None = None
    ) -> SourceRecord:
        """The record of recognised pieces, as one of this page."""
        read = record_of(self.document, tuple(pieces))
        spoken = language or self.document.language
        edition = f"-{read.source.edition}" if read.source.edition else ""
        source = structs.replace(read.source, id=f"{kind}{edition}.{spoken}", kind=kind, layout=layout, language=spoken)
        return structs.replace(read, source=source)

    def record_under(
        self, code: tuple[str, str] | None, pieces: Iterable[Piece], kind: SourceKind, layout: str
    ) -> SourceRecord:
        """The same, of the instrument that has a number in another system, whatever its title's language and words."""
        record = self.record(pieces, kind, layout)
        for entry in self.lexicons.authorities.all() if code else ():
            if entry.kind == "instrument" and any((known.system, known.value) == code for known in entry.codes):
                return structs.replace(record, instrument=entry.id)
        return record

    def with_unread(self, record: SourceRecord, understood: Iterable[tuple[int, int]]) -> SourceRecord:
        """The record with every stretch of the page that neither it nor the labels account for."""
        text = self.document.text
        position = 0
        passages = list(record.unread)
        for start, end in sorted((*_spans_of(record), *understood, (len(text), len(text)))):
            first, last = position, start
            while first < last and not text[first].isalnum():
                first += 1
            while last > first and not text[last - 1].isalnum():
                last -= 1
            if last - first > 1:
                passages.append(self.printed(first, last))
            position = max(position, end)
        return structs.replace(record, unread=tuple(passages))


def _spans_of(record: SourceRecord) -> Iterator[tuple[int, int]]:
    """Where everything stands that a record has, the texts of its sections included."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Printed) and item.at is not None:
                yield item.at
    for section in record.sections:
        if section.text is not None:
            yield section.text
