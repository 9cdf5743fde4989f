"""Quads in an order that only their text decides, in memory that does not grow with their number."""

from __future__ import annotations

import heapq
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

HELD = 16 << 20
"""Bytes of lines that are sorted in memory; what is more goes to files without a name, which no crash leaves behind."""
OPEN_FILES = 64
"""Sorted files that are merged at once: far below what an operating system lets one process open."""
_OVERHEAD = 41
"""Bytes that a line costs beside its own: the head of a bytes object and its place in the list."""
_BLOCK = 1 << 16
"""Bytes that the parser is given at once."""


def in_order(lines: Iterable[bytes], folder: Path) -> Iterator[bytes]:
    """The lines, each with its final newline, in the order of their bytes, which in UTF-8 is that of code points.

    Args:
        lines: any number of them.
        folder: where what does not fit into `HELD` is kept meanwhile.
    """
    with ExitStack() as stack:
        levels: list[list[IO[bytes]]] = []
        held: list[bytes] = []
        size = 0
        for line in lines:
            held.append(line)
            size += len(line) + _OVERHEAD
            if size > HELD:
                held.sort()
                _keep(held, 0, levels, folder, stack)
                held, size = [], 0
        held.sort()
        yield from heapq.merge(*chain.from_iterable(levels), held)


def _keep(lines: Iterable[bytes], level: int, levels: list[list[IO[bytes]]], folder: Path, stack: ExitStack) -> None:
    """Put sorted lines into a file of a level; a full level becomes one file of the next."""
    file = stack.enter_context(TemporaryFile(dir=folder))  # noqa: SIM115
    file.writelines(lines)
    file.seek(0)
    if level == len(levels):
        levels.append([])
    files = levels[level]
    files.append(file)
    if len(files) == OPEN_FILES:
        _keep(heapq.merge(*files), level + 1, levels, folder, stack)
        for full in files:
            full.close()
        files.clear()


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
