"""Read a table of any delimiter and encoding: rows as a spreadsheet numbers them, under their headers."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _, reason
from recueil_kg.reading.text import decode

LARGEST_FILE = 32 * 1024 * 1024
_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 50
"""Rows by which the delimiter is told."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list as its file has it.

    Attributes:
        name: the file's name, for messages.
        headers: the first row's cells.
        rows: the number of each row that is not blank, the first one being that of the headers, and its cells.
        remarks: what is to be said of how it was read.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    remarks: tuple[str, ...]


def read_table(path: Path) -> Table:
    """A file of comma-, semicolon-, tab- or bar-separated values, in UTF-8, UTF-16 or Windows-1252.

    Raises:
        RecueilError: missing, too large, binary (a workbook, say), or without rows.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RecueilError(
                _("more than {limit}").format(limit=f"{LARGEST_FILE} B"), where=str(path), do=_("split the file")
            )
        data = path.read_bytes()
    except OSError as error:
        raise RecueilError(reason(error), where=str(path), do=_("check the path and its permissions")) from None
    try:
        text, remarks = decode(str(path), data)
    except RecueilError as error:
        raise RecueilError(_("this is no text"), where=error.where, do=_("save the list as CSV")) from None
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    try:
        rows = list(csv.reader(lines, delimiter=_delimiter_of(lines)))
    except csv.Error as error:
        raise RecueilError(
            _("not CSV: {problem}").format(problem=error), where=str(path), do=_("correct the syntax")
        ) from None
    filled = [
        (number, tuple(cell.strip() for cell in row))
        for number, row in enumerate(rows, start=1)
        if any(map(str.strip, row))
    ]
    if len(filled) < 2:
        raise RecueilError(
            _("there are no rows below a row of headers"),
            where=str(path),
            do=_("give the columns' names in the first row"),
        )
    return Table(str(path), filled[0][1], tuple(filled[1:]), remarks)


def _delimiter_of(lines: list[str]) -> str:
    """The delimiter that gives most rows the number of cells of the first, and the most cells."""

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            rows = [row for row in islice(csv.reader(lines, delimiter=delimiter), _LOOKED_AT) if row]
        except csv.Error:
            return 0, 0
        width = len(rows[0]) if rows else 0
        return (sum(len(row) == width for row in rows), width) if width > 1 else (0, 0)

    return max(_DELIMITERS, key=fit)
