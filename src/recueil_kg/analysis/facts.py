"""What networks are made of, read from the graph by SPARQL: things with their labels, links, dated events."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from string import Template
from typing import TypeAlias

from pyoxigraph import Literal

from recueil_kg import iris
from recueil_kg.analysis import patterns
from recueil_kg.analysis.patterns import Family
from recueil_kg.analysis.windows import first_of, last_of
from recueil_kg.graph.namespaces import RK
from recueil_kg.querying.engines import Engine, Term

Value: TypeAlias = "str | int | float | tuple[str, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    """One fact that ties two things.

    Attributes:
        source: key of the thing that the link leaves.
        target: key of the thing that it points to.
        family: what sort of fact it is.
        kind: its role or relation: `lead`, `partner`, `protocol-to` …
        fact: IRI of the fact, where it has one; its evidence is one step away from there.
        statements: how many statements of sources support it.
        details: further attributes.
    """

    source: str
    target: str
    family: Family
    kind: str
    fact: str | None = None
    statements: int | None = None
    details: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of an instrument.

    Attributes:
        key: the event's key.
        instrument: the instrument's key.
        type: notation of the event type.
        scope: `canada`, `international`, `other` or `unstated`.
        party: key of the state whose event it is; None where none is named.
        edtf: when it was done, else when it took effect; None where no date is concluded.
        earliest: the first day it can be; None where not known, or open to the past.
        latest: the last day it can be; None where not known, or open to the future.
        statements: how many statements of sources support it.
    """

    key: str
    instrument: str
    type: str
    scope: str
    party: str | None
    edtf: str | None
    earliest: date | None
    latest: date | None
    statements: int


@dataclass(frozen=True, slots=True)
class Life:
    """The known life of an instrument.

    Attributes:
        first: the first day that the earliest of its dated events can be.
        last: the last day that the latest of them can be.
        ended: the last day that the event that ended it can be; None where no source says that it ended.
    """

    first: date | None
    last: date | None
    ended: date | None


_ENDINGS = frozenset({"expiry", "termination"})
_BEGINNINGS = frozenset({"entry-into-force", "renewal", "launch", "establishment"})


AT_A_TIME = 200
"""Things that one query is asked for: enough to spare the start of a query, few enough for memory to stay flat."""


class Facts:
    """The facts that an engine holds, read for some instruments or things at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def portions(self) -> Iterator[tuple[str, ...]]:
        """The keys of all instruments, in order, some at a time."""
        rows = self._engine.select(iris.rebase(patterns.PREFIXES + patterns.INSTRUMENTS))
        return _some_of(sorted(_key(instrument) for (instrument,) in rows))

    def links(self, families: Iterable[Family], instruments: Collection[str] = ()) -> Iterator[Link]:
        """The links of some families: of these instruments, or all where they are not of instruments.

        Those of a body are of the instrument that it works under, those between instruments of the one that they leave.
        """
        for family in families:
            for row in self._rows(patterns.LINKS[family], instruments):
                details: dict[str, Value] = {
                    name: _local(row[name]) for name in ("edition", "rule") if row.get(name) is not None
                }
                yield Link(
                    source=_key(row["from"]),
                    target=_key(row["to"]),
                    family=family,
                    kind=_hyphenated(row["kind"]) if "kind" in row else family,
                    fact=_text(row.get("fact")),
                    statements=int(_text(row["statements"]) or 0) if "statements" in row else None,
                    details=details,
                )

    def things(self, keys: Collection[str]) -> dict[str, dict[str, Value]]:
        """Instruments, institutions, states, bodies and themes by their key: `iri`, `kind`, labels, `type`, `form`."""
        found: dict[str, dict[str, Value]] = {key: {} for key in keys}
        for row in self._rows(patterns.CLASSES, keys):
            _classify(found[_key(row["node"])], row["class"])
        for row in self._rows(patterns.CLASSIFICATIONS, keys):
            name = "form" if row["property"] == RK.form else "type"
            thing = found[_key(row["node"])]
            held = [str(thing[name])] if name in thing else []
            thing[name] = ", ".join(sorted({*held, _local(row["value"])}))
        for row in self._rows(patterns.LABELS, keys):
            label = row["label"]
            thing = found[_key(row["node"])]
            if isinstance(label, Literal) and label.language in {"en", "fr"}:
                held_label = str(thing.get(f"label_{label.language}", label.value))
                thing[f"label_{label.language}"] = min(held_label, label.value)
        for key, thing in found.items():
            thing.setdefault("kind", key.split("/")[0])
            thing["iri"] = iris.base() + key
        return found

    def events(self, instruments: Collection[str]) -> list[Happening]:
        """The events of these instruments."""
        dates: dict[str, dict[str, Term | None]] = {}
        for row in self._rows(patterns.DATES, instruments):
            if row["property"] == RK.date or _key(row["event"]) not in dates:
                dates[_key(row["event"])] = row
        return [
            Happening(
                key=(key := _key(row["event"])),
                instrument=_key(row["instrument"]),
                type=_local(row["type"]),
                scope=_local(row["scope"]),
                party=_key(row["party"]) if row["party"] is not None else None,
                edtf=_text(dates.get(key, {}).get("edtf")),
                earliest=_day(dates.get(key, {}).get("earliest")),
                latest=_day(dates.get(key, {}).get("latest")),
                statements=int(_text(row["statements"]) or 0),
            )
            for row in self._rows(patterns.EVENTS, instruments)
        ]

    def _rows(self, text: str, keys: Collection[str]) -> Iterator[dict[str, Term | None]]:
        """The rows of a query; of one that is asked for some things, those of all these, some at a time."""
        query = Template(iris.rebase(patterns.PREFIXES + text))
        for some in _some_of(keys) if "these" in query.get_identifiers() else [()]:
            rows = self._engine.select(query.substitute(these=" ".join(f"<{iris.base()}{key}>" for key in some)))
            for row in rows:
                yield dict(zip(rows.columns, row, strict=True))


def lives_of(events: Iterable[Happening]) -> dict[str, Life]:
    """The known life of every instrument that has a dated event among these."""
    by_instrument: dict[str, list[Happening]] = {}
    for event in events:
        if event.earliest or event.latest:
            by_instrument.setdefault(event.instrument, []).append(event)
    return {instrument: _life(events) for instrument, events in by_instrument.items()}


def _some_of(keys: Iterable[str]) -> Iterator[tuple[str, ...]]:
    left = iter(keys)
    while some := tuple(islice(left, AT_A_TIME)):
        yield some


def _life(events: list[Happening]) -> Life:
    """An end holds unless what begins or renews the instrument comes after it."""
    ends = [event for event in events if event.type in _ENDINGS and event.scope != "other"]
    begun = last_of(event.earliest for event in events if event.type in _BEGINNINGS and event.scope != "other")
    end = last_of(event.latest for event in ends)
    if end is not None and begun is not None and begun > end:
        end = None
    first = first_of(event.earliest or event.latest for event in events)
    last = last_of(event.latest or event.earliest for event in events)
    return Life(first, last, end)


def _classify(thing: dict[str, Value], class_: Term | None) -> None:
    """An instrument stays one where it is a body too; a body of a known kind has that kind as its type."""
    name = _hyphenated(class_)
    bodies = {"body", "working-group", "committee", "commission", "council", "secretariat", "conference-of-parties"}
    if thing.get("kind") == "instrument" or name == "instrument":
        thing["kind"] = "instrument"
        thing.pop("type", None)
    elif name in bodies:
        thing["kind"] = "body"
        if name != "body":
            thing["type"] = name
    else:
        thing["kind"] = name


def _key(term: Term | None) -> str:
    """A thing's key: its IRI without the project's base, as the command line prints it."""
    return (_text(term) or "").removeprefix(iris.base())


def _local(term: Term | None) -> str:
    return iris.local_name(_text(term) or "")


def _hyphenated(term: Term | None) -> str:
    """A class's or a property's name in the manner of notations: `protocol-to`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", _local(term)).lower()


def _text(term: Term | None) -> str | None:
    return term.value if term is not None else None


def _day(term: Term | None) -> date | None:
    return date.fromisoformat(term.value[:10]) if term is not None else None
