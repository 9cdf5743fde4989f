"""The tables as one SQLite database: foreign keys, indexes, full-text search, and what each column means."""

from __future__ import annotations

import datetime as dt
import errno
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pyoxigraph import Store

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import LANGUAGES, _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.tables.datasette import DATABASE, write_datasette_metadata
from recueil_kg.publishing.tables.rows import Value, rows_of
from recueil_kg.publishing.tables.schema import Column, Table, load_tables
from recueil_kg.publishing.writing import written_whole

_TYPES = {"text": "TEXT", "iri": "TEXT", "date": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}
_TITLE = Bilingual(en="Database of all tables", fr="Base de données de tous les tableaux")
_SETTINGS = """
PRAGMA page_size = 4096;
PRAGMA encoding = 'UTF-8';
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
"""
"""The same pages everywhere, 16 MB of memory, and no journal: a database that is not finished is thrown away."""
_DICTIONARY = """
CREATE TABLE data_dictionary (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, type TEXT,
  title_en TEXT NOT NULL, title_fr TEXT NOT NULL, description_en TEXT, description_fr TEXT,
  refers_to TEXT, property TEXT,
  PRIMARY KEY (table_name, column_name)
)
"""
_NO_ROOM = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO, sqlite3.SQLITE_CANTOPEN: errno.EACCES}


def write_sqlite(store: Store, publication: Publication, folder: Path) -> tuple[PublishedFile, ...]:
    """Every table in `sqlite/recueil.sqlite`, and what Datasette shows of it in either language.

    The same library of SQLite gives the same bytes.

    Raises:
        RecueilError: a file cannot be written, or a row refers to one that is not there.
    """
    name = f"sqlite/{DATABASE}.sqlite"
    place = folder / name
    with written_whole(place) as out, tempfile.TemporaryDirectory(dir=place.parent) as scratch, _errors_as_of_files():
        path = Path(scratch) / place.name
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _fill(database, store)
        with path.open("rb") as file:
            shutil.copyfileobj(file, out)
    whole = PublishedFile(path=place, name=name, format="sqlite", title=_TITLE)
    return (whole, *write_datasette_metadata(publication, folder))


def _fill(database: sqlite3.Connection, store: Store) -> None:
    database.executescript(_SETTINGS)
    database.execute("BEGIN")
    for table in load_tables():
        database.execute(_create(table))
        places = ", ".join("?" * len(table.columns))
        rows = (tuple(map(_cell, row)) for row in rows_of(store, table))
        database.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)
    _describe(database)
    database.execute("COMMIT")
    _check_references(database)
    for table in load_tables():
        for column in table.references:
            database.execute(_index(table, column))
        if table.search:
            _make_searchable(database, table)
    database.execute("ANALYZE")
    database.execute("VACUUM")


def _create(table: Table) -> str:
    lines = [
        f"  {column.name} {_TYPES[column.type]}{' NOT NULL' if column.required else ''}" for column in table.columns
    ]
    lines += [f"  CHECK ({column.name} IN (0, 1))" for column in table.columns if column.type == "boolean"]
    lines.append(f"  PRIMARY KEY ({', '.join(table.key)})")
    lines += [
        f"  FOREIGN KEY ({column.name}) REFERENCES {column.refers_to} ({column.refers_to_key})"
        for column in table.references
    ]
    body = ",\n".join(lines)
    return f"CREATE TABLE {table.name} (\n{body}\n)"


def _index(table: Table, column: Column) -> str:
    """An index of a foreign key; one that is mostly empty takes no room for its empty cells."""
    some = "" if column.required else f" WHERE {column.name} IS NOT NULL"
    return f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({column.name}){some}"


def _make_searchable(database: sqlite3.Connection, table: Table) -> None:
    """Full-text search that folds case and accents, over the table's own rows; Datasette finds it by its `content`."""
    name = f"{table.name}_fts"
    columns = ", ".join(table.search)
    database.execute(
        f"CREATE VIRTUAL TABLE {name} USING fts5"
        f"({columns}, content='{table.name}', tokenize='unicode61 remove_diacritics 2')"
    )
    for command in ("rebuild", "optimize"):
        database.execute(f"INSERT INTO {name} ({name}) VALUES ('{command}')")


def _describe(database: sqlite3.Connection) -> None:
    database.execute(_DICTIONARY)
    for table in load_tables():
        _describe_one(database, (table.name, "", None), table.title, table.description, (None, None))
        for column in table.columns:
            refers_to = f"{column.refers_to}.{column.refers_to_key}" if column.refers_to else None
            name = (table.name, column.name, column.type)
            _describe_one(database, name, column.title, column.description, (refers_to, column.property))


def _describe_one(
    database: sqlite3.Connection,
    name: tuple[str, str, str | None],
    title: Bilingual,
    description: Bilingual | None,
    more: tuple[str | None, str | None],
) -> None:
    texts = [title[language] for language in LANGUAGES]
    texts_or_none = [description[language] if description else None for language in LANGUAGES]
    database.execute(
        "INSERT INTO data_dictionary VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*name, *texts, *texts_or_none, *more)
    )


def _check_references(database: sqlite3.Connection) -> None:
    missing = database.execute("PRAGMA foreign_key_check").fetchone()
    if missing is not None:
        table, row, parent, number = missing
        columns = {key[0]: key[3] for key in database.execute(f"PRAGMA foreign_key_list({table})")}
        (value,) = database.execute(f"SELECT {columns[number]} FROM {table} WHERE rowid = ?", (row,)).fetchone()
        raise RecueilError(
            _("table {table}: {column} refers to {value}, which is not in {parent}").format(
                table=table, column=columns[number], value=value, parent=parent
            ),
            do=_("run recueil-kg validate, then build again"),
            exit_code=ExitCode.DIFFERENCE,
        )


def _cell(value: Value) -> str | int | None:
    return value.isoformat() if isinstance(value, dt.date) else value


@contextmanager
def _errors_as_of_files() -> Iterator[None]:
    """What SQLite says of the disk, as the operating system says it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(_NO_ROOM.get(error.sqlite_errorcode & 0xFF, errno.EIO), str(error)) from None
