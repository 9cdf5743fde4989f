"""Events as timelines draw them, read from the catalogue's questions: in which row, of which kind, and when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from recueil_kg import iris
from recueil_kg.analysis.pictures import words
from recueil_kg.analysis.pictures.labels import concept_label, titles_of
from recueil_kg.auditing.asking import rows_of
from recueil_kg.i18n import Language
from recueil_kg.querying.engines import Engine

SCOPES = ("canada", "international", "other", "unstated")


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it is drawn.

    Attributes:
        row: the key of its row.
        kind: what its colour and shape say.
        told: what it is.
        edtf: its date; empty where the question does not give it, or none is concluded.
        earliest: the first day that it can be, inclusive; None where it is open to the past, or no date is known.
        latest: the last one, inclusive; None where it is open to the future, or no date is known.
    """

    row: str
    kind: str
    told: str
    edtf: str
    earliest: date | None
    latest: date | None

    @property
    def known(self) -> date | None:
        """A day that bounds it; None where no date is known."""
        return self.earliest or self.latest

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_uncertain(self) -> bool:
        """Whether the source is uncertain of the date, or leaves an end of it open (marks of EDTF)."""
        return any(mark in self.edtf for mark in "?~%X/")

    @property
    def when(self) -> str:
        """Its date as a person reads it."""
        return self.edtf or (f"{self.earliest}" if self.is_day else f"{self.earliest} – {self.latest}")

    def is_within(self, first: date, last: date) -> bool:
        """Whether it can be of that time; always, where no date is known."""
        return (self.earliest or first) <= last and (self.latest or last) >= first


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events, their rows in the order of drawing, each with its label, and their kinds in the order of the legend."""

    events: tuple[Event, ...]
    rows: dict[str, str]
    kinds: tuple[str, ...]


def of_instrument(engine: Engine, language: Language, instrument: str, first: date, last: date) -> Timeline:
    """The events of an instrument, a row for each; the kind says for whom it had effect."""
    scopes = [concept_label("scope", scope, language) for scope in SCOPES]
    found: list[Event] = []
    for number, row in enumerate(rows_of(engine, "timeline", instrument=instrument)):
        what = concept_label("event-type", iris.local_name(row["event"]), language)
        scope = concept_label("scope", iris.local_name(row["scope"]), language)
        told = what if scope == scopes[-1] else f"{what}, {scope}"
        event = Event(f"{number:03}", scope, told, row["date"], _day(row["earliest"]), _day(row["latest"]))
        if event.is_within(first, last):
            found.append(event)
    found.sort(key=lambda event: (event.known or date.max, event.row))
    kinds = tuple(scope for scope in scopes if any(event.kind == scope for event in found))
    return Timeline(tuple(found), {event.row: event.told for event in found}, kinds)


def of_department(
    engine: Engine, language: Language, department: str, first: date, last: date, most_kinds: int
) -> Timeline:
    """The dated events of the agreements that a department leads, a row for each agreement; kinds are types of event.

    Args:
        engine: the store or the endpoint to ask.
        language: the language of labels.
        department: its IRI.
        first: first day, inclusive.
        last: last day, inclusive.
        most_kinds: where there are more types of event, the rarest are one kind.
    """
    titles = titles_of(engine, "agreements-led-by", language, department=department)
    rows = [
        row
        for row in rows_of(engine, "events-between", **{"from": first.isoformat(), "until": last.isoformat()})
        if iris.local_name(row["instrument"]) in titles
    ]
    types = [type_ for type_, _count in Counter(iris.local_name(row["event"]) for row in rows).most_common()]
    named = types if len(types) <= most_kinds else types[: most_kinds - 1]
    rest = words.RARER_EVENT[language]
    found: list[Event] = []
    for row in rows:
        type_ = iris.local_name(row["event"])
        told = concept_label("event-type", type_, language)
        kind, slug = told if type_ in named else rest, iris.local_name(row["instrument"])
        found.append(Event(slug, kind, told, "", _day(row["earliest"]), _day(row["latest"])))
    begun: dict[str, date] = {}
    for event in found:
        begun[event.row] = min(begun.get(event.row, date.max), event.earliest or date.max)
    order = sorted(begun, key=lambda slug: (begun[slug], slug))
    kinds = (*(concept_label("event-type", type_, language) for type_ in named), *([rest] if named != types else []))
    return Timeline(tuple(found), {slug: titles[slug] for slug in order}, kinds)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
