"""The named graphs of a store as text: each one's triples, and a hash that says whether it has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

from pyoxigraph import NamedNode, Quad, Store, Triple

from recueil_kg import iris
from recueil_kg.graph.derivation import GRAPH as DERIVED
from recueil_kg.sorting import in_order


@dataclass(frozen=True, slots=True)
class State:
    """What a named graph holds.

    Attributes:
        sha256: of its triples as canonical N-Triples in the order of their bytes; lower-case hexadecimal digits.
        triples: how many.
    """

    sha256: str
    triples: int


def graphs_of(store: Store) -> list[str]:
    """The IRIs of a store's named graphs, each after those that it is drawn from: what is derived is last."""
    names = [graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)]
    last = [iris.graph("knowledge"), iris.graph(DERIVED)]
    return sorted(names, key=lambda name: (last.index(name) if name in last else -1, name))


def lines_of(store: Store, graph: str) -> Iterator[bytes]:
    """A named graph's triples as N-Triples, a line each, in no order."""
    return map(_line, store.quads_for_pattern(None, None, None, NamedNode(graph)))


def state_of(lines: Iterable[bytes]) -> State:
    """The state of a graph that these lines, in any order, are all of.

    What does not fit into memory goes to nameless files in the system's folder for temporary files.
    """
    digest, count = hashlib.sha256(), 0
    for line in in_order(lines, Path(gettempdir())):
        digest.update(line)
        count += 1
    return State(digest.hexdigest(), count)


def lines_from(triples: Iterable[Triple]) -> Iterator[bytes]:
    """Triples that were read from elsewhere, in the form of `lines_of`."""
    return map(_line, triples)


def pieces(lines: Iterable[bytes], size: int, count: int | None = None) -> Iterator[bytes]:
    """The lines, joined to pieces of at most `size` bytes and `count` lines; a longer line is a piece of its own."""
    held: list[bytes] = []
    length = 0
    for line in lines:
        if held and (length + len(line) > size or len(held) == count):
            yield b"".join(held)
            held, length = [], 0
        held.append(line)
        length += len(line)
    if held:
        yield b"".join(held)


def _line(statement: Quad | Triple) -> bytes:
    return f"{statement.subject} {statement.predicate} {statement.object} .\n".encode()
