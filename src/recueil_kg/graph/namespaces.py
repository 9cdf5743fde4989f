"""The terms that the graph is written in, as nodes: `RK.eventType`."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from recueil_kg import iris
from recueil_kg.i18n import Language


class Namespace:
    """A namespace whose terms are attributes; a final underscore stands for a Python keyword's clash."""

    def __init__(self, base: str) -> None:
        self.base = base

    def __getattr__(self, name: str) -> NamedNode:
        node = NamedNode(self.base + name)
        setattr(self, name, node)
        return node


RK = Namespace(iris.term(""))
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SSSOM = Namespace("https://w3id.org/sssom/")
SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
A = RDF.type
EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
LANGUAGE_AUTHORITY: dict[Language, NamedNode] = {
    "en": NamedNode("http://publications.europa.eu/resource/authority/language/ENG"),
    "fr": NamedNode("http://publications.europa.eu/resource/authority/language/FRA"),
}


class QuadWriter:
    """Collects the quads of one named graph."""

    def __init__(self, graph: str) -> None:
        self.graph = NamedNode(graph)
        self.quads: list[Quad] = []

    def add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal | str | None) -> None:
        """State one triple; text becomes a plain literal; None states nothing."""
        if value is not None:
            term = Literal(value) if isinstance(value, str) else value
            self.quads.append(Quad(subject, predicate, term, self.graph))

    def add_text(self, subject: NamedNode, predicate: NamedNode, text: str | None, language: Language) -> None:
        """State a text in a language; None states nothing."""
        if text is not None:
            self.quads.append(Quad(subject, predicate, Literal(text, language=language), self.graph))
