"""Facts of a window of time as one directed network: read for some instruments at a time, put in order on disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from recueil_kg import iris
from recueil_kg.analysis.facts import Facts, Happening, Life, Link, Value, lives_of
from recueil_kg.analysis.patterns import Family
from recueil_kg.analysis.streams import Edge, Node, Span, while_both
from recueil_kg.analysis.windows import Window, first_of, last_of
from recueil_kg.sorting import in_order
from recueil_kg.vocabularies import load_vocabulary

Days: TypeAlias = "tuple[date | None, date | None]"
"""The first and the last day that something can be; None where not known, or open."""
_PLACING: tuple[Family, ...] = ("broader", "sub-organization", "country")
"""Links that place a thing; they are followed from what is in the network already, and bring nothing else in."""
_FORCE = ("lead", "co-lead", "partner", "established-under", "protocol-to", "amends", "replaces", "adopted-under")
"""Where several facts tie the same two things in one direction, which of them names the edge."""
_LEAVING = frozenset({"withdrawal", "termination", "expiry"})
_UNDATED, _NODE, _LINK = b"0", b"1", b"2"
"""What a line that is put in order begins with: lines of each sort come together."""
_HELD = msgspec.json.Decoder(tuple[dict[str, Any], Span])
"""What a link's line ends with: its attributes, and from when until when both its ends are there."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A network of facts, to be read once.

    Attributes:
        undated: how many instruments are left out because nothing dates them; 0 without a window.
        parts: its nodes in order of keys, then its edges in order of their ends.
    """

    undated: int
    parts: Iterator[Node | Edge]


@dataclass(frozen=True, slots=True)
class _Portion:
    """What some links give to the network: those that lie in the window, their ends, and what has no date."""

    links: list[Link]
    nodes: dict[str, dict[str, Any]]
    undated: set[str]


def assemble(facts: Facts, families: tuple[Family, ...], window: Window, folder: Path) -> Assembled:
    """The directed network of some families of facts, in a window of time.

    Args:
        facts: what it is made of.
        families: which of them.
        window: the window.
        folder: where what does not fit into memory is kept meanwhile.
    """
    lines = (line for line, _repeats in groupby(in_order(_lines(facts, families, window), folder)))
    undated = 0
    for line in lines:
        if not line.startswith(_UNDATED):
            return Assembled(undated, _parts(chain((line,), lines)))
        undated += 1
    return Assembled(undated, iter(()))


def _lines(facts: Facts, families: tuple[Family, ...], window: Window) -> Iterator[bytes]:
    """Everything, each thing as often as something ties it: a line that is there again is the same."""
    placing = _portion(facts, [family for family in families if family in _PLACING], (), window)
    yield from _undated_lines(placing)
    leaving: dict[str, list[Link]] = defaultdict(list)
    for link in placing.links:
        leaving[link.source].append(link)
    placed: set[str] = set()
    for instruments in facts.portions():
        portion = _portion(facts, [family for family in families if family not in _PLACING], instruments, window)
        yield from _undated_lines(portion)
        yield from _network_lines(portion.links, portion.nodes)
        placed |= leaving.keys() & _ends(portion.links)
    yield from _network_lines(_followed(placed, leaving), placing.nodes)


def _portion(facts: Facts, families: Collection[Family], instruments: Sequence[str], window: Window) -> _Portion:
    """The links of some instruments, or those of no instrument, that are in the window, with what their ends are."""
    links = list(facts.links([family for family in families if family != "event"], instruments))
    own = set(instruments) if "event" in families else set()
    things = facts.things(sorted(own | _ends(links)))
    events = facts.events([key for key, thing in things.items() if thing["kind"] == "instrument"])
    links += [_event_link(event) for event in events if event.instrument in own]
    lives = lives_of(events)
    undated: set[str] = set()
    if not window.is_open:
        undated = {end for end in _ends(links) & things.keys() if things[end]["kind"] == "instrument"} - lives.keys()
        outside = undated | {key for key, life in lives.items() if not window.touches(life.first, life.ended)}
        outside |= {event.key for event in events if not _lies_in(window, (event.earliest, event.latest))}
        joined = _acts(event for event in events if event.type not in _LEAVING)
        links = [link for link in links if not {link.source, link.target} & outside]
        links = [link for link in links if not _joined_later(link, joined, window)]
    if "participation" in families:
        acts = _acts(events)
        links = [_with_acts(link, acts) for link in links]
    nodes = {key: _attributes(thing, lives.get(key)) for key, thing in things.items()}
    nodes |= {event.key: _event_attributes(event) for event in events}
    return _Portion(links, nodes, undated)


def _ends(links: Iterable[Link]) -> set[str]:
    return {end for link in links for end in (link.source, link.target)}


def _undated_lines(portion: _Portion) -> Iterator[bytes]:
    return (_UNDATED + f"{key}\n".encode() for key in portion.undated)


def _network_lines(links: Iterable[Link], nodes: dict[str, dict[str, Any]]) -> Iterator[bytes]:
    """The links and their ends, each a line that begins with what puts it in order and ends with what it holds."""
    ends: set[str] = set()
    for link in links:
        ends |= {link.source, link.target}
        known = {"kind": link.kind, "weight": 1, "fact": link.fact, "statements": link.statements, **link.details}
        attributes = {name: value for name, value in known.items() if value is not None}
        order = (link.source, link.target, _rank(link.kind), link.kind, link.fact or "", link.family)
        yield _line(_LINK, order, (attributes, while_both(nodes[link.source], nodes[link.target])))
    for key in ends:
        yield _line(_NODE, (key,), nodes[key])


def _line(sort: bytes, order: Iterable[str], held: Any) -> bytes:
    return b"\t".join((sort + "\t".join(order).encode(), msgspec.json.encode(held) + b"\n"))


def _parts(lines: Iterable[bytes]) -> Iterator[Node | Edge]:
    """Nodes and edges from their lines, which come in order."""
    for sort, members in groupby(lines, key=lambda line: line[:1]):
        fields = (line[1:].split(b"\t") for line in members)
        if sort == _NODE:
            for key, held in fields:
                yield Node(key.decode(), msgspec.json.decode(held))
        else:
            for (source, target), tied in groupby(fields, key=lambda of_line: of_line[:2]):
                yield _edge(source.decode(), target.decode(), [_HELD.decode(of_line[-1]) for of_line in tied])


def _edge(source: str, target: str, tied: Sequence[tuple[dict[str, Any], Span]]) -> Edge:
    """The edge of all links between two things: the first names it."""
    (attributes, ends), *others = tied
    if others:
        attributes["weight"] += len(others)
        attributes["also"] = ", ".join(also["kind"] for also, _ends in others)
    return Edge(source, target, attributes, ends)


def _followed(placed: Iterable[str], leaving: dict[str, list[Link]]) -> list[Link]:
    """The links that place these things, followed as far as they go."""
    found = []
    waiting = list(placed)
    seen = set(waiting)
    while waiting:
        for link in leaving.get(waiting.pop(), ()):
            found.append(link)
            if link.target not in seen:
                seen.add(link.target)
                waiting.append(link.target)
    return found


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


def _with_acts(link: Link, acts: dict[tuple[str, str], Days]) -> Link:
    """A party's link with the days between which it acted, where they are known."""
    if link.family != "participation" or (link.source, link.target) not in acts:
        return link
    return replace(link, details={**link.details, **_lying_between(acts[link.source, link.target])})


def _event_link(event: Happening) -> Link:
    return Link(
        source=event.key,
        target=event.instrument,
        family="event",
        kind=event.type,
        fact=iris.base() + event.key,
        statements=event.statements,
        details=_lying_between((event.earliest, event.latest)),
    )


def _attributes(thing: dict[str, Value], life: Life | None) -> dict[str, Value]:
    days = (life.first, life.last, life.ended) if life is not None else ()
    return dict(sorted({**thing, **_iso_days(("first", "last", "ended"), days)}.items()))


def _event_attributes(event: Happening) -> dict[str, Value]:
    """What happened, when and for whom; labels are those of the type."""
    concept = load_vocabulary().concept("event-type", event.type)
    known = {"edtf": event.edtf, "party": event.party, "scope": event.scope, "type": event.type}
    return {
        "kind": "event",
        "iri": iris.base() + event.key,
        **{name: value for name, value in known.items() if value is not None},
        **({f"label_{language}": text for language, text in concept.preferred.items()} if concept else {}),
        **_lying_between((event.earliest, event.latest)),
    }


def _lying_between(days: Days) -> dict[str, Value]:
    return _iso_days(("earliest", "latest"), days)


def _iso_days(names: Iterable[str], days: Iterable[date | None]) -> dict[str, Value]:
    """Those of the days that are known, by their names."""
    return {name: day.isoformat() for name, day in zip(names, days, strict=False) if day is not None}


def _rank(kind: str) -> str:
    return f"{_FORCE.index(kind) if kind in _FORCE else len(_FORCE)}"
