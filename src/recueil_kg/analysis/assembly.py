"""Facts of a window of time as one directed network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from recueil_kg import iris
from recueil_kg.analysis.facts import Facts, Happening, Link
from recueil_kg.analysis.graphs import DirectedNetwork
from recueil_kg.analysis.patterns import Family
from recueil_kg.analysis.windows import Window, first_of, last_of
from recueil_kg.vocabularies import load_vocabulary

Days: TypeAlias = "tuple[date | None, date | None]"
"""The first and the last day that something can be; None where not known, or open."""
_PLACING: tuple[Family, ...] = ("broader", "sub-organization", "country")
"""Links that place a thing; they are followed from what is in the network already, and bring nothing else in."""
_FORCE = ("lead", "co-lead", "partner", "established-under", "protocol-to", "amends", "replaces", "adopted-under")
"""Where several facts tie the same two things in one direction, which of them names the edge."""
_LEAVING = frozenset({"withdrawal", "termination", "expiry"})


def assemble(facts: Facts, families: tuple[Family, ...], window: Window) -> DirectedNetwork:
    """The directed network of some families of facts, in a window of time.

    With a window, `graph.graph["undated"]` counts the instruments that are left out because nothing dates them.
    """
    links = facts.links(families)
    acts = _acts(facts.events) if "participation" in families else {}
    undated: set[str] = set()
    if not window.is_open:
        ends = {end for link in links for end in (link.source, link.target)}
        undated = {end for end in ends if facts.is_instrument(end) and end not in facts.lives}
        outside = undated | {key for key, life in facts.lives.items() if not window.touches(life.first, life.ended)}
        outside |= {event.key for event in facts.events if not _lies_in(window, (event.earliest, event.latest))}
        links = [link for link in links if not {link.source, link.target} & outside]
        joined = _acts(event for event in facts.events if event.type not in _LEAVING)
        links = [link for link in links if not _joined_later(link, joined, window)]
    placing = [link for link in links if link.family in _PLACING]
    chosen = _with_places([link for link in links if link.family not in _PLACING], placing)
    graph = DirectedNetwork()
    for key in sorted({end for link in chosen for end in (link.source, link.target)}):
        graph.add_node(key, **_attributes(facts, key))
    for link in sorted(chosen, key=lambda link: (link.source, link.target, _rank(link.kind))):
        _add(graph, link, acts.get((link.source, link.target)) if link.family == "participation" else None)
    if "event" in families:
        _describe_events(graph, facts)
    if not window.is_open:
        graph.graph["undated"] = len(undated)
    return graph


def _lies_in(window: Window, days: Days) -> bool:
    return any(days) and window.touches(*days)


def _joined_later(link: Link, joined: dict[tuple[str, str], Days], window: Window) -> bool:
    """Whether the first act of a party that is no withdrawal comes after the window."""
    if link.family != "participation" or (link.source, link.target) not in joined:
        return False
    return not Window(None, window.until).touches(*joined[link.source, link.target])


def _acts(events: Iterable[Happening]) -> dict[tuple[str, str], Days]:
    """Between which days a party acted in an instrument: Canada, and states whose events are told apart."""
    dated: dict[tuple[str, str], list[Days]] = defaultdict(list)
    for event in events:
        party = event.party or ("state/can" if event.scope == "canada" else None)
        if party and (event.earliest or event.latest):
            dated[party, event.instrument].append((event.earliest, event.latest))
    return {
        pair: (first_of(first for first, _last in days), last_of(last for _first, last in days))
        for pair, days in dated.items()
    }


def _with_places(links: list[Link], placing: list[Link]) -> list[Link]:
    """The links, and those that place their things, followed as far as they go."""
    leaving: dict[str, list[Link]] = defaultdict(list)
    for link in placing:
        leaving[link.source].append(link)
    found = list(links)
    waiting = sorted({end for link in links for end in (link.source, link.target)})
    seen = set(waiting)
    while waiting:
        for link in leaving[waiting.pop()]:
            found.append(link)
            if link.target not in seen:
                seen.add(link.target)
                waiting.append(link.target)
    return found


def _attributes(facts: Facts, key: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(facts.things.get(key, {"kind": key.split("/")[0]}))
    life = facts.lives.get(key)
    if life is not None:
        days = {"first": life.first, "last": life.last, "ended": life.ended}
        found.update({name: day.isoformat() for name, day in days.items() if day is not None})
    return dict(sorted(found.items()))


def _rank(kind: str) -> tuple[int, str]:
    return (_FORCE.index(kind) if kind in _FORCE else len(_FORCE), kind)


def _add(graph: DirectedNetwork, link: Link, acts: Days | None) -> None:
    if graph.has_edge(link.source, link.target):
        edge = graph.edges[link.source, link.target]
        edge["weight"] += 1
        edge["also"] = ", ".join(filter(None, (edge.get("also"), link.kind)))
        return
    dates = dict(zip(("earliest", "latest"), acts or (), strict=False))
    known: dict[str, Any] = {"fact": link.fact, "statements": link.statements, **link.details}
    known.update({name: day.isoformat() for name, day in dates.items() if day is not None})
    graph.add_edge(
        link.source,
        link.target,
        kind=link.kind,
        weight=1,
        **{name: value for name, value in known.items() if value is not None},
    )


def _describe_events(graph: DirectedNetwork, facts: Facts) -> None:
    """What happened, when and for whom, on the nodes of events and on their edges; labels are those of the type."""
    for event in facts.events:
        if event.key not in graph:
            continue
        concept = load_vocabulary().concept("event-type", event.type)
        labels = {f"label_{language}": text for language, text in concept.preferred.items()} if concept else {}
        days = {"earliest": event.earliest, "latest": event.latest}
        dates = {name: day.isoformat() for name, day in days.items() if day is not None}
        known = {"edtf": event.edtf, "party": event.party, "scope": event.scope, "type": event.type}
        graph.nodes[event.key].update(
            iri=iris.base() + event.key,
            kind="event",
            **{name: value for name, value in known.items() if value is not None},
            **labels,
            **dates,
        )
        graph.edges[event.key, event.instrument].update(dates)
