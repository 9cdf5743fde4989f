"""Instruments and institutions as a reader holds them in hand: facts with their evidence, shown as text or HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from recueil_kg.api.facts import (
    Body,
    Classification,
    Labels,
    LifecycleEvent,
    NameInUse,
    Participation,
    Relation,
    Responsibility,
    Source,
    Title,
    in_language,
)
from recueil_kg.auditing.status import BETWEEN_TWO, Status, status_on
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import Language, _

_LEADING = frozenset({"lead", "co-lead"})
InstitutionKind = Literal[
    "department", "foreign-ministry", "international-organization", "province-or-territory", "other-institution"
]


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
        from recueil_kg.api.cards import instrument_card

        return instrument_card(self)


@dataclass(frozen=True, slots=True, repr=False)
class Institution:
    """A department, a ministry, an organization … and its part in instruments.

    Attributes:
        iri: its IRI.
        slug: its slug.
        kind: what kind of institution it is; None where the graph does not say.
        labels: the name in use now, by language.
        acronyms: its short form, by language.
        names: names in use with their periods, oldest first; for departments, and others that changed theirs.
        responsibilities: its roles, each with its instrument.
        participations: the instruments in which it takes part, as a party does.
        language: the language in which it is shown.
    """

    iri: str
    slug: str
    kind: InstitutionKind | None
    labels: Labels
    acronyms: Labels
    names: tuple[NameInUse, ...]
    responsibilities: tuple[Responsibility, ...]
    participations: tuple[Participation, ...]
    language: Language = "en"

    @property
    def label(self) -> str:
        """The name in use now, in the language in which it is shown, else in the other one."""
        return in_language(self.labels, self.language, self.slug)

    @property
    def leads(self) -> tuple[str, ...]:
        """Slugs of the instruments that it leads or co-leads."""
        return _slugs(one.instrument for one in self.responsibilities if one.role in _LEADING)

    @property
    def partners(self) -> tuple[str, ...]:
        """Slugs of the instruments in which it is a partner."""
        return _slugs(one.instrument for one in self.responsibilities if one.role == "partner")

    def shown_in(self, language: Language) -> Institution:
        """The same, to be shown in another language."""
        return replace(self, language=language)

    def __repr__(self) -> str:
        return f"<Institution {self.slug}: {self.label}>"

    def _repr_html_(self) -> str:
        from recueil_kg.api.cards import institution_card

        return institution_card(self)


def _slugs(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))
