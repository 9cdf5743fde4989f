"""What `extract --json` prints has a published schema, made from its types."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from recueil_kg.extraction import extract
from recueil_kg.extraction.json_form import json_form
from recueil_kg.extraction.json_types import sheet_json_schema
from recueil_kg.reading import read
from recueil_kg.resources import data_folder

SCHEMA = Path(__file__).parents[2] / "docs" / "extract.schema.json"


def test_the_published_schema_is_that_of_the_types() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == json.loads(json.dumps(sheet_json_schema()))


@pytest.mark.parametrize("path", sorted((data_folder() / "sheets").glob("*.txt")), ids=lambda path: path.stem)
def test_every_shipped_sheet_gives_json_that_conforms(path: Path) -> None:
    document = read(path)
    printed = json.loads(msgspec.json.encode(json_form(extract(document), document)))
    jsonschema.validate(printed, json.loads(SCHEMA.read_text("utf-8")))
