"""A document as every reader gives it: its text, its lines, its links, its language; nothing of agreements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal

from msgspec import Struct

from recueil_kg.errors import RecueilError
from recueil_kg.folding import fold
from recueil_kg.i18n import Language, _

MOST_TEXT = 1_000_000
"""Characters; a published sheet has at most 60,000."""

DocumentFormat = Literal["html", "pdf", "text"]


class Line(Struct, frozen=True):
    """A line's words, without indent, bullet or markup around them.

    Attributes:
        start: offset of its first character in the document's text.
        end: offset after its last character.
        bullet: the bullet that stood before it, or nothing.
        after_blank: whether a blank line, or the beginning of the text, stands before it.
        heading: 1 to 6 where the format marks it as a heading, 0 otherwise.
    """

    start: int
    end: int
    bullet: str = ""
    after_blank: bool = False
    heading: int = 0


class Hyperlink(Struct, frozen=True):
    """A link: offsets of its text, and the address that it leads to; empty where the source lost it."""

    start: int
    end: int
    address: str = ""


@dataclass(frozen=True)
class Document:
    """A sheet, or what else a user brought, as text with structure.

    Attributes:
        name: the file's name, as the user gave it.
        format: what the file turned out to be.
        text: the normalised text; every offset of the project points into it.
        language: English or French, by the text's own words.
        lines: its lines that hold words, in order.
        hyperlinks: its links, in order.
        remarks: what the reader had to decide to read it, for the report.
        columns: whether a text dump of two columns kept the gap between them; None where it has one column.
        address: where a harvested file was published.
        retrieved: the day (ISO) on which it was fetched.
    """

    name: str
    format: DocumentFormat
    text: str
    language: Language
    lines: tuple[Line, ...]
    hyperlinks: tuple[Hyperlink, ...] = ()
    remarks: tuple[str, ...] = ()
    columns: Literal["gap", "no gap"] | None = None
    address: str | None = None
    retrieved: str | None = None

    @cached_property
    def folded(self) -> str:
        """The text to compare by; the same length as `text`."""
        return fold(self.text)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def too_much_text(name: str) -> RecueilError:
    """The refusal of a file with more text than any sheet has."""
    return RecueilError(
        _("this has more than {limit} characters of text: no sheet is that long").format(limit=MOST_TEXT),
        where=name,
        do=_("give the sheet's own file"),
    )
