"""Other people's tools read our files back: frictionless, csvw, DuckDB, pandas, SQLite, Datasette, mlcroissant."""

from __future__ import annotations

import asyncio
import csv
import json
import socket
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import mlcroissant
import pandas as pd
import pyarrow.parquet as pq
import pytest
from csvw import CSVW
from datasette.app import Datasette
from frictionless import Package
from pyoxigraph import Store

from recueil_kg.i18n import LANGUAGES
from recueil_kg.publishing.publication import Publication
from recueil_kg.publishing.tables.csv_package import write_datapackage
from recueil_kg.publishing.tables.schema import load_tables

LINKED = """
SELECT instruments.label_fr, evidence.quote, concepts.label_fr AS what
FROM {evidence} AS evidence
JOIN {events} AS events USING (event_iri)
JOIN {instruments} AS instruments ON instruments.instrument_iri = events.instrument_iri
JOIN {concepts} AS concepts ON concepts.concept_iri = events.event_type_iri
WHERE events.instrument = 'cbd' AND events.event_type = 'ratification' AND evidence.language = 'fr'
ORDER BY evidence.statement_iri
"""
"""Printed words, the event that they tell of, its instrument, and the event type's name: four tables, by their keys."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("a reader of our files called another server")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def package(worst_store: Store, publication: Publication, tmp_path: Path) -> Path:
    """A small data package, valid and free to be spoilt."""
    write_datapackage(worst_store, publication, tmp_path)
    return tmp_path / "datapackage"


def spoil(path: Path, column: str, value: str) -> None:
    """Put another value into the first cell of a column that is not empty."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    number = header.index(column)
    next(line for line in lines if line[number])[number] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])


def errors_of(package: Path) -> Counter[str]:
    report = Package(str(package / "datapackage.json")).validate()
    return Counter(error.type for task in report.tasks for error in task.errors)


def test_frictionless_finds_the_data_package_valid_with_its_keys_sizes_and_hashes(written: Path) -> None:
    described = Package(str(written / "datapackage" / "datapackage.json"))
    report = described.validate()
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == len(load_tables())
    assert sum(len(resource.schema.foreign_keys) for resource in described.resources) == sum(
        len(table.references) for table in load_tables()
    )
    with described.get_resource("instruments") as resource:
        assert resource.schema.primary_key == ["instrument_iri"]


@pytest.mark.parametrize(
    ("table", "column", "value", "error"),
    [
        ("events", "event_type_iri", "https://w3id.org/recueil/event-type/sorcery", "foreign-key"),
        ("evidence", "event_iri", "https://w3id.org/recueil/instrument/cbd#nothing", "foreign-key"),
        ("instruments", "instrument_iri", "https://w3id.org/recueil/instrument/worst-05", "primary-key"),
        ("events", "date_earliest", "in June", "type-error"),
    ],
)
def test_frictionless_finds_what_we_spoil(package: Path, table: str, column: str, value: str, error: str) -> None:
    assert errors_of(package) == {}
    spoil(package / f"{table}.csv", column, value)
    assert errors_of(package)[error] > 0


def test_the_data_package_is_titled_in_both_languages(written: Path) -> None:
    described = json.loads((written / "datapackage" / "datapackage.json").read_text("utf-8"))
    assert described["languages"] == ["en", "fr"]
    for resource in (described, *described["resources"]):
        assert set(resource["titles"]) == set(resource["descriptions"]) == {"en", "fr"}
    fields = [field for resource in described["resources"] for field in resource["schema"]["fields"]]
    assert all(field["titles"]["en"] and field["titles"]["fr"] for field in fields)


def test_csvw_finds_the_metadata_and_the_tables_valid_in_the_strict_sense(written: Path) -> None:
    read = CSVW(str(written / "datapackage" / "csv-metadata.json"), validate=True)
    assert read.is_valid, read.warnings
    tables = read.tablegroup.tabledict
    assert set(tables) == {f"{table.name}.csv" for table in load_tables()}
    titles = tables["events.csv"].tableSchema.columndict["event_type"].titles.asdict()
    assert titles == {"en": "event type", "fr": "type d’événement"}


def test_csvw_finds_what_we_spoil(package: Path) -> None:
    assert CSVW(str(package / "csv-metadata.json"), validate=True).is_valid
    spoil(package / "responsibilities.csv", "institution_iri", "https://w3id.org/recueil/institution/magic")
    with pytest.raises(ValueError, match=r"responsibilities.csv:2 .*magic.* not found in table institutions.csv"):
        assert CSVW(str(package / "csv-metadata.json"), validate=True).is_valid


@pytest.mark.parametrize("form", ["parquet", "csv", "datapackage"])
def test_duckdb_joins_the_tables_by_their_keys(written: Path, form: str) -> None:
    suffix = "parquet" if form == "parquet" else "csv"
    names = {table.name: f"'{written / form / table.name}.{suffix}'" for table in load_tables()}
    found = duckdb.sql(LINKED.format_map(names)).fetchall()
    assert found
    assert {(row[0], row[2]) for row in found} == {("Convention sur la diversité biologique", "ratification")}
    counted = "SELECT COUNT(*) FROM {events} WHERE date_earliest BETWEEN DATE '1992-01-01' AND DATE '1992-12-31'"
    expected = duckdb.sql(counted.format_map({"events": f"'{written}/parquet/events.parquet'"})).fetchall()
    assert duckdb.sql(counted.format_map(names)).fetchall() == expected != [(0,)]


@pytest.mark.parametrize("table", load_tables(), ids=lambda table: table.name)
def test_pandas_reads_the_same_from_csv_and_from_parquet(written: Path, table: Any) -> None:
    texts = {column.name: "str" for column in table.columns if column.type in {"text", "iri", "date"}}
    read = {"dtype": texts, "keep_default_na": False, "na_values": [""], "encoding": "utf-8"}
    from_csv = pd.read_csv(written / "csv" / f"{table.name}.csv", **read)
    from_parquet = pd.read_parquet(written / "parquet" / f"{table.name}.parquet")
    assert list(from_csv.columns) == list(from_parquet.columns) == [column.name for column in table.columns]
    for column in table.columns:
        one, other = from_csv[column.name], from_parquet[column.name]
        if column.type in {"integer", "boolean"}:
            assert one.dropna().tolist() == other.dropna().tolist()
        else:
            texts_of = [None if pd.isna(value) else str(value) for value in other]
            assert [None if pd.isna(value) else value.removeprefix("'") for value in one] == texts_of


@pytest.fixture
def database(written: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{written}/sqlite/recueil.sqlite?mode=ro", uri=True)) as opened:
        yield opened


def test_sqlite_finds_its_file_sound_and_every_reference_kept(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    declared = [len(database.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()) for table in load_tables()]
    assert declared == [len(table.references) for table in load_tables()]
    assert sum(declared) > 50


def test_sqlite_has_the_rows_of_parquet(database: sqlite3.Connection, written: Path) -> None:
    for table in load_tables():
        rows = pq.read_table(written / "parquet" / f"{table.name}.parquet").to_pylist()
        names = ", ".join(column.name for column in table.columns)
        found = database.execute(f"SELECT {names} FROM {table.name} ORDER BY rowid").fetchall()
        dates = [number for number, column in enumerate(table.columns) if column.type == "date"]
        expected = [list(row.values()) for row in rows]
        for row in expected:
            for number in dates:
                row[number] = row[number].isoformat() if row[number] else None
        assert [list(row) for row in found] == expected


@pytest.mark.parametrize("words", ["diversite biologique", "DIVERSITÉ BIOLOGIQUE", '"diversité biologique"'])
def test_full_text_search_folds_accents_and_case(database: sqlite3.Connection, words: str) -> None:
    found = database.execute(
        "SELECT instrument FROM instruments JOIN instruments_fts ON instruments.rowid = instruments_fts.rowid "
        "WHERE instruments_fts MATCH ? ORDER BY rank",
        (words,),
    ).fetchall()
    assert ("cbd",) in found
    (quotes,) = database.execute("SELECT COUNT(*) FROM evidence_fts WHERE evidence_fts MATCH ?", (words,)).fetchone()
    assert quotes > 0


def test_a_reference_is_followed_by_an_index(database: sqlite3.Connection) -> None:
    plan = database.execute("EXPLAIN QUERY PLAN SELECT quote FROM evidence WHERE event_iri = 'x'").fetchall()
    assert "USING INDEX evidence_event_iri" in plan[0][3]


def test_the_database_says_in_both_languages_what_each_table_and_column_is(database: sqlite3.Connection) -> None:
    found = database.execute("SELECT table_name, column_name, title_en, title_fr FROM data_dictionary").fetchall()
    named = {(table.name, column.name) for table in load_tables() for column in table.columns}
    assert {row[:2] for row in found} == named | {(table.name, "") for table in load_tables()}
    assert all(row[2] and row[3] for row in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_datasette_shows_titles_searches_and_follows_keys_in_each_language(written: Path, language: str) -> None:
    folder = written / "sqlite"
    metadata = json.loads((folder / ("metadata.json" if language == "en" else "metadata.fr.json")).read_text("utf-8"))
    app = Datasette([str(folder / "recueil.sqlite")], immutables=[], metadata=metadata)

    async def get(path: str) -> Any:
        response = await app.client.get(path)
        assert response.status_code == 200, response.text
        return response

    async def ask() -> tuple[Any, Any, str]:
        searched = await get("/recueil/instruments.json?_search=biodiversity&_shape=array")
        labelled = await get("/recueil/events.json?instrument=cbd&event_type=ratification&_labels=on&_shape=array")
        page = await get("/recueil/events")
        return searched.json(), labelled.json(), page.text

    searched, labelled, page = asyncio.run(ask())
    title, name = {
        "en": ("Events", "Convention on Biological Diversity"),
        "fr": ("Événements", "Convention sur la diversité biologique"),
    }[language]
    assert searched
    assert {row["instrument_iri"]["label"] for row in labelled} == {name}
    assert f"<title>{title}" in page.replace("\n", "") or title in page
    assert metadata["license_url"] in page


@pytest.fixture
def croissant(written: Path) -> Callable[[], mlcroissant.Dataset]:
    """The Croissant description, with the files of this machine in the place of those on the web."""
    path = written / "croissant.json"
    described = json.loads(path.read_text("utf-8"))
    local = {file["@id"]: written / "parquet" / file["@id"] for file in described["distribution"]}
    return lambda: mlcroissant.Dataset(jsonld=path, mapping=local)


def test_mlcroissant_finds_the_description_valid_and_bilingual(croissant: Callable[[], mlcroissant.Dataset]) -> None:
    metadata = croissant().metadata
    assert metadata.ctx.issues.errors == set()
    assert metadata.ctx.issues.warnings == set()
    assert set(metadata.name) == set(metadata.description) == {"en", "fr"}
    assert {record_set.id for record_set in metadata.record_sets} == {table.name for table in load_tables()}
    (events,) = [record_set for record_set in metadata.record_sets if record_set.id == "events"]
    (field,) = [field for field in events.fields if field.id == "events/event_type"]
    assert field.name == {"en": "event type", "fr": "type d’événement"}


@pytest.mark.parametrize("table", load_tables(), ids=lambda table: table.name)
def test_mlcroissant_loads_every_record_offline(
    croissant: Callable[[], mlcroissant.Dataset], written: Path, table: Any
) -> None:
    found = list(croissant().records(table.name))
    expected = pq.read_table(written / "parquet" / f"{table.name}.parquet")
    assert len(found) == expected.num_rows
    key = table.key[-1]
    values = [value.decode() for value in (record[f"{table.name}/{key}"] for record in found)]
    assert values == expected[key].to_pylist()
