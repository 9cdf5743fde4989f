"""Kinds of things and of links, and short answers, as a person reads them."""

from __future__ import annotations

from recueil_kg.i18n import Language
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.vocabularies import load_vocabulary

_SCHEMES = ("role", "relation", "event-type")
_WORDS: dict[str, Bilingual] = {
    "instrument": Bilingual("instrument", "instrument"),
    "department": Bilingual("department or agency", "ministère ou organisme"),
    "foreign-ministry": Bilingual("foreign ministry or agency", "ministère ou organisme étranger"),
    "international-organization": Bilingual("international organization", "organisation internationale"),
    "province-or-territory": Bilingual("province or territory", "province ou territoire"),
    "other-institution": Bilingual("other institution", "autre institution"),
    "state": Bilingual("state", "État"),
    "body": Bilingual("body", "organe"),
    "theme": Bilingual("theme", "thème"),
    "event": Bilingual("event", "événement"),
    "participation": Bilingual("takes part", "prend part"),
    "broader": Bilingual("broader theme", "thème plus large"),
    "body-of": Bilingual("body of", "organe de"),
    "shared-instruments": Bilingual("shared instruments", "instruments en commun"),
    "follows": Bilingual("follows the lead of", "suit la direction de"),
    "sub-organization": Bilingual("belongs to", "relève de"),
    "country": Bilingual("country", "pays"),
    "bridge": Bilingual("bridge", "pont"),
    "articulation-point": Bilingual("articulation point", "point d’articulation"),
    "yes": Bilingual("yes", "oui"),
    "no": Bilingual("no", "non"),
}


def in_words(kind: str, language: Language) -> str:
    """A kind of node or edge in a language: a role, relation or event by its vocabulary; the kind itself if unknown."""
    if kind in _WORDS:
        return _WORDS[kind][language]
    concepts = (load_vocabulary().concept(scheme, kind) for scheme in _SCHEMES)
    return next((concept.preferred[language] for concept in concepts if concept), kind)
