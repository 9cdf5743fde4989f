"""Rows as a table, JSON, CSV or Turtle."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Literal

from pyoxigraph import BlankNode, NamedNode
from pyoxigraph import Literal as RdfLiteral

from recueil_kg import iris
from recueil_kg.querying.engines import Rows, Term
from recueil_kg.table import table

Format = Literal["table", "json", "csv", "turtle"]
NEUTRALISED = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a cell begins that gets an apostrophe before it: as formulas do, and the apostrophe, so that it can be undone."""


def shown(term: Term | None) -> str:
    """A term for a person: text, or an IRI without the project's base."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return term.value.removeprefix(iris.base())
    return term.value


def as_table(rows: Rows, titles: Sequence[str] | None = None) -> str:
    """Columns side by side, for a person."""
    return table(titles or rows.columns, [[" ".join(shown(term).split()) for term in row] for row in rows])


def as_json(rows: Rows) -> str:
    """SPARQL 1.1 query results in JSON."""
    bindings = [
        {name: _json_term(term) for name, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows
    ]
    return json.dumps({"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False)


def as_csv(rows: Rows) -> str:
    """Plain values; see `neutralised` for cells that a spreadsheet would run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.columns)
    for row in rows:
        values = [term.value if term is not None else "" for term in row]
        writer.writerow(map(neutralised, values))
    return out.getvalue()


def neutralised(text: str) -> str:
    """A cell that no spreadsheet runs as a formula: one that would be gets an apostrophe before it.

    So does one that begins with an apostrophe: whoever takes one leading apostrophe away has the text again.

    >>> neutralised("=1+1"), neutralised("'tis"), neutralised("Kyoto")
    ("'=1+1", "''tis", 'Kyoto')
    """
    return f"'{text}" if text.startswith(NEUTRALISED) else text


def as_turtle(rows: Rows) -> str:
    """The rows as a result set in RDF (the W3C result-set vocabulary of the SPARQL tests)."""
    lines = ["@prefix rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> .", "", "[] a rs:ResultSet"]
    lines += [f"    ; rs:resultVariable {RdfLiteral(name)}" for name in rows.columns]
    for row in rows:
        bound = [
            f"rs:binding [ rs:variable {RdfLiteral(name)} ; rs:value {term} ]"
            for name, term in zip(rows.columns, row, strict=True)
            if term is not None
        ]
        lines.append(f"    ; rs:solution [ {' ; '.join(bound)} ]")
    return "\n".join(lines) + " .\n"


def formatted(rows: Rows, format_: Format, titles: Sequence[str] | None = None) -> str:
    """The rows in a format; `titles` head the columns of a table."""
    if format_ == "table":
        return as_table(rows, titles)
    return {"json": as_json, "csv": as_csv, "turtle": as_turtle}[format_](rows)


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
