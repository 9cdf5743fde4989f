"""An institution as a reader holds it in hand: its names, and its part in instruments with the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from recueil_kg.api import words
from recueil_kg.api.facts import NameInUse, Participation, Responsibility
from recueil_kg.api.html import Row, Writer
from recueil_kg.api.labels import Labels, in_language
from recueil_kg.i18n import Language

_LEADING = frozenset({"lead", "co-lead"})
InstitutionKind = Literal[
    "department", "foreign-ministry", "international-organization", "province-or-territory", "other-institution"
]


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
        return _card(self)


def _card(institution: Institution) -> str:
    """An institution in the language in which it is shown: its names with their periods, its part in instruments."""
    writer = Writer(institution.language)
    say = writer.say
    kinds = {
        "department": say(words.DEPARTMENT),
        "foreign-ministry": say(words.FOREIGN_MINISTRY),
        "international-organization": say(words.INTERNATIONAL_ORGANIZATION),
        "province-or-territory": say(words.PROVINCE_OR_TERRITORY),
        "other-institution": say(words.INSTITUTION),
    }
    names = [
        Row(
            f"{name.since or '…'} – {name.until or ''}".strip(),
            in_language(name.names, writer.language),
            note=say(words.UNVERIFIED) if name.source == "unverified" else name.source or "",
        )
        for name in institution.names
    ]
    roles = [
        Row(writer.concept("role", one.role), in_language(one.labels, writer.language, one.instrument), one.evidence)
        for one in sorted(institution.responsibilities, key=lambda one: (one.role, one.instrument))
    ]
    parts = [
        Row(say(words.TAKES_PART), in_language(one.labels, writer.language, one.instrument), one.evidence)
        for one in institution.participations
    ]
    return writer.card(
        writer.names(institution.labels, institution.iri, kinds[institution.kind or "other-institution"]),
        writer.table(say(words.NAMES_IN_USE), (say(words.PERIOD), say(words.NAME), say(words.SOURCE)), names),
        writer.table(
            say(words.INSTRUMENTS), (say(words.ROLE), say(words.INSTRUMENT), say(words.PRINTED_WORDS)), [*roles, *parts]
        ),
    )


def _slugs(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))
