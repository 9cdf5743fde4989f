"""What the ontology calls its classes and properties, as a built store holds it."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Store

from recueil_kg import iris
from recueil_kg.graph.namespaces import RDFS
from recueil_kg.i18n import Language


def term_labels(store: Store, language: Language) -> dict[str, str]:
    """The label of each class and property in a language, by the term's local name."""
    return {
        iris.local_name(quad.subject.value): quad.object.value
        for quad in store.quads_for_pattern(None, RDFS.label, None, NamedNode(iris.graph("vocabulary")))
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and quad.object.language == language
    }
