"""The VoID description says of the graph what other queries say of it: every count is counted again in SPARQL."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib.namespace import DCTERMS, FOAF, RDF, VOID, XSD

from recueil_kg import iris
from recueil_kg.graph.store import open_store
from recueil_kg.publishing.dumps.formats import DUMPS
from recueil_kg.publishing.dumps.linked_datasets import load_linked_datasets
from recueil_kg.publishing.dumps.parts import WITH_GRAPHS, WITHOUT_GRAPHS, parts_of
from recueil_kg.publishing.publication import read_publication

BASE = iris.base()
WHOLE = rdflib.URIRef(f"{BASE}dataset")
CLASS = VOID["class"]
OF_KIND = {
    f"{BASE}dataset": "",
    f"{BASE}void#knowledge": f"FILTER(?g = <{BASE}graph/knowledge>)",
    f"{BASE}void#derived": f"FILTER(?g = <{BASE}graph/derived>)",
    f"{BASE}void#authorities": f"FILTER(?g = <{BASE}graph/authorities>)",
    f"{BASE}void#vocabulary": f"FILTER(?g = <{BASE}graph/vocabulary>)",
    f"{BASE}void#sources": f'FILTER(STRSTARTS(STR(?g), "{BASE}graph/source/"))',
}


@pytest.fixture(scope="module")
def store(built_store: Path) -> Store:
    return open_store(built_store)


@pytest.fixture(scope="module")
def description(store: Store, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    return described(store, tmp_path_factory.mktemp("void"))


def described(store: Store, folder: Path, **changes: object) -> rdflib.Graph:
    publication = msgspec.structs.replace(read_publication(), **changes)
    (file,) = DUMPS["void"](store, publication, folder)
    assert list(ox.parse(path=str(file.path), format=ox.RdfFormat.TURTLE))
    return rdflib.Graph().parse(file.path, format="turtle")


def number(store: Store, what: str, filter_: str, also: str = "") -> int:
    inner = f"SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {filter_} {also} }}"
    found = store.query(f"SELECT ({what} AS ?n) WHERE {{ {inner} }}")
    assert isinstance(found, ox.QuerySolutions)
    (row,) = found
    return int(row["n"].value)


def grouped(store: Store, key: str, what: str, filter_: str, also: str = "") -> dict[str, int]:
    inner = f"SELECT DISTINCT ?s ?p ?o WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {filter_} {also} }}"
    found = store.query(f"SELECT {key} ({what} AS ?n) WHERE {{ {inner} }} GROUP BY {key}")
    assert isinstance(found, ox.QuerySolutions)
    return {row[key[1:]].value: int(row["n"].value) for row in found}


def values(description: rdflib.Graph, of: rdflib.URIRef, part: rdflib.URIRef, term: rdflib.URIRef) -> dict[str, int]:
    count = VOID.entities if term == CLASS else VOID.triples
    return {
        str(description.value(node, term)): int(str(description.value(node, count)))
        for node in description.objects(of, part)
    }


@pytest.mark.parametrize("dataset", OF_KIND)
def test_what_is_counted_is_what_sparql_counts(dataset: str, store: Store, description: rdflib.Graph) -> None:
    node, filter_ = rdflib.URIRef(dataset), OF_KIND[dataset]
    said = {property_: value.toPython() for _s, property_, value in description.triples((node, None, None))}
    assert said[VOID.triples] == number(store, "COUNT(*)", filter_)
    assert said[VOID.distinctSubjects] == number(store, "COUNT(DISTINCT ?s)", filter_)
    assert said[VOID.properties] == number(store, "COUNT(DISTINCT ?p)", filter_)
    assert said[VOID.classes] == number(store, "COUNT(DISTINCT ?o)", filter_, f"FILTER(?p = <{RDF.type}>)")
    types = f"FILTER(?p = <{RDF.type}>)"
    assert values(description, node, VOID.classPartition, CLASS) == grouped(store, "?o", "COUNT(*)", filter_, types)
    assert values(description, node, VOID.propertyPartition, VOID.property) == grouped(store, "?p", "COUNT(*)", filter_)


def test_the_whole_says_how_many_things_and_objects_there_are(store: Store, description: rdflib.Graph) -> None:
    assert int(str(description.value(WHOLE, VOID.distinctObjects))) == number(store, "COUNT(DISTINCT ?o)", "")
    pattern = str(description.value(WHOLE, VOID.uriRegexPattern))
    entities = number(store, "COUNT(DISTINCT ?s)", "", f"FILTER(REGEX(STR(?s), {Literal(pattern)}))")
    foreign = number(
        store, "COUNT(DISTINCT ?s)", "", f'FILTER(!STRSTARTS(STR(?s), "{BASE}") && !CONTAINS(STR(?s), "#"))'
    )
    assert foreign == 0
    assert int(str(description.value(WHOLE, VOID.entities))) == entities


def test_links_are_counted_for_each_dataset_and_property(store: Store, description: rdflib.Graph) -> None:
    said = {}
    for links in description.subjects(RDF.type, VOID.Linkset):
        target = description.value(links, VOID.objectsTarget)
        assert description.value(links, VOID.subjectsTarget) == WHOLE
        assert (WHOLE, VOID.subset, links) in description
        assert len(list(description.objects(links, VOID.linkPredicate))) == 1
        said[str(target), str(description.value(links, VOID.linkPredicate))] = int(
            str(description.value(links, VOID.triples))
        )
    counted = {}
    for target in {target for target, _property in said}:
        spaces = [str(space) for space in description.objects(rdflib.URIRef(target), VOID.uriSpace)]
        begins = " || ".join(f'STRSTARTS(STR(?o), "{space}")' for space in spaces)
        also = f"FILTER(ISIRI(?o) && ({begins}) && ?p != <http://www.w3.org/2002/07/owl#annotatedTarget>)"
        counted.update({(target, name): count for name, count in grouped(store, "?p", "COUNT(*)", "", also).items()})
    assert said == counted
    skos = "http://www.w3.org/2004/02/skos/core#"
    assert said[f"{BASE}void#eu-countries", f"{skos}exactMatch"] >= 190
    assert {"eurovoc", "gemet", "treaty-accord", "untc", "ecolex", "ieadb"} <= {
        target.rpartition("#")[2] for target, _property in said
    }


def test_a_match_with_an_entry_that_has_no_page_is_a_link(tmp_path: Path) -> None:
    store = Store()
    exact = NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch")
    entries = [NamedNode(iris.foreign_entry("ieadb", "2747")), NamedNode("http://www.wikidata.org/entity/Q1")]
    for entry in entries:
        for graph in ("knowledge", "authorities"):
            store.add(Quad(NamedNode(iris.instrument("x")), exact, entry, NamedNode(iris.graph(graph))))
    description = described(store, tmp_path)
    links = {
        str(description.value(node, VOID.objectsTarget)).rpartition("#")[2]: description.value(node, VOID.triples)
        for node in description.subjects(RDF.type, VOID.Linkset)
    }
    assert links == {"ieadb": rdflib.Literal(1), "wikidata": rdflib.Literal(1)}


def test_examples_are_things_of_the_graph_and_vocabularies_are_those_of_its_terms(
    store: Store, description: rdflib.Graph
) -> None:
    examples = [NamedNode(str(example)) for example in description.objects(WHOLE, VOID.exampleResource)]
    assert len(examples) > 10
    assert all(any(store.quads_for_pattern(example, None, None, None)) for example in examples)
    vocabularies = {str(vocabulary) for vocabulary in description.objects(WHOLE, VOID.vocabulary)}
    assert {iris.term(""), "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"} <= vocabularies
    terms = [*description.objects(None, VOID.property), *description.objects(None, CLASS)]
    assert all(any(str(term).startswith(namespace) for namespace in vocabularies) for term in terms)


def test_every_dataset_has_its_title_in_both_languages(description: rdflib.Graph) -> None:
    datasets = set(description.subjects(RDF.type, VOID.Dataset))
    assert len(datasets) > 5
    for dataset in datasets:
        titles = list(description.objects(dataset, DCTERMS.title))
        assert sorted(title.language for title in titles if isinstance(title, rdflib.Literal)) == ["en", "fr"]
    assert all(
        "Wikidata" in dataset.title.en or dataset.title.en != dataset.title.fr for dataset in load_linked_datasets()
    )


def test_files_licence_and_endpoint_are_those_of_the_publication(description: rdflib.Graph) -> None:
    publication = read_publication()
    names = {part.file_name(key) for key in WITH_GRAPHS | WITHOUT_GRAPHS for part in parts_of(key)}
    assert {str(dump) for dump in description.objects(WHOLE, VOID.dataDump)} == {
        publication.downloads + name for name in names
    }
    assert str(description.value(WHOLE, DCTERMS.license)) == "https://open.canada.ca/en/open-government-licence-canada"
    assert description.value(WHOLE, DCTERMS.issued) == rdflib.Literal(publication.issued.isoformat(), datatype=XSD.date)
    assert str(description.value(WHOLE, VOID.sparqlEndpoint)) == publication.endpoint
    assert {str(page) for page in description.objects(WHOLE, FOAF.page)} == {
        publication.landing_page.en,
        publication.landing_page.fr,
    }
    assert not [node for triple in description for node in triple if isinstance(node, rdflib.BNode)]


def test_a_publication_without_an_endpoint_names_none(tmp_path: Path) -> None:
    description = described(Store(), tmp_path, endpoint=None)
    assert description.value(WHOLE, VOID.sparqlEndpoint) is None
    assert description.value(WHOLE, VOID.triples) == rdflib.Literal(0)
