"""Rows as a table of pandas or polars, each column of the type that its values have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from pyoxigraph import Literal as RdfLiteral

from recueil_kg.extras import require
from recueil_kg.querying.engines import Rows, Term

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Library = Literal["pandas", "polars"]
LIBRARIES: tuple[Library, Library] = ("pandas", "polars")
Frame: TypeAlias = "pd.DataFrame | pl.DataFrame"

_XSD = "http://www.w3.org/2001/XMLSchema#"
_KINDS = {
    "whole": ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"),
    "number": ("decimal", "double", "float"),
    "truth": ("boolean",),
    "day": ("date",),
}
_KIND = {f"{_XSD}{name}": kind for kind, names in _KINDS.items() for name in names}
_READ: dict[str, Callable[[str], object]] = {
    "whole": int,
    "number": float,
    "truth": lambda text: text in {"true", "1"},
    "day": dt.date.fromisoformat,
    "text": str,
}


def frame(rows: Rows, library: Library) -> Frame:
    """The rows as a table.

    A column whose every value is of one XML Schema type is of that type: whole numbers (`Int64`, so that a missing one
    stays missing), numbers, truth values, days. All else is text: IRIs in full, labels without their language, partial
    dates as EDTF. What is not bound is missing.

    Raises:
        RecueilError: the library is not installed.
    """
    columns = {name: [row[at] for row in rows] for at, name in enumerate(rows.columns)}
    kinds = {name: _kind_of(terms) for name, terms in columns.items()}
    cells = {
        name: [None if term is None else _READ[kinds[name]](term.value) for term in terms]
        for name, terms in columns.items()
    }
    make = _pandas if library == "pandas" else _polars
    return make(cells, kinds)


def _kind_of(terms: Sequence[Term | None]) -> str:
    found = {
        _KIND.get(term.datatype.value, "text") if isinstance(term, RdfLiteral) else "text"
        for term in terms
        if term is not None
    }
    if found == {"whole", "number"}:
        return "number"
    return found.pop() if len(found) == 1 else "text"


def _pandas(cells: dict[str, list[Any]], kinds: dict[str, str]) -> pd.DataFrame:
    require("pandas", extra="notebooks")
    import pandas as pd

    # Days of any year: in nanoseconds, pandas's calendar would end in 2262 and begin in 1677.
    types = {"whole": "Int64", "number": "Float64", "truth": "boolean", "day": "datetime64[s]"}
    return pd.DataFrame(
        {name: pd.Series(values, dtype=types.get(kinds[name], "str")) for name, values in cells.items()}
    )


def _polars(cells: dict[str, list[Any]], kinds: dict[str, str]) -> pl.DataFrame:
    require("polars", extra="notebooks")
    import polars as pl

    types: dict[str, Any] = {"whole": pl.Int64, "number": pl.Float64, "truth": pl.Boolean, "day": pl.Date}
    return pl.DataFrame(cells, schema={name: types.get(kind, pl.String) for name, kind in kinds.items()})
