"""Put rows in the order that a query asks for: on disk, Oxigraph reads an IRI anew for each comparison of a sort."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from recueil_kg.graph.namespaces import XSD

Row: TypeAlias = "tuple[NamedNode | Literal | BlankNode | None, ...]"
Key: TypeAlias = "tuple[str, bool]"
"""A column's name, and whether the greatest value comes first."""

_LAST_CLAUSE = re.compile(r"\nORDER BY((?:[ \t\n]+(?:\?\w+|DESC\(\?\w+\)))+)\s*\Z")
_NUMBERS = frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.float})


def without_order(text: str) -> tuple[str, tuple[Key, ...]]:
    """The query without the ORDER BY clause that it ends with, and that clause; all of it and nothing if it has none.

    Only a clause of plain columns is taken off, at the very end: then it is the outermost query's, and nothing counts
    or cuts rows after it.
    """
    clause = _LAST_CLAUSE.search(text)
    if clause is None:
        return text, ()
    words = clause[1].split()
    keys = tuple((word.removeprefix("DESC(").strip("?)"), word.startswith("DESC(")) for word in words)
    return text[: clause.start()] + "\n", keys


def ordered(columns: Sequence[str], rows: Iterable[Row], keys: Sequence[Key]) -> tuple[Row, ...]:
    """The rows in SPARQL's order (section 15.1): nothing, blank nodes, IRIs, literals; each kind by its value."""
    in_order = list(rows)
    for name, descending in reversed(keys):
        in_order.sort(key=partial(_rank_in, columns.index(name)), reverse=descending)
    return tuple(in_order)


def _rank_in(place: int, row: Row) -> tuple[int, float, str, str]:
    return _rank(row[place])


def _rank(term: NamedNode | Literal | BlankNode | None) -> tuple[int, float, str, str]:
    if term is None:
        return 0, 0.0, "", ""
    if isinstance(term, BlankNode):
        return 1, 0.0, term.value, ""
    if isinstance(term, NamedNode):
        return 2, 0.0, term.value, ""
    number = float(term.value) if term.datatype in _NUMBERS else 0.0
    return 3, number, "" if term.datatype in _NUMBERS else term.value, term.language or ""
