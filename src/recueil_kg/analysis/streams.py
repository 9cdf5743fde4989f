"""A network as a stream: its nodes in order of keys, then its edges in order of their ends, none of them held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from recueil_kg.analysis.graphs import AnyNetwork, DirectedNetwork, Network

Span: TypeAlias = tuple[str | None, str | None]
"""The first and the last ISO day that something is there; None where not known, or open."""

Graph = TypeVar("Graph", Network, DirectedNetwork)


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of a network.

    Attributes:
        key: its key.
        attributes: its attributes.
    """

    key: str
    attributes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie of two things.

    Attributes:
        source: key of the thing that it leaves; of one without direction, of one of its ends.
        target: key of the thing that it points to.
        attributes: its attributes.
        ends: from when until when both its ends are there.
    """

    source: str
    target: str
    attributes: dict[str, Any]
    ends: Span


@dataclass(frozen=True, slots=True)
class NetworkStream:
    """A network, to be read once.

    Attributes:
        about: what is said of it as a whole: `name`, titles, window.
        directed: whether its edges have a direction.
        parts: its nodes, then its edges.
    """

    about: dict[str, Any]
    directed: bool
    parts: Iterator[Node | Edge]


def graph_of(stream: NetworkStream) -> AnyNetwork:
    """The network as a graph, held whole."""
    return filled(DirectedNetwork(), stream) if stream.directed else filled(Network(), stream)


def filled(graph: Graph, stream: NetworkStream) -> Graph:
    """A graph, now with all that a stream holds."""
    graph.graph.update(stream.about)
    for part in stream.parts:
        if isinstance(part, Node):
            graph.add_node(part.key, **part.attributes)
        else:
            graph.add_edge(part.source, part.target, **part.attributes)
    return graph


def stream_of(graph: AnyNetwork) -> NetworkStream:
    """A graph as a stream, its nodes and edges in the order that it has them in."""
    return NetworkStream(dict(graph.graph), graph.is_directed(), _parts_of(graph))


def _parts_of(graph: AnyNetwork) -> Iterator[Node | Edge]:
    for key, attributes in graph.nodes(data=True):
        yield Node(key, attributes)
    for source, target, attributes in graph.edges(data=True):
        yield Edge(source, target, attributes, while_both(graph.nodes[source], graph.nodes[target]))


def span_of(node: dict[str, Any]) -> Span:
    """From when until when a node with these attributes is there: an event between its days, others while they live."""
    if node.get("kind") == "event":
        return node.get("earliest"), node.get("latest")
    return node.get("first"), node.get("ended")


def while_both(one: dict[str, Any], other: dict[str, Any]) -> Span:
    """From when until when two nodes with these attributes are both there."""
    starts, ends = zip(span_of(one), span_of(other), strict=True)
    return max(filter(None, starts), default=None), min(filter(None, ends), default=None)
