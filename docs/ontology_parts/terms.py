"""Read classes and properties from ontology/ for the pages that document them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node, URIRef

from ontology_parts.names import RK, curie
from ontology_parts.shapes import Rule, read_rules
from recueil_kg.folding import fold
from recueil_kg.i18n import Language
from recueil_kg.resources import ontology_folder

ONTOLOGY = URIRef(RK.removesuffix("#"))
KINDS = {
    OWL.ObjectProperty: "object",
    OWL.DatatypeProperty: "datatype",
    OWL.AnnotationProperty: "annotation",
}


@dataclass(frozen=True)
class Arrow:
    """A property between a class and a neighbour: another class, a datatype, or any value (None)."""

    property: str
    neighbour: str | None
    incoming: bool = False


class Ontology:
    """The ontology, its shapes and examples, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        folder = ontology_folder()
        self.graph = rdflib.Graph().parse(folder / "recueil.ttl").parse(folder / "alignments.ttl")

    def text(self, subject: Node, predicate: Node, language: str | None = None) -> str | None:
        """The text in the page's language, or in another; None where there is none."""
        wanted = language or self.language
        texts = (value for value in self.graph.objects(subject, predicate) if getattr(value, "language", "") == wanted)
        return next((str(value) for value in texts), None)

    def label(self, iri: str) -> str:
        """A term's label; a term of another vocabulary, which has none here, is called by its short form."""
        return self.text(URIRef(iri), RDFS.label) or curie(iri)

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The classes that it defines, by label, each with its kinds after it, then those of SKOS that it uses."""
        defined = self.graph.subjects(RDFS.isDefinedBy, ONTOLOGY)
        declared = self._by_label(str(term) for term in defined if self._is_class(term))
        own = [name for top in declared if not self.parents(top) for name in self._with_children(top)]
        return (*own, str(SKOS.Concept), str(SKOS.ConceptScheme))

    def _is_class(self, term: Node) -> bool:
        return (term, RDF.type, OWL.Class) in self.graph

    def _with_children(self, iri: str) -> Iterator[str]:
        yield iri
        for child in self.children(iri):
            yield from self._with_children(child)

    @cached_property
    def properties(self) -> tuple[str, ...]:
        """The properties that the ontology defines, by label."""
        found = {str(term) for kind in KINDS for term in self.graph.subjects(RDF.type, kind)}
        return self._by_label(iri for iri in found if iri.startswith(RK))

    def _by_label(self, iris: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(iris, key=lambda iri: (fold(self.label(iri)), iri)))

    def kind(self, iri: str) -> str:
        """What kind of property it is: `object`, `datatype` or `annotation`."""
        return next(name for kind, name in KINDS.items() if (URIRef(iri), RDF.type, kind) in self.graph)

    def parents(self, iri: str, *, ours: bool = True) -> tuple[str, ...]:
        """The classes right above it: our own, or those of other vocabularies that it is aligned with."""
        above = (str(parent) for parent in self.graph.objects(URIRef(iri), RDFS.subClassOf))
        return tuple(sorted(parent for parent in above if parent.startswith(RK) == ours))

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """The class itself and our own classes above it, the nearest first."""
        found = [iri]
        for above in found:
            found += [parent for parent in self.parents(above) if parent not in found]
        return tuple(found)

    def children(self, iri: str) -> tuple[str, ...]:
        """Our own classes right below it."""
        return self._by_label(str(child) for child in self.graph.subjects(RDFS.subClassOf, URIRef(iri)))

    def disjoint(self, iri: str) -> tuple[str, ...]:
        """The classes that nothing of this class can also belong to."""
        term = URIRef(iri)
        found = {*self.graph.objects(term, OWL.disjointWith), *self.graph.subjects(OWL.disjointWith, term)}
        return tuple(sorted(map(str, found)))

    def aligned_properties(self, iri: str) -> tuple[str, ...]:
        """The properties of other vocabularies that a property is a kind of."""
        return tuple(sorted(str(parent) for parent in self.graph.objects(URIRef(iri), RDFS.subPropertyOf)))

    def domain(self, iri: str) -> str | None:
        """The class that whatever has the property belongs to, where one is declared."""
        return next((str(found) for found in self.graph.objects(URIRef(iri), RDFS.domain)), None)

    def range(self, iri: str) -> str | None:
        """The class or datatype of the property's values, where one is declared."""
        return next((str(found) for found in self.graph.objects(URIRef(iri), RDFS.range)), None)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every demand of the shapes, by class and property."""
        return read_rules(self.language)

    def rules_of(self, iri: str) -> tuple[Rule, ...]:
        """The demands on a class, its parents' among them where it says nothing else of the property."""
        found: dict[str, list[Rule]] = {}
        for owner in self.ancestors(iri):
            nearest = [rule for rule in self.rules if rule.owner == owner and rule.path not in found]
            for rule in nearest:
                found.setdefault(rule.path, []).append(rule)
        return tuple(rule for rules in found.values() for rule in rules)

    def properties_of(self, iri: str) -> tuple[str, ...]:
        """What something of the class can have: what is declared for it or its parents, and what shapes speak of."""
        lines = self.ancestors(iri)
        declared = {prop for prop in self.properties if self.domain(prop) in lines}
        shaped = {rule.path for rule in self.rules_of(iri)}
        return tuple(sorted(self._by_label(declared | shaped), key=lambda found: not found.startswith(RK)))

    def users_of(self, iri: str) -> tuple[str, ...]:
        """The classes whose things have the property: its domain, and those whose shapes or examples show it."""
        shaped = {rule.owner for rule in self.rules if rule.path == iri}
        domain = self.domain(iri)
        return tuple(sorted(shaped | self._shown_on(iri) | ({domain} if domain else set())))

    def _shown_on(self, iri: str) -> set[str]:
        found = set()
        for example in self.examples.values():
            for subject in example.subjects(URIRef(iri)):
                found |= {str(kind) for kind in example.objects(subject, RDF.type) if str(kind) in self.classes}
        return found

    @cached_property
    def examples(self) -> dict[str, rdflib.Graph]:
        """The example of each class, by the class's name."""
        return {path.stem: rdflib.Graph().parse(path) for path in self.example_files}

    @property
    def example_files(self) -> tuple[Path, ...]:
        """The files of the examples."""
        return tuple(sorted((ontology_folder() / "examples").glob("*.ttl")))

    def arrows(self, iri: str) -> tuple[Arrow, ...]:
        """The properties that lead from a class and to it, its parents' own left to their figures."""
        own = [prop for prop in self.properties if self.domain(prop) == iri]
        shaped = [rule.path for rule in self.rules if rule.owner == iri and rule.path not in own]
        leaving = [Arrow(prop, self.range(prop)) for prop in (*own, *dict.fromkeys(shaped))]
        arriving = [
            Arrow(prop, domain, incoming=True)
            for prop in self.properties
            if self.range(prop) == iri and (domain := self.domain(prop)) not in {None, iri}
        ]
        return (*leaving, *arriving)
