"""The endpoint is described as it is: its graphs with their sizes, what it answers in, and what it does not do."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import Store
from rdflib.namespace import DCTERMS, RDF, VOID

from recueil_kg.errors import RecueilError
from recueil_kg.graph.store import open_store
from recueil_kg.publishing.dumps.formats import DUMPS
from recueil_kg.publishing.dumps.service_description import RESULT_FORMATS, SD
from recueil_kg.publishing.publication import read_publication
from recueil_kg.querying.services import refuse_services

S = rdflib.Namespace(SD.base)


@pytest.fixture(scope="module")
def store(built_store: Path) -> Store:
    return open_store(built_store)


@pytest.fixture(scope="module")
def description(store: Store, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    (file,) = DUMPS["service-description"](store, read_publication(), tmp_path_factory.mktemp("service"))
    assert list(ox.parse(path=str(file.path), format=ox.RdfFormat.TURTLE))
    return rdflib.Graph().parse(file.path, format="turtle")


def test_there_is_one_service_at_the_publications_endpoint_with_its_title_in_both_languages(
    description: rdflib.Graph,
) -> None:
    (service,) = description.subjects(RDF.type, S.Service)
    assert str(description.value(service, S.endpoint)) == read_publication().endpoint
    titles = list(description.objects(service, DCTERMS.title))
    assert sorted(title.language for title in titles if isinstance(title, rdflib.Literal)) == ["en", "fr"]


def test_every_named_graph_is_listed_with_its_size(store: Store, description: rdflib.Graph) -> None:
    (dataset,) = description.objects(None, S.defaultDataset)
    said = {}
    for named in description.objects(dataset, S.namedGraph):
        assert (named, RDF.type, S.NamedGraph) in description
        graph = description.value(named, S.graph)
        said[str(description.value(named, S.name))] = int(str(description.value(graph, VOID.triples)))
    found = store.query("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert isinstance(found, ox.QuerySolutions)
    assert said == {row["g"].value: int(row["n"].value) for row in found}


def test_the_default_graph_is_the_union(store: Store, description: rdflib.Graph) -> None:
    (default,) = description.objects(None, S.defaultGraph)
    found = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    assert int(str(description.value(default, VOID.triples))) == int(next(found)["n"].value)
    assert set(description.objects(None, S.feature)) == {S.UnionDefaultGraph}


def test_only_reading_is_promised_and_no_other_server_is_called(description: rdflib.Graph) -> None:
    assert set(description.objects(None, S.supportedLanguage)) == {S.SPARQL11Query}
    assert S.BasicFederatedQuery not in set(description.objects())
    with pytest.raises(RecueilError, match="is not allowed"):
        refuse_services("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")


@pytest.mark.parametrize("format_", RESULT_FORMATS, ids=str)
def test_the_engine_can_answer_in_every_format_that_is_named(
    format_: ox.RdfFormat | ox.QueryResultsFormat, store: Store, description: rdflib.Graph
) -> None:
    rows = isinstance(format_, ox.QueryResultsFormat)
    answer = store.query(
        "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 1" if rows else "CONSTRUCT { <a:b> <a:b> ?o } { BIND(1 AS ?o) }"
    )
    assert not isinstance(answer, ox.QueryBoolean)
    assert answer.serialize(format=format_)  # type: ignore[arg-type]
    named = {str(node) for node in description.objects(None, S.resultFormat)}
    assert len(named) == len(RESULT_FORMATS)
    assert any(node.endswith(f"/{format_.iri.rpartition('/')[2]}") for node in named)


def test_a_publication_without_an_endpoint_has_nothing_to_describe(tmp_path: Path) -> None:
    publication = msgspec.structs.replace(read_publication(), endpoint=None)
    with pytest.raises(RecueilError, match="the publication has no endpoint; give its address"):
        DUMPS["service-description"](Store(), publication, tmp_path)
    assert list(tmp_path.iterdir()) == []
