"""What some instruments give to a network: their links in a window of time, and what they tie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from recueil_kg import iris
from recueil_kg.analysis.facts import Facts, Happening, Life, Link, Value, lives_of
from recueil_kg.analysis.patterns import Family
from recueil_kg.analysis.windows import Window, first_of, last_of
from recueil_kg.vocabularies import load_vocabulary

Days: TypeAlias = "tuple[date | None, date | None]"
"""The first and the last day that something can be; None where not known, or open."""
_LEAVING = frozenset({"withdrawal", "termination", "expiry"})


@dataclass(frozen=True, slots=True)
class Portion:
    """What some links give to a network.

    Attributes:
        links: those that lie in the window.
        nodes: the attributes of their ends, by key; of other things, too.
        undated: keys of the instruments that are left out because nothing dates them; none without a window.
    """

    links: list[Link]
    nodes: dict[str, dict[str, Value]]
    undated: set[str]


def read_portion(facts: Facts, families: Collection[Family], instruments: Sequence[str], window: Window) -> Portion:
    """What links of some families give to a network: those of some instruments, or those that are of no instrument.

    Args:
        facts: where they are read.
        families: families that are of instruments, or families that are not.
        instruments: keys of the instruments; none for families that are not of instruments.
        window: the window of time.
    """
    links = list(facts.links([family for family in families if family != "event"], instruments))
    own = set(instruments) if "event" in families else set()
    things = facts.things(sorted(own | ends_of(links)))
    events = facts.events([key for key, thing in things.items() if thing["kind"] == "instrument"])
    links += [_event_link(event) for event in events if event.instrument in own]
    lives = lives_of(events)
    undated: set[str] = set()
    if not window.is_open:
        instruments_tied = {end for end in ends_of(links) & things.keys() if things[end]["kind"] == "instrument"}
        undated = instruments_tied - lives.keys()
        links = _in_window([link for link in links if not undated & {link.source, link.target}], events, lives, window)
    if "participation" in families:
        acts = _acts(events)
        links = [_with_acts(link, acts) for link in links]
    nodes = {key: _attributes(thing, lives.get(key)) for key, thing in things.items()}
    nodes |= {event.key: _event_attributes(event) for event in events}
    return Portion(links, nodes, undated)


def ends_of(links: Iterable[Link]) -> set[str]:
    """The keys of the things that links tie."""
    return {end for link in links for end in (link.source, link.target)}


def _in_window(
    links: Iterable[Link], events: Collection[Happening], lives: Mapping[str, Life], window: Window
) -> list[Link]:
    outside = {key for key, life in lives.items() if not window.touches(life.first, life.ended)}
    outside |= {event.key for event in events if not _lies_in(window, (event.earliest, event.latest))}
    joined = _acts(event for event in events if event.type not in _LEAVING)
    there = (link for link in links if not outside & {link.source, link.target})
    return [link for link in there if not _joined_later(link, joined, window)]


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
