"""Rows as a table for a person: aligned columns, numbers to the right, a rule under the header."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The table, each line ended; a column whose every value is a number stands to the right."""
    texts = [[_one_line(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(header, *texts, strict=True)]
    numeric = [bool(rows) and all(isinstance(row[at], (int, float)) for row in rows) for at in range(len(header))]
    rule = ["─" * width for width in widths]
    lines = [list(header), rule, *texts]
    return "".join(_line(line, widths, numeric) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = []
    for cell, width, right in zip(cells, widths, numeric, strict=True):
        space = " " * (width - _width(cell))
        padded.append(space + cell if right else cell + space)
    return "  ".join(padded).rstrip() + "\n"


def _one_line(cell: object) -> str:
    """No value can break the table's lines, or send codes to a terminal."""
    text = "" if cell is None else str(cell)
    return "".join(character if character.isprintable() else " " for character in text)


def _width(text: str) -> int:
    """Columns of a terminal that a text takes."""
    wide = sum(east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(bool(combining(character)) for character in text)
