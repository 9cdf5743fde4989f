"""Where a SPARQL 1.1 server takes queries, updates and whole graphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

_LAYOUTS = (
    {"query": "query", "update": "update", "graph_store": "store"},
    {"query": "sparql-auth", "update": "sparql-auth", "graph_store": "sparql-graph-crud-auth"},
)
"""The last segments of the addresses of servers that are told by them: Oxigraph, Virtuoso."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a server takes queries, updates, and whole graphs; None where it does not take whole graphs."""

    query: str
    update: str
    graph_store: str | None


def addresses_of(
    to: str, *, query: str | None = None, update: str | None = None, graph_store: str | None = None
) -> Addresses:
    """The three addresses: those given, else those of a server whose layout is known, else `to` itself.

    Known are Oxigraph (`…/query`, `…/update`, `…/store`, or its root) and Virtuoso (`…/sparql-auth`).
    """
    parts = urlsplit(to)
    head, _slash, last = parts.path.rpartition("/")
    layout: Mapping[str, str] = next((layout for layout in _LAYOUTS if last in layout.values()), {})
    if parts.path in {"", "/"}:
        head, layout = "", _LAYOUTS[0]
    known = {name: urlunsplit(parts._replace(path=f"{head}/{segment}")) for name, segment in layout.items()}
    return Addresses(
        query or known.get("query", to), update or known.get("update", to), graph_store or known.get("graph_store")
    )
