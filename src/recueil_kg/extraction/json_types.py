"""The JSON that `extract --json` prints for a sheet: other people's scripts call it, and its types make its schema."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from recueil_kg.i18n import Language
from recueil_kg.model.records import (
    RelationKind,
)


class JsonValue(Struct, frozen=True, kw_only=True):
    """A value: `value` is its normal form, `as_published` the words, which are the text from `start` to `end`."""

    value: str | None
    as_published: str
    start: int | None
    end: int | None


class JsonConcept(JsonValue, frozen=True, kw_only=True):
    """A value of a vocabulary, with the concept's IRI where one is known."""

    concept: str | None


class JsonInstitution(JsonValue, frozen=True, kw_only=True):
    """An institution, body or state, with its IRI where one is known."""

    institution: str | None


class JsonInstrument(JsonValue, frozen=True, kw_only=True):
    """Another instrument, with its IRI where one is known."""

    instrument: str | None


class JsonRelation(JsonInstrument, frozen=True, kw_only=True):
    """Another instrument, and how the sheet's own stands to it."""

    relation: RelationKind


class JsonLink(JsonValue, frozen=True, kw_only=True):
    """A link's text, and its address where the source kept it."""

    address: str | None


class JsonEvent(Struct, frozen=True, kw_only=True):
    """An event; `instrument` names another instrument than the sheet's own, where the event is that one's."""

    event_type: str
    scope: Literal["canada", "international", "other"] | None
    party: str | None
    instrument: JsonInstrument | None
    edtf: str | None
    earliest: str | None
    latest: str | None
    recurrence: str | None
    count: int | None
    as_published: str
    start: int | None
    end: int | None


class JsonSection(Struct, frozen=True, kw_only=True):
    """A section: its heading, and its text from `start` to `end`."""

    heading: str
    level: int
    concept: str | None
    heading_start: int | None
    heading_end: int | None
    text: str
    start: int | None
    end: int | None


class JsonMessage(Struct, frozen=True, kw_only=True):
    """One message in both languages."""

    en: str
    fr: str


class JsonFinding(Struct, frozen=True, kw_only=True):
    """What looks wrong; `fields` are paths in the record."""

    rule: str
    message: JsonMessage
    fields: list[str]
    start: int | None
    end: int | None


class JsonUnread(Struct, frozen=True, kw_only=True):
    """Words that were not understood."""

    start: int | None
    end: int | None
    text: str


class JsonSource(Struct, frozen=True, kw_only=True):
    """The file and what it turned out to be; `sha256` is of its normalised text in UTF-8."""

    file: str
    sha256: str | None
    language: Language
    layout: str | None
    edition: str | None
    reference: str | None


class JsonSheet(Struct, frozen=True, kw_only=True):
    """All that was read from one sheet."""

    source: JsonSource
    instrument: str
    title: JsonValue | None
    short_title: JsonValue | None
    subject_categories: list[JsonConcept]
    type: JsonConcept | None
    form: JsonConcept | None
    legal_nature: JsonConcept | None
    leads: list[JsonInstitution]
    partners: list[JsonInstitution]
    others_as_needed: JsonValue | None
    participants: list[JsonInstitution]
    counterparties: list[JsonInstitution]
    parent: JsonRelation | None
    relations: list[JsonRelation]
    bodies: list[JsonInstitution]
    themes: list[JsonConcept]
    events: list[JsonEvent]
    links: list[JsonLink]
    contacts: list[JsonInstitution]
    edition: JsonValue | None
    reference: JsonValue | None
    sections: list[JsonSection]
    findings: list[JsonFinding]
    unread: list[JsonUnread]


def sheet_json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `extract --json` prints, from the types above."""
    from msgspec.json import schema

    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema(JsonSheet)}
