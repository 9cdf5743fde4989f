"""A real Virtuoso gives the networks that the embedded engine gives."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from virtuoso import running_virtuoso

from recueil_kg.analysis.networks import NETWORKS, network
from recueil_kg.graph.store import open_store
from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine


@pytest.mark.engines
def test_every_network_is_the_same_on_virtuoso(built_store: Path, tmp_path: Path) -> None:
    nquads = tmp_path / "all.nq"
    open_store(built_store).dump(str(nquads), format=ox.RdfFormat.N_QUADS)
    folder = tmp_path / "virtuoso"
    folder.mkdir()
    engine = EmbeddedEngine(built_store)
    with running_virtuoso(folder, nquads) as address:
        for name in NETWORKS:
            here = network(engine, name, since="1950")
            there = network(EndpointEngine(address), name, since="1950")
            assert dict(there.nodes(data=True)) == dict(here.nodes(data=True)), name
            assert list(there.edges(data=True)) == list(here.edges(data=True)), name
