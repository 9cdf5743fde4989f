"""Whether an instrument was in force on a day, and for Canada: yes, no, or unknown where dates are partial.

The rule is written in `docs/status.md`; `queries/status-on.rq` answers the same in SPARQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, Protocol, TypeVar

from recueil_kg.model.dates import PartialDate

Answer = Literal["yes", "no", "unknown"]
BETWEEN_TWO = frozenset({"bilateral", "canada-united-states"})
"""Types of instrument whose entry into force is Canada's as well."""

_ENTRIES = frozenset({"entry-into-force", "entry-into-force-for-party"})
_BEGINNINGS = frozenset({"launch", "establishment"})
_ENDINGS = frozenset({"expiry", "termination"})
_CONSENTS = frozenset({"ratification", "acceptance", "approval", "accession"})
_ACTS = _CONSENTS | {"signature", "definitive-signature"}
_MAKINGS = _ACTS | {"adoption", "opening-for-signature"}


class Happened(Protocol):
    """An event as far as status depends on it."""

    @property
    def type(self) -> str:
        """Notation of the event type."""

    @property
    def scope(self) -> str:
        """`canada`, `international`, `other` or `unstated`."""

    @property
    def when(self) -> PartialDate | None:
        """When it took effect, else when it was done; None where no date is known."""


E = TypeVar("E", bound=Happened)


@dataclass(frozen=True, slots=True)
class Status(Generic[E]):
    """The status on one day.

    Attributes:
        day: the day asked about.
        in_force: whether the instrument was in force.
        for_canada: whether it was in force for Canada.
        decided_by: the events that decide the first answer, or leave it open.
        decided_for_canada_by: the events that decide the second.
    """

    day: date
    in_force: Answer
    for_canada: Answer
    decided_by: tuple[E, ...]
    decided_for_canada_by: tuple[E, ...]


def status_on(day: date, events: Sequence[E], *, treaty: bool, between_two: bool) -> Status[E]:
    """The status of an instrument on a day, from its consolidated events; pure.

    Args:
        day: the day.
        events: everything concluded of the instrument.
        treaty: whether it is a treaty; what is none begins with its launch or establishment too.
        between_two: whether Canada and one other made it, so that what happens to it happens for Canada, and it
            ends where either withdraws.
    """

    def canadian(event: E) -> bool:
        return event.scope == "canada" or (between_two and event.scope != "other")

    starts = [event for event in events if _starts(event, treaty=treaty)]
    ends = [
        event
        for event in events
        if (event.type in _ENDINGS and event.scope != "other") or (event.type == "withdrawal" and between_two)
    ]
    dated = [event for event in events if event.when is not None]
    makings = [event for event in dated if event.type in _MAKINGS]
    entries = [event for event in dated if event.type == "entry-into-force"]
    in_force, decided = _answer(day, starts, ends, makings, (makings, _earliest), (entries, _latest))

    acts = [event for event in dated if event.type in _ACTS and canadian(event)]
    consents = [event for event in dated if event.type in _CONSENTS and event.scope == "canada"]
    alone, decided_alone = _answer(
        day,
        [event for event in starts if canadian(event)],
        [*ends, *(event for event in events if event.type == "withdrawal" and event.scope == "canada")],
        acts,
        (acts, _earliest),
        (consents, _earliest),
    )
    for_canada, decided_for_canada = alone, decided_alone
    if in_force == "no":
        for_canada = "unknown" if alone == "yes" else "no"
        decided_for_canada = decided if alone == "unknown" else decided_alone
    elif in_force == "unknown" and alone == "yes":
        for_canada, decided_for_canada = "unknown", (*decided_alone, *decided)
    return Status(day, in_force, for_canada, _once(decided), _once(decided_for_canada))


def _starts(event: Happened, *, treaty: bool) -> bool:
    if event.type == "renewal":
        return event.when is not None and event.scope != "other"
    return event.type in _ENTRIES or (event.type in _BEGINNINGS and not treaty)


def _answer(
    day: date,
    starts: Sequence[E],
    ends: Sequence[E],
    makings: Sequence[E],
    *before: tuple[Sequence[E], Callable[[Happened], date]],
) -> tuple[Answer, tuple[E, ...]]:
    """One answer, with the events that decide it.

    Args:
        day: the day.
        starts: from each of these, inclusive, the instrument has effect.
        ends: each of these is a last day.
        makings: it cannot have had effect before all of these.
        before: of each of these groups one must have come by the day; else a "yes" is contradicted.
    """
    past = [event for event in starts if _latest(event) <= day]
    possible = [event for event in starts if _earliest(event) <= day]
    not_made = bool(makings) and all(_earliest(event) > day for event in makings)
    if past:
        last = max(_earliest(event) for event in past)
        doubts = [event for event in ends if _earliest(event) < day and _latest(event) > last]
        if not doubts:
            deciding = [event for event in past if _earliest(event) == last]
            against = [
                event for group, first in before if group and all(first(e) > day for e in group) for event in group
            ]
            return ("unknown", (*deciding, *against)) if against else ("yes", tuple(deciding))
    over = [event for event in ends if _latest(event) < day]
    last_end = max((_earliest(event) for event in over), default=None)
    ended = last_end is not None and all(_latest(event) <= last_end for event in possible)
    if ended:
        return "no", tuple(event for event in over if _earliest(event) == last_end)
    if starts and not possible:
        return "no", tuple(starts)
    if not_made and not past:
        return "no", tuple(makings)
    return "unknown", tuple(event for event in (*possible, *ends) if _earliest(event) <= day)


def _earliest(event: Happened) -> date:
    return (event.when.earliest if event.when else None) or date.min


def _latest(event: Happened) -> date:
    return (event.when.latest if event.when else None) or date.max


def _once(events: Iterable[E]) -> tuple[E, ...]:
    kept: list[E] = []
    for event in events:
        if not any(event is other for other in kept):
            kept.append(event)
    return tuple(kept)
