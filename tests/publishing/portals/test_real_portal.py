"""The portals' own code, in an environment of its own, takes catalogue and records, and refuses what we refuse."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from tests.conftest import REPOSITORY
from tests.publishing.portals.server import scheming
from tests.publishing.portals.server.ckan_server import running_ckan
from tests.publishing.portals.test_open_canada_check import (
    MANDATORY,
    MANDATORY_OF_RESOURCES,
    PORTAL_RULES,
    changed,
)

from recueil_kg.publishing.access import Credentials
from recueil_kg.publishing.file_formats import FILE_FORMATS, OTHER
from recueil_kg.publishing.portals.ckan import Portal, plan, publish
from recueil_kg.publishing.portals.dcat import catalogue
from recueil_kg.publishing.portals.dcat_forms import CatalogueForm, as_bytes
from recueil_kg.publishing.portals.open_canada import Record, as_json_lines
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.querying.engines import EmbeddedEngine

pytestmark = pytest.mark.engines

PYTHON = REPOSITORY / "build" / "ckan-venv" / "bin" / "python"
SCRIPT = Path(__file__).parent / "server" / "real_portal.py"
RDFLIB_NAMES = {"dcat": "turtle", "dcat-rdfxml": "xml", "dcat-jsonld": "json-ld"}


def portal_says(given: bytes, *words: str) -> Any:
    assert PYTHON.exists(), "say: make build/ckan-venv/.installed"
    return json.loads(subprocess.run([PYTHON, SCRIPT, *words], input=given, check=True, stdout=subprocess.PIPE).stdout)


def errors_of(records: list[Record]) -> list[dict[str, Any]]:
    """What CKAN's and scheming's validators refuse in each record."""
    found: list[dict[str, Any]] = portal_says(as_json_lines(records), "validate")
    return found


@pytest.fixture(scope="module", params=get_args(CatalogueForm))
def datasets(
    request: pytest.FixtureRequest, engine: EmbeddedEngine, publication: Publication, files: list[PublishedFile]
) -> list[dict[str, Any]]:
    """What the profile euro_dcat_ap_3 of ckanext-dcat reads from the catalogue, in each of its forms."""
    found: list[dict[str, Any]] = portal_says(
        as_bytes(catalogue(engine, publication, files), request.param), "parse", RDFLIB_NAMES[request.param]
    )
    return found


def test_the_harvester_reads_every_dataset_in_both_languages_under_our_licence(
    datasets: list[dict[str, Any]], records: list[Record]
) -> None:
    read = {dataset["title_translated"]["en"]: dataset for dataset in datasets}
    assert set(read) == {record["title_translated"]["en"] for record in records}
    for record in records:
        dataset = read[record["title_translated"]["en"]]
        assert dataset["title_translated"] == record["title_translated"]
        assert dataset["notes_translated"] == record["notes_translated"]
        assert {key: sorted(words) for key, words in dataset["tags_translated"].items()} == {
            key: sorted(words) for key, words in record["keywords"].items()
        }
        assert dataset["license_id"] == "ca-ogl-lgo"
        extras = {extra["key"]: extra["value"] for extra in dataset["extras"]}
        assert extras["identifier"] == record["id"]
        assert extras.get("temporal_start") == record.get("time_period_coverage_start")


def test_the_harvester_reads_every_distribution_intact(
    datasets: list[dict[str, Any]], files: list[PublishedFile], publication: Publication
) -> None:
    for dataset in datasets:
        edition = "2022-02" if "2022-02" in dataset["title"] else None
        expected = {file.title.en: file for file in files if file.edition == edition}
        endpoint, *others = sorted(dataset["resources"], key=lambda resource: "download_url" in resource)
        assert {resource["name"] for resource in others} == set(expected)
        assert endpoint["url"] == publication.endpoint
        assert endpoint["format"] == "SPARQLQ"
        for resource in others:
            file = expected[resource["name"]]
            form = FILE_FORMATS[file.format]
            assert resource["name_translated"] == {"en": file.title.en, "fr": file.title.fr}
            assert resource["size"] == file.size
            assert resource["hash"].lower() == file.sha256
            assert resource["mimetype"] == form.media_type
            assert len(resource.get("language", ())) == len(file.languages)
            if form.open_canada not in {OTHER, "SQLITE", "JSONL"}:
                assert resource["format"] == form.open_canada
            assert not resource["format"].startswith("http")


def test_the_validators_take_every_record(records: list[Record]) -> None:
    assert errors_of(records) == [{} for _record in records]


def refused() -> list[tuple[str, Any]]:
    """Every rule and every mandatory field; a missing name CKAN fills from the identifier itself."""
    missing = [
        *(name for name in MANDATORY if name != "name"),
        *(f"resources.0.{name}" for name in MANDATORY_OF_RESOURCES),
    ]
    return [*((field, value) for field, value, _said in PORTAL_RULES), *((field, None) for field in missing)]


def test_the_validators_refuse_what_our_check_refuses_and_the_tests_without_ckan_know_it(
    records: list[Record],
) -> None:
    rules = [(field, value) for field, value in refused() if field != "type"]
    broken = [changed(copy.deepcopy(records[0]), field, value) for field, value in rules]
    taken, differently_known = [], []
    for (field, value), by_real, record in zip(rules, errors_of(broken), broken, strict=True):
        if field.split(".")[0] not in by_real:
            taken.append((field, value))
        if set(by_real) != set(scheming.errors_of(record)):
            differently_known.append((field, value, by_real, scheming.errors_of(record)))
    assert taken == []
    assert differently_known == []


@pytest.fixture
def real_errors() -> Callable[[Record], dict[str, Any]]:
    return lambda record: errors_of([record])[0]


def test_records_go_to_a_server_that_refuses_by_the_real_validators(
    records: list[Record], real_errors: Callable[[Record], dict[str, Any]]
) -> None:
    some = copy.deepcopy(records[:2])
    with running_ckan(real_errors) as ckan, Portal(ckan.address, Credentials("bearer", secret=ckan.token)) as portal:
        assert publish(portal, plan(portal, some)) == 2
        assert {step.action for step in plan(portal, some)} == {"unchanged"}
