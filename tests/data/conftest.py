"""The project's own data, read once."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import pytest

from recueil_kg.authorities import Authorities, load_authorities
from recueil_kg.model.records import SourceRecord
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder

Records: TypeAlias = "dict[Path, SourceRecord]"


@pytest.fixture(scope="session")
def records() -> Records:
    """Every record, by its path under `data/records/`."""
    folder = data_folder() / "records"
    return {path.relative_to(folder): read_yaml(path, SourceRecord) for path in sorted(folder.glob("*/*.yaml"))}


@pytest.fixture(scope="session")
def authorities() -> Authorities:
    """Every authority entry."""
    return load_authorities()
