"""Read PDF files that have a text layer, by the places of their characters."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.reading.columns import Segment, reading_order
from recueil_kg.reading.document import Document
from recueil_kg.reading.text import read_text

MOST_PAGES = 100
"""A fact sheet has two to six."""
_MOST_CHARACTERS = 50_000
"""On one page; a full one has about 5,000."""
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u0002": None, "\u00ad": None}
)


def read_pdf(name: str, data: bytes) -> Document:
    """A document from a PDF: columns one after the other, broken lines put together.

    Raises:
        RecueilError: damaged, encrypted, too long, or without a text layer.
    """
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise RecueilError(_("the file is encrypted"), where=name, do=_("give it without a password")) from None
        raise _damaged(name, error) from None
    try:
        if len(file) > MOST_PAGES:
            raise RecueilError(
                _("{count} pages are too many for a sheet (at most {limit})").format(count=len(file), limit=MOST_PAGES),
                where=name,
                do=_("give the sheet's own file"),
            )
        text = reading_order([list(_segments(name, page)) for page in file])
    except pdfium.PdfiumError as error:
        raise _damaged(name, error) from None
    finally:
        file.close()
    if not text.strip():
        raise RecueilError(
            _("the file has pictures of text, but no text"), where=name, do=_("give a PDF with a text layer")
        )
    return read_text(name, text, (), "pdf")


def _damaged(name: str, error: Exception) -> RecueilError:
    return RecueilError(
        _("the PDF is damaged ({error})").format(error=" ".join(str(error).split())),
        where=name,
        do=_("fetch it again"),
    )


def _segments(name: str, page: pdfium.PdfPage) -> Iterator[Segment]:
    """Runs of characters on one line without a wide gap, in the file's order."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > _MOST_CHARACTERS:
        raise RecueilError(
            _("a page holds {count} characters (at most {limit})").format(count=count, limit=_MOST_CHARACTERS),
            where=name,
            do=_("give the sheet's own file"),
        )
    loose = pdfium_c.FS_RECTF()
    words: list[str] = []
    box = (0.0, 0.0, 0.0, 0.0)
    for index in range(count):
        character = chr(pdfium_c.FPDFText_GetUnicode(text, index) or 32)
        if character in "\r\n":
            if words:
                yield _segment(words, box)
                words = []
            continue
        if character.isspace():
            if words:
                words.append(" ")
            continue
        pdfium_c.FPDFText_GetLooseCharBox(text, index, ctypes.byref(loose))
        x0, x1, y0, y1 = loose.left, loose.right, loose.bottom, loose.top
        height = max(y1 - y0, 1.0)
        if words and (abs(y0 - box[2]) > 0.5 * height or x0 - box[1] > 1.0 * height or x0 < box[0] - 0.5 * height):
            yield _segment(words, box)
            words = []
        if not words:
            box = (x0, x1, y0, y1)
        elif x0 - box[1] > 0.25 * height and words[-1] != " ":
            words.append(" ")
        words.append(character)
        box = (box[0], max(box[1], x1), min(box[2], y0), max(box[3], y1))
    if words:
        yield _segment(words, box)


def _segment(words: list[str], box: tuple[float, float, float, float]) -> Segment:
    left, right, bottom, top = box
    return Segment("".join(words).translate(_LIGATURES).strip(), left, right, bottom, max(top - bottom, 1.0))
