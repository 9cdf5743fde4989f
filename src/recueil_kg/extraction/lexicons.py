"""The lexicons of extraction, made once from the published vocabularies and the authorities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from recueil_kg.authorities import INSTITUTION_KINDS, Authorities, Authority, load_authorities
from recueil_kg.extraction.lexicon import Lexicon
from recueil_kg.i18n import LANGUAGES
from recueil_kg.vocabularies import Concept, Vocabulary, load_vocabulary


@dataclass(frozen=True)
class Lexicons:
    """What extraction looks words up in.

    Attributes:
        vocabulary: the concept schemes themselves.
        authorities: the entries themselves.
        concepts: labels in both languages, by scheme.
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

    def __getitem__(self, scheme: str) -> Lexicon[Concept]:
        return self.concepts[scheme]


@cache
def load_lexicons() -> Lexicons:
    """The lexicons of the shipped vocabularies and authorities."""
    vocabulary, authorities = load_vocabulary(), load_authorities()
    lexicons = Lexicons(
        vocabulary=vocabulary,
        authorities=authorities,
        concepts={
            scheme: Lexicon(
                (label, concept)
                for concept in vocabulary.concepts(scheme)
                for language in LANGUAGES
                for label in concept.labels(language)
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
        for language in LANGUAGES:
            for name in entry.all_names(language):
                lexicon.add(name, entry)
        for point in entry.contact_points:
            for text in (point.en, point.fr):
                if text:
                    lexicons.contact_points.add(text, entry)
    return lexicons


def _lexicon_of(entry: Authority, lexicons: Lexicons) -> Lexicon[Authority]:
    if entry.kind in INSTITUTION_KINDS:
        return lexicons.institutions
    if entry.kind == "state":
        return lexicons.states
    return lexicons.instruments if entry.kind == "instrument" else lexicons.bodies
