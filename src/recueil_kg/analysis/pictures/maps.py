"""Maps of networks: nodes by kind or community, lines by weight, and labels that stand on nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from recueil_kg.analysis.networks import network as network_named
from recueil_kg.analysis.pictures import style, words
from recueil_kg.analysis.pictures.labels import source_note
from recueil_kg.analysis.pictures.map_layers import LABELLED, DrawnNetwork
from recueil_kg.analysis.pictures.picture import Picture
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import Language, _
from recueil_kg.querying.engines import Engine


def draw_network(
    graph: nx.Graph[Any],
    language: Language,
    *,
    title: str | None = None,
    size: Mapping[Any, float] | None = None,
    groups: Mapping[Any, int] | None = None,
    commands: Sequence[str] = (),
) -> Picture:
    """A map of a network, and what prints it as a table; see `network_map` of this package.

    Raises:
        RecueilError: the network has no node.
    """
    if not graph:
        raise RecueilError(_("the network is empty: there is nothing to draw"), do=_("ask for a longer time"))
    drawn = DrawnNetwork(graph, language, size, groups)
    heading = title or graph.graph.get(f"title_{language}") or words.NETWORK[language]
    note = source_note(language, commands)
    framed = style.framed(drawn.chart(), heading, _how_to_read(drawn), note, drawn.wide + 160)
    return Picture(heading, _told(drawn, heading), language, framed)


def draw_named_network(
    engine: Engine,
    language: Language,
    *,
    network: str = "co-partnership",
    since: str | None = None,
    until: str | None = None,
) -> Picture:
    """A map of one of the networks that the graph has, in a window of time.

    Raises:
        RecueilError: no such network, or it is empty in that time.
    """
    graph = network_named(engine, network, since=since, until=until)
    window = "".join(f" --{name} {day}" for name, day in (("since", since), ("until", until)) if day)
    return draw_network(graph, language, commands=[f"analyse centrality --network {network}{window}"])


def _how_to_read(drawn: DrawnNetwork) -> str:
    graph, language = drawn.graph, drawn.language
    described = str(graph.graph.get(f"description_{language}", "")).split(". ")[0].rstrip(".")
    how = [f"{described}."] if described else []
    weights = [weight for *_ends, weight in graph.edges.data("weight", default=1)]
    if weights and min(weights) != max(weights):
        how.append(words.WIDER_LINE[language].format(least=f"{min(weights):g}", most=f"{max(weights):g}"))
    if len(graph) > LABELLED:
        how.append(words.MAIN_LABELS[language].format(named=len(drawn.labels), nodes=len(graph)))
    return " ".join(how)


def _told(drawn: DrawnNetwork, heading: str) -> str:
    """What the map shows, in words: how much, the largest nodes, and the groups."""
    main = ", ".join(f"{drawn.names[node]} ({drawn.size[node]:.4g})" for node in drawn.by_size[:3])
    told = words.NETWORK_TOLD[drawn.language].format(
        title=heading, nodes=len(drawn.graph), lines=drawn.graph.number_of_edges(), main=main
    )
    groups = ", ".join(f"{group} {drawn.counts[group]}" for group in drawn.order)
    title = words.COMMUNITIES if drawn.communities is not None else words.KINDS
    return f"{told} {title[drawn.language].format(groups=groups)}"
