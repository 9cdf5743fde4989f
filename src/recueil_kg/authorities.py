"""The institutions, bodies, states and named instruments that sources speak of, with every name in use.

One entry is one thing; a department that changes its name stays one department with several names in use, each
with its period. Names are matched in either language, by the edition's date where two entries share one.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from recueil_kg.model.dates import PartialDate
from recueil_kg.model.records import Edtf, Part, RelationKind, Slug, StateCode

AuthorityKind = Literal[
    "department",
    "foreign-ministry",
    "international-organization",
    "province-or-territory",
    "other-institution",
    "working-group",
    "committee",
    "commission",
    "council",
    "secretariat",
    "conference-of-parties",
    "body",
    "state",
    "instrument",
]


class Both(Part, frozen=True, kw_only=True):
    """A text in English and French; one of them absent where it is not known, never copied across."""

    en: str | None = None
    fr: str | None = None


class NameInUse(Part, frozen=True, kw_only=True):
    """A name with the period in which it was the one in use.

    Attributes:
        name: the name in both languages.
        acronym: its short form.
        used_from: from when, as far as known.
        used_until: until when (last day of use); absent for the name in use now.
        source: the address that states it, or `unverified`.
    """

    name: Both
    acronym: Both | None = None
    used_from: Edtf | None = None
    used_until: Edtf | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no date."""
        for edtf in (self.used_from, self.used_until):
            if edtf is not None:
                PartialDate.parse(edtf)


class Identifier(Part, frozen=True, kw_only=True):
    """What another system calls the thing."""

    system: Slug
    value: str


class KnownRelation(Part, frozen=True, kw_only=True):
    """How a named instrument stands to another, with the source that says so."""

    relation: RelationKind
    instrument: Slug
    source: str


class Authority(Part, frozen=True, kw_only=True):
    """One institution, body, state or named instrument.

    Attributes:
        id: its slug; a state's is its ISO 3166-1 alpha-3 code in lower case.
        names: names in use, oldest first; the last one is the preferred label.
        variants: other spellings met in print, misprints included, by language.
        contact_points: printed names of its enquiry centre.
        portal: its organization name on open.canada.ca, where certain.
        part_of: the institution that it is an agency or branch of.
        country: the state of a foreign ministry or of a foreign agency.
        under: the instrument under which a body was established.
        came_from: the department that it was split from or took over from, with the day.
        codes: ISO codes of a state, or numbers of another system.
        relations: of a named instrument to others.
        note: what a reviewer should know.
    """

    id: Slug
    kind: AuthorityKind
    names: Annotated[tuple[NameInUse, ...], Meta(min_length=1)]
    variants: tuple[Both, ...] = ()
    contact_points: tuple[Both, ...] = ()
    portal: str | None = None
    part_of: Slug | None = None
    country: StateCode | None = None
    under: Slug | None = None
    came_from: Slug | None = None
    codes: tuple[Identifier, ...] = ()
    relations: tuple[KnownRelation, ...] = ()
    note: str | None = None
