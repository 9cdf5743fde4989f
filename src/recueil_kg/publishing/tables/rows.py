"""The rows of a table, read from the store in an order that depends on nothing but the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

from pyoxigraph import NamedNode, QuerySolution, QuerySolutions, Store

from recueil_kg import iris
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.graph.namespaces import RK, A
from recueil_kg.i18n import _
from recueil_kg.publishing.tables.schema import INSTRUMENT, ColumnType, Table

Value: TypeAlias = str | int | bool | dt.date | None
Row: TypeAlias = tuple[Value, ...]

_AT_A_TIME = 50
"""Instruments that one query is asked for: enough to spare the start of a query, few enough for memory to stay flat."""


def rows_of(store: Store, table: Table) -> Iterator[Row]:
    """Every row, a value for each column and None for an empty cell; the rows of an instrument are together.

    Raises:
        RecueilError: two rows have the same key, or a key is not there.
    """
    for query in _queries(store, table):
        found = store.query(query, use_default_graph_as_union=True)
        assert isinstance(found, QuerySolutions)
        yield from _checked(sorted(_read(solution, table) for solution in found), table)


def _queries(store: Store, table: Table) -> Iterator[str]:
    if not table.by_instrument:
        yield table.query()
        return
    quads = store.quads_for_pattern(None, A, RK.Instrument, NamedNode(iris.graph("knowledge")))
    instruments = iter(sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)))
    while batch := tuple(islice(instruments, _AT_A_TIME)):
        yield table.query(batch)


def _read(solution: QuerySolution, table: Table) -> tuple[tuple[str, ...], Row]:
    """The row and, before it, what it is sorted by."""
    bound = {name: term.value for name in table.variables if (term := solution[name]) is not None}
    row = []
    for column in table.columns:
        if column.slug_of is None:
            row.append(_value(bound.get(column.name), column.type))
        else:
            row.append(_slug(bound.get(column.slug_of)))
    order = (bound[INSTRUMENT],) if table.by_instrument else ()
    return (*order, *(bound.get(name, "") for name in table.key)), tuple(row)


def _value(text: str | None, type_: ColumnType) -> Value:
    if text is None:
        return None
    if type_ == "date":
        return dt.date.fromisoformat(text)
    if type_ == "integer":
        return int(text)
    return text in {"true", "1"} if type_ == "boolean" else text


def _slug(iri: str | None) -> str | None:
    return None if iri is None else iris.local_name(iri)


def _checked(rows: list[tuple[tuple[str, ...], Row]], table: Table) -> Iterator[Row]:
    before: tuple[str, ...] = ()
    for order, row in rows:
        if order == before or "" in order:
            raise RecueilError(
                _("table {table}: the key {key} is there twice, or is empty").format(
                    table=table.name, key=" ".join(order)
                ),
                do=_("run recueil-kg validate, then build again"),
                exit_code=ExitCode.DIFFERENCE,
            )
        before = order
        yield row
