"""What the room's tests share: the engine on the built graph, and one on the small graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from recueil_kg.graph.build import build
from recueil_kg.querying.engines import EmbeddedEngine

SMALL = Path(__file__).parents[1] / "querying" / "small"


@pytest.fixture(scope="session")
def engine(built_store: Path) -> EmbeddedEngine:
    """The shipped data."""
    return EmbeddedEngine(built_store)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """The graph that is worked out by hand."""
    store = tmp_path_factory.mktemp("small") / "store"
    build(SMALL, store, jobs=1)
    return EmbeddedEngine(store)
