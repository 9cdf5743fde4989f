"""Which RDF files the graph is published in, and what each of them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat, Store

from recueil_kg import iris
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.file_formats import file_format

CONCLUSIONS = ("knowledge", "derived", "authorities", "vocabulary")
"""The graphs that are no source's; every other one holds what a source states."""
WITH_GRAPHS = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
"""Formats that have named graphs: one file holds everything."""
WITHOUT_GRAPHS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML}
"""Formats that have none: two files hold every triple between them."""


def conclusions(store: Store) -> Iterator[Quad]:
    """The quads of the knowledge graph, what is derived from it, the authorities and the vocabulary."""
    graphs = (NamedNode(iris.graph(name)) for name in CONCLUSIONS)
    return chain.from_iterable(store.quads_for_pattern(None, None, None, graph) for graph in graphs)


def evidence(store: Store) -> Iterator[Quad]:
    """The quads of the sources' graphs."""
    others = {NamedNode(iris.graph(name)) for name in CONCLUSIONS}
    return (quad for quad in store if quad.graph_name not in others)


@dataclass(frozen=True, slots=True)
class Part:
    """What a file holds: its name without suffix, its title, and which quads of a store they are."""

    name: str
    title: Bilingual
    quads: Callable[[Store], Iterator[Quad]]

    def file_name(self, key: str) -> str:
        """The file's name in a format."""
        return self.name + file_format(key).suffix


EVERYTHING = Part(
    "recueil-kg",
    Bilingual(
        en="Knowledge and what derives from it, authorities and vocabulary, "
        "and what each source states in a graph of its own",
        fr="Connaissances et ce qui en dérive, autorités et vocabulaire, "
        "et ce que dit chaque source dans un graphe à elle",
    ),
    iter,
)
IN_ONE_GRAPH = Part(
    "recueil-kg",
    Bilingual(
        en="Knowledge and what derives from it, authorities and vocabulary in one graph",
        fr="Connaissances et ce qui en dérive, autorités et vocabulaire en un seul graphe",
    ),
    conclusions,
)
EVIDENCE = Part(
    "recueil-kg.evidence",
    Bilingual(
        en="Evidence: what each source states and in which words, in one graph",
        fr="Preuves : ce que dit chaque source et en quels mots, en un seul graphe",
    ),
    evidence,
)


def format_node(format_: RdfFormat | QueryResultsFormat) -> NamedNode:
    """W3C's IRI of a format; the engine has that of JSON-LD in another namespace."""
    return NamedNode(f"http://www.w3.org/ns/formats/{iris.local_name(format_.iri)}")


def parts_of(key: str) -> tuple[Part, ...]:
    """The parts that a format's files are."""
    return (EVERYTHING,) if key in WITH_GRAPHS else (IN_ONE_GRAPH, EVIDENCE)
