"""Files into documents: formats are recognised by content, never by name."""

from __future__ import annotations

import atexit
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.reading.columns import columns_of_text
from recueil_kg.reading.container import LARGEST_SHEET, RawFile, files_in
from recueil_kg.reading.document import MOST_TEXT, Document, Hyperlink, Line, too_much_text
from recueil_kg.reading.provenance import provenance_of
from recueil_kg.reading.text import decode, decode_declared, read_text
from recueil_kg.reading.workers import MEMORY, SECONDS, LostWorkerError, Workers

__all__ = [
    "LARGEST_SHEET",
    "Document",
    "Hyperlink",
    "Line",
    "RawFile",
    "files_in",
    "files_of",
    "read",
    "read_all",
    "read_bytes",
    "read_within_limits",
    "why_unread",
]

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|dl|h[1-6]|p|table|ul|title|meta)\b[^<>]{0,4000}>",
    re.IGNORECASE,
)
_MARKUP_AT_ONCE = re.compile(r"\s*(?:<\?xml\b|<!doctype\b)", re.IGNORECASE)
_BEGINNING = 4096
_BEGINNING_OF_PDF = 1024
_SMALL = 256 * 1024
"""Bytes that are read in this process; what is larger is no ordinary sheet."""

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


def read(path: Path) -> Document:
    """Read one file as a document; a PDF, and what is unusually large, in a process of its own, within limits.

    Raises:
        RecueilError: missing, unreadable, empty, too large, or in a format that is not read: one line that says which.
    """
    if path.is_dir():
        raise RecueilError(_("this is a folder"), where=str(path), do=_("give the files in it"))
    for file in files_in(path):
        if isinstance(file, RecueilError):
            raise file
        return read_within_limits(file)
    raise RecueilError(_("the file is empty"), where=str(path), do=_("give the sheet's own file"))


def read_all(paths: Iterable[Path]) -> Iterator[Document | RecueilError]:
    """Read files, folders and archives of files, one after the other; what cannot be read is an error in its place."""
    for file in files_of(paths):
        try:
            yield file if isinstance(file, RecueilError) else read_within_limits(file)
        except RecueilError as error:
            yield error


def files_of(paths: Iterable[Path]) -> Iterator[RawFile | RecueilError]:
    """Every file of files, folders and archives, in order; what cannot be opened is an error in its place."""
    for path in paths:
        yield from files_in(path)


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
    if b"%PDF-" in data[:_BEGINNING_OF_PDF]:
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


def why_unread(name: str, error: Exception, seconds: float = SECONDS) -> RecueilError:
    """The line for a file whose process was lost, or ran out of memory; what the file is refused for, unchanged."""
    if isinstance(error, RecueilError):
        return error
    if isinstance(error, LostWorkerError) and error.overdue:
        what = _("this was not read within {seconds} seconds").format(seconds=f"{seconds:g}")
    elif isinstance(error, MemoryError):
        what = _("reading this takes more than {limit} MB of memory").format(limit=MEMORY // 2**20)
    elif isinstance(error, LostWorkerError) and error.crashed:
        what = _("reading this failed, or took more than {limit} MB of memory ({reason})").format(
            limit=MEMORY // 2**20, reason=error
        )
    elif isinstance(error, LostWorkerError):
        what = _("the process that read this was ended ({reason})").format(reason=error)
    else:
        raise error
    return RecueilError(what, where=name, do=_("give the sheet as it was published"))


def read_within_limits(file: RawFile) -> Document:
    """Read the bytes of one file; a PDF, and what is unusually large, in a process of its own.

    Raises:
        RecueilError: as `read_bytes`; or not read within the limits of time and memory.
    """
    if b"%PDF-" not in file.data[:_BEGINNING_OF_PDF] and len(file.data) <= _SMALL:
        return read_bytes(file)
    answer = _apart().answer(file)
    if isinstance(answer, Exception):
        raise why_unread(file.name, answer)
    return answer


@cache
def _apart() -> Workers[RawFile, Document]:
    """The one process in which this one has read what may be dangerous."""
    workers = Workers(read_bytes)
    atexit.register(workers.close)
    return workers


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
