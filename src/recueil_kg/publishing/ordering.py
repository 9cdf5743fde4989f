"""Quads in an order that only their text decides, in memory that does not grow with their number."""

from __future__ import annotations

import heapq
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

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
        files: list[IO[bytes]] = []
        held: list[bytes] = []
        size = 0
        for line in lines:
            held.append(line)
            size += len(line) + _OVERHEAD
            if size > HELD:
                held.sort()
                files.append(_kept(held, stack.enter_context(TemporaryFile(dir=folder))))
                held, size = [], 0
                if len(files) == OPEN_FILES:
                    merged = _kept(heapq.merge(*files), stack.enter_context(TemporaryFile(dir=folder)))
                    for file in files:
                        file.close()
                    files = [merged]
        held.sort()
        yield from heapq.merge(*files, held)


def _kept(lines: Iterable[bytes], file: IO[bytes]) -> IO[bytes]:
    """The file with the lines in it, to be read from its start."""
    file.writelines(lines)
    file.seek(0)
    return file


def by_graph(quads: Iterable[Quad], folder: Path) -> Iterator[Quad]:
    """The quads by graph, subject, predicate and object; a thing comes before its parts (`cbd`, then `cbd#title`).

    Args:
        quads: in any order.
        folder: where what does not fit into memory is kept meanwhile.
    """
    return _ordered(quads, folder, (3, 0, 1, 2))


def by_subject(quads: Iterable[Quad], folder: Path) -> Iterator[Quad]:
    """The quads by subject, predicate, object and graph, whatever graph they are in.

    Args:
        quads: in any order.
        folder: where what does not fit into memory is kept meanwhile.
    """
    return _ordered(quads, folder, (0, 1, 2, 3))


def union(quads: Iterable[Quad], folder: Path) -> Iterator[Triple]:
    """The triples of the quads by subject, predicate and object, each once, in however many graphs it is."""
    previous: Triple | None = None
    for quad in by_subject(quads, folder):
        triple = quad.triple
        if triple != previous:
            yield triple
        previous = triple


def _ordered(quads: Iterable[Quad], folder: Path, order: Sequence[int]) -> Iterator[Quad]:
    """The quads by their fields, of which subject, predicate, object and graph are the numbers 0 to 3."""
    place = [order.index(number) for number in range(4)]
    keys = ("\t".join([fields[number] for number in order]) for fields in map(_fields, quads))
    lines = in_order((f"{key}\n".encode() for key in keys), folder)
    rows = (line[:-1].decode().split("\t") for line in lines)
    return _read(_line(*(row[number] for number in place)) for row in rows)


def _fields(quad: Quad) -> tuple[str, str, str, str]:
    """The terms as text in which no tab is.

    They are without angle brackets, which would put a part (`…cbd#title`) before the thing (`…cbd>`).
    """
    return _bare(quad.subject), quad.predicate.value, str(quad.object), _bare(quad.graph_name)


def _bare(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value
    return "" if isinstance(term, DefaultGraph) else str(term)


def _line(subject: str, predicate: str, value: str, graph: str) -> bytes:
    return f"{_term(subject)} <{predicate}> {value} {_term(graph)} .\n".encode()


def _term(bare: str) -> str:
    return f"<{bare}>" if bare and not bare.startswith("_:") else bare


def _read(lines: Iterator[bytes]) -> Iterator[Quad]:
    return ox.parse(io.BufferedReader(_Stream(lines), _BLOCK), format=ox.RdfFormat.N_QUADS)


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
