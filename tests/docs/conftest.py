"""What all pages are followed with: stores, a server of the whole, and a release to compare a later one with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.places import Stores, checkout_in, settings_in


@pytest.fixture(scope="session")
def stores(built_store: Path, endpoint: str, tmp_path_factory: pytest.TempPathFactory) -> Stores:
    folder = tmp_path_factory.mktemp("few")
    checkout_in(folder, few=True)
    stores = Stores(built_store, folder / "store", endpoint, folder / "recueil-0.1.0")
    for words in (["build"], ["release", str(stores.earlier)]):
        subprocess.run(
            [sys.executable, "-m", "recueil_kg", *words, "--jobs", "1"],
            env=settings_in(folder, stores.few),
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return stores
