"""Quads in an order that only their text decides, in memory that does not grow with their number."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from recueil_kg.sorting import in_order

_BLOCK = 1 << 16
"""Bytes that the parser is given at once."""


def by_graph(store: Store, folder: Path) -> Iterator[Quad]:
    """The quads of a store by graph, subject, predicate and object; a thing comes before its parts (`cbd#title`).

    Args:
        store: it.
        folder: where what does not fit into memory is kept meanwhile.
    """
    names = in_order((f"{graph.value}\n".encode() for graph in store.named_graphs()), folder)
    named = (NamedNode(name[:-1].decode()) for name in names)
    graphs: Iterator[NamedNode | DefaultGraph] = chain((DefaultGraph(),), named)
    members = (store.quads_for_pattern(None, None, None, graph) for graph in graphs)
    return _read(chain.from_iterable(in_order(map(_line, quads), folder) for quads in members))


def by_subject(quads: Iterable[Quad], folder: Path) -> Iterator[Quad]:
    """The quads by subject, predicate, object and graph, whatever graph they are in.

    Args:
        quads: in any order.
        folder: where what does not fit into memory is kept meanwhile.
    """
    return _read(in_order(map(_line, quads), folder))


def union(quads: Iterable[Quad], folder: Path) -> Iterator[Triple]:
    """The triples of the quads by subject, predicate and object, each once, in however many graphs it is."""
    return (triple for triple, _repeats in groupby(quad.triple for quad in by_subject(quads, folder)))


def _line(quad: Quad) -> bytes:
    """The quad in N-Quads, with a tab for the bracket that ends the subject.

    The bracket would put a part (`…cbd#title`) before the thing (`…cbd>`); there is no other tab in N-Quads.
    """
    return f"{quad} .\n".replace(">", "\t", 1).encode()


def _read(lines: Iterator[bytes]) -> Iterator[Quad]:
    whole = (line.replace(b"\t", b">", 1) for line in lines)
    return ox.parse(io.BufferedReader(_Stream(whole), _BLOCK), format=ox.RdfFormat.N_QUADS)


class _Stream(io.RawIOBase):
    """Lines as a file, for the engine's parser to read as it needs them."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        parts, length = [self._left], len(self._left)
        while length < len(buffer) and (line := next(self._lines, None)) is not None:
            parts.append(line)
            length += len(line)
        whole = b"".join(parts)
        given, self._left = whole[: len(buffer)], whole[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)
