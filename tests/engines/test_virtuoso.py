"""A real Virtuoso gives the rows that the embedded engine gives."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from tests.querying.servers import with_wikidata
from virtuoso import running_virtuoso

from recueil_kg.graph.store import open_store
from recueil_kg.querying.catalogue import load_catalogue
from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine, Rows

XSD_BOOLEAN = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")


def plain(rows: Rows) -> list[tuple[str, ...]]:
    """Values only: Virtuoso gives some datatypes other names, and 0 and 1 for false and true."""
    return sorted(tuple(_plain(term) for term in row) for row in rows)


def _plain(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(term, ox.Literal) and term.datatype == XSD_BOOLEAN:
        return str(int(term.value in {"true", "1"}))
    return term.value if term is not None and not isinstance(term, ox.Triple) else ""


@pytest.mark.engines
def test_every_question_has_the_same_rows_on_virtuoso(built_store: Path, tmp_path: Path, wikidata: str) -> None:
    nquads = tmp_path / "all.nq"
    open_store(built_store).dump(str(nquads), format=ox.RdfFormat.N_QUADS)
    folder = tmp_path / "virtuoso"
    folder.mkdir()
    engine = EmbeddedEngine(built_store)
    with running_virtuoso(folder, nquads) as address:
        remote = EndpointEngine(address)
        different = [
            question.name
            for question in load_catalogue()
            for text in [with_wikidata(question.text, wikidata)]
            if plain(remote.select(text)) != plain(engine.select(text))
        ]
    assert different == []
