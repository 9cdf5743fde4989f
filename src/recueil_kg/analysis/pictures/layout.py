"""Where the nodes of a network and their labels stand: the same for the same network, and no label on another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from recueil_kg.analysis.pictures.style import text_width

Place = tuple[float, float]
SEED = 20
SMALL_PART = 60
"""Nodes of a connected part that is laid out by distances; a larger one by forces."""
GAP = 30
LABEL_WIDE = 130
"""How wide a label may be, in pixels."""
FEW = 8
"""Nodes of a part that is drawn as small as it can be."""
ROOM = {True: 170, False: 85}
"""Width of a larger part, for the square root of the number of its nodes: with a label at each of them, and without."""
ASPECT = 1.4
LOOSE = 0.7
"""Power that distances from the middle are raised to, so that the middle has room for labels."""
LINE = 13
"""Height of a line of a label, in pixels."""
_TURNS = [math.radians(turn) for turn in (0, 180, 90, 270, 45, 315, 135, 225, 22, 338, 158, 202, 67, 113, 247, 293)]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that something takes, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles have a point in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A label in its place: its lines, the middle of their aligned side, and whether it is far from its node."""

    lines: tuple[str, ...]
    x: float
    y: float
    align: str
    far: bool


def place_nodes(
    graph: nx.Graph[Any], radius: Mapping[Any, float], wide: float, *, labelled: bool
) -> tuple[dict[Any, Place], float, float]:
    """Where each node stands, in pixels from the upper left, and how wide and how high the drawing is.

    Args:
        graph: the network; its direction does not matter.
        radius: each node's, in pixels.
        wide: how wide the drawing may be.
        labelled: whether every node wants room for a label.
    """
    undirected: nx.Graph[Any] = nx.Graph()
    undirected.add_nodes_from(graph)
    undirected.add_edges_from((one, other) for one, other in graph.edges if one != other)
    parts = [undirected.subgraph(sorted(part)) for part in nx.connected_components(undirected)]
    parts.sort(key=lambda part: (-len(part), min(part)))
    margin = GAP + (LABEL_WIDE // 2 if labelled else 0)
    blocks = [_block(part, radius, min(wide - 2 * margin, ROOM[labelled] * math.sqrt(len(part)))) for part in parts]
    return _packed(blocks, wide, margin)


def place_labels(
    places: Mapping[Any, Place],
    radius: Mapping[Any, float],
    lines: Mapping[Any, Sequence[str]],
    wide: float,
    high: float,
    *,
    furthest: int,
) -> dict[Any, Label]:
    """A place for as many labels as there is room for, beside their nodes; the first in `lines` come first.

    Args:
        places: where the nodes stand.
        radius: each node's, in pixels.
        lines: the lines of each label, the most important label first.
        wide: the drawing's width, in pixels.
        high: its height.
        furthest: how far from its node a label may stand.
    """
    nodes = [
        Box(x - radius[node], y - radius[node], x + radius[node], y + radius[node]) for node, (x, y) in places.items()
    ]
    texts: list[Box] = []
    leaders: list[Box] = []
    found: dict[Any, Label] = {}
    for node, text in lines.items():
        for label, box in _candidates(places[node], radius[node], text, furthest):
            inside = box.left >= 0 and box.top >= 0 and box.right <= wide and box.bottom <= high
            leader = list(_along(places[node], (label.x, label.y))) if label.far else []
            free = not any(box.meets(other) for other in (*nodes, *texts, *leaders))
            if inside and free and not any(dot.meets(other) for dot in leader for other in texts):
                found[node] = label
                texts.append(box)
                leaders += leader
                break
    return found


def _along(start: Place, end: Place) -> Iterator[Box]:
    """Small boxes along the line from a node to its label."""
    steps = int(math.dist(start, end) / 5) + 1
    for step in range(steps):
        x, y = (start[axis] + (end[axis] - start[axis]) * step / steps for axis in (0, 1))
        yield Box(x - 1, y - 1, x + 1, y + 1)


def _candidates(place: Place, radius: float, lines: Sequence[str], furthest: int) -> Iterator[tuple[Label, Box]]:
    """Where a label could stand: at the right, at the left, below, above, between those, then further off."""
    (x, y), width, height = place, max(map(text_width, lines)), LINE * len(lines)
    for off in range(4, furthest, 7):
        for turn in _TURNS:
            across, down = math.cos(turn), math.sin(turn)
            align = "center" if abs(across) < 0.3 else "left" if across > 0 else "right"
            at = x + (radius + off) * across
            middle = y + (radius + off + (height / 2 if align == "center" else 0)) * down
            left = {"left": at, "right": at - width, "center": at - width / 2}[align]
            box = Box(left, middle - height / 2, left + width, middle + height / 2)
            yield Label(tuple(lines), round(at, 1), round(middle, 1), align, off > 11), box


def _block(part: nx.Graph[Any], radius: Mapping[Any, float], wide: float) -> dict[Any, Place]:
    """One connected part by itself, its upper left corner at 0, 0."""
    placed = _spread(part, wide) if len(part) > FEW else _ring(part)
    _push_apart(placed, radius)
    left = min(place[0] - radius[node] for node, place in placed.items())
    top = min(place[1] - radius[node] for node, place in placed.items())
    return {node: (place[0] - left, place[1] - top) for node, place in placed.items()}


def _ring(part: nx.Graph[Any]) -> dict[Any, list[float]]:
    """The nodes of a small part around the one with most neighbours."""
    hub, *others = sorted(part, key=lambda node: (-part.degree(node), str(node)))
    reach = 36 + 5 * len(others)
    turns = {node: 2 * math.pi * number / max(len(others), 1) for number, node in enumerate(others)}
    around = {node: [reach * math.cos(turn), reach * math.sin(turn)] for node, turn in turns.items()}
    return {hub: [0.0, 0.0], **around}


def _spread(part: nx.Graph[Any], wide: float) -> dict[Any, list[float]]:
    """The nodes of a larger part by their distances, or by forces, with more room in the middle."""
    drawn: Mapping[Any, Any]
    if len(part) <= SMALL_PART:
        drawn = nx.kamada_kawai_layout(part, weight=None)
    else:
        drawn = nx.forceatlas2_layout(part, max_iter=300, seed=SEED, scaling_ratio=3.0)
    middle = [sum(float(place[axis]) for place in drawn.values()) / len(part) for axis in (0, 1)]
    polar = {node: (float(place[0]) - middle[0], float(place[1]) - middle[1]) for node, place in drawn.items()}
    far = max(math.hypot(x, y) for x, y in polar.values()) or 1.0
    placed = {}
    for node, (x, y) in polar.items():
        stretch = (math.hypot(x, y) / far) ** (LOOSE - 1) / far / 2 if x or y else 0.0
        placed[node] = [x * stretch * wide, y * stretch * wide / ASPECT]
    return placed


def _push_apart(placed: dict[Any, list[float]], radius: Mapping[Any, float], rounds: int = 40) -> None:
    """Move nodes that touch away from each other, until none does or the rounds are over."""
    nodes = list(placed)
    for _round in range(rounds):
        moved = False
        nodes.sort(key=lambda node: (placed[node][0], str(node)))
        for at, one in enumerate(nodes):
            for other in nodes[at + 1 :]:
                across = placed[other][0] - placed[one][0]
                room = radius[one] + radius[other] + 6
                if across > 80:
                    break
                down = placed[other][1] - placed[one][1]
                distance = math.hypot(across, down)
                if distance < room:
                    moved = True
                    across, down = (across, down) if distance > 0.01 else (1.0, 0.0)
                    push = (room - distance) / 2 / max(distance, 1.0)
                    placed[one][0] -= across * push
                    placed[one][1] -= down * push
                    placed[other][0] += across * push
                    placed[other][1] += down * push
        if not moved:
            return


def _packed(blocks: Iterable[dict[Any, Place]], wide: float, margin: float) -> tuple[dict[Any, Place], float, float]:
    """The parts beside each other in rows, the largest first, with room at both sides of each."""
    placed: dict[Any, Place] = {}
    left, top, row = margin, float(GAP), 0.0
    for block in blocks:
        width = max(x for x, _y in block.values()) + 2 * margin
        height = max(y for _x, y in block.values()) + 2 * GAP
        if left + width - margin > wide and left > margin:
            left, top, row = margin, top + row, 0.0
        placed |= {node: (round(left + x, 1), round(top + y, 1)) for node, (x, y) in block.items()}
        left, row = left + width, max(row, height)
    return placed, round(max(x for x, _y in placed.values()) + margin + LABEL_WIDE / 2), round(top + row - GAP)
