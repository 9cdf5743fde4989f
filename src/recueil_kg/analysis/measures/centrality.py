"""How central each thing is: links, strength, betweenness and PageRank."""

from __future__ import annotations

import networkx as nx

from recueil_kg.analysis.graphs import AnyNetwork, DirectedNetwork, without_directions
from recueil_kg.analysis.measures.results import Result
from recueil_kg.extras import require

EXACT_UP_TO = 2000
"""Nodes up to which every one is a source of shortest paths; beyond, betweenness is estimated from a sample of them."""
PIVOTS = 200
SEED = 1


def centrality(graph: AnyNetwork, *, weight: str = "weight") -> Result:
    """Each node's links, strength, betweenness and PageRank, the strongest first.

    Strength is the sum of the weights of its links. Betweenness ignores directions, and takes 1/weight for the length
    of a link, so that two things that share much are near. PageRank follows the edges with their weights, or goes
    against them where the network says so (`graph.graph["rank_against"]`).

    Args:
        graph: the network.
        weight: the edge attribute to weigh by.
    """
    ties = without_directions(graph, weight)
    for _one, _other, attributes in ties.edges(data=True):
        attributes["distance"] = 1 / attributes["weight"]
    sampled = PIVOTS if len(ties) > EXACT_UP_TO else None
    even = len({attributes["weight"] for _one, _other, attributes in ties.edges(data=True)}) < 2
    between = nx.betweenness_centrality(ties, k=sampled, weight=None if even else "distance", seed=SEED)
    rank = pagerank(graph, weight=weight)
    strength = dict(ties.degree(weight="weight"))
    incoming = dict(graph.in_degree()) if isinstance(graph, DirectedNetwork) else {}
    outgoing = dict(graph.out_degree()) if isinstance(graph, DirectedNetwork) else {}
    rows = [
        (
            node,
            graph.nodes[node].get("kind"),
            int(ties.degree(node)),
            incoming.get(node),
            outgoing.get(node),
            strength[node],
            between[node],
            rank[node],
        )
        for node in graph
    ]
    rows.sort(key=lambda row: (-row[5], -row[7], row[0]))
    columns = ("node", "kind", "degree", "incoming", "outgoing", "strength", "betweenness", "pagerank")
    return Result.of(
        graph,
        columns,
        rows,
        {"nodes": len(ties), "links": ties.number_of_edges(), **({"pivots": sampled} if sampled else {})},
    )


def pagerank(graph: AnyNetwork, *, weight: str = "weight") -> dict[str, float]:
    """PageRank of every node, along the edges or against them as the network says; sums to 1.

    Raises:
        RecueilError: SciPy is not installed.
    """
    if not graph:
        return {}
    require("scipy", extra="analysis")
    followed = graph.reverse() if graph.graph.get("rank_against") and isinstance(graph, DirectedNetwork) else graph
    found = nx.pagerank(followed, weight=weight, tol=1e-10, max_iter=1000)
    return {str(node): float(rank) for node, rank in found.items()}
