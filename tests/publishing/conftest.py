"""A publication of every format, with its records and its tables, and a small graph of the worst words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from pyoxigraph import NamedNode, Quad, Store

from recueil_kg.authorities import load_authorities
from recueil_kg.graph.consolidation import consolidate
from recueil_kg.graph.mapping import map_record
from recueil_kg.graph.reference import map_authorities, map_editions, map_named_instruments, map_vocabulary
from recueil_kg.graph.store import CONTENT, open_store
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.model.records import Classified, Event, Printed, Responsibility, Source, SourceRecord, Span
from recueil_kg.publishing.file_formats import FILE_FORMATS
from recueil_kg.publishing.portals.open_canada import PortalOptions, Record, portal_records
from recueil_kg.publishing.publication import Publication, PublishedFile, read_publication
from recueil_kg.querying.engines import EmbeddedEngine

EDITION = "2022-02"
WRITE_ALL = """
import sys
from pathlib import Path
from recueil_kg.graph.store import open_store
from recueil_kg.publishing.tables.croissant import write_croissant
from recueil_kg.publishing.tables.csv_package import write_csv, write_datapackage
from recueil_kg.publishing.tables.parquet import write_parquet
from recueil_kg.publishing.publication import read_publication
from recueil_kg.publishing.portals.schema_org import write_schema_org
from recueil_kg.publishing.tables.sqlite import write_sqlite
store, publication, folder = open_store(Path(sys.argv[1])), read_publication(), Path(sys.argv[2])
files = [file for write in (write_csv, write_datapackage, write_parquet, write_sqlite)
         for file in write(store, publication, folder)]
write_schema_org(store, publication, folder, files)
write_croissant(store, publication, folder, files)
"""
"""Writes every table in every format from a store, in a process of its own."""

HOSTILE = "=cmd|' /C calc'!A0"
WORDS = (
    HOSTILE,
    "+1",
    "-2",
    "@SUM(1)",
    "\ttab",
    "'quoted",
    "''twice",
    'a "b", c',
    "line\r\nbreak",
    "</script><b>",
    "NULL",
)


@pytest.fixture(scope="session")
def publication() -> Publication:
    return read_publication()


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[PublishedFile]:
    """A file of each format about the whole, one about an edition, one in French only and one without language."""
    folder = tmp_path_factory.mktemp("downloads")

    def file(name: str, key: str, **about: object) -> PublishedFile:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
        title = Bilingual(en=f"The graph as {name}", fr=f"Le graphe, {name}")
        return PublishedFile(path, name, key, title, **about)  # type: ignore[arg-type]

    whole = [file(f"{key}{form.suffix}", key) for key, form in FILE_FORMATS.items() if form.suffix]
    return [
        *whole,
        file("tables français.csv", "csv", languages=("fr",)),
        file("numbers.csv", "csv", languages=()),
        file(f"editions/{EDITION}.ttl", "turtle", edition=EDITION),
    ]


@pytest.fixture(scope="session")
def records(engine: EmbeddedEngine, publication: Publication, files: list[PublishedFile]) -> list[Record]:
    """The records as an officer of a federal department asks for them."""
    return portal_records(engine, publication, files, PortalOptions(owner_org="ec", jurisdiction="federal"))


@pytest.fixture(scope="session")
def store(built_store: Path) -> Store:
    """The graph of the shipped data."""
    return open_store(built_store)


@pytest.fixture(scope="session")
def written(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every table in every format, written once for all workers of a run; do not write to it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "tables"
    with FileLock(shared / "tables.lock"):
        if not folder.exists():
            aside = shared / "tables-aside"
            subprocess.run([sys.executable, "-c", WRITE_ALL, str(built_store), str(aside)], check=True)
            shutil.move(aside, folder)
    return folder


def record_of(number: int, words: str, language: str = "en") -> SourceRecord:
    """A record whose every printed word is `words`."""
    return SourceRecord(
        instrument=f"worst-{number:02}",
        source=Source(
            id=f"2022-02.{language}",
            kind="fact-sheet",
            language=language,  # type: ignore[arg-type]
            edition="2022-02",
            text_sha256="0" * 64,
        ),
        title=Printed(printed=words, at=Span(0, len(words))),
        form=Classified(printed=words, at=Span(0, len(words)), concept="legally-binding-treaty"),
        responsibilities=(Responsibility(printed=words, at=Span(0, len(words)), role="lead", institution="eccc"),),
        events=(Event(printed=words, type="signature", scope="canada", date="1992-06"),),
    )


def store_of(records: list[SourceRecord]) -> Store:
    """A store in memory of a few records, each of another instrument, with all that they refer to."""
    authorities = load_authorities()
    made = Store()
    for record in records:
        made.extend(map_record(record, authorities))
        made.extend(consolidate([record], authorities))
    made.extend(map_authorities(authorities, set()))
    made.extend(map_vocabulary())
    made.extend(map_named_instruments([record.instrument for record in records], authorities))
    made.extend(map_editions(["2022-02"]))
    return made


@pytest.fixture(scope="session")
def worst_store() -> Store:
    """A graph whose titles and quotes are the words that break tables."""
    return store_of([record_of(number, words) for number, words in enumerate(WORDS)])


def write_store(folder: Path, count: int) -> Path:
    """A store on disk of many instruments, all alike."""
    one = list(store_of([record_of(1, "A title that is as long as titles are, to take some room")]))
    own = {quad for quad in one if "worst-01" in str(quad)}
    (folder / "generations").mkdir(parents=True)
    store = Store(str(folder / "generations" / "one"))
    store.bulk_extend(
        [
            *(quad for quad in one if quad not in own),
            *(_renamed(quad, f"many-{number:05}") for number in range(count) for quad in own),
        ]
    )
    store.flush()
    (folder / "CURRENT").write_text(json.dumps({"generation": "one", "quads": len(store), "content": CONTENT}))
    return folder


def _renamed(quad: Quad, slug: str) -> Quad:
    def renamed(term: object) -> object:
        return NamedNode(term.value.replace("worst-01", slug)) if isinstance(term, NamedNode) else term

    return Quad(*(renamed(term) for term in quad))  # type: ignore[arg-type]
