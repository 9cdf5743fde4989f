"""The links of a weighted network that are stronger than chance would make them."""

from __future__ import annotations

from recueil_kg.analysis.graphs import AnyNetwork, without_directions
from recueil_kg.analysis.measures.results import Result

ALPHA = 0.05


def backbone(graph: AnyNetwork, *, alpha: float = ALPHA, weight: str = "weight") -> Result:
    """The links that the disparity filter keeps, the most significant first.

    Args:
        graph: the network; directions do not count.
        alpha: a link is kept where its significance is below this.
        weight: the edge attribute to weigh by.
    """
    ties = without_directions(graph, weight)
    found = disparity(ties)
    kept = sorted((value, min(pair), max(pair)) for pair, value in found.items() if value < alpha)
    rows = [(one, other, ties.edges[one, other]["weight"], value) for value, one, other in kept]
    figures = {
        "kept": len(rows),
        "links": ties.number_of_edges(),
        "nodes": len({end for _value, *pair in kept for end in pair}),
    }
    return Result.of(graph, ("from", "to", "weight", "significance"), rows, figures)


def disparity(graph: AnyNetwork) -> dict[tuple[str, str], float]:
    """How likely each link would be so strong if each end spread its strength over its links by chance.

    The disparity filter of Serrano, Boguñá and Vespignani (2009): for an end with k links that holds the share p of its
    strength in this one, (1 − p)^(k − 1); the smaller of the two ends' values counts. An end with one link cannot tell.

    Args:
        graph: an undirected network whose edges have a `weight`.
    """
    strength = dict(graph.degree(weight="weight"))
    links = dict(graph.degree())
    found: dict[tuple[str, str], float] = {}
    for one, other, attributes in graph.edges(data=True):
        found[one, other] = min(
            (1 - attributes["weight"] / strength[end]) ** (links[end] - 1) if links[end] > 1 else 1.0
            for end in (one, other)
        )
    return found
