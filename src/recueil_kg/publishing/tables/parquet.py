"""The tables as Parquet files: typed, compressed, each column with its title in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pyoxigraph import Store

from recueil_kg.extras import require
from recueil_kg.i18n import LANGUAGES
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.tables.rows import Row, rows_of
from recueil_kg.publishing.tables.schema import Column, Table, load_tables
from recueil_kg.publishing.writing import written_whole

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_IN_GROUP = 5_000
"""Rows that are held in memory and written together."""
_LEVEL = 6
"""How hard Zstandard compresses; said here so that another version's default does not change the bytes."""


def write_parquet(store: Store, publication: Publication, folder: Path) -> tuple[PublishedFile, ...]:
    """Every table as a Parquet file, in `parquet/`.

    Parquet has no keys: what refers to what is in the description of each column.

    Raises:
        RecueilError: a file cannot be written, pyarrow is not installed, or the store does not fit the tables.
    """
    files = []
    for table in load_tables():
        name = f"parquet/{table.name}.parquet"
        with written_whole(folder / name) as out:
            _write_table(table, rows_of(store, table), publication, out)
        files.append(PublishedFile(path=folder / name, name=name, format="parquet", title=table.title))
    return tuple(files)


def _write_table(table: Table, rows: Iterable[Row], publication: Publication, out: BinaryIO) -> None:
    arrow, parquet = _arrow()
    schema = _schema(table, publication)
    with parquet.ParquetWriter(out, schema, compression="zstd", compression_level=_LEVEL, version="2.6") as writer:
        for group in _groups(rows):
            columns = [
                arrow.array(values, type=field.type)
                for values, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_batch(arrow.record_batch(columns, schema=schema))


def _groups(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    remaining = iter(rows)
    return iter(lambda: tuple(islice(remaining, _ROWS_IN_GROUP)), ())


def _schema(table: Table, publication: Publication) -> pa.Schema:
    arrow, _parquet = _arrow()
    types = {
        "text": arrow.string(),
        "iri": arrow.string(),
        "date": arrow.date32(),
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
    }
    said = {
        **{f"title_{language}": table.title[language] for language in LANGUAGES},
        **{f"description_{language}": table.description[language] for language in LANGUAGES},
        "key": ", ".join(table.key),
        "version": publication.version,
        "licence": publication.licence.address.en,
    }
    fields = [
        arrow.field(column.name, types[column.type], nullable=not column.required, metadata=_said_of(column))
        for column in table.columns
    ]
    return arrow.schema(fields, metadata=said)


def _said_of(column: Column) -> dict[str, str]:
    said = {f"title_{language}": column.title[language] for language in LANGUAGES}
    if column.description:
        said |= {f"description_{language}": column.description[language] for language in LANGUAGES}
    if column.refers_to:
        said["refers_to"] = f"{column.refers_to}.{column.refers_to_key}"
    if column.property:
        said["property"] = column.property
    return said


def _arrow() -> tuple[Any, Any]:
    require("pyarrow", extra="parquet")
    import pyarrow
    import pyarrow.parquet

    return pyarrow, pyarrow.parquet
