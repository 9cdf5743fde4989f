"""The institutions, bodies, states and named instruments that sources speak of, with every name in use.

One entry is one thing; a department that changes its name stays one department with several names in use, each
with its period. Names are matched in either language, by the edition's date where two entries share one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from recueil_kg.errors import RecueilError
from recueil_kg.folding import fold
from recueil_kg.i18n import Language, _
from recueil_kg.model.dates import PartialDate
from recueil_kg.model.records import Edtf, Part, RelationKind, Slug, StateCode, WebAddress
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder

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

    def in_language(self, language: Language) -> str | None:
        """The text in one of the two languages."""
        return self.en if language == "en" else self.fr


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
    """What another system calls the thing.

    Attributes:
        system: a notation of the `identifier-system` scheme, or of a code of states.
        value: the number or code, as that system writes it.
        address: its page there, where a source gives it.
    """

    system: Slug
    value: str
    address: WebAddress | None = None


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
        listed: whether it is known only from a list; it is in the graph only where a record names it.
        part_of: the institution that it is an agency or branch of.
        country: the state of a foreign ministry or of a foreign agency.
        under: the instrument under which a body was established.
        came_from: the department that it was split from, on the day its first name came into use.
        merged_into: the department that took it over, on the day after its last name was in use.
        themes: of a named instrument that no source classifies: the project's own choice of themes.
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
    listed: bool = False
    part_of: Slug | None = None
    country: StateCode | None = None
    under: Slug | None = None
    came_from: Slug | None = None
    merged_into: Slug | None = None
    themes: tuple[Slug, ...] = ()
    codes: tuple[Identifier, ...] = ()
    relations: tuple[KnownRelation, ...] = ()
    note: str | None = None

    @property
    def current_name(self) -> NameInUse:
        """The name in use now, or the last one."""
        return self.names[-1]

    def all_names(self, language: Language) -> tuple[str, ...]:
        """Every name, acronym and printed variant in a language, once each."""
        texts = [text for used in self.names for text in (used.name, used.acronym) if text is not None]
        found = [text.in_language(language) for text in (*texts, *self.variants)]
        return tuple(dict.fromkeys(name for name in found if name))

    def name_in_use(self, printed: str) -> NameInUse | None:
        """Which of its names a printed name is; None where it is a mere variant."""
        folded = fold(printed)
        for used in reversed(self.names):
            texts = [text for text in (used.name, used.acronym) if text is not None]
            if any(fold(name) == folded for text in texts for name in (text.en, text.fr) if name):
                return used
        return None


INSTITUTION_KINDS: frozenset[AuthorityKind] = frozenset(
    {
        "department",
        "foreign-ministry",
        "international-organization",
        "province-or-territory",
        "other-institution",
    }
)


class Authorities:
    """All authority entries, found by what they are and their slug."""

    def __init__(self, entries: Iterable[Authority]) -> None:
        self._entries = tuple(entries)
        self._institutions = self._by_slug(lambda kind: kind in INSTITUTION_KINDS)
        self._states = self._by_slug(lambda kind: kind == "state")
        self._instruments = self._by_slug(lambda kind: kind == "instrument")
        self._bodies = self._by_slug(lambda kind: kind not in {*INSTITUTION_KINDS, "state", "instrument"})

    def _by_slug(self, belongs: Callable[[AuthorityKind], bool]) -> dict[str, Authority]:
        return {entry.id: entry for entry in self._entries if belongs(entry.kind)}

    def all(self) -> tuple[Authority, ...]:
        """Every entry, in the order of the files."""
        return self._entries

    def institution(self, slug: str) -> Authority | None:
        """A department, ministry, international organization, province or other institution."""
        return self._institutions.get(slug)

    def body(self, slug: str) -> Authority | None:
        """A working group, committee, commission, council, secretariat or conference of parties."""
        return self._bodies.get(slug)

    def state(self, code: str) -> Authority | None:
        """A state, by its ISO 3166-1 alpha-3 code in lower case."""
        return self._states.get(code)

    def instrument(self, slug: str) -> Authority | None:
        """An instrument that sources name."""
        return self._instruments.get(slug)


@cache
def load_authorities(folder: Path | None = None) -> Authorities:
    """Read every file of `data/authorities/`: each a list of entries.

    Raises:
        RecueilError: a file that does not parse, or a slug given to two entries of one kind.
    """
    entries: list[Authority] = []
    seen: dict[tuple[AuthorityKind, str], Path] = {}
    for path in sorted((folder or data_folder() / "authorities").glob("*.yaml")):
        for entry in read_yaml(path, tuple[Authority, ...]):
            if (entry.kind, entry.id) in seen:
                raise RecueilError(
                    _("{slug} is also in {file}").format(slug=entry.id, file=seen[entry.kind, entry.id].name),
                    where=str(path),
                    do=_("keep one entry"),
                )
            seen[entry.kind, entry.id] = path
            entries.append(entry)
    return Authorities(entries)
