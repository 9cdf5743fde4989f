"""Groups of things that are tied more to each other than to the rest, and how sure they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import comb

import networkx as nx

from recueil_kg.analysis.graphs import AnyNetwork, Network, without_directions
from recueil_kg.analysis.measures.results import Result

RUNS = 20


def communities(graph: AnyNetwork, *, runs: int = RUNS, resolution: float = 1.0, weight: str = "weight") -> Result:
    """The community of each node, with the share of runs' verdicts that agree on it.

    Louvain's method depends on the order in which it visits nodes, so it is run with the seeds 1 to `runs`; the
    partition of the highest modularity is given. `stability` is the mean adjusted Rand index over all pairs of runs:
    1 where all agree, 0 where they agree as by chance. `certainty` of a node is how often, over all runs and all others
    of its community, the two were together. Directions do not count; weights do.

    Args:
        graph: the network.
        runs: how many runs.
        resolution: below 1 for larger communities, above for smaller ones.
        weight: the edge attribute to weigh by.
    """
    ties = without_directions(graph, weight)
    found = partitions(ties, runs=runs, resolution=resolution)
    quality = [_modularity(ties, partition, resolution) for partition in found]
    best = max(range(len(found)), key=lambda run: (round(quality[run], 9), -run))
    memberships = [_membership(partition) for partition in found]
    groups = [list(membership.values()) for membership in memberships]
    pairs = [adjusted_rand(one, other) for one, other in combinations(groups, 2)]
    rows = [
        (node, graph.nodes[node].get("kind"), number, _certainty(node, community, memberships))
        for number, community in enumerate(found[best], start=1)
        for node in sorted(community)
    ]
    figures = {
        "communities": len(found[best]),
        "modularity": quality[best],
        "stability": sum(pairs) / len(pairs) if pairs else 1.0,
        "runs": runs,
    }
    return Result.of(graph, ("node", "kind", "community", "certainty"), rows, figures)


def partitions(ties: Network, *, runs: int = RUNS, resolution: float = 1.0) -> list[list[set[str]]]:
    """A partition for each seed from 1 to `runs`: the largest community first, then by its first node.

    A community that Louvain's method leaves without inner ties between its parts is given as those parts: joining them
    never raises modularity, and nobody would call them one group.
    """
    return [
        _connected(ties, nx.community.louvain_communities(ties, weight="weight", resolution=resolution, seed=seed))
        for seed in range(1, runs + 1)
    ]


def adjusted_rand(one: Sequence[int], other: Sequence[int]) -> float:
    """How far two partitions of the same things agree, chance taken off (Hubert and Arabie 1985): 1 if they are equal.

    Args:
        one: the number of each thing's group.
        other: the same things' groups, in the same order.
    """
    together = sum(comb(count, 2) for count in Counter(zip(one, other, strict=True)).values())
    in_one = sum(comb(count, 2) for count in Counter(one).values())
    in_other = sum(comb(count, 2) for count in Counter(other).values())
    pairs = comb(len(one), 2)
    by_chance = in_one * in_other / pairs if pairs else 0.0
    most = (in_one + in_other) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def _connected(ties: Network, partition: Sequence[set[str]]) -> list[set[str]]:
    parts = [set(part) for community in partition for part in nx.connected_components(ties.subgraph(community))]
    return sorted(parts, key=lambda part: (-len(part), min(part)))


def _modularity(ties: Network, partition: list[set[str]], resolution: float) -> float:
    if ties.number_of_edges() == 0:
        return 0.0
    return float(nx.community.modularity(ties, partition, weight="weight", resolution=resolution))


def _membership(partition: list[set[str]]) -> dict[str, int]:
    groups = {node: number for number, community in enumerate(partition) for node in community}
    return dict(sorted(groups.items()))


def _certainty(node: str, community: set[str], memberships: Sequence[dict[str, int]]) -> float:
    others = community - {node}
    if not others:
        return 1.0
    together = sum(groups[node] == groups[other] for groups in memberships for other in others)
    return together / (len(others) * len(memberships))
