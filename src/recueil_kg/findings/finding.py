"""A doubt about what sources print: the rule, its message, and the fields of records that it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.model.records import Event, SourceRecord, Span
from recueil_kg.vocabularies import load_vocabulary


class Field(NamedTuple):
    """A field of a record.

    Attributes:
        instrument: slug of the record's instrument.
        source: id of its source: `2022-02.fr`.
        path: the field: `events[0]`.
    """

    instrument: str
    source: str
    path: str


def field_of(record: SourceRecord, path: str) -> Field:
    """The field of a record that a path leads to."""
    return Field(record.instrument, record.source.id, path)


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about what a source prints.

    Attributes:
        rule: notation of the rule.
        message: one line in each language, with the printed words.
        fields: the fields of records that it concerns.
        at: where the first of them stands in the text; None where the text is not at hand, or several are compared.
    """

    rule: str
    message: dict[Language, str]
    fields: tuple[Field, ...]
    at: Span | None = None


def finding(rule: str, fields: tuple[Field, ...], at: Span | None = None, **values: str) -> Finding:
    """A finding with its rule's message, filled with values: printed words, in one line."""
    concept = load_vocabulary().concept("rule", rule)
    assert concept is not None, rule
    words = {name: " ".join(value.split()) for name, value in values.items()}
    return Finding(rule, {lang: concept.message[lang].format(**words) for lang in LANGUAGES}, fields, at)


def events_of(record: SourceRecord) -> Iterator[tuple[Field, Event]]:
    """The events that a record states, each with its field."""
    for index, event in enumerate(record.events):
        yield field_of(record, f"events[{index}]"), event


def instrument_of(event: Event) -> str:
    """Whose event it is: another instrument's slug or folded name; empty for the record's own."""
    return "" if event.of is None else event.of.instrument or fold(event.of.printed)
