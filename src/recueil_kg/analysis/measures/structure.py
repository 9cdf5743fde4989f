"""What holds a network together: bridges and articulation points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from recueil_kg.analysis.graphs import AnyNetwork, Network, without_directions
from recueil_kg.analysis.measures.results import Cell, Result


def bridges(graph: AnyNetwork) -> Result:
    """The links and the things whose loss would part the network, those that cut off most first.

    `apart` counts the nodes that would no longer be tied to the largest piece of their part of the network, the lost
    node itself not among them; `pieces` is how many pieces that part would fall into. Directions and weights do not
    count.
    """
    ties = without_directions(graph)
    found = [row for part in _parts(ties) for row in (*_links(ties, part), *_points(part))]
    found.sort(key=lambda row: (-int(row[4] or 0), str(row[0]), str(row[1]), str(row[2] or "")))
    kinds = [row[0] for row in found]
    figures: dict[str, Cell] = {
        "bridges": kinds.count("bridge"),
        "articulation_points": kinds.count("articulation-point"),
        "components": nx.number_connected_components(ties),
    }
    return Result.of(graph, ("kind", "node", "other", "weight", "apart", "pieces"), found, figures)


@dataclass(frozen=True)
class _Part:
    """A connected part of a network as the tree of its blocks and articulation points.

    Attributes:
        size: nodes in it.
        blocks: each block's nodes; a block of two is a bridge.
        tree: joins the number of each block with the articulation points in it.
        below: how many nodes of the part hang below each of them, itself included, seen from the first block.
        above: the neighbour towards the first block.
    """

    size: int
    blocks: list[list[str]]
    tree: nx.Graph[int | str]
    below: dict[int | str, int]
    above: dict[int | str, int | str]

    def beyond(self, node: int | str, neighbour: int | str) -> int:
        """How many nodes lie on the neighbour's side."""
        return self.size - self.below[node] if self.above.get(node) == neighbour else self.below[neighbour]


def _parts(ties: Network) -> Iterator[_Part]:
    for component in sorted(map(sorted, nx.connected_components(ties))):
        part = ties.subgraph(component)
        blocks = sorted(sorted(map(str, block)) for block in nx.biconnected_components(part))
        if blocks:
            yield _part(len(component), blocks, set(nx.articulation_points(part)))


def _part(size: int, blocks: list[list[str]], points: set[str]) -> _Part:
    tree: nx.Graph[int | str] = nx.Graph()
    for number, block in enumerate(blocks):
        tree.add_node(number)
        tree.add_edges_from((number, node) for node in block if node in points)
    above = {child: parent for parent, child in nx.bfs_edges(tree, 0)}
    below: dict[int | str, int] = {}
    for item in nx.dfs_postorder_nodes(tree, 0):
        own = 1 if isinstance(item, str) else sum(node not in points for node in blocks[item])
        below[item] = own + sum(below[child] for child in tree[item] if above.get(item) != child)
    return _Part(size, blocks, tree, below, above)


def _links(ties: Network, part: _Part) -> Iterator[tuple[Cell, ...]]:
    for number, block in enumerate(part.blocks):
        if len(block) == 2:
            one, other = block
            side = part.beyond(number, one) if one in part.tree else 1
            yield "bridge", one, other, ties.edges[one, other]["weight"], min(side, part.size - side), 2


def _points(part: _Part) -> Iterator[tuple[Cell, ...]]:
    for point in part.tree:
        if isinstance(point, str):
            pieces = [part.beyond(point, block) for block in part.tree[point]]
            yield "articulation-point", point, None, None, sum(pieces) - max(pieces), len(pieces)
