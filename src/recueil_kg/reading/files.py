"""Files, folders and archives into documents, one after the other; what may be dangerous within limits."""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.reading.container import RawFile, files_in
from recueil_kg.reading.document import Document
from recueil_kg.reading.formats import is_pdf, read_bytes
from recueil_kg.reading.workers import MEMORY, SECONDS, LostWorkerError, Workers

_SMALL = 256 * 1024
"""Bytes that are read in this process; what is larger is no ordinary sheet."""


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


def read_within_limits(file: RawFile) -> Document:
    """Read the bytes of one file; a PDF, and what is unusually large, in a process of its own.

    Raises:
        RecueilError: as `read_bytes`; or not read within the limits of time and memory.
    """
    if not is_pdf(file.data) and len(file.data) <= _SMALL:
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
