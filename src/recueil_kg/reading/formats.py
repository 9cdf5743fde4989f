"""The bytes of one file into a document, by their format, which is recognised by content and never by name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.reading.columns import columns_of_text
from recueil_kg.reading.container import RawFile
from recueil_kg.reading.document import MOST_TEXT, Document, too_much_text
from recueil_kg.reading.provenance import provenance_of
from recueil_kg.reading.text import decode, decode_declared, read_text

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|dl|h[1-6]|p|table|ul|title|meta)\b[^<>]{0,4000}>",
    re.IGNORECASE,
)
_MARKUP_AT_ONCE = re.compile(r"\s*(?:<\?xml\b|<!doctype\b)", re.IGNORECASE)
_BEGINNING = 4096
_BEGINNING_OF_PDF = 1024

_OTHER_FORMATS = (
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word, Excel"),
    (b"%!PS", "PostScript"),
)
_OTHER_ARCHIVES = (
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
)


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are those of a PDF."""
    return b"%PDF-" in data[:_BEGINNING_OF_PDF]


def read_bytes(file: RawFile) -> Document:
    """Read the bytes of one file as a document, in this process; of a harvested one, with where it was published.

    Raises:
        RecueilError: empty, in a format that is not read, or with more text than a sheet has.
    """
    document, known = _document_of(file), provenance_of(Path(file.name), file.data)
    return replace(document, address=known.address, retrieved=known.retrieved) if known else document


def _document_of(file: RawFile) -> Document:
    data = file.data
    if not data.strip():
        raise RecueilError(_("the file is empty"), where=file.name, do=_("give the sheet's own file"))
    if is_pdf(data):
        from recueil_kg.reading.pdf import read_pdf

        return read_pdf(file.name, data)
    _refuse_other_formats(file)
    from recueil_kg.reading.mhtml import is_mhtml, page_of

    if is_mhtml(data):
        data = page_of(file.name, data)
    text, remarks = decode(file.name, data)
    if _HTML.search(text, 0, _BEGINNING) or _MARKUP_AT_ONCE.match(text):
        from recueil_kg.reading.html import read_html

        return read_html(file.name, decode_declared(data) or text, remarks)
    if len(text) > MOST_TEXT:
        raise too_much_text(file.name)
    columns = columns_of_text(text)
    if columns is not None:
        remarks = (*remarks, _("two columns side by side: read one after the other"))
    return replace(read_text(file.name, columns or text, remarks), columns="gap" if columns is not None else None)


def _refuse_other_formats(file: RawFile) -> None:
    """Say of a format that people may take for one that is read what it is."""
    for signature, kind in _OTHER_FORMATS:
        if file.data.startswith(signature):
            raise RecueilError(
                _("files of this format are not read ({kind})").format(kind=kind),
                where=file.name,
                do=_("save it as text, HTML or PDF"),
            )
    for signature, kind in _OTHER_ARCHIVES:
        if file.data.startswith(signature):
            raise RecueilError(
                _("archives of this format are not read ({kind})").format(kind=kind),
                where=file.name,
                do=_("give a ZIP archive or a folder"),
            )
