"""Files into documents: formats are recognised by content, never by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.reading.columns import columns_of_text
from recueil_kg.reading.container import LARGEST_SHEET, RawFile, files_in
from recueil_kg.reading.document import Document, Hyperlink, Line
from recueil_kg.reading.text import decode, read_text

__all__ = ["LARGEST_SHEET", "Document", "Hyperlink", "Line", "RawFile", "files_in", "read", "read_all", "read_bytes"]

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|dl|h[1-6]|p|table|ul|title|meta)\b[^<>]*>",
    re.IGNORECASE,
)
_BEGINNING = 4096


def read(path: Path) -> Document:
    """Read one file as a document.

    Raises:
        RecueilError: missing, unreadable, empty, too large, or in a format that is not read: one line that says which.
    """
    if path.is_dir():
        raise RecueilError(_("this is a folder"), where=str(path), do=_("give the files in it"))
    for file in files_in(path):
        if isinstance(file, RecueilError):
            raise file
        return read_bytes(file)
    raise RecueilError(_("the file is empty"), where=str(path), do=_("give the sheet's own file"))


def read_all(paths: list[Path]) -> Iterator[Document | RecueilError]:
    """Read files, folders and archives of files, one after the other; what cannot be read is an error in its place."""
    for path in paths:
        for file in files_in(path):
            try:
                yield file if isinstance(file, RecueilError) else read_bytes(file)
            except RecueilError as error:
                yield error


def read_bytes(file: RawFile) -> Document:
    """Read the bytes of one file as a document.

    Raises:
        RecueilError: empty, or in a format that is not read.
    """
    if not file.data.strip():
        raise RecueilError(_("the file is empty"), where=file.name, do=_("give the sheet's own file"))
    if b"%PDF-" in file.data[:1024]:
        from recueil_kg.reading.pdf import read_pdf

        return read_pdf(file.name, file.data)
    text, remarks = decode(file.name, file.data)
    if _HTML.search(text, 0, _BEGINNING):
        from recueil_kg.reading.html import read_html

        return read_html(file.name, text, remarks)
    columns = columns_of_text(text)
    if columns is not None:
        remarks = (*remarks, _("two columns side by side: read one after the other"))
    return read_text(file.name, columns or text, remarks)
