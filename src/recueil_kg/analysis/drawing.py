"""The picture that goes with each measure: a map of the network sized or coloured by it, or a chart of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from recueil_kg.analysis.graphs import AnyNetwork, Network, label_of
from recueil_kg.analysis.measures import Measured
from recueil_kg.analysis.measures.meanings import EXPLANATIONS, TITLES
from recueil_kg.analysis.pictures import Picture, network_map, plot
from recueil_kg.analysis.pictures import chart_words as words
from recueil_kg.analysis.pictures.catalogue import import_drawing
from recueil_kg.analysis.pictures.labels import shortened
from recueil_kg.i18n import Language
from recueil_kg.querying.engines import Engine


def draw(engine: Engine, taken: Measured, language: Language) -> Picture:
    """The picture of a measure that was taken.

    Args:
        engine: what it was taken on; the timeline of one instrument asks it again.
        taken: the measure.
        language: the language of the picture's words.

    Raises:
        RecueilError: nothing to draw, or the libraries for pictures are not installed.
    """
    if taken.name == "timeline" and taken.told.get("instrument"):
        asked = {name: str(taken.graph.graph[name]) for name in ("since", "until") if name in taken.graph.graph}
        return plot(engine, "timeline", language=language, instrument=str(taken.told["instrument"]), **asked)
    return _DRAWINGS[taken.name](taken, language)


def _title(taken: Measured, language: Language) -> str:
    about = taken.graph.graph
    own = TITLES[taken.name][language]
    title = f"{own} – {about[f'title_{language}']}" if taken.name in _OF_NETWORK else own
    window = " – ".join(str(about.get(name, "…")) for name in ("since", "until"))
    return f"{title} ({window})" if "since" in about or "until" in about else title


def _command(taken: Measured) -> str:
    told = "".join(f" -p {name}={value}" for name, value in taken.told.items())
    network = f" --network {taken.graph.graph['name']}" if taken.name in _OF_NETWORK else ""
    window = "".join(f" --{name} {taken.graph.graph[name]}" for name in ("since", "until") if name in taken.graph.graph)
    return f"analyse {taken.name}{network}{window}{told}"


def _saying(graph: AnyNetwork, language: Language, more: str) -> AnyNetwork:
    """The network with what a map of it shows as its description: its own first sentence, and more."""
    said = graph.copy()
    own = str(graph.graph[f"description_{language}"]).split(". ")[0].rstrip(".")
    said.graph[f"description_{language}"] = f"{own}; {more}."
    return said


def _centrality(taken: Measured, language: Language) -> Picture:
    by = "pagerank" if taken.graph.is_directed() else "strength"
    size = {str(row["node"]): float(str(row[by])) for row in taken.result.records()}
    more = words.BY_PAGERANK if by == "pagerank" else words.BY_STRENGTH
    said = _saying(taken.graph, language, more[language])
    return network_map(said, language=language, title=_title(taken, language), size=size)


def _communities(taken: Measured, language: Language) -> Picture:
    groups = {str(row["node"]): int(str(row["community"])) - 1 for row in taken.result.records()}
    return network_map(taken.graph, language=language, title=_title(taken, language), groups=groups)


def _bridges(taken: Measured, language: Language) -> Picture:
    points = {
        str(row["node"]): float(str(row["apart"]))
        for row in taken.result.records()
        if row["kind"] == "articulation-point"
    }
    size = {node: points.get(node, 0.0) for node in taken.graph}
    said = _saying(taken.graph, language, words.BY_LOSS[language])
    return network_map(said, language=language, title=_title(taken, language), size=size)


def _backbone(taken: Measured, language: Language) -> Picture:
    ties = Network()
    ties.graph[f"description_{language}"] = EXPLANATIONS[taken.name][language].split(". ")[0]
    for row in taken.result.records():
        one, other = str(row["from"]), str(row["to"])
        for node in (one, other):
            ties.add_node(node, **taken.graph.nodes[node])
        fact = taken.graph.get_edge_data(one, other) or taken.graph.get_edge_data(other, one) or {}
        ties.add_edge(one, other, kind=fact["kind"], weight=row["weight"])
    return network_map(ties, language=language, title=_title(taken, language))


def _similarity(taken: Measured, language: Language) -> Picture:
    numbers = [
        (
            " – ".join(
                shortened(_name(taken.graph, row[end], language), _OF_A_PAIR) for end in ("instrument", "other")
            ),
            round(float(str(row["similarity"])), 2),
            str(row["shared"]),
        )
        for row in taken.result.records()
    ]
    how = words.ALIKE_HOW[language]
    drawn: Picture = _charts().draw_numbers(numbers, language, _title(taken, language), how, _command(taken))
    return drawn


def _timeline(taken: Measured, language: Language) -> Picture:
    years = Counter(int(str(row["earliest"] or row["latest"])[:4]) for row in taken.result.records())
    drawn: Picture = _charts().draw_years(dict(years), language, _title(taken, language), _command(taken))
    return drawn


def _growth(taken: Measured, language: Language) -> Picture:
    years = [(row["year"], row["nodes"], row["links"]) for row in taken.result.records()]
    drawn: Picture = _charts().draw_growth(years, language, _title(taken, language), _command(taken))
    return drawn


def _assortativity(taken: Measured, language: Language) -> Picture:
    rows = taken.result.records()
    shares = [(_name(taken.graph, row["theme"], language), row["observed"], row["expected"]) for row in rows]
    drawn: Picture = _charts().draw_observed(shares, language, _title(taken, language), _command(taken))
    return drawn


def _what_if(taken: Measured, language: Language) -> Picture:
    told = bool(taken.told.get("department"))
    numbers = [
        (
            _name(taken.graph, row["theme"], language),
            row["led"],
            (words.LOST[language] if row["lost"] else "") if told else _name(taken.graph, row["department"], language),
        )
        for row in taken.result.records()
    ]
    how = words.LED_HOW[language] if told else words.ALONE_HOW[language]
    title = _title(taken, language)
    if told and numbers:
        title = f"{title} – {_name(taken.graph, taken.result.records()[0]['department'], language)}"
    drawn: Picture = _charts().draw_numbers(numbers, language, title, how, _command(taken))
    return drawn


def _name(graph: AnyNetwork, node: object, language: Language) -> str:
    return label_of(graph.nodes[str(node)], language) or str(node)


def _charts() -> Any:
    return import_drawing("measured")


_OF_A_PAIR = 50
"""Characters of each name of a pair."""
_OF_NETWORK = frozenset({"centrality", "communities", "bridges", "backbone", "growth"})
_DRAWINGS: dict[str, Callable[[Measured, Language], Picture]] = {
    "centrality": _centrality,
    "communities": _communities,
    "bridges": _bridges,
    "backbone": _backbone,
    "assortativity": _assortativity,
    "similarity": _similarity,
    "timeline": _timeline,
    "growth": _growth,
    "what-if": _what_if,
}
