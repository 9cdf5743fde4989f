"""rdflib's own engine, over the shipped data, gives the rows that the embedded engine gives."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from tests.querying.servers import with_wikidata

from recueil_kg.graph.store import open_store
from recueil_kg.querying.catalogue import load_catalogue
from recueil_kg.querying.engines import EmbeddedEngine


@pytest.mark.engines
def test_every_question_has_the_same_rows_on_rdflib(built_store: Path, tmp_path: Path, wikidata: str) -> None:
    nquads = tmp_path / "all.nq"
    open_store(built_store).dump(str(nquads), format=ox.RdfFormat.N_QUADS)
    dataset = rdflib.Dataset(default_union=True).parse(nquads, format="nquads")
    engine = EmbeddedEngine(built_store)
    different = []
    for question in load_catalogue():
        text = with_wikidata(question.text, wikidata)
        here = sorted(["" if term is None else term.value for term in row] for row in engine.select(text))
        there = sorted(["" if term is None else str(term) for term in row] for row in dataset.query(text))
        if here != there:
            different.append(question.name)
    assert different == []
