"""An instrument as a reader holds it in hand: facts with their evidence, shown as text or HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from recueil_kg.api import words
from recueil_kg.api.facts import (
    Body,
    Classification,
    LifecycleEvent,
    Participation,
    Relation,
    Responsibility,
    Source,
    Title,
)
from recueil_kg.api.html import Row, Writer
from recueil_kg.api.labels import Labels, in_language
from recueil_kg.auditing.status import BETWEEN_TWO, Status, status_on
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import LANGUAGES, Language, _

_LEADING = frozenset({"lead", "co-lead"})


@dataclass(frozen=True, slots=True, repr=False)
class Instrument:
    """An instrument and what the graph concludes of it.

    Attributes:
        iri: its IRI.
        slug: its slug.
        labels: the name it is known by, by language.
        titles: official titles, by language.
        short_titles: headings of its pages, by language.
        classifications: categories, themes, types, forms, legal nature.
        responsibilities: institutions with their roles.
        participations: states and institutions that take part.
        events: what happened to it, in no order; `timeline()` has one.
        bodies: working groups, commissions, secretariats …
        relations: to other instruments.
        sources: every document that tells of it; `sheets` are those of the compendium.
        reference: its reference in the compendium.
        treaty: whether it is a treaty.
        language: the language in which it is shown.
    """

    iri: str
    slug: str
    labels: Labels
    titles: Mapping[Language, Title]
    short_titles: Mapping[Language, Title]
    classifications: tuple[Classification, ...]
    responsibilities: tuple[Responsibility, ...]
    participations: tuple[Participation, ...]
    events: tuple[LifecycleEvent, ...]
    bodies: tuple[Body, ...]
    relations: tuple[Relation, ...]
    sources: tuple[Source, ...]
    reference: str | None = None
    treaty: bool = False
    language: Language = "en"

    @property
    def label(self) -> str:
        """The name it is known by, in the language in which it is shown, else in the other one."""
        return in_language(self.labels, self.language, self.slug)

    @property
    def leads(self) -> tuple[str, ...]:
        """Slugs of the institutions that lead or co-lead it."""
        return _slugs(one.institution for one in self.responsibilities if one.role in _LEADING)

    @property
    def partners(self) -> tuple[str, ...]:
        """Slugs of the partner institutions."""
        return _slugs(one.institution for one in self.responsibilities if one.role == "partner")

    @property
    def types(self) -> tuple[str, ...]:
        """Notations of its types: `bilateral`, `multilateral` …"""
        return _slugs(one.concept for one in self.classifications if one.scheme == "type")

    @property
    def themes(self) -> tuple[str, ...]:
        """Notations of its themes."""
        return _slugs(one.concept for one in self.classifications if one.scheme == "theme")

    @property
    def sheets(self) -> tuple[Source, ...]:
        """The compendium's sheets on it, oldest edition first."""
        sheets = [source for source in self.sources if source.kind == "fact-sheet"]
        return tuple(sorted(sheets, key=lambda sheet: (sheet.edition or "", sheet.iri)))

    @property
    def editions(self) -> tuple[str, ...]:
        """The compendium's editions of which a sheet is known, oldest first."""
        return tuple(dict.fromkeys(sheet.edition for sheet in self.sheets if sheet.edition))

    def timeline(self) -> tuple[LifecycleEvent, ...]:
        """The dated events, earliest first."""
        dated = [event for event in self.events if event.date is not None]
        return tuple(sorted(dated, key=lambda event: (event.earliest or dt.date.min, event.type, event.scope)))

    def status_on(self, day: str | dt.date) -> Status[LifecycleEvent]:
        """Whether it was in force on a day, and for Canada: yes, no or unknown, with the events that decide.

        >>> from recueil_kg import Recueil
        >>> unccd = Recueil.open().instrument("unccd")
        >>> [unccd.status_on(day).for_canada for day in ("1995-06-01", "2010-05-01", "2016-01-01", "2020-01-01")]
        ['unknown', 'yes', 'no', 'yes']

        Raises:
            RecueilError: the text is no day of the calendar.
        """
        try:
            on = dt.date.fromisoformat(day) if isinstance(day, str) else day
        except ValueError:
            raise RecueilError(
                _("{day} is no day of the calendar").format(day=repr(day)), do=_("write for example 2010-05-01")
            ) from None
        return status_on(on, self.events, treaty=self.treaty, between_two=bool(BETWEEN_TWO & set(self.types)))

    def shown_in(self, language: Language) -> Instrument:
        """The same, to be shown in another language."""
        return replace(self, language=language)

    def __repr__(self) -> str:
        return f"<Instrument {self.slug}: {self.label}>"

    def _repr_html_(self) -> str:
        return _card(self)


def _card(instrument: Instrument) -> str:
    """An instrument in the language in which it is shown: facts, timeline and sources, each with its printed words."""
    writer = Writer(instrument.language)
    say = writer.say
    printed = say(words.PRINTED_WORDS)
    kind = say(words.TREATY) if instrument.treaty else say(words.AN_INSTRUMENT)
    if instrument.reference:
        kind += f" · {instrument.reference}"
    return writer.card(
        writer.names(instrument.labels, instrument.iri, kind),
        writer.table(say(words.FACTS), (say(words.FIELD), say(words.FACT), printed), _facts(writer, instrument)),
        writer.table(say(words.TIMELINE), (say(words.WHEN), say(words.EVENT), printed), _events(writer, instrument)),
        writer.table(
            say(words.SOURCES),
            (say(words.KIND), say(words.EDITION_AND_LANGUAGE), say(words.ADDRESS)),
            _sources(writer, instrument),
        ),
    )


def _facts(writer: Writer, instrument: Instrument) -> Iterator[Row]:
    say = writer.say
    for title in (instrument.titles[one] for one in LANGUAGES if one in instrument.titles):
        yield Row(writer.concept("field", "title"), title.text, title.evidence)
    for one in instrument.classifications:
        what = say(words.THEME) if one.scheme == "theme" else say(words.LEGAL_NATURE)
        if one.scheme in {"category", "type", "form"}:
            what = writer.concept("field", one.scheme)
        note = say(words.BY_A_RULE).format(rule=writer.concept("rule", one.rule)) if one.rule else ""
        yield Row(what, in_language(one.labels, writer.language, one.concept), one.evidence, note)
    for duty in instrument.responsibilities:
        value = in_language(duty.labels, writer.language, duty.institution)
        yield Row(writer.concept("role", duty.role), value, duty.evidence)
    for part in instrument.participations:
        value = in_language(part.labels, writer.language, part.participant)
        yield Row(say(words.TAKES_PART), value, part.evidence, say(words.BY_ITS_ACTS))
    for relation in instrument.relations:
        value = in_language(relation.labels, writer.language, relation.instrument)
        yield Row(writer.concept("relation", relation.relation), value, relation.evidence)
    for body in instrument.bodies:
        yield Row(say(words.BODY), in_language(body.labels, writer.language, body.slug), body.evidence)


def _events(writer: Writer, instrument: Instrument) -> Iterator[Row]:
    say = writer.say
    dated = instrument.timeline()
    for event in (*dated, *(event for event in instrument.events if event not in dated)):
        when = event.date or (say(words.CONTRADICTED) if event.unresolved else say(words.NO_DATE))
        if event.effective:
            when = say(words.IN_EFFECT).format(date=when, effective=event.effective)
        what = writer.concept("event-type", event.type)
        if event.scope != "unstated":
            what += f", {writer.concept('scope', event.scope)}"
        yield Row(when, what, event.evidence)


def _sources(writer: Writer, instrument: Instrument) -> Iterator[Row]:
    say = writer.say
    spoken = {"en": say(words.ENGLISH), "fr": say(words.FRENCH)}
    for source in sorted(instrument.sources, key=lambda source: (source.kind != "fact-sheet", source.iri)):
        told = [source.edition or "", spoken[source.language] if source.language else ""]
        yield Row(writer.concept("source-kind", source.kind), ", ".join(filter(None, told)), note=source.address or "")


def _slugs(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))
