"""The SPARQL endpoint described in the words of the SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Store, Triple

from recueil_kg import iris
from recueil_kg.errors import RecueilError
from recueil_kg.graph.namespaces import DCTERMS, RDFS, VOID, A, Namespace
from recueil_kg.i18n import LANGUAGES, _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.dumps.abbreviating import write_abbreviated
from recueil_kg.publishing.dumps.ordering import union
from recueil_kg.publishing.dumps.parts import format_node
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.writing import written_whole
from recueil_kg.sorting import in_order

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
ENTAILMENT = Namespace("http://www.w3.org/ns/entailment/")
FILE_NAME = "service-description.ttl"
RESULT_FORMATS = (
    QueryResultsFormat.JSON,
    QueryResultsFormat.XML,
    QueryResultsFormat.CSV,
    QueryResultsFormat.TSV,
    RdfFormat.TURTLE,
    RdfFormat.N_TRIPLES,
    RdfFormat.RDF_XML,
)
"""What an answer can be had in: rows and yes or no in the first four (CSV and TSV: rows), triples in the others."""
_TITLE = Bilingual(
    en="What the SPARQL endpoint answers (SPARQL 1.1 Service Description)",
    fr="À quoi le point d’accès SPARQL répond (SPARQL 1.1 Service Description)",
)
_COMMENT = Bilingual(
    en="Read-only. The default graph is the union of the named graphs, and FROM reads only these. There is no SERVICE.",
    fr="Lecture seule. Le graphe par défaut est l’union des graphes nommés, et FROM ne lit que ceux-ci. Sans SERVICE.",
)


def write_service_description(store: Store, publication: Publication, folder: Path) -> tuple[PublishedFile, ...]:
    """Write the description of the publication's endpoint as Turtle.

    Raises:
        RecueilError: the publication has no endpoint, or the file cannot be written.
    """
    if publication.endpoint is None:
        raise RecueilError(_("the publication has no endpoint"), do=_("give its address in the publication’s file"))
    path = folder / FILE_NAME
    with written_whole(path) as out:
        triples = describe_service(store, publication.endpoint, folder)
        write_abbreviated(triples, out, prefixes={"sd": SD.base, "void": VOID.base})
    return (PublishedFile(path=path, name=path.name, format="service-description", title=_TITLE),)


def describe_service(store: Store, endpoint: str, folder: Path) -> Iterator[Triple]:
    """The service, what it can and cannot do, and its dataset with every named graph and its size.

    Args:
        store: what the endpoint serves.
        endpoint: its address; what is described is named by it and a hash.
        folder: where what does not fit into memory is kept meanwhile.
    """
    service, dataset, default = (NamedNode(f"{endpoint}#{name}") for name in ("service", "dataset", "default-graph"))
    yield Triple(service, A, SD.Service)
    yield from _texts(service, DCTERMS.title, _TITLE)
    yield from _texts(service, RDFS.comment, _COMMENT)
    yield Triple(service, SD.endpoint, NamedNode(endpoint))
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    yield Triple(service, SD.feature, SD.UnionDefaultGraph)
    yield Triple(service, SD.defaultEntailmentRegime, ENTAILMENT.Simple)
    for format_ in RESULT_FORMATS:
        yield Triple(service, SD.resultFormat, format_node(format_))
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(dataset, A, SD.Dataset)
    yield Triple(dataset, A, VOID.Dataset)
    yield Triple(dataset, RDFS.seeAlso, NamedNode(iris.dataset()))
    yield Triple(dataset, SD.defaultGraph, default)
    yield Triple(default, A, SD.Graph)
    yield Triple(default, VOID.triples, Literal(sum(1 for _triple in union(store, folder))))
    names = (f"{graph.value}\n".encode() for graph in store.named_graphs())
    for name in in_order(names, folder):
        yield from _named_graph(store, dataset, NamedNode(name[:-1].decode()), endpoint)


def _named_graph(store: Store, dataset: NamedNode, graph: NamedNode, endpoint: str) -> Iterator[Triple]:
    local = graph.value.removeprefix(iris.graph(""))
    named = NamedNode(f"{endpoint}#graph-{quote(local, safe='/')}")
    size = sum(1 for _quad in store.quads_for_pattern(None, None, None, graph))
    yield Triple(dataset, SD.namedGraph, named)
    yield Triple(named, A, SD.NamedGraph)
    yield Triple(named, SD.name, graph)
    yield Triple(named, SD.graph, graph)
    yield Triple(graph, A, SD.Graph)
    yield Triple(graph, VOID.triples, Literal(size))


def _texts(subject: NamedNode, property_: NamedNode, text: Bilingual) -> Iterator[Triple]:
    for language in LANGUAGES:
        yield Triple(subject, property_, Literal(text[language], language=language))
