"""What all pages are followed with."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.places import Stores


@pytest.fixture(scope="session")
def stores(built_store: Path, endpoint: str, tmp_path_factory: pytest.TempPathFactory) -> Stores:
    return Stores(built_store, endpoint, tmp_path_factory.mktemp("pages"))
