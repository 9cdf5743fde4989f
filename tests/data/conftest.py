"""The project's own data, read once."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from recueil_kg.authorities import Authorities, load_authorities
from recueil_kg.model.records import SourceRecord
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder

CALLED_HERE = {
    "trilateral-committee": "trilateral-wildlife-committee",
    "arctic-mospa-2013": "arctic-marine-oil-pollution-2013",
}
"""Instruments that the collection and the records call by other slugs."""

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


@pytest.fixture(scope="session")
def of_instrument(records: Records) -> dict[str, list[SourceRecord]]:
    """The records of each instrument."""
    grouped: dict[str, list[SourceRecord]] = defaultdict(list)
    for record in records.values():
        grouped[record.instrument].append(record)
    return grouped


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    """What was collected from published sheets, a row for each instrument, with its `slug` here.

    It stands beside the checkout, for those who build the project; users do not have it.
    """
    facts = Path(__file__).resolve().parents[3] / "shared" / "facts"
    lines = [
        line
        for name in ("multilateral", "bilateral")
        for line in (facts / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    found = [json.loads(line) for line in lines]
    return [{**row, "slug": CALLED_HERE.get(row["id"], row["id"])} for row in found]
