"""Read PDF files that have a text layer, by the places of their characters."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.reading.columns import reading_order
from recueil_kg.reading.document import MOST_TEXT, Document, too_much_text
from recueil_kg.reading.segments import Segment
from recueil_kg.reading.text import read_text

MOST_PAGES = 100
"""A fact sheet has two to six."""
_MOST_CHARACTERS = 50_000
"""On one page; a full one has about 5,000."""
_AS_WRITTEN = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xAD, 0xFFFD, *range(0xD800, 0xE000))),
    **dict.fromkeys((0x02, 0xFFFE), "-"),
}
"""PDFium gives the first two for a hyphen at the end of a line, whether it is the word's or the line's."""
_PRESENTATION = re.compile("[\ufb00-\ufb06]")


def read_pdf(name: str, data: bytes) -> Document:
    """A document from a PDF: columns one after the other, broken lines put together.

    Raises:
        RecueilError: damaged, encrypted, too long, or without a text layer.
    """
    # PDFium keeps the error of the file before; this sets one that no file in memory can have.
    pdfium_c.FPDF_LoadDocument(b"", None)
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refusal(name, data, error) from None
    try:
        if len(file) > MOST_PAGES:
            raise RecueilError(
                _("{count} pages are too many for a sheet (at most {limit})").format(count=len(file), limit=MOST_PAGES),
                where=name,
                do=_("give the sheet's own file"),
            )
        text = reading_order(_pages(name, file))
    except pdfium.PdfiumError as error:
        raise _damaged(name, error) from None
    finally:
        file.close()
    if not text.strip():
        raise RecueilError(
            _("the file has pictures of text, but no text"), where=name, do=_("give a PDF with a text layer")
        )
    return read_text(name, text, (), "pdf")


def _refusal(name: str, data: bytes, error: pdfium.PdfiumError) -> RecueilError:
    """Why PDFium opens no file; of one without pages it says nothing."""
    if error.err_code == pdfium_c.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
        return RecueilError(_("the file is encrypted"), where=name, do=_("give it without a password"))
    if error.err_code == pdfium_c.FPDF_ERR_FILE:
        return RecueilError(_("the PDF has no pages"), where=name, do=_("fetch it again"))
    return _damaged(name, error)


def _damaged(name: str, error: Exception) -> RecueilError:
    return RecueilError(
        _("the PDF is damaged ({error})").format(error=" ".join(str(error).split())),
        where=name,
        do=_("fetch it again"),
    )


def _pages(name: str, file: pdfium.PdfDocument) -> Iterator[list[Segment]]:
    """The segments of each page, until there is more text than any sheet has."""
    count = 0
    for page in file:
        segments = [segment for segment in _segments(name, page) if segment.words]
        page.close()
        yield segments
        count += sum(len(segment.words) for segment in segments)
        if count > MOST_TEXT:
            raise too_much_text(name)


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
    """Words as written: without ligatures, soft hyphens and letters in two parts."""
    left, right, bottom, top = box
    text = unicodedata.normalize("NFC", "".join(words).translate(_AS_WRITTEN))
    text = _PRESENTATION.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return Segment(text.strip(), left, right, bottom, max(top - bottom, 1.0))
