"""The built graph, and one small enough to know by heart."""

from __future__ import annotations

from pathlib import Path

import pytest

from recueil_kg.graph.build import build
from recueil_kg.querying.engines import EmbeddedEngine

SMALL = Path(__file__).parents[1] / "querying" / "small"


@pytest.fixture(scope="session")
def engine(built_store: Path) -> EmbeddedEngine:
    return EmbeddedEngine(built_store)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """The graph of `tests/querying/small`: two instruments with departments, parties, a body, and what happened."""
    store = tmp_path_factory.mktemp("small-networks") / "store"
    build(SMALL, store, jobs=1)
    return EmbeddedEngine(store)
