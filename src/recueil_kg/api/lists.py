"""Somebody's list of agreements beside the graph's instruments, as rows of a table."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from pathlib import Path

from pyoxigraph import Literal

from recueil_kg.errors import RecueilError
from recueil_kg.querying.engines import Engine, Rows
from recueil_kg.reconciliation.instruments import instruments_of
from recueil_kg.reconciliation.lists import entries_of, find_columns
from recueil_kg.reconciliation.matching import Matcher
from recueil_kg.reconciliation.review import Line, lines_of
from recueil_kg.reconciliation.table import read_table


def candidates_for(
    engine: Engine, path: Path, columns: Mapping[str, Sequence[str]], *, most: int, least: float
) -> Rows:
    """The lines of the sheet that `recueil-kg reconcile` writes; a row that cannot be read is a warning.

    Args:
        engine: the store or the endpoint to ask.
        path: the list.
        columns: headers by what their column holds, where that is not to be guessed.
        most: how many candidates for a row, at most.
        least: the lowest score.

    Raises:
        RecueilError: no such file, no list, a header that it does not have, or an engine that does not answer.
    """
    table = read_table(path)
    matcher = Matcher(instruments_of(engine))
    lines: list[Line] = []
    for entry in entries_of(table, find_columns(table, columns)):
        if isinstance(entry, RecueilError):
            warnings.warn(str(entry), stacklevel=3)
        else:
            lines.extend(lines_of(entry, matcher.candidates(entry, most=most, least=least), {}))
    names = tuple(field.name for field in fields(Line))
    return Rows(
        names,
        tuple(tuple(Literal(value) if value not in {None, ""} else None for value in astuple(line)) for line in lines),
    )
