"""What has been read of a sheet so far, field by field, and how values are made of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.mentions import Subject
from recueil_kg.extraction.outline import Piece
from recueil_kg.extraction.tokens import Tokens, tokens_of
from recueil_kg.model.records import (
    Classified,
    Contact,
    Event,
    Link,
    NamedInstrument,
    Printed,
    Responsibility,
    Span,
)
from recueil_kg.reading import Document


@dataclass
class Draft:
    """One sheet while it is read: what each field has so far.

    Attributes:
        document: the sheet, whose text every offset points into.
        lexicons: those of its language.
        pieces: its labels, values, headings and paragraphs, in order.
        edition: of the compendium, as `YYYY-MM`.
        subject: the instrument that it is about.
        single: values of fields that are looked up as a whole, by vocabulary.
        status_of: the other instrument that a sub-heading in the status names.
        list_goes_on: whether a line of departments ended with a comma.
        list_of: the other instrument that the line above a list names.
        named_before: instruments that sentences named in full, by the words that name them again.
    """

    document: Document
    lexicons: Lexicons
    pieces: Sequence[Piece]
    edition: str | None = None
    subject: Subject = field(default_factory=lambda: Subject(None, frozenset()))
    title: Printed | None = None
    short_title: Printed | None = None
    printed_edition: Printed | None = None
    reference: Printed | None = None
    single: dict[str, list[Classified]] = field(default_factory=dict)
    legal_nature: Classified | None = None
    status_of: NamedInstrument | None = None
    list_goes_on: bool = False
    list_of: NamedInstrument | None = None
    named_before: dict[str, NamedInstrument] = field(default_factory=dict)
    responsibilities: list[Responsibility] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    unread: list[Printed] = field(default_factory=list)

    def tokens(self, start: int, end: int) -> Tokens:
        """The words of a stretch."""
        return tokens_of(self.document.folded, start, end)

    def text(self, start: int, end: int) -> str:
        """A stretch as it is printed."""
        return self.document.text[start:end]

    def printed(self, start: int, end: int) -> Printed:
        """A value that is a stretch."""
        return Printed(printed=self.text(start, end), at=Span(start, end))

    def classified(self, start: int, end: int, notation: str) -> Classified:
        """A value of a vocabulary, with the bracket that closes after it."""
        if self.document.text[end : end + 1] == ")" and self.document.text.count("(", start, end):
            end += 1
        return Classified(printed=self.text(start, end), at=Span(start, end), concept=notation)
