"""What a remote says that it has of us: one named graph of its own, so that any machine can go on from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from recueil_kg import iris
from recueil_kg.graph.namespaces import DCTERMS, SPDX, VOID, XSD
from recueil_kg.publishing.remote.endpoint import Remote
from recueil_kg.publishing.remote.named_graphs import State, lines_from

_PAGE = 5000
"""Rows of one answer: engines cut longer ones off, Virtuoso at 10,000 as it is installed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A graph that is complete: its state, and when it was found to be so (UTC, `2026-11-25T12:00:00Z`)."""

    state: State
    since: str

    @classmethod
    def now(cls, state: State) -> Entry:
        """An entry for a graph that was just found complete."""
        return cls(state, dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def ledger_graph() -> str:
    """The named graph that says which graphs were published, and in which state."""
    return iris.graph("publication")


def staging_graph() -> str:
    """The named graph in which a graph that is sent in pieces is put together."""
    return iris.graph("staging")


def is_ours(graph: str) -> bool:
    """Whether a named graph has a name that we give; no other graph is ever touched, whatever the ledger says."""
    return graph.startswith(iris.graph("")) and graph not in {ledger_graph(), staging_graph()}


def read_ledger(remote: Remote) -> dict[str, Entry | None]:
    """The graphs that were published; None for one that was begun and is not known to be complete.

    Raises:
        RemoteError: the server does not answer.
    """
    found: dict[str, Entry | None] = {}
    last = ""
    while True:
        rows = remote.select(_page_after(last))
        for graph, sha256, triples, since in rows:
            if isinstance(graph, NamedNode):
                last = graph.value
                if is_ours(last):
                    found[last] = _entry(sha256, triples, since)
        if len(rows) < _PAGE:
            return found


def _entry(sha256: object, triples: object, since: object) -> Entry | None:
    """None where something is missing, or is not what we write."""
    if isinstance(sha256, Literal) and isinstance(triples, Literal) and isinstance(since, Literal):
        return Entry(State(sha256.value, int(triples.value)), since.value) if triples.value.isdigit() else None
    return None


def ledger_lines(graphs: Mapping[str, Entry | None]) -> Iterator[bytes]:
    """A ledger of these graphs, as N-Triples; None for those that are being sent."""
    ledger = NamedNode(ledger_graph())
    for graph, entry in graphs.items():
        yield from lines_from([Triple(ledger, DCTERMS.hasPart, NamedNode(graph))])
        if entry is not None:
            yield from completion_lines(graph, entry)


def completion_lines(graph: str, entry: Entry) -> Iterator[bytes]:
    """What the ledger says besides of a graph that is complete."""
    name, checksum = NamedNode(graph), NamedNode(f"{graph}#checksum")
    return lines_from(
        (
            Triple(name, VOID.triples, Literal(entry.state.triples)),
            Triple(name, DCTERMS.modified, Literal(entry.since, datatype=XSD.dateTime)),
            Triple(name, SPDX.checksum, checksum),
            Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
            Triple(checksum, SPDX.checksumValue, Literal(entry.state.sha256)),
        )
    )


def _page_after(last: str) -> str:
    ledger = NamedNode(ledger_graph())
    return f"""SELECT ?graph ?sha256 ?triples ?since WHERE {{
      GRAPH {ledger} {{
        {ledger} {DCTERMS.hasPart} ?graph
        OPTIONAL {{
          ?graph {SPDX.checksum} ?checksum ; {VOID.triples} ?triples ; {DCTERMS.modified} ?since .
          ?checksum {SPDX.checksumValue} ?sha256
        }}
      }}
      FILTER (STR(?graph) > {Literal(last)})
    }} ORDER BY STR(?graph) LIMIT {_PAGE}"""
