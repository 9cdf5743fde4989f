"""Put a named graph in a remote's place of it, so that readers find the old or the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import Literal, TypeAlias

from pyoxigraph import NamedNode

from recueil_kg.publishing.remote.endpoint import Remote, RemoteError, insertion
from recueil_kg.publishing.remote.ledger import staging_graph
from recueil_kg.publishing.remote.named_graphs import pieces

Method = Literal["auto", "graph-store", "update"]
METHODS: tuple[Method, ...] = ("auto", "graph-store", "update")
Lines: TypeAlias = Callable[[], Iterable[bytes]]
"""Gives a graph's triples as N-Triples, anew each time."""
STORE_PIECE = 32 << 20
"""Bytes of one request of the Graph Store Protocol; what is larger is put together from such pieces."""
UPDATE_PIECE = 256 << 10
UPDATE_LINES = 1000
"""Bytes and triples of one update: Virtuoso 7.2 compiles 3,000 triples of 570 kB, and not 5,000."""
_NO_GRAPH_STORE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED})


class Sender:
    """Sends graphs by the Graph Store Protocol where the server has it, else by SPARQL Update.

    Whatever it does may be done twice: a request that was lost on the way back is made again.

    Args:
        remote: the server.
        method: `auto` changes to Update where the Graph Store Protocol is refused.
    """

    def __init__(self, remote: Remote, method: Method = "auto") -> None:
        self._remote = remote
        self._strict = method == "graph-store"
        self._has_store = self._strict or (method == "auto" and remote.addresses.graph_store is not None)

    def replace(self, graph: str, lines: Lines) -> None:
        """Put these triples in the place of those that the graph has.

        Raises:
            RemoteError: the server refused; the graph is as it was, or new, or, on a server that does not do a request
                as a whole, in between.
        """
        if self._strict:
            self._put_whole(graph, lines())
        elif not self._has_store or not self._tried(lambda: self._by_store(graph, lines())):
            self._by_update(graph, lines())

    def append(self, graph: str, lines: Lines) -> None:
        """Add these triples to those that the graph has."""
        if not self._has_store or not self._tried(lambda: self._add(graph, lines(), self._remote.post, STORE_PIECE)):
            self._add(graph, lines(), self._remote.insert, UPDATE_PIECE, UPDATE_LINES)

    def clear(self, graph: str) -> None:
        """Leave nothing in the graph."""
        if not self._strict:
            self._remote.update(f"{_clearing(graph)} ; DROP SILENT GRAPH {NamedNode(graph)}")
            return
        try:
            self._remote.delete(graph)
        except RemoteError as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise

    def _tried(self, send: Callable[[], None]) -> bool:
        """Whether the server took it; not where Update is to be tried instead."""
        try:
            send()
        except RemoteError as error:
            if self._strict or error.status not in {*_NO_GRAPH_STORE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}:
                raise
            self._has_store = error.status not in _NO_GRAPH_STORE
            return False
        return True

    def _put_whole(self, graph: str, lines: Iterable[bytes]) -> None:
        with TemporaryFile() as file:
            file.writelines(lines)
            file.seek(0)
            self._remote.put(graph, file)

    def _by_store(self, graph: str, lines: Iterable[bytes]) -> None:
        first, rest = _first_of(pieces(lines, STORE_PIECE))
        if len(first) < 2:
            self._remote.put(graph, b"".join(first))
        else:
            self._put_together(graph, chain(first, rest), self._remote.post)

    def _by_update(self, graph: str, lines: Iterable[bytes]) -> None:
        first, rest = _first_of(pieces(lines, UPDATE_PIECE, UPDATE_LINES))
        if len(first) < 2:
            self._remote.update(f"{_clearing(graph)} ;\n{insertion(graph, b''.join(first))}")
        else:
            self._put_together(graph, chain(first, rest), self._remote.insert)

    def _put_together(self, graph: str, parts: Iterable[bytes], add: Callable[[str, bytes], None]) -> None:
        """Not by MOVE: done a second time, it would leave nothing."""
        staging = staging_graph()
        self.clear(staging)
        for part in parts:
            add(staging, part)
        self._remote.update(f"COPY GRAPH {NamedNode(staging)} TO GRAPH {NamedNode(graph)}")
        self.clear(staging)

    @staticmethod
    def _add(
        graph: str, lines: Iterable[bytes], add: Callable[[str, bytes], None], size: int, count: int | None = None
    ) -> None:
        for part in pieces(lines, size, count):
            add(graph, part)


def _first_of(parts: Iterator[bytes]) -> tuple[list[bytes], Iterator[bytes]]:
    """The first two parts, if there are so many, and an iterator of the others."""
    return list(islice(parts, 2)), parts


def _clearing(graph: str) -> str:
    """Virtuoso drops only graphs that were created by name, and clears all."""
    return f"CLEAR SILENT GRAPH {NamedNode(graph)}"
