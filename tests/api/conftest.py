"""The graph as Python has it, from the built store."""

from __future__ import annotations

from pathlib import Path

import pytest

from recueil_kg import Recueil


@pytest.fixture(scope="session")
def kg(built_store: Path) -> Recueil:
    return Recueil.open(built_store)
