"""The source record: what ONE source says of ONE instrument, every value with the words it was read from."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct

from recueil_kg.i18n import Language
from recueil_kg.model.dates import PartialDate

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="lower-case words and hyphens")]
SourceId = Annotated[str, Meta(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
StateCode = Annotated[str, Meta(pattern=r"^[a-z]{3}$", description="ISO 3166-1 alpha-3, lower case")]
Edtf = Annotated[str, Meta(description="Extended Date/Time Format: 2008, 2008-10, 2008-10-24, ../2030-06")]
EditionVersion = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2})?$", description="year and month: 2018-10")]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
WebAddress = Annotated[str, Meta(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")]
IsoDay = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]

SourceKind = Literal[
    "fact-sheet",
    "government-page",
    "catalogue-title",
    "named-in-another-sheet",
    "ieadb",
    "other-public-source",
]
Scope = Literal["canada", "international", "other", "unstated"]
Role = Literal["lead", "co-lead", "partner", "others-as-needed"]
RelationKind = Literal[
    "protocol-to", "amends", "adopted-under", "established-under", "replaces", "related-to", "part-of"
]


class Span(NamedTuple):
    """Offsets, in characters, into the source's text: `text[start:end]` is what was printed."""

    start: int
    end: int


class Part(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of the project's reviewable data: immutable, without unknown fields."""


class Printed(Part, frozen=True, kw_only=True):
    """Words as printed, errors included, and where they stand.

    Attributes:
        printed: the words, exactly.
        at: their offsets in the source's text; None where the text is not at hand.
        correction: a reviewed correction, beside the words, never in their place.
    """

    printed: str
    at: Span | None = None
    correction: Correction | None = None


class Correction(Part, frozen=True, kw_only=True):
    """What a reviewer says that the source should have printed."""

    should_be: str
    reason: str
    on: IsoDay


class Classified(Printed, frozen=True, kw_only=True):
    """A value of a controlled vocabulary; `concept` is the notation, None where the words match none."""

    concept: Slug | None = None


class Responsibility(Printed, frozen=True, kw_only=True):
    """An institution in a role; `institution` is None where the name is unknown or ambiguous."""

    role: Role
    institution: Slug | None = None


class Participant(Printed, frozen=True, kw_only=True):
    """A state, or an institution that takes part for one; both None where the name is unknown."""

    state: StateCode | None = None
    institution: Slug | None = None


class NamedBody(Printed, frozen=True, kw_only=True):
    """A working group, commission, secretariat or conference that the source names."""

    body: Slug | None = None


class NamedInstrument(Printed, frozen=True, kw_only=True):
    """Another instrument, as this source names it."""

    instrument: Slug | None = None


class Relation(NamedInstrument, frozen=True, kw_only=True):
    """How the record's instrument stands to another one."""

    relation: RelationKind


class Event(Printed, frozen=True, kw_only=True):
    """Something that happened, or a standing state such as "Permanent" (type `ongoing`, no date).

    Attributes:
        type: notation of the event type.
        scope: for whom: Canada, internationally, another party, or unstated.
        party: the other party, where the scope is `other`.
        date: when the act was done.
        effective: when it took effect, where the source tells the two apart.
        date_printed: the words of the date alone; kept also where they are no date of any calendar.
        of: another instrument whose event it is; None: the record's own.
        place: where, as printed.
        recurrence: how often, for what happens regularly: a notation of the `recurrence` scheme.
        count: of a `party-count`: how many.
    """

    type: Slug
    scope: Scope = "unstated"
    party: StateCode | None = None
    date: Edtf | None = None
    effective: Edtf | None = None
    date_printed: str | None = None
    of: NamedInstrument | None = None
    place: str | None = None
    recurrence: Slug | None = None
    count: Annotated[int, Meta(ge=0)] | None = None

    def __post_init__(self) -> None:
        """Refuse what is no date: a record states dates, or leaves them out and keeps the printed words."""
        for edtf in (self.date, self.effective):
            if edtf is not None:
                PartialDate.parse(edtf)

    @property
    def when(self) -> PartialDate | None:
        """The days on which the act can have been done."""
        return PartialDate.parse(self.date) if self.date else None


class Link(Printed, frozen=True, kw_only=True):
    """A web link's printed text, and its address where the source kept it."""

    address: WebAddress | None = None


class Contact(Printed, frozen=True, kw_only=True):
    """An organization's enquiry point; `institution` is whose."""

    institution: Slug | None = None


class Section(Printed, frozen=True, kw_only=True):
    """A section: `printed` and `at` are its heading; `text` is where its text stands.

    Attributes:
        level: 1 for a section, 2 for a sub-heading inside it.
        concept: which of the sheets' sections it is, by the vocabulary.
        text: offsets of the text below the heading, up to the next heading of the same or a higher level.
    """

    level: Annotated[int, Meta(ge=1, le=6)] = 1
    concept: Slug | None = None
    text: Span | None = None


class Source(Part, frozen=True, kw_only=True):
    """The document that speaks.

    Attributes:
        id: stable within the instrument, and the record's file name: `2018-10.fr`, `government-page.en`.
        kind: a compendium fact sheet, or which other kind of source.
        edition: the compendium's edition, for a fact sheet.
        layout: the published layout, as the project's notes number them (L1 … L16).
        format: in which shape the sheet was at hand, where one edition came in several.
        text_sha256: of the normalised text in UTF-8, that the offsets point into.
        address: where it was published; None for a copy outside official sites.
        retrieved: the day on which the copy was taken.
        title: the name of a source that is no sheet.
        note: what a reader of the evidence should know.
    """

    id: SourceId
    kind: SourceKind
    language: Language
    edition: EditionVersion | None = None
    layout: str | None = None
    format: Literal["html", "pdf", "text"] | None = None
    text_sha256: Sha256 | None = None
    address: WebAddress | None = None
    retrieved: IsoDay | None = None
    title: str | None = None
    note: str | None = None


class SourceRecord(Part, frozen=True, kw_only=True):
    """What one source says of one instrument; the only contract between reading and the graph.

    Lists keep the printed order. A value that the source does not state is absent: absence means not seen,
    not "none". `edition` and `reference` are the printed words; `source.edition` is the edition they name.
    """

    instrument: Slug
    source: Source
    title: Printed | None = None
    short_title: Printed | None = None
    reference: Printed | None = None
    edition: Printed | None = None
    categories: tuple[Classified, ...] = ()
    type: Classified | None = None
    form: Classified | None = None
    legal_nature: Classified | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    participants: tuple[Participant, ...] = ()
    relations: tuple[Relation, ...] = ()
    bodies: tuple[NamedBody, ...] = ()
    themes: tuple[Classified, ...] = ()
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    contacts: tuple[Contact, ...] = ()
    sections: tuple[Section, ...] = ()
    unread: tuple[Printed, ...] = ()


def record_json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a source record, from the types above."""
    from msgspec.json import schema

    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema(SourceRecord)}
