"""The files: the same bytes each time, the words as they are or safely marked, whole or not at all."""

from __future__ import annotations

import csv
import filecmp
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from tests.publishing.conftest import HOSTILE, WORDS, WRITE_ALL, record_of, store_of

from recueil_kg import iris
from recueil_kg.errors import RecueilError
from recueil_kg.graph.namespaces import DCTERMS, RK
from recueil_kg.graph.store import CONTENT
from recueil_kg.publishing.file_formats import file_format
from recueil_kg.publishing.portals.schema_org import write_schema_org
from recueil_kg.publishing.publication import Publication
from recueil_kg.publishing.tables import parquet
from recueil_kg.publishing.tables.croissant import write_croissant
from recueil_kg.publishing.tables.csv_cells import NEUTRALISING
from recueil_kg.publishing.tables.csv_package import write_csv, write_datapackage
from recueil_kg.publishing.tables.parquet import write_parquet
from recueil_kg.publishing.tables.rows import rows_of
from recueil_kg.publishing.tables.schema import load_tables
from recueil_kg.publishing.tables.sqlite import write_sqlite
from recueil_kg.querying.output import neutralised


def names_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def cells(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def test_the_same_graph_gives_the_same_bytes_in_another_process_and_store(
    store: Store, written: Path, tmp_path: Path
) -> None:
    (tmp_path / "generations").mkdir()
    other = Store(str(tmp_path / "generations" / "other"))
    other.bulk_extend(reversed(list(store)))
    other.flush()
    del other
    (tmp_path / "CURRENT").write_text(json.dumps({"generation": "other", "quads": 0, "content": CONTENT}))
    subprocess.run([sys.executable, "-c", WRITE_ALL, str(tmp_path), str(tmp_path / "again")], check=True)
    names = names_below(written)
    assert names == names_below(tmp_path / "again")
    assert len(names) > 3 * len(load_tables())
    assert filecmp.cmpfiles(written, tmp_path / "again", names, shallow=False) == (names, [], [])


@pytest.mark.parametrize(
    "write", [write_csv, write_datapackage, write_parquet, write_sqlite, write_schema_org, write_croissant]
)
def test_an_export_says_of_every_file_that_it_writes_where_it_is_and_what_it_is(
    worst_store: Store, publication: Publication, tmp_path: Path, write
) -> None:
    files = write(worst_store, publication, tmp_path)
    assert sorted(file.name for file in files) == names_below(tmp_path)
    for file in files:
        assert file.path == tmp_path / file.name
        assert file.name.endswith(file_format(file.format).suffix)


def test_a_spreadsheet_finds_no_formula_and_a_program_has_the_words_again(
    worst_store: Store, publication: Publication, tmp_path: Path
) -> None:
    write_csv(worst_store, publication, tmp_path)
    write_datapackage(worst_store, publication, tmp_path)
    for path in (tmp_path / "csv" / "instruments.csv", tmp_path / "datapackage" / "instruments.csv"):
        found = [title for title in cells(path, "title_en") if title]
        assert f"'{HOSTILE}" in found
        assert not [title for title in found if title.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert [title.removeprefix("'") for title in found] == list(WORDS)
    package = json.loads((tmp_path / "datapackage" / "datapackage.json").read_text("utf-8"))
    assert package["neutralised"] == NEUTRALISING
    assert "apostrophe" in package["descriptions"]["en"]
    assert "apostrophe" in package["descriptions"]["fr"]


@given(st.text())
def test_whatever_is_neutralised_is_had_again_by_taking_one_apostrophe_away(text: str) -> None:
    cell = neutralised(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == text


def test_parquet_and_sqlite_hold_the_words_as_they_are(
    worst_store: Store, publication: Publication, tmp_path: Path
) -> None:
    write_parquet(worst_store, publication, tmp_path)
    write_sqlite(worst_store, publication, tmp_path)
    titles = pq.read_table(tmp_path / "parquet" / "instruments.parquet")["title_en"].to_pylist()
    assert [title for title in titles if title is not None] == list(WORDS)
    with closing(sqlite3.connect(tmp_path / "sqlite" / "recueil.sqlite")) as database:
        found = database.execute("SELECT title_en FROM instruments WHERE title_en IS NOT NULL ORDER BY rowid")
        assert [title for (title,) in found] == list(WORDS)


def test_csv_is_as_rfc_4180_has_it_and_only_the_files_for_spreadsheets_have_a_byte_order_mark(written: Path) -> None:
    for table in load_tables():
        for_people = (written / "csv" / f"{table.name}.csv").read_bytes()
        for_programs = (written / "datapackage" / f"{table.name}.csv").read_bytes()
        assert for_people == b"\xef\xbb\xbf" + for_programs
        header, rest = for_programs.split(b"\r\n", 1)
        assert header.decode() == ",".join(column.name for column in table.columns)
        assert rest.endswith(b"\r\n")


def test_parquet_columns_are_typed_and_titled_in_both_languages(written: Path, publication: Publication) -> None:
    for table in load_tables():
        schema = pq.read_schema(written / "parquet" / f"{table.name}.parquet")
        assert schema.metadata[b"title_fr"].decode() == table.title.fr
        assert schema.metadata[b"version"].decode() == publication.version
        for column, field in zip(table.columns, schema, strict=True):
            assert field.metadata[b"title_en"].decode() == column.title.en
            assert field.metadata[b"title_fr"].decode() == column.title.fr
            assert field.nullable != column.required
    events = pq.read_schema(written / "parquet" / "events.parquet")
    assert events.field("date_earliest").type == pa.date32()
    assert events.field("is_unresolved").type == pa.bool_()
    assert events.field("instrument_iri").metadata[b"refers_to"] == b"instruments.instrument_iri"


def test_parquet_is_written_group_by_group(
    store: Store, publication: Publication, tmp_path: Path, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_ROWS_IN_GROUP", 100)
    write_parquet(store, publication, tmp_path)
    name = Path("parquet") / "instruments.parquet"
    groups = pq.ParquetFile(tmp_path / name)
    assert groups.metadata.num_row_groups == -(-groups.metadata.num_rows // 100) > 1
    assert groups.read().equals(pq.read_table(written / name))


def test_without_pyarrow_the_user_is_told_what_to_install(
    worst_store: Store, publication: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        RecueilError, match=r"pyarrow is not installed; in the checkout, run pip install .\.\[parquet\]"
    ):
        write_parquet(worst_store, publication, tmp_path)
    assert names_below(tmp_path) == []


def test_a_reference_to_what_is_not_there_is_refused_and_the_old_database_stays(
    publication: Publication, tmp_path: Path
) -> None:
    store = store_of([record_of(1, "Words")])
    write_sqlite(store, publication, tmp_path)
    before = (tmp_path / "sqlite" / "recueil.sqlite").read_bytes()
    instrument, graph = NamedNode(iris.instrument("worst-01")), NamedNode(iris.graph("knowledge"))
    store.add(Quad(instrument, RK.hasBody, NamedNode(iris.body("nowhere")), graph))
    with pytest.raises(
        RecueilError, match=r"table instrument_bodies: body_iri refers to .*/body/nowhere, .* in bodies"
    ):
        write_sqlite(store, publication, tmp_path)
    assert (tmp_path / "sqlite" / "recueil.sqlite").read_bytes() == before
    assert len(names_below(tmp_path)) == 3


FULL = """
import resource, signal, sys
from pathlib import Path
from recueil_kg.errors import RecueilError
from recueil_kg.graph.store import open_store
from recueil_kg.publishing.tables import csv_package, parquet, sqlite
from recueil_kg.publishing.publication import read_publication
store = open_store(Path(sys.argv[1]))
import pyarrow.parquet
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
for write in (csv_package.write_csv, parquet.write_parquet, sqlite.write_sqlite):
    try:
        write(store, read_publication(), Path(sys.argv[2]))
    except RecueilError as error:
        print(error)
"""


def test_a_full_disk_is_one_line_and_leaves_no_half_of_a_file(built_store: Path, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(built_store), str(tmp_path)], check=True, capture_output=True, text=True
    )
    of_csv, of_parquet, of_sqlite = ended.stdout.splitlines()
    assert f"{tmp_path}/csv/instruments.csv: no room to write the file" in of_csv
    assert f"{tmp_path}/parquet/evidence.parquet: no room to write the file" in of_parquet
    assert of_sqlite.startswith(f"{tmp_path}/sqlite/recueil.sqlite: ")
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or (path.suffix in {".csv", ".parquet"} and path.stat().st_size <= 60_000), path


def test_a_literal_in_a_third_language_fills_no_column(publication: Publication) -> None:
    store = store_of([record_of(1, "Words")])
    instrument, graph = NamedNode(iris.instrument("worst-01")), NamedNode(iris.graph("knowledge"))
    table = load_tables()[0]
    before = list(rows_of(store, table))
    store.add(Quad(instrument, DCTERMS.title, Literal("Palabras", language="es"), graph))
    assert list(rows_of(store, table)) == before
