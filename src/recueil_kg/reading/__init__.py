"""Files into documents: formats are recognised by content, never by name."""

from __future__ import annotations

from pathlib import Path

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _, reason
from recueil_kg.reading.document import Document, Hyperlink, Line
from recueil_kg.reading.text import read_text

__all__ = ["Document", "Hyperlink", "Line", "read"]

LARGEST_SHEET = 16 * 1024 * 1024
"""Bytes; the largest published sheet is below one megabyte."""


def read(path: Path) -> Document:
    """Read a file as a document.

    Raises:
        RecueilError: missing, unreadable, empty, too large, or in a format that is not read: one line that says which.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise RecueilError(_("this is a folder"), where=str(path), do=_("give the files in it"))
        if size > LARGEST_SHEET:
            raise RecueilError(
                _("{size} bytes is too large for a sheet (at most {limit})").format(size=size, limit=LARGEST_SHEET),
                where=str(path),
                do=_("give the sheet's own file"),
            )
        data = path.read_bytes()
    except OSError as error:
        raise RecueilError(reason(error), where=str(path), do=_("check the path and its permissions")) from None
    if not data.strip():
        raise RecueilError(_("the file is empty"), where=str(path), do=_("give the sheet's own file"))
    return read_text(path, data)
