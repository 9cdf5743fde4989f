"""A real SPARQL server that is loaded with the built store gives the same answers as the store."""

from __future__ import annotations

import networkx as nx
import pytest

from recueil_kg import Recueil
from recueil_kg.analysis.networks import NETWORKS
from recueil_kg.analysis.pictures import PICTURES
from recueil_kg.errors import ExitCode, RecueilError


@pytest.fixture(scope="module")
def served(endpoint: str) -> Recueil:
    return Recueil.connect(endpoint)


def test_instruments_and_institutions_are_the_same(kg: Recueil, served: Recueil) -> None:
    assert served.instruments() == kg.instruments()
    assert served.institutions() == kg.institutions()
    assert served.instrument("Convention on Biological Diversity") == kg.instrument("cbd")


def test_a_table_is_the_same(kg: Recueil, served: Recueil) -> None:
    for name in ("events-between", "department-pairs", "status-on"):
        assert served.query(name).equals(kg.query(name))
        assert (served.query(name).dtypes == kg.query(name).dtypes).all()


def test_evidence_is_the_same(kg: Recueil, served: Recueil) -> None:
    iri = "instrument/cbd#ratification-canada"
    assert served.evidence(iri) == kg.evidence(iri)


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_a_network_is_the_same(kg: Recueil, served: Recueil, name: str) -> None:
    ours, theirs = kg.network(name), served.network(name)
    assert ours.number_of_edges() > 0
    assert nx.utils.graphs_equal(ours, theirs)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_has_the_same_data(kg: Recueil, served: Recueil, name: str) -> None:
    given = {parameter.name: parameter.example for parameter in PICTURES[name].parameters[:1]}
    ours, theirs = (graph.plot(name, language="fr", **given) for graph in (kg, served))
    assert theirs.chart.to_dict() == ours.chart.to_dict()
    assert theirs.alt == ours.alt


def test_an_endpoint_that_is_not_there_is_one_line() -> None:
    with pytest.raises(RecueilError, match="the endpoint did not answer") as raised:
        Recueil.connect("http://127.0.0.1:9/query").instrument("cbd")
    assert raised.value.exit_code == ExitCode.ENGINE_FAILED
