"""What happened to an instrument, and when: one event for all statements that tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from recueil_kg import iris
from recueil_kg.graph.consolidation.conclusions import Conclusions
from recueil_kg.graph.consolidation.dates import StatedEvent, conclude_date, told_apart
from recueil_kg.graph.dates import write_date
from recueil_kg.graph.namespaces import PROV, RK, A
from recueil_kg.model.records import Event

_REPEATABLE = frozenset({"meeting", "renewal", "amendment", "revision", "review", "other", "adoption"})
_NO_CONCLUSION = frozenset({"plan", "party-count"})


class _Kind(NamedTuple):
    """What statements must have in common to tell of one event.

    Attributes:
        of: the slug of the instrument that it happened to.
        type: notation of the event type.
        scope: for whom: a scope, or the code of a party.
        on: its date or recurrence, where it can happen again; else empty.
    """

    of: str
    type: str
    scope: str
    on: str


def conclude_events(about: Conclusions) -> list[NamedNode]:
    """State every event that the records tell of; gives those of this instrument that Canada did."""
    kinds: dict[_Kind, list[StatedEvent]] = {}
    for record in about.records:
        for index, event in enumerate(record.events):
            kind = _kind_of(event, about.slug)
            if kind is not None:
                kinds.setdefault(kind, []).append(StatedEvent(record, f"events[{index}]", event))
    by_canada = []
    for kind in sorted(kinds):
        first, *later = told_apart(kinds[kind])
        again = [(kind._replace(on=stated[0].date.edtf), stated) for stated in later]
        for one, stated in [(kind, first), *again]:
            node = _conclude(about, one, stated)
            if (one.of, one.scope) == (about.slug, "canada"):
                by_canada.append(node)
    return by_canada


def _kind_of(event: Event, slug: str) -> _Kind | None:
    """None for what concludes nothing: plans, numbers of parties, and events of an instrument that nobody knows."""
    if event.type in _NO_CONCLUSION or (event.of is not None and event.of.instrument is None):
        return None
    of = event.of.instrument if event.of and event.of.instrument else slug
    on = event.date or event.recurrence or "" if event.type in _REPEATABLE else ""
    return _Kind(of, event.type, event.party or event.scope, on)


def _conclude(about: Conclusions, kind: _Kind, stated: Sequence[StatedEvent]) -> NamedNode:
    instrument, node = NamedNode(iris.instrument(kind.of)), _node(kind, about.slug)
    example = stated[0].event
    for_party = kind.type == "entry-into-force" and example.scope in {"canada", "other"}
    notation = "entry-into-force-for-party" if for_party else kind.type
    about.add(instrument, RK.event, node)
    about.add(node, A, RK.LifecycleEvent)
    about.add(node, RK.eventType, NamedNode(iris.concept("event-type", notation)))
    about.add(node, RK.scope, NamedNode(iris.concept("scope", example.scope)))
    if example.party:
        about.add(node, RK.party, NamedNode(iris.state(example.party)))
    if example.recurrence:
        about.add(node, RK.recurrence, NamedNode(iris.concept("recurrence", example.recurrence)))
    for item in stated:
        about.add(node, PROV.wasDerivedFrom, item.node)
    conclude_date(about, node, kind.type, stated)
    effective = next((item.event.effective for item in stated if item.event.effective), None)
    if effective:
        date = write_date(about.writer, NamedNode(f"{node.value}-effective-date"), effective)
        about.add(node, RK.effectiveDate, date)
    return node


def _node(kind: _Kind, slug: str) -> NamedNode:
    """The event; one of another instrument also says whose records tell of it."""
    local = "-".join(part for part in (kind.type, "" if kind.scope == "unstated" else kind.scope, kind.on) if part)
    suffix = "" if kind.of == slug else f"-by-{slug}"
    return NamedNode(f"{iris.instrument(kind.of)}#{local.replace('/', '-').replace('..', 'open')}{suffix}")
