"""From who has a part in which instrument to who is tied to whom by shared instruments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations, permutations

from recueil_kg.analysis.graphs import AnyNetwork, DirectedNetwork, Network

LEADS = frozenset({"lead", "co-lead"})
"""Roles of those who answer for an instrument."""


def _holders(graph: DirectedNetwork, kind: str) -> dict[str, dict[str, str]]:
    """Of each instrument, the things of a kind that point to it, with the kind of their edges."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for source, target in graph.edges():
        if graph.nodes[source]["kind"] == kind and graph.nodes[target]["kind"] == "instrument":
            found[target][source] = str(graph.edges[source, target]["kind"])
    return dict(sorted(found.items()))


def _nodes_of(graph: DirectedNetwork, kind: str, into: AnyNetwork) -> None:
    """Every thing of a kind, with how many instruments it has a part in, and how many it leads."""
    for node in sorted(graph):
        attributes = graph.nodes[node]
        if attributes["kind"] == kind and graph.out_degree(node):
            roles = [graph.edges[edge]["kind"] for edge in graph.out_edges(node)]
            led = {"led": sum(role in LEADS for role in roles)} if kind == "department" else {}
            into.add_node(node, **attributes, instruments=len(roles), **led)


def _shared_by(pairs: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Which instruments each pair shares, from (one, other, instrument)."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, other, instrument in pairs:
        found[one, other].add(instrument)
    return {pair: tuple(sorted(shared)) for pair, shared in sorted(found.items())}


def _dates_of(graph: DirectedNetwork, instruments: Iterable[str]) -> dict[str, str]:
    """The first and the last day of the events of some instruments."""
    nodes = [graph.nodes[instrument] for instrument in instruments]
    firsts = [str(node["first"]) for node in nodes if "first" in node]
    lasts = [str(node["last"]) for node in nodes if "last" in node]
    return {**({"earliest": min(firsts)} if firsts else {}), **({"latest": max(lasts)} if lasts else {})}


def sharing(kind: str) -> Callable[[DirectedNetwork], Network]:
    """What ties the things of a kind by the instruments that they share; see `co-partnership`."""

    def project(graph: DirectedNetwork) -> Network:
        made = Network()
        _nodes_of(graph, kind, made)
        holders = _holders(graph, kind)
        pairs = ((a, b, of) for of, held in holders.items() for a, b in combinations(sorted(held), 2))
        for (one, other), shared in _shared_by(pairs).items():
            made.add_edge(
                one,
                other,
                kind="shared-instruments",
                weight=len(shared),
                collaboration=round(sum(1 / (len(holders[instrument]) - 1) for instrument in shared), 6),
                shared=shared,
                **_dates_of(graph, shared),
            )
        return made

    return project


def following(graph: DirectedNetwork) -> DirectedNetwork:
    """Which departments partner where which others lead; see `leadership`."""
    made = DirectedNetwork()
    _nodes_of(graph, "department", made)
    holders = _holders(graph, "department")
    pairs = (
        (one, other, of)
        for of, held in holders.items()
        for one, other in permutations(sorted(held), 2)
        if held[one] not in LEADS and held[other] in LEADS
    )
    for (one, other), shared in _shared_by(pairs).items():
        made.add_edge(one, other, kind="follows", weight=len(shared), shared=shared, **_dates_of(graph, shared))
    return made
