"""Networks hold what the graph says, each fact once, in any window of time."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from recueil_kg.analysis.networks import NETWORKS, network
from recueil_kg.errors import RecueilError
from recueil_kg.querying.engines import EmbeddedEngine


@pytest.fixture(scope="module")
def engine(built_store: Path) -> EmbeddedEngine:
    return EmbeddedEngine(built_store)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_has_its_direction_labels_and_weights(engine: EmbeddedEngine, name: str) -> None:
    graph = network(engine, name)
    assert graph.is_directed() == NETWORKS[name].directed
    assert graph.number_of_edges() > 20
    for _node, attributes in graph.nodes(data=True):
        assert attributes["iri"].startswith("https://")
        assert attributes["kind"]
        assert "" not in attributes.values()
        assert None not in attributes.values()
    for _one, _other, attributes in graph.edges(data=True):
        assert attributes["kind"]
        assert attributes["weight"] >= 1


def test_the_facts_of_responsibility_are_those_of_the_graph(engine: EmbeddedEngine) -> None:
    rows = engine.select(
        "PREFIX rk: <https://w3id.org/recueil/ontology#> SELECT (COUNT(DISTINCT ?r) AS ?n) WHERE "
        "{ GRAPH <https://w3id.org/recueil/graph/knowledge> { ?i rk:responsibility ?r } }"
    )
    graph = network(engine, "responsibilities")
    assert sum(weight for _one, _other, weight in graph.edges(data="weight")) == int(rows.rows[0][0].value)  # type: ignore[union-attr]
    edge = graph.edges["institution/health-canada", "instrument/minamata-convention"]
    assert edge["kind"] == "partner"
    assert edge["fact"] == "https://w3id.org/recueil/instrument/minamata-convention#partner-health-canada"


def test_a_missing_label_is_absent(engine: EmbeddedEngine) -> None:
    nodes = network(engine, "states").nodes
    assert "label_fr" not in nodes["institution/aleut-international-association"]
    assert nodes["state/mex"]["label_fr"] == "Mexique"


def test_two_calls_give_the_same_network_in_the_same_order(engine: EmbeddedEngine) -> None:
    one, two = network(engine, "everything"), network(engine, "everything")
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))
    assert list(one.edges(data=True)) == list(two.edges(data=True))
    assert list(one) == sorted(one)


def test_a_window_is_refused_where_it_is_none(engine: EmbeddedEngine) -> None:
    with pytest.raises(RecueilError, match="ends before"):
        network(engine, "states", since="2000", until="1999")
    with pytest.raises(RecueilError, match="yesterday"):
        network(engine, "states", since="yesterday")
    with pytest.raises(RecueilError, match="no network"):
        network(engine, "nothing")


def test_a_network_stays_one_of_ours_in_networkx(engine: EmbeddedEngine) -> None:
    graph = network(engine, "co-partnership")
    assert type(graph.copy()) is type(graph)
    assert isinstance(graph.subgraph(["institution/eccc"]), nx.Graph)
    assert '<section lang="fr">' in graph._repr_html_()
