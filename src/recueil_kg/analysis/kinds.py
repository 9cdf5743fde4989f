"""What the things of a network and the ties between them are called, by their kind."""

from __future__ import annotations

from recueil_kg.i18n import Language
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.vocabularies import load_vocabulary

_NODES = {
    "department": Bilingual("department or agency", "ministère ou organisme"),
    "instrument": Bilingual("instrument", "instrument"),
    "state": Bilingual("state", "État"),
    "body": Bilingual("body", "organe"),
    "theme": Bilingual("theme", "thème"),
    "event": Bilingual("event", "événement"),
    "province-or-territory": Bilingual("province or territory", "province ou territoire"),
    "foreign-ministry": Bilingual("foreign ministry or agency", "ministère ou organisme étranger"),
    "international-organization": Bilingual("international organization", "organisation internationale"),
    "other-institution": Bilingual("other institution", "autre institution"),
}
_EDGES = {
    "participation": Bilingual("takes part", "prend part"),
    "shared-instruments": Bilingual("shared instruments", "instruments communs"),
    "follows": Bilingual("is led by", "est dirigé par"),
    "theme": Bilingual("is about", "traite de"),
    "broader": Bilingual("is a part of the theme", "fait partie du thème"),
    "body-of": Bilingual("body of", "organe de"),
    "sub-organization": Bilingual("is a part of", "fait partie de"),
    "country": Bilingual("is of", "est de"),
}


def node_words(kind: str, language: Language) -> str:
    """What kind of thing a node of a network is."""
    return _NODES[kind][language] if kind in _NODES else kind


def edge_words(kind: str, language: Language) -> str:
    """How a line of a network ties its two ends: a role, a relation, an event, or a word of our own."""
    for scheme in ("role", "relation", "event-type"):
        if (concept := load_vocabulary().concept(scheme, kind)) is not None:
            return concept.preferred[language]
    return _EDGES[kind][language] if kind in _EDGES else kind
