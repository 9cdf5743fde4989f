"""Networks over time: what happened when, and how a network grew year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from recueil_kg.analysis.graphs import AnyNetwork
from recueil_kg.analysis.measures.features import node_named
from recueil_kg.analysis.measures.results import Cell, Result


def timeline(graph: AnyNetwork, *, instrument: str | None = None) -> Result:
    """The dated events, earliest first, each with the days that it lies between; the undated are counted.

    Args:
        graph: the network of events.
        instrument: only those of this instrument: its slug, key or a label.
    """
    of = node_named(graph, instrument, "instrument") if instrument else None
    nodes = [node for node in graph if graph.nodes[node].get("kind") == "event" and (of is None or of in graph[node])]
    events = [(node, graph.nodes[node]) for node in nodes]
    dated = [(node, event) for node, event in events if "earliest" in event or "latest" in event]
    rows = [
        (
            event.get("earliest"),
            event.get("latest"),
            event.get("edtf"),
            event.get("type"),
            event.get("scope"),
            event.get("party"),
            next(iter(graph[node])),
        )
        for node, event in sorted(dated, key=lambda item: (_day(item[1]) or "", item[0]))
    ]
    columns = ("earliest", "latest", "edtf", "event", "scope", "party", "instrument")
    return Result.of(graph, columns, rows, {"undated": len(events) - len(rows)})


def growth(graph: AnyNetwork) -> Result:
    """For each year, how many nodes and links were new and how many there were in all.

    An instrument is there from the year of its earliest dated event, taken at its earliest; a link from the year of
    its own date, else from when all its dated ends are there; any other thing from its first link. Nothing is taken
    away: a network of agreements once made. What nothing dates is counted as undated.
    """
    years = {node: year for node in graph if (year := _year(graph.nodes[node])) is not None}
    links = {(one, other): _year_of_link(graph, one, other, years) for one, other in graph.edges()}
    for (one, other), year in links.items():
        for end in (one, other):
            if year is not None and _year(graph.nodes[end]) is None:
                years[end] = min(year, years.get(end, year))
    for (one, other), year in links.items():
        if year is None and one in years and other in years:
            links[one, other] = max(years[one], years[other])
    new_nodes, new_links = Counter(years.values()), Counter(year for year in links.values() if year is not None)
    rows = list(_running(new_nodes, new_links))
    undated = len(graph) - len(years)
    figures: dict[str, Cell] = {"nodes": len(graph), "links": graph.number_of_edges(), "undated": undated}
    return Result.of(graph, ("year", "new_nodes", "new_links", "nodes", "links"), rows, figures)


def _running(new_nodes: Counter[int], new_links: Counter[int]) -> Iterable[tuple[Cell, ...]]:
    """A row for every year from the first to the last, those in which nothing came included."""
    years = new_nodes.keys() | new_links.keys()
    nodes = links = 0
    for year in range(min(years, default=0), max(years, default=-1) + 1):
        nodes += new_nodes[year]
        links += new_links[year]
        yield year, new_nodes[year], new_links[year], nodes, links


def _day(attributes: dict[str, Any]) -> str | None:
    return next((str(attributes[name]) for name in ("first", "earliest", "latest") if name in attributes), None)


def _year(attributes: dict[str, Any]) -> int | None:
    day = _day(attributes)
    return int(day[:4]) if day else None


def _year_of_link(graph: AnyNetwork, one: str, other: str, years: dict[str, int]) -> int | None:
    own = _year(graph.edges[one, other])
    return own if own is not None else max((years[end] for end in (one, other) if end in years), default=None)
