"""Facts of a window of time as one directed network: read for some instruments at a time, put in order on disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import msgspec

from recueil_kg.analysis.facts import Facts, Link, Value
from recueil_kg.analysis.patterns import Family
from recueil_kg.analysis.portions import Portion, ends_of, read_portion
from recueil_kg.analysis.streams import Edge, Node, Span, while_both
from recueil_kg.analysis.windows import Window
from recueil_kg.sorting import in_order

_PLACING: tuple[Family, ...] = ("broader", "sub-organization", "country")
"""Links that place a thing; they are followed from what is in the network already, and bring nothing else in."""
_FORCE = ("lead", "co-lead", "partner", "established-under", "protocol-to", "amends", "replaces", "adopted-under")
"""Where several facts tie the same two things in one direction, which of them names the edge."""
_UNDATED, _NODE, _LINK = b"0", b"1", b"2"
"""What a line that is put in order begins with: lines of each sort come together."""
_HELD = msgspec.json.Decoder(tuple[dict[str, Any], Span])
"""What a link's line ends with: its attributes, and from when until when both its ends are there."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A network of facts, to be read once.

    Attributes:
        undated: how many instruments are left out because nothing dates them; 0 without a window.
        parts: its nodes in order of keys, then its edges in order of their ends.
    """

    undated: int
    parts: Iterator[Node | Edge]


def assemble(facts: Facts, families: tuple[Family, ...], window: Window, folder: Path) -> Assembled:
    """The directed network of some families of facts, in a window of time.

    Args:
        facts: what it is made of.
        families: which of them.
        window: the window.
        folder: where what does not fit into memory is kept meanwhile.
    """
    lines = (line for line, _repeats in groupby(in_order(_lines(facts, families, window), folder)))
    undated = 0
    for line in lines:
        if not line.startswith(_UNDATED):
            return Assembled(undated, _parts(chain((line,), lines)))
        undated += 1
    return Assembled(undated, iter(()))


def _lines(facts: Facts, families: tuple[Family, ...], window: Window) -> Iterator[bytes]:
    """Everything, each thing as often as something ties it: a line that is there again is the same."""
    tying = [family for family in families if family not in _PLACING]
    placing = read_portion(facts, [family for family in families if family in _PLACING], (), window)
    yield from _undated_lines(placing)
    leaving: dict[str, list[Link]] = defaultdict(list)
    for link in placing.links:
        leaving[link.source].append(link)
    placed: set[str] = set()
    for instruments in facts.portions():
        portion = read_portion(facts, tying, instruments, window)
        yield from _undated_lines(portion)
        yield from _network_lines(portion.links, portion.nodes)
        placed |= leaving.keys() & ends_of(portion.links)
    yield from _network_lines(_followed(placed, leaving), placing.nodes)


def _undated_lines(portion: Portion) -> Iterator[bytes]:
    return (_UNDATED + f"{key}\n".encode() for key in portion.undated)


def _network_lines(links: Collection[Link], nodes: Mapping[str, dict[str, Value]]) -> Iterator[bytes]:
    """The links and their ends, each a line that begins with what puts it in order and ends with what it holds."""
    for key in ends_of(links):
        yield _line(_NODE, (key,), nodes[key])
    for link in links:
        known = {"kind": link.kind, "weight": 1, "fact": link.fact, "statements": link.statements, **link.details}
        attributes = {name: value for name, value in known.items() if value is not None}
        order = (link.source, link.target, _rank(link.kind), link.kind, link.fact or "", link.family)
        yield _line(_LINK, order, (attributes, while_both(nodes[link.source], nodes[link.target])))


def _line(sort: bytes, order: Iterable[str], held: Any) -> bytes:
    return b"\t".join((sort + "\t".join(order).encode(), msgspec.json.encode(held) + b"\n"))


def _parts(lines: Iterable[bytes]) -> Iterator[Node | Edge]:
    """Nodes and edges from their lines, which come in order."""
    for sort, members in groupby(lines, key=lambda line: line[:1]):
        fields = (line[1:].split(b"\t") for line in members)
        if sort == _NODE:
            for key, held in fields:
                yield Node(key.decode(), msgspec.json.decode(held))
        else:
            for (source, target), tied in groupby(fields, key=lambda of_line: of_line[:2]):
                yield _edge(source.decode(), target.decode(), [_HELD.decode(of_line[-1]) for of_line in tied])


def _edge(source: str, target: str, tied: Sequence[tuple[dict[str, Any], Span]]) -> Edge:
    """The edge of all links between two things: the first names it."""
    (attributes, ends), *others = tied
    if others:
        attributes["weight"] += len(others)
        attributes["also"] = ", ".join(also["kind"] for also, _ends in others)
    return Edge(source, target, attributes, ends)


def _followed(placed: Iterable[str], leaving: Mapping[str, list[Link]]) -> list[Link]:
    """The links that place these things, followed as far as they go."""
    found = []
    waiting = list(placed)
    seen = set(waiting)
    while waiting:
        for link in leaving.get(waiting.pop(), ()):
            found.append(link)
            if link.target not in seen:
                seen.add(link.target)
                waiting.append(link.target)
    return found


def _rank(kind: str) -> str:
    return f"{_FORCE.index(kind) if kind in _FORCE else len(_FORCE)}"
