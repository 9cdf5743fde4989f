"""Draw the pictures of the documentation, in both languages, the same to the byte at every run.

`make pictures` calls it. The network comes from the built graph; the way of a fact is a drawing.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")

import matplotlib.pyplot as plt
import networkx as nx
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from recueil_kg.graph.store import open_store
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.iris import rebase

FOLDER = Path(__file__).resolve().parent / "images"
INK, PAPER, FAINT, BLUE = "#1a1a1a", "#ffffff", "#666666", "#0b5394"

RESPONSIBILITIES = """
PREFIX rk: <https://w3id.org/recueil/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?instrument ?name
FROM <https://w3id.org/recueil/graph/knowledge> FROM <https://w3id.org/recueil/graph/authorities>
WHERE {
  ?instrument rk:responsibility ?responsibility .
  ?responsibility rk:institution ?department .
  ?department a rk:Department ; skos:prefLabel ?name .
  FILTER(LANG(?name) = "%s")
}
ORDER BY ?instrument ?name
"""

AT_LEAST = 3
"""Agreements in common, for a line to be drawn: one or two are often the accident of one treaty with many partners."""

NETWORK_WORDS: dict[Language, tuple[str, str]] = {
    "en": (
        "Departments that share responsibility for agreements",
        f"Line: {AT_LEAST} agreements in common or more; the wider, the more. Circle: agreements where it has a role.",
    ),
    "fr": (
        "Ministères et organismes qui partagent la responsabilité d’accords",
        f"Trait : au moins {AT_LEAST} accords en commun; sa largeur croît avec eux. Cercle : accords où il a un rôle.",
    ),
}

WAY_WORDS: dict[Language, list[tuple[str, str]]] = {
    "en": [
        ("Sheet", "Signed by Canada\nFebruary 1997"),
        ("Document", "text, lines,\nlanguage, SHA-256"),
        ("Record", "type: signature\ndate: 1997-02\nat: [289, 319]"),
        ("Source’s graph", "the sheet states …\nwith its evidence"),
        ("Knowledge graph", "one event,\nconcluded from all its sources"),
        ("Answer", "signature │ 1997-02"),
        ("", "derived from"),
    ],
    "fr": [
        ("Fiche", "Signé par le Canada\nen février 1997"),
        ("Document", "texte, lignes,\nlangue, SHA-256"),
        ("Enregistrement", "type: signature\ndate: 1997-02\nat: [361, 396]"),
        ("Graphe de la source", "la fiche affirme …\npreuve à l’appui"),
        ("Graphe de connaissances", "un seul événement,\nconclu de toutes ses sources"),
        ("Réponse", "signature │ 1997-02"),
        ("", "dérivé de"),
    ],
}
WIDE, HIGH = 2.9, 1.3
STATIONS = [(0.1, 2.4), (4.55, 2.4), (9.0, 2.4), (9.0, 0.1), (4.55, 0.1), (0.1, 0.1)]
ROOMS = [
    (0, 1, "reading/"),
    (1, 2, "extraction/"),
    (2, 3, "graph/mapping"),
    (2, 4, "graph/consolidation"),
    (4, 5, "querying/"),
]


def department_network(language: Language) -> nx.Graph:
    """Departments by name, each with its number of agreements, joined by how many they share."""
    agreements: dict[str, set[str]] = {}
    rows: Any = open_store().query(rebase(RESPONSIBILITIES % language))
    for row in rows:
        agreements.setdefault(row["name"].value, set()).add(row["instrument"].value)
    network = nx.Graph()
    for first, second in combinations(sorted(agreements), 2):
        shared = len(agreements[first] & agreements[second])
        if shared >= AT_LEAST:
            network.add_edge(first, second, shared=shared)
    for name in network:
        network.nodes[name]["agreements"] = len(agreements[name])
    return network


def draw_network(language: Language) -> None:
    """The department with most in common with others in the middle, the others around it, names outside."""
    network = department_network(language)
    middle, *others = sorted(network, key=lambda name: (-network.degree(name, weight="shared"), name))
    places = {middle: (0.0, 0.0)}
    for position, name in enumerate(others):
        angle = math.pi / 2 - 2 * math.pi * (position + 0.5) / len(others)
        places[name] = (1.45 * math.cos(angle), math.sin(angle))
    title, note = NETWORK_WORDS[language]
    with _figure(f"departments.{language}.svg", 10.0, 6.0, 2.6, 1.45) as axes:
        for first, second, shared in network.edges(data="shared"):
            (x1, y1), (x2, y2) = places[first], places[second]
            axes.plot([x1, x2], [y1, y2], color=BLUE, alpha=0.4, linewidth=1.1 * math.sqrt(shared), zorder=1)
        for name, (x, y) in places.items():
            count = network.nodes[name]["agreements"]
            axes.scatter(x, y, s=260 + 16 * count, color=PAPER, edgecolors=INK, linewidths=1.4, zorder=2)
            axes.text(x, y, str(count), ha="center", va="center", fontsize=10, zorder=3)
            if name == middle:
                backing = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
                axes.text(0, -0.27, _wrapped(name), ha="center", va="top", fontsize=10, zorder=3, bbox=backing)
                continue
            side = "left" if x > 0 else "right"
            axes.text(x + math.copysign(0.16, x), y + 0.1 * y, _wrapped(name), ha=side, va="center", fontsize=10)
        axes.set_title(title, fontsize=13, pad=6)
        axes.text(0, -1.33, note, ha="center", va="top", fontsize=9, color="#444444")


def draw_way(language: Language) -> None:
    """Six stations from a printed line to a row, with the room of the code that leads from each to the next."""
    with _figure(f"way-of-a-fact.{language}.svg", 12.0, 3.8, None, None) as axes:
        axes.set_xlim(0, 12.0)
        axes.set_ylim(0, 3.8)
        for (x, y), (name, example) in zip(STATIONS, WAY_WORDS[language], strict=False):
            axes.add_patch(
                FancyBboxPatch((x, y), WIDE, HIGH, boxstyle="round,pad=0.03", facecolor=PAPER, edgecolor=INK)
            )
            axes.text(x + WIDE / 2, y + 1.06, name, ha="center", va="center", fontsize=11, weight="bold")
            axes.text(x + WIDE / 2, y + 0.45, example, ha="center", va="center", fontsize=9.5, linespacing=1.35)
        for first, second, room in ROOMS:
            _arrow(axes, first, second, room, BLUE, "solid")
        _arrow(axes, 4, 3, WAY_WORDS[language][-1][1], FAINT, "dashed")


def _arrow(axes: Axes, first: int, second: int, words: str, colour: str, style: str) -> None:
    """An arrow from the edge of one station to the edge of another, with its words beside it."""
    (x1, y1), (x2, y2) = STATIONS[first], STATIONS[second]
    across, down = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    start = (x1 + WIDE / 2 * (1 + across) + 0.08 * across, y1 + HIGH / 2 * (1 + down) + 0.08 * down)
    end = (x2 + WIDE / 2 * (1 - across) - 0.08 * across, y2 + HIGH / 2 * (1 - down) - 0.08 * down)
    axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=13, color=colour, linestyle=style, shrinkA=0, shrinkB=0
        )
    )
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    beside = {(0, -1): (x + 0.12, y - 0.06, "left"), (-1, -1): (x - 0.2, y + 0.1, "right")}
    x, y, side = beside.get((across, down), (x, y + 0.1, "center"))
    axes.text(x, y, words, ha=side, va="bottom", fontsize=8.5, color=colour, family="monospace")


@contextmanager
def _figure(name: str, width: float, height: float, x_limit: float | None, y_limit: float | None) -> Iterator[Axes]:
    """A page without axes, saved at the end; as PNG too where `PICTURES_AS_PNG` names a folder."""
    settings = {"svg.hashsalt": "recueil", "svg.fonttype": "path", "font.family": "DejaVu Sans"}
    with mpl.rc_context(settings):
        figure, axes = plt.subplots(figsize=(width, height), facecolor=PAPER)
        axes.axis("off")
        if x_limit is not None and y_limit is not None:
            axes.set_xlim(-x_limit, x_limit)
            axes.set_ylim(-y_limit, y_limit)
            axes.set_aspect("equal")
        yield axes
        figure.savefig(FOLDER / name, bbox_inches="tight", metadata={"Date": None, "Creator": None})
        if folder := os.environ.get("PICTURES_AS_PNG"):
            figure.savefig(Path(folder) / f"{name}.png", bbox_inches="tight", dpi=100)
        plt.close(figure)


def _wrapped(name: str) -> str:
    """A long name on two lines, broken near its middle."""
    if len(name) < 26:
        return name
    spaces = [at for at, character in enumerate(name) if character == " "]
    middle = min(spaces, key=lambda at: abs(at - len(name) / 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for spoken in LANGUAGES:
        draw_way(spoken)
        draw_network(spoken)
