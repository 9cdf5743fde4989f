"""The lexicons of extraction, made once from the published vocabularies and the authorities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from recueil_kg.authorities import INSTITUTION_KINDS, Authorities, Authority, load_authorities
from recueil_kg.extraction.lexicon import Beside, Lexicon
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.vocabularies import Concept, Vocabulary, load_vocabulary


@dataclass(frozen=True)
class Lexicons:
    """What extraction looks words up in.

    Attributes:
        vocabulary: the concept schemes themselves.
        authorities: the entries themselves.
        concepts: labels, by scheme; of schemes that sentences are made of, in the sheet's language.
        institutions: names of departments, ministries, organizations, provinces.
        states: names of states.
        bodies: names of working groups, commissions, secretariats.
        instruments: names of instruments.
        contact_points: names of enquiry centres, each of its institution.
    """

    vocabulary: Vocabulary
    authorities: Authorities
    concepts: dict[str, Lexicon[Concept]]
    institutions: Lexicon[Authority]
    states: Lexicon[Authority]
    bodies: Lexicon[Authority]
    instruments: Lexicon[Authority]
    contact_points: Lexicon[Authority]

    @cached_property
    def _parts(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        parts: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for entry in self.authorities.all():
            names = [fold(name) for language in LANGUAGES for name in entry.all_names(language)]
            for relation in entry.relations:
                if relation.relation in {"part-of", "amends", "protocol-to"}:
                    words = frozenset(token.word for name in names for token in tokens_of(name))
                    parts.setdefault(relation.instrument, []).append((entry.id, words))
        return parts

    @cached_property
    def _under(self) -> dict[str, list[Authority]]:
        under: dict[str, list[Authority]] = {}
        for entry in self.authorities.all():
            if entry.under is not None:
                under.setdefault(entry.under, []).append(entry)
        return under

    def bodies_under(self, instrument: str) -> Sequence[Authority]:
        """The bodies that were established under an instrument, by its slug."""
        return self._under.get(instrument, ())

    def parts_of(self, instrument: str) -> Sequence[tuple[str, frozenset[str]]]:
        """The annexes, amendments and protocols of an instrument: the slug of each, and its names' words."""
        return self._parts.get(instrument, ())

    def __getitem__(self, scheme: str) -> Lexicon[Concept]:
        return self.concepts[scheme]


_IN_SENTENCES = ("event-type", "cue", "recurrence", "scope", "body-kind", "theme", "legal-nature", "role", "page-field")
_OF_ONE_LANGUAGE = frozenset({"event-type", "cue", "recurrence", "scope"})
"""Schemes whose labels are words of sentences: a French "met" is no English one."""


@cache
def load_lexicons(language: Language) -> Lexicons:
    """The lexicons of the shipped vocabularies and authorities for a sheet in one language.

    Names and the values of fields are known in both, as sheets leave some in the other language.
    """
    vocabulary, authorities = load_vocabulary(), load_authorities()
    lexicons = Lexicons(
        vocabulary=vocabulary,
        authorities=authorities,
        concepts={
            scheme: Lexicon(
                (label, concept)
                for concept in vocabulary.concepts(scheme)
                for spoken in ((language,) if scheme in _OF_ONE_LANGUAGE else LANGUAGES)
                for label in concept.labels(spoken)
            )
            for scheme in vocabulary.schemes
        },
        institutions=Lexicon(),
        states=Lexicon(),
        bodies=Lexicon(),
        instruments=Lexicon(),
        contact_points=Lexicon(),
    )
    for entry in authorities.all():
        lexicon = _lexicon_of(entry, lexicons)
        for spoken in LANGUAGES:
            for name in entry.all_names(spoken):
                lexicon.add(name, entry)
        for point in entry.contact_points:
            for text in (point.en, point.fr):
                if text:
                    lexicons.contact_points.add(text, entry)
    names = (lexicons.institutions, lexicons.states, lexicons.bodies, lexicons.instruments)
    Beside([*names, *(lexicons[scheme] for scheme in _IN_SENTENCES)])
    return lexicons


def _lexicon_of(entry: Authority, lexicons: Lexicons) -> Lexicon[Authority]:
    if entry.kind in INSTITUTION_KINDS:
        return lexicons.institutions
    if entry.kind == "state":
        return lexicons.states
    return lexicons.instruments if entry.kind == "instrument" else lexicons.bodies
