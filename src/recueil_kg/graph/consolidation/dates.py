"""Which statements of one kind tell of one event, and which of their dates is believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from recueil_kg import iris
from recueil_kg.graph.consolidation.conclusions import Conclusions
from recueil_kg.graph.consolidation.standing import standing
from recueil_kg.graph.dates import write_date
from recueil_kg.graph.mapping import statement_node
from recueil_kg.graph.namespaces import RK
from recueil_kg.model.dates import PartialDate
from recueil_kg.model.records import Event, SourceRecord

_FIRST = date.min


@dataclass(frozen=True, slots=True)
class StatedEvent:
    """An event as one record states it: the record, the field's path, the event."""

    record: SourceRecord
    path: str
    event: Event

    @property
    def node(self) -> NamedNode:
        """The statement in the source's graph."""
        return statement_node(self.record, self.path)

    @property
    def is_dated(self) -> bool:
        """Whether the source says when."""
        return self.event.date is not None

    @property
    def date(self) -> PartialDate:
        """When it was, as the source says.

        Raises:
            ValueError: it does not say.
        """
        return PartialDate.parse(self.event.date or "")


def told_apart(stated: Sequence[StatedEvent]) -> list[list[StatedEvent]]:
    """The events that statements of one type and scope tell of, first one first.

    One source does not contradict itself: where it dates the same type twice, apart, it tells of two events, as when
    a state that has withdrawn accedes again. What other sources state belongs to the nearest of them.
    """
    dated: dict[str, list[StatedEvent]] = {}
    for item in stated:
        if item.is_dated:
            own = dated.setdefault(item.record.source.id, [])
            if all(_gap(item.date, other.date) for other in own):
                own.append(item)
    best = max(dated.values(), key=lambda own: (len(own), standing(own[0].record)), default=[])
    if len(best) < 2:
        return [list(stated)]
    events = [[item] for item in sorted(best, key=lambda item: item.date.earliest or _FIRST)]
    for item in stated:
        if not any(item is event[0] for event in events):
            nearest = min(events, key=lambda event: _gap(item.date, event[0].date)) if item.is_dated else events[0]
            nearest.append(item)
    return events


def conclude_date(about: Conclusions, node: NamedNode, kind: str, stated: Sequence[StatedEvent]) -> None:
    """State one date, by standing and precision; none, and a mark, where sources of equal standing contradict.

    Args:
        about: the instrument.
        node: the event.
        kind: its type.
        stated: the statements of it; where none has a date, none is concluded.
    """
    dated = [item for item in stated if item.is_dated]
    if not dated:
        return
    weight = max(standing(item.record) for item in dated)
    best = [item for item in dated if standing(item.record) == weight]
    others = [item for item in dated if standing(item.record) != weight]
    chosen = _more_precise(best[0], others)
    event_type = iris.concept("event-type", kind)
    contradicting = [item for item in best if _contradict(item.date, chosen.date)]
    if contradicting:
        about.add(node, RK.unresolved, Literal(True))
        kept = [item.node for item in best if item not in contradicting]
        aside = [(item.record, item.node) for item in contradicting]
        about.set_aside(event_type, best[0].record, kept, aside, rule="unresolved")
        return
    about.add(node, RK.date, write_date(about.writer, NamedNode(f"{node.value}-date"), chosen.date.edtf))
    for year in _years(chosen.date):
        about.add(node, RK.year, Literal(year))
    aside = [(item.record, item.node) for item in others if _contradict(item.date, chosen.date)]
    if aside:
        about.set_aside(event_type, chosen.record, [chosen.node], aside)


def _years(when: PartialDate) -> range:
    """The years that a date can be in; none where it is open."""
    if when.earliest is None or when.latest is None:
        return range(0)
    return range(when.earliest.year, when.latest.year + 1)


def _more_precise(best: StatedEvent, others: Sequence[StatedEvent]) -> StatedEvent:
    """A compatible date from another source that is known more precisely, or the best source's own."""
    chosen = best
    for other in others:
        if other.date != chosen.date and chosen.date.contains(other.date):
            chosen = other
    return chosen


def _contradict(one: PartialDate, other: PartialDate) -> bool:
    """Neither date is a more precise form of the other."""
    return not one.contains(other) and not other.contains(one)


def _gap(one: PartialDate, other: PartialDate) -> int:
    """Days between two dates; 0 where they can be the same."""
    first, second = (other, one) if other.surely_before(one) else (one, other)
    if first.latest is None or second.earliest is None:
        return 0
    return max(0, (second.earliest - first.latest).days)
