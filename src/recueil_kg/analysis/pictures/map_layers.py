"""A network as Altair draws it: lines, arrows' heads, nodes, letters, and labels with their leaders."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

import altair as alt
import networkx as nx

from recueil_kg.analysis.kinds import edge_words, node_words
from recueil_kg.analysis.pictures import style, words
from recueil_kg.analysis.pictures.labels import label_in, shortened
from recueil_kg.analysis.pictures.layout import LABEL_WIDE, LINE, Label, place_labels, place_nodes
from recueil_kg.i18n import Language

WIDE = 860
LABELLED = 50
"""Nodes that all get a label; of a larger network only the main ones do."""
MAIN = 30
FURTHEST, NEAR = 200, 54
"""How far from its node a label may stand where each node has one, and where only the main ones do, in pixels."""
ARROWS = 150
"""Lines that get an arrow's head in a directed network; more would be a blot."""
DASHES = ([1, 0], [7, 3], [2, 2], [10, 3, 2, 3], [1, 5], [8, 2, 2, 2, 2, 2])
"""One for each kind of line; where there are more kinds, only the tooltip says which."""


class DrawnNetwork:
    """A network with what of it is drawn: names, sizes, groups and places."""

    def __init__(
        self,
        graph: nx.Graph[Any],
        language: Language,
        size: Mapping[Any, float] | None,
        groups: Mapping[Any, int] | None,
    ) -> None:
        self.graph, self.language = graph, language
        self.strength = dict(graph.degree(weight="weight"))
        self.size = {node: float((size or self.strength).get(node, 0)) for node in graph}
        self.by_size = sorted(graph, key=lambda node: (-self.size[node], str(node)))
        self.names = {node: label_in(graph.nodes[node], language) or str(node) for node in graph}
        self.communities = groups
        self.groups = {node: self._group(node) for node in graph}
        order = Counter(self.groups.values())
        self.order = (
            sorted(order, key=lambda name: (len(name), name))
            if groups
            else [group for group, _count in order.most_common()]
        )
        self.counts = order
        self.radius = self._radii()
        self.places, self.wide, self.high = place_nodes(graph, self.radius, WIDE, labelled=len(graph) <= LABELLED)
        self.labels = self._placed_labels()

    def chart(self) -> Any:
        """All of it, one layer on the other."""
        return alt.layer(*self._lines(), self._leaders(), self._nodes(), *self._letters(), *self._labels())

    def _group(self, node: Any) -> str:
        if self.communities is None:
            return node_words(self.graph.nodes[node].get("kind", ""), self.language)
        return _letter(self.communities[node]) if node in self.communities else "–"

    def _radii(self) -> dict[Any, float]:
        least, most = (10.0, 24.0) if self.communities else (6.0, 22.0)
        if len(self.graph) > LABELLED:
            least, most = (7.0, 18.0) if self.communities else (3.5, 16.0)
        greatest = max(self.size.values()) or 1.0
        return {
            node: round(math.sqrt(least**2 + (most**2 - least**2) * max(value, 0) / greatest), 1)
            for node, value in self.size.items()
        }

    def _base(self, values: list[dict[str, Any]]) -> Any:
        return alt.Chart(alt.InlineData(values=values), width=self.wide, height=self.high)

    def _x(self, field: str) -> alt.X:
        return alt.X(field, axis=None, scale=alt.Scale(domain=[0, self.wide], nice=False, zero=False))

    def _y(self, field: str) -> alt.Y:
        return alt.Y(field, axis=None, scale=alt.Scale(domain=[0, self.high], reverse=True, nice=False, zero=False))

    def _lines(self) -> list[Any]:
        edges = sorted(self.graph.edges.data(), key=lambda edge: (edge[2].get("weight", 1), str(edge[:2])))
        most = max((edge[2].get("weight", 1) for edge in edges), default=1)
        kinds = sorted({str(edge[2].get("kind", "")) for edge in edges})
        kind_words = {kind: edge_words(kind, self.language) for kind in kinds}
        values, heads = [], []
        for one, other, data in edges:
            if one == other:
                continue
            (x, y), (x2, y2) = self.places[one], self.places[other]
            weight = data.get("weight", 1)
            line = {
                "x": x,
                "y": y,
                "x2": x2,
                "y2": y2,
                "source": str(one),
                "target": str(other),
                "ends": f"{self.names[one]} – {self.names[other]}",
                "kind": kind_words[str(data.get("kind", ""))],
                "weight": weight,
                "wide": round(0.7 + 6.3 * math.sqrt(max(weight - 1, 0) / max(most - 1, 9)), 2),
            }
            values.append(line)
            heads.append({**line, **self._head(other, (x, y), (x2, y2))})
        near = "!hover.node || hover.node[0] === datum.source || hover.node[0] === datum.target"
        several = 1 < len(kinds) <= len(DASHES)
        dash = alt.StrokeDash(
            "kind:N",
            title=words.LINE[self.language],
            scale=alt.Scale(domain=list(kind_words.values()), range=DASHES[: len(kinds)]),
            legend=alt.Legend(symbolSize=700, symbolStrokeColor=style.LINE, symbolStrokeWidth=1.5),
        )
        rules = (
            self._base(values)
            .mark_rule(color=style.LINE, strokeCap="butt")
            .encode(
                self._x("x:Q"),
                self._y("y:Q"),
                alt.X2("x2"),
                alt.Y2("y2"),
                size=alt.Size("wide:Q", scale=None, legend=None),
                opacity=alt.condition(near, alt.value(0.75), alt.value(0.12)),
                tooltip=[
                    alt.Tooltip("ends:N", title=" "),
                    alt.Tooltip("kind:N", title=" "),
                    alt.Tooltip("weight:Q", title=" "),
                ],
                **({"strokeDash": dash} if several else {}),
            )
        )
        if not self.graph.is_directed() or len(heads) > ARROWS:
            return [rules]
        points = (
            self._base(heads)
            .mark_point(shape="triangle", filled=True, size=45, opacity=1, color=style.LINE)
            .encode(self._x("head_x:Q"), self._y("head_y:Q"), angle=alt.Angle("turn:Q", scale=None))
        )
        return [rules, points]

    def _head(self, node: Any, start: tuple[float, float], end: tuple[float, float]) -> dict[str, float]:
        """Where the arrow's head stands, at the rim of the node that it points to, and how far it is turned."""
        across, down = end[0] - start[0], end[1] - start[1]
        distance = math.hypot(across, down) or 1.0
        back = self.radius[node] + 4
        return {
            "head_x": round(end[0] - across / distance * back, 1),
            "head_y": round(end[1] - down / distance * back, 1),
            "turn": round(math.degrees(math.atan2(across, -down)), 1),
        }

    def _nodes(self) -> Any:
        values = [
            {
                "node": str(node),
                "x": self.places[node][0],
                "y": self.places[node][1],
                "name": self.names[node],
                "group": self._legend(self.groups[node]),
                "kind": node_words(self.graph.nodes[node].get("kind", ""), self.language),
                "value": self.size[node],
                "area": round((2 * self.radius[node]) ** 2 * 0.8, 1),
            }
            for node in self.by_size
        ]
        domain = [self._legend(group) for group in self.order]
        colours = [style.GROUPS[at % len(style.GROUPS)] for at in range(len(domain))]
        shapes = [style.SHAPES[at % len(style.SHAPES)] for at in range(len(domain))]
        title = words.COMMUNITY[self.language] if self.communities is not None else words.WHAT_IT_IS[self.language]
        hover = alt.selection_point(name="hover", on="pointerover", clear="pointerout", fields=["node"], empty=False)
        zoom = alt.selection_interval(name="zoom", bind="scales")
        return (
            self._base(values)
            .mark_point(filled=True, opacity=1, stroke=style.PAPER, strokeWidth=1)
            .encode(
                self._x("x:Q"),
                self._y("y:Q"),
                fill=alt.Fill("group:N", title=title, scale=alt.Scale(domain=domain, range=colours)),
                shape=alt.Shape("group:N", title=title, scale=alt.Scale(domain=domain, range=shapes)),
                size=alt.Size("area:Q", scale=None, legend=None),
                tooltip=[alt.Tooltip(f"{name}:N", title=" ") for name in ("name", "kind", "value")],
            )
            .add_params(hover, zoom)
        )

    def _legend(self, group: str) -> str:
        return f"{group} ({self.counts[group]})"

    def _letters(self) -> list[Any]:
        if self.communities is None:
            return []
        layers = []
        for colour in (style.PAPER, style.INK):
            values = []
            for node in self.graph:
                at = self.order.index(self.groups[node])
                fill, shape = style.GROUPS[at % len(style.GROUPS)], style.SHAPES[at % len(style.SHAPES)]
                if style.legible_on(fill) == colour:
                    x, y = self.places[node]
                    down = {"triangle-up": 0.25, "triangle-down": -0.25}.get(shape, 0.0) * self.radius[node]
                    values.append({"x": x, "y": round(y + down, 1), "letter": self.groups[node]})
            letters = self._base(values).mark_text(color=colour, fontWeight="bold", fontSize=style.SMALL)
            layers.append(letters.encode(self._x("x:Q"), self._y("y:Q"), text="letter:N"))
        return layers

    def _placed_labels(self) -> dict[Any, Label]:
        chosen = self.by_size if len(self.graph) <= LABELLED else self.by_size[:MAIN]
        lines = {node: style.wrapped(shortened(self.names[node], 60), LABEL_WIDE) for node in chosen}
        furthest = FURTHEST if len(self.graph) <= LABELLED else NEAR
        return place_labels(self.places, self.radius, lines, self.wide, self.high, furthest=furthest)

    def _leaders(self) -> Any:
        values = [
            {"x": label.x, "y": label.y, "x2": self.places[node][0], "y2": self.places[node][1]}
            for node, label in self.labels.items()
            if label.far
        ]
        rules = self._base(values).mark_rule(color=style.INK, strokeWidth=0.8)
        return rules.encode(self._x("x:Q"), self._y("y:Q"), alt.X2("x2"), alt.Y2("y2"))

    def _labels(self) -> list[Any]:
        layers = []
        for align in ("left", "right", "center"):
            values = [
                {"x": label.x, "y": round(label.y - LINE / 2 * (len(label.lines) - 1), 1), "text": list(label.lines)}
                for label in self.labels.values()
                if label.align == align
            ]
            base = self._base(values).encode(self._x("x:Q"), self._y("y:Q"), text="text:N")
            common: dict[str, Any] = {"align": align, "baseline": "middle", "fontSize": style.TEXT, "lineHeight": LINE}
            layers.append(base.mark_text(stroke=style.PAPER, strokeWidth=3, strokeJoin="round", **common))
            layers.append(base.mark_text(color=style.INK, **common))
        return layers


def _letter(number: int) -> str:
    """A for the first, B for the second, AA after Z."""
    first, second = divmod(number, len(ascii_uppercase))
    return (ascii_uppercase[first - 1] if first else "") + ascii_uppercase[second]
