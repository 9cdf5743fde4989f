"""Read the SKOS vocabularies of ontology/ for the pages that document them."""

from __future__ import annotations

from dataclasses import dataclass

import rdflib
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from ontology_parts.names import curie
from recueil_kg.folding import fold
from recueil_kg.graph.thesauri import load_thesaurus_matches
from recueil_kg.i18n import Language
from recueil_kg.resources import ontology_folder


@dataclass(frozen=True)
class Concept:
    """A concept as the page shows it: its words in both languages, and what it matches elsewhere."""

    notation: str
    labels: dict[str, str]
    definitions: dict[str, str]
    broader: str | None
    matches: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Scheme:
    """A concept scheme with its concepts."""

    iri: str
    name: str
    titles: dict[str, str]
    definitions: dict[str, str]
    concepts: tuple[Concept, ...]


def load_schemes(language: Language) -> tuple[Scheme, ...]:
    """Every vocabulary, by its title in a language."""
    graph = rdflib.Graph()
    for path in sorted((ontology_folder() / "vocabularies").glob("*.ttl")):
        graph.parse(path)
    schemes = (_scheme(graph, scheme) for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme))
    return tuple(sorted(schemes, key=lambda scheme: fold(scheme.titles[language])))


def _texts(graph: rdflib.Graph, node: Node, predicate: Node) -> dict[str, str]:
    return {str(text.language): str(text) for text in graph.objects(node, predicate)}


def _scheme(graph: rdflib.Graph, node: Node) -> Scheme:
    concepts = (_concept(graph, concept) for concept in graph.subjects(SKOS.inScheme, node))
    return Scheme(
        iri=str(node),
        name=str(node).rsplit("/", 1)[-1],
        titles=_texts(graph, node, SKOS.prefLabel),
        definitions=_texts(graph, node, SKOS.definition),
        concepts=tuple(sorted(concepts, key=lambda concept: concept.notation)),
    )


def _concept(graph: rdflib.Graph, node: Node) -> Concept:
    broader = next((str(wider).rsplit("/", 1)[-1] for wider in graph.objects(node, SKOS.broader)), None)
    return Concept(
        notation=str(graph.value(node, SKOS.notation)),
        labels=_texts(graph, node, SKOS.prefLabel),
        definitions=_texts(graph, node, SKOS.definition),
        broader=broader,
        matches=tuple(
            (curie(match.predicate), match.object, match.object_label)
            for match in load_thesaurus_matches()
            if match.subject == str(node)
        ),
    )
