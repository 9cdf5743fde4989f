"""The graph described in VoID: how much of what it holds, in which vocabularies, what it links to, where to have it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from re import escape
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Store, Triple

from recueil_kg import iris
from recueil_kg.graph.namespaces import DCAT, DCTERMS, FOAF, RDFS, VOID, XSD, A, QuadWriter
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.dumps.abbreviating import write_abbreviated
from recueil_kg.publishing.dumps.context import load_context
from recueil_kg.publishing.dumps.counting import SOURCES, Counts, StoreCounts, count_store
from recueil_kg.publishing.dumps.linked_datasets import load_linked_datasets
from recueil_kg.publishing.dumps.parts import WITH_GRAPHS, WITHOUT_GRAPHS, format_node, parts_of
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.writing import written_whole

_CLASS = NamedNode(f"{VOID.base}class")
FILE_NAME = "void.ttl"
_TITLE = Bilingual(
    en="What the graph holds, counted, and what it links to (VoID)",
    fr="Ce que le graphe contient, compté, et ce à quoi il est lié (VoID)",
)
_KINDS = {
    "knowledge": Bilingual(
        en="Knowledge graph: what is concluded, one statement per fact",
        fr="Graphe de connaissances : ce qui est conclu, un énoncé par fait",
    ),
    "derived": Bilingual(
        en="Derived: counts, periods and more, each given by a published query over the other graphs",
        fr="Dérivés : nombres, périodes et autres, donnés chacun par une requête publiée sur les autres graphes",
    ),
    "authorities": Bilingual(
        en="Authorities: institutions, bodies and states with their names in use",
        fr="Autorités : institutions, organes et États avec leurs noms en usage",
    ),
    "vocabulary": Bilingual(
        en="Vocabulary: the ontology and the concept schemes", fr="Vocabulaire : l’ontologie et les schémas de concepts"
    ),
    SOURCES: Bilingual(
        en="Sources: what each of them states, each in a graph of its own",
        fr="Sources : ce que dit chacune d’elles, chacune dans un graphe à elle",
    ),
}


def _node(local: str) -> NamedNode:
    """A part of the description."""
    return NamedNode(f"{iris.base()}void#{quote(local, safe='')}")


def write_void(store: Store, publication: Publication, folder: Path) -> tuple[PublishedFile, ...]:
    """Write the description as Turtle.

    Raises:
        RecueilError: the file cannot be written.
    """
    path = folder / FILE_NAME
    with written_whole(path) as out:
        write_abbreviated(describe(count_store(store, folder), publication), out, prefixes={"void": VOID.base})
    return (PublishedFile(path=path, name=path.name, format="void", title=_TITLE),)


def describe(counts: StoreCounts, publication: Publication) -> list[Triple]:
    """The description, thing by thing, in an order that depends on nothing but what is described."""
    writer = QuadWriter(iris.graph("void"))
    dataset = NamedNode(iris.dataset())
    _describe_document(writer, dataset)
    _describe_dataset(writer, dataset, publication)
    _describe_counts(writer, dataset, "dataset", counts.whole)
    _number(writer, dataset, VOID.entities, counts.whole.entities)
    _number(writer, dataset, VOID.distinctObjects, counts.objects)
    for name, title in _KINDS.items():
        kind = _node(name)
        writer.add(dataset, VOID.subset, kind)
        writer.add(kind, A, VOID.Dataset)
        _texts(writer, kind, DCTERMS.title, title)
        _describe_counts(writer, kind, name, counts.kinds[name])
    _describe_links(writer, dataset, counts)
    by_thing: dict[object, list[Triple]] = {}
    for quad in writer.quads:
        by_thing.setdefault(quad.subject, []).append(quad.triple)
    return list(chain.from_iterable(by_thing.values()))


def _describe_document(writer: QuadWriter, dataset: NamedNode) -> None:
    document = NamedNode(f"{iris.base()}void")
    writer.add(document, A, VOID.DatasetDescription)
    _texts(writer, document, DCTERMS.title, _TITLE)
    writer.add(document, FOAF.primaryTopic, dataset)


def _describe_dataset(writer: QuadWriter, dataset: NamedNode, publication: Publication) -> None:
    publisher = NamedNode(f"{publication.publisher.page}#publisher")
    licence = NamedNode(publication.licence.address.en)
    writer.add(dataset, A, VOID.Dataset)
    _texts(writer, dataset, DCTERMS.title, publication.title)
    _texts(writer, dataset, DCTERMS.description, publication.description)
    writer.add(dataset, DCTERMS.publisher, publisher)
    writer.add(dataset, DCTERMS.license, licence)
    writer.add(dataset, DCTERMS.issued, Literal(publication.issued.isoformat(), datatype=XSD.date))
    writer.add(dataset, DCAT.version, publication.version)
    for language in LANGUAGES:
        writer.add(dataset, FOAF.page, NamedNode(publication.landing_page[language]))
    if publication.endpoint:
        writer.add(dataset, VOID.sparqlEndpoint, NamedNode(publication.endpoint))
    for key, format_ in (WITH_GRAPHS | WITHOUT_GRAPHS).items():
        writer.add(dataset, VOID.feature, format_node(format_))
        for part in parts_of(key):
            writer.add(dataset, VOID.dataDump, NamedNode(publication.downloads + part.file_name(key)))
    writer.add(dataset, VOID.uriSpace, iris.base())
    writer.add(dataset, VOID.uriRegexPattern, f"^{escape(iris.base())}[^#]+$")
    writer.add(publisher, A, FOAF.Agent)
    _texts(writer, publisher, FOAF.name, publication.publisher.name)
    writer.add(publisher, FOAF.page, NamedNode(publication.publisher.page))
    writer.add(licence, RDFS.seeAlso, NamedNode(publication.licence.address.fr))
    _texts(writer, licence, RDFS.comment, publication.licence.attribution)


def _describe_counts(writer: QuadWriter, of: NamedNode, name: str, counts: Counts) -> None:
    """Counts, the vocabularies that the counted terms are of, and a part for each class and property."""
    for property_, number in (
        (VOID.triples, counts.triples),
        (VOID.distinctSubjects, counts.subjects),
        (VOID.classes, len(counts.classes)),
        (VOID.properties, len(counts.properties)),
    ):
        _number(writer, of, property_, number)
    for namespace in sorted({_namespace(term) for term in (*counts.classes, *counts.properties)}):
        writer.add(of, VOID.vocabulary, NamedNode(namespace))
    classes, properties = _in_order(counts.classes), _in_order(counts.properties)
    examples = {counts.examples[class_][1] for class_ in classes if class_.value.startswith(iris.base())}
    for example in _in_order(examples):
        if "#" not in example.value:
            writer.add(of, VOID.exampleResource, example)
    for class_ in classes:
        part = _node(f"{name}-class-{_short(class_)}")
        writer.add(of, VOID.classPartition, part)
        writer.add(part, _CLASS, class_)
        _number(writer, part, VOID.entities, counts.classes[class_])
    for property_ in properties:
        part = _node(f"{name}-property-{_short(property_)}")
        writer.add(of, VOID.propertyPartition, part)
        writer.add(part, VOID.property, property_)
        _number(writer, part, VOID.triples, counts.properties[property_])


def _describe_links(writer: QuadWriter, dataset: NamedNode, counts: StoreCounts) -> None:
    """Each dataset that something links to, and the links to it, a set for each property."""
    for linked in load_linked_datasets():
        properties = _in_order(property_ for id_, property_ in counts.links if id_ == linked.id)
        if not properties:
            continue
        target = _node(linked.id)
        writer.add(target, A, VOID.Dataset)
        _texts(writer, target, DCTERMS.title, linked.title)
        writer.add(target, FOAF.homepage, NamedNode(linked.homepage))
        for space in linked.spaces:
            writer.add(target, VOID.uriSpace, iris.rebase(space))
        for property_ in properties:
            links = _node(f"links-{linked.id}-{_short(property_)}")
            writer.add(dataset, VOID.subset, links)
            writer.add(links, A, VOID.Linkset)
            writer.add(links, VOID.subjectsTarget, dataset)
            writer.add(links, VOID.objectsTarget, target)
            writer.add(links, VOID.linkPredicate, property_)
            _number(writer, links, VOID.triples, counts.links[linked.id, property_])


def _texts(writer: QuadWriter, subject: NamedNode, property_: NamedNode, text: Bilingual) -> None:
    for language in LANGUAGES:
        writer.add_text(subject, property_, text[language], language)


def _number(writer: QuadWriter, subject: NamedNode, property_: NamedNode, number: int) -> None:
    writer.add(subject, property_, Literal(number))


def _in_order(terms: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(terms, key=lambda term: term.value)


def _namespace(term: NamedNode) -> str:
    """A term's IRI up to its last hash or slash."""
    cut = max(term.value.rfind("#"), term.value.rfind("/")) + 1
    return term.value[:cut]


def _short(term: NamedNode) -> str:
    """A term's name within the IRI of a part: `skos.prefLabel`."""
    return load_context().prefixed(term.value).replace(":", ".", 1)
