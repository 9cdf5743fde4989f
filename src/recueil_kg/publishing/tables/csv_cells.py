"""Tables as CSV: the text of each cell, and cells that no spreadsheet runs as formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import BinaryIO

from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.tables.rows import Row, Value
from recueil_kg.publishing.tables.schema import Table
from recueil_kg.querying.output import NEUTRALISED, neutralised

NEUTRALISING = {"prefix": "'", "before": list(NEUTRALISED)}
"""The rule for programs."""
NEUTRALISING_NOTE = Bilingual(
    en=(
        "In the CSV files a cell that begins with = + - @, a tab, a carriage return or an apostrophe has an apostrophe "
        "before it, so that no spreadsheet runs it as a formula. Take one leading apostrophe away to have the words as "
        "they are; the Parquet and SQLite files hold them as they are."
    ),
    fr=(
        "Dans les fichiers CSV, une cellule qui commence par = + - @, une tabulation, un retour de chariot ou une "
        "apostrophe droite est précédée d’une apostrophe droite, afin qu’aucun tableur ne l’exécute comme une formule. "
        "Enlevez une apostrophe de tête pour avoir les mots tels quels; les fichiers Parquet et SQLite les contiennent "
        "tels quels."
    ),
)


def write_csv_table(table: Table, rows: Iterable[Row], out: BinaryIO, *, byte_order_mark: bool) -> None:
    """Write a header of the columns' names and a line for each row, as RFC 4180 has it, in UTF-8.

    Args:
        table: the table that the rows are of.
        rows: its rows.
        out: the file.
        byte_order_mark: whether the file begins with one; Excel takes UTF-8 for another encoding without it.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig" if byte_order_mark else "utf-8", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    return neutralised(str(value))
