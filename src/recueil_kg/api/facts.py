"""What the graph says of instruments and institutions, each fact with the printed words behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recueil_kg.api.html import Writer
from recueil_kg.api.labels import Labels
from recueil_kg.i18n import Language
from recueil_kg.model.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Evidence:
    """Printed words and where they stand.

    Attributes:
        quote: the words, exactly.
        start: offset of the first character in the source's text; None where the text is not at hand.
        end: offset after the last.
        source: the source's IRI.
        kind: notation of the kind of source: `fact-sheet`, `government-page` …
        language: the source's language.
        edition: the compendium's edition, such as `2022-02`; None for other sources.
        address: the source's web address, where one is known.
    """

    quote: str
    start: int | None
    end: int | None
    source: str
    kind: str = ""
    language: Language | None = None
    edition: str | None = None
    address: str | None = None

    def _repr_html_(self) -> str:
        writer = Writer(self.language or "en")
        return writer.card(writer.quote(self))


@dataclass(frozen=True, slots=True)
class Source:
    """A document that tells of an instrument.

    Attributes:
        iri: its IRI.
        kind: notation of its kind: `fact-sheet`, `government-page` …
        language: its language.
        edition: the compendium's edition; None for other sources.
        address: its web address, where one is known.
        retrieved: when it was fetched.
        text_at_hand: whether its text was read, so that its evidence has offsets.
    """

    iri: str
    kind: str = ""
    language: Language | None = None
    edition: str | None = None
    address: str | None = None
    retrieved: dt.date | None = None
    text_at_hand: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, in one language; `str()` gives its text."""

    text: str
    language: Language
    evidence: tuple[Evidence, ...]

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Classification:
    """A concept under which an instrument stands.

    Attributes:
        scheme: `category`, `theme`, `type`, `form` or `legal-nature`.
        concept: the concept's notation.
        labels: its label, by language.
        evidence: the printed words, one for each source that states it; none where a rule gave a theme.
        rule: notation of that rule.
    """

    scheme: str
    concept: str
    labels: Labels
    evidence: tuple[Evidence, ...]
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """An institution in a role for an instrument.

    Attributes:
        iri: its IRI.
        role: notation of the role: `lead`, `co-lead`, `partner`, `others-as-needed`.
        instrument: the instrument's slug.
        institution: the institution's slug.
        labels: the other one's name, by language: seen from the instrument the institution's, and the reverse.
        edition: the edition of the sheets that say so.
        evidence: the printed words.
    """

    iri: str
    role: str
    instrument: str
    institution: str
    labels: Labels
    edition: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    """The part of a state or an institution in an instrument.

    Attributes:
        iri: its IRI.
        instrument: the instrument's slug.
        participant: a state's code (`usa`) or an institution's slug.
        is_state: whether the participant is a state.
        labels: the other one's name, by language: seen from the instrument the participant's, and the reverse.
        actions: IRIs of the events that are the participant's own acts.
        evidence: the printed words; none where only its acts show that it takes part.
    """

    iri: str
    instrument: str
    participant: str
    is_state: bool
    labels: Labels
    actions: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class LifecycleEvent:
    """Something that happened to an instrument.

    Attributes:
        type: notation of the event type.
        scope: `canada`, `international`, `other` or `unstated`.
        date: EDTF; None where no date is stated, or sources of equal standing contradict each other.
        earliest: first possible day, inclusive.
        latest: last possible day, inclusive.
        evidence: the printed words, one for each statement.
        effective: EDTF of when it took effect, where sources tell that from when it was done.
        iri: its IRI.
        unresolved: whether sources of equal standing contradict each other on its date.
    """

    type: str
    scope: str
    date: str | None
    earliest: dt.date | None
    latest: dt.date | None
    evidence: tuple[Evidence, ...]
    effective: str | None = None
    iri: str = ""
    unresolved: bool = False

    @property
    def when(self) -> PartialDate | None:
        """When it took effect, else when it was done; None where no date is known."""
        edtf = self.effective or self.date
        return PartialDate.parse(edtf) if edtf else None


@dataclass(frozen=True, slots=True)
class Body:
    """A working group, a commission, a secretariat … of an instrument, with the words that name it."""

    iri: str
    slug: str
    labels: Labels
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How an instrument stands to another one.

    Attributes:
        relation: notation of the relation: `protocol-to`, `amends`, `adopted-under` …
        instrument: the other one's slug.
        labels: the other one's name, by language.
        evidence: the printed words; none where a list of instruments says so.
    """

    relation: str
    instrument: str
    labels: Labels
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class NameInUse:
    """A name of an institution with its period.

    Attributes:
        names: the name, by language.
        since: EDTF of its first day, as far as known.
        until: EDTF of its last day; None for the name in use now.
        source: the address that says so, or `unverified`; None where none is noted.
    """

    names: Labels
    since: str | None
    until: str | None
    source: str | None
