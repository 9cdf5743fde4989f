"""Read plain text and markdown-like dumps: decode the bytes, find the lines and the links."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from msgspec import structs

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.reading.document import Document, DocumentFormat, Hyperlink, Line
from recueil_kg.reading.language import language_of

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEGINNING = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{1,20})""", re.IGNORECASE)
_DECLARED_CODECS = {
    "iso-8859-15": "iso-8859-15",
    "latin-9": "iso-8859-15",
    "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
    "ibm850": "cp850",
    "cp850": "cp850",
}
"""What is declared as ISO 8859-1 is Windows-1252 in practice (WHATWG Encoding): stray bytes are read as that anyway."""
_MARKUP = " \t\r\f\v\u00a0\u2007\u202f\ufeff*_"
_BEFORE = " \t\u00a0\ufeff>"
"""Indents, and the marks of a quotation."""
_RULE = re.compile(r"([=_*~-])\1{2,}|\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*){0,50}\|?")
"""A rule, the line under a heading, or that under a table's head."""
_ROW = re.compile(r"[ \t]*\|[^|]*\|")
_CELL = re.compile(r"[^|]+")
_BULLET = re.compile(r"(?:[-+•●▪◦·*\uf0b7\uf0a7]|\u2013)[ \t\u00a0\u202f]+")
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_LINK = re.compile(r"\[(?P<text>[^\]\[\n]{1,500})\]\((?P<address>[^()\s]{0,2000})\)")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_text(name: str, text: str, remarks: tuple[str, ...] = (), format_: DocumentFormat = "text") -> Document:
    """A document from plain text, a markdown-like dump, or the text of another format."""
    hyperlinks = tuple(
        Hyperlink(found.start("text"), found.end("text"), found["address"].strip("#")) for found in _LINK.finditer(text)
    )
    return Document(
        name=name,
        format=format_,
        text=text,
        language=language_of(text),
        lines=tuple(_lines(text)),
        hyperlinks=hyperlinks,
        remarks=remarks,
    )


def decode(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of bytes in UTF-8, UTF-16, UTF-32, Windows-1252 or a mixture of the first and last, with remarks.

    Raises:
        RecueilError: the bytes are no text.
    """
    text, remarks = "\0", tuple[str, ...]()
    try:
        for mark, encoding in _BYTE_ORDER_MARKS:
            if data.startswith(mark):
                return data.decode(encoding), ()
        if b"\0" in data[:4096]:
            half = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
            text = data.decode(half)
            remarks = (_("no byte order mark: read as UTF-16"),)
        else:
            text, remarks = _decode_bytes(data)
    except UnicodeDecodeError:
        pass
    if _CONTROLS.search(text) or "\ufffe" in text:
        raise RecueilError(
            _("this is binary data, not the text of a sheet"),
            where=name,
            do=_("give a text, HTML or PDF file"),
        )
    return text, remarks


def decode_declared(data: bytes) -> str | None:
    """The text of a page in the encoding that it declares, where its bytes do not tell that themselves."""
    declared = _DECLARED.search(data, 0, _BEGINNING)
    codec = codec_named(declared[1].decode("ascii")) if declared else None
    if codec is None or data.startswith(tuple(mark for mark, _encoding in _BYTE_ORDER_MARKS)):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(codec, "replace")
    return None


def codec_named(declared: str) -> str | None:
    """The codec for the name of an encoding of one byte a letter that pages declare and that is not Windows-1252."""
    return _DECLARED_CODECS.get(declared.strip().lower())


def _decode_bytes(data: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-8; a byte that is not UTF-8 is read as the encoding that older government pages used."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        strays: list[int] = []

        def read_as_windows_1252(error: UnicodeError) -> tuple[str, int]:
            assert isinstance(error, UnicodeDecodeError)
            strays.append(error.start)
            return error.object[error.start : error.start + 1].decode("cp1252", "replace"), error.start + 1

        codecs.register_error("recueil-windows-1252", read_as_windows_1252)
        text = data.decode("utf-8", "recueil-windows-1252")
        remark = _("{count} bytes are not UTF-8 (the first at byte {first}): read as Windows-1252")
        return text, (remark.format(count=len(strays), first=strays[0]),)


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    after_blank = True
    start = 0
    for raw in text.splitlines(keepends=True):
        end = start + len(raw.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
        if (rule := _RULE.fullmatch(text[start:end].strip(" \t"))) is None:
            count = len(lines)
            for cell in _cells(text, start, end):
                if line := _line(text, *cell, after_blank=after_blank):
                    lines.append(line)
                    after_blank = False
            after_blank = len(lines) == count
        elif rule[1] == "=" and lines and not after_blank:
            lines[-1] = structs.replace(lines[-1], heading=1)
        start += len(raw)
    return lines


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a row of a table in Markdown; any other line is one cell."""
    if not _ROW.match(text, start, end):
        yield start, end
        return
    for cell in _CELL.finditer(text, start, end):
        yield cell.span()


def _line(text: str, start: int, end: int, *, after_blank: bool) -> Line | None:
    while start < end and text[start] in _BEFORE:
        start += 1
    bullet, heading = "", 0
    if found := _BULLET.match(text, start, end):
        bullet, start = found.group().strip(), found.end()
    elif found := _HEADING.match(text, start, end):
        heading, start = len(found[1]), found.end()
        while end > start and text[end - 1] in "# ":
            end -= 1
    while start < end and text[start] in _MARKUP:
        start += 1
    while end > start and text[end - 1] in _MARKUP:
        end -= 1
    return Line(start, end, bullet, after_blank, heading) if start < end else None
