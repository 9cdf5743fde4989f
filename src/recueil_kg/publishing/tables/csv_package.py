"""The tables as CSV files: for a spreadsheet, and as a data package that is also CSV on the Web."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.tables.csv_cells import write_csv_table
from recueil_kg.publishing.tables.csvw import describe_for_web
from recueil_kg.publishing.tables.datapackage import describe_package
from recueil_kg.publishing.tables.rows import rows_of
from recueil_kg.publishing.tables.schema import load_tables
from recueil_kg.publishing.writing import written_whole

_PACKAGE_TITLE = Bilingual(en="Data package of the tables", fr="Paquet de données des tableaux")
_CSVW_TITLE = Bilingual(en="CSV on the Web metadata of the tables", fr="Métadonnées CSV pour le Web des tableaux")


def write_csv(store: Store, publication: Publication, folder: Path) -> tuple[PublishedFile, ...]:
    """Every table as a CSV file for a spreadsheet, in `csv/`.

    Raises:
        RecueilError: a file cannot be written, or the store does not fit the tables.
    """
    return _write_tables(store, folder, "csv", byte_order_mark=True)


def write_datapackage(store: Store, publication: Publication, folder: Path) -> tuple[PublishedFile, ...]:
    """Every table as a CSV file for programs, with `datapackage.json` and `csv-metadata.json`, in `datapackage/`.

    Raises:
        RecueilError: a file cannot be written, or the store does not fit the tables.
    """
    files = _write_tables(store, folder, "datapackage", byte_order_mark=False)
    return (
        *files,
        _write_json(folder, "datapackage", _PACKAGE_TITLE, "datapackage.json", describe_package(publication, files)),
        _write_json(folder, "csvw", _CSVW_TITLE, "csv-metadata.json", describe_for_web(publication)),
    )


def _write_tables(store: Store, folder: Path, below: str, *, byte_order_mark: bool) -> tuple[PublishedFile, ...]:
    files = []
    for table in load_tables():
        name = f"{below}/{table.name}.csv"
        with written_whole(folder / name) as out:
            write_csv_table(table, rows_of(store, table), out, byte_order_mark=byte_order_mark)
        files.append(PublishedFile(path=folder / name, name=name, format="csv", title=table.title))
    return tuple(files)


def _write_json(
    folder: Path, format_: str, title: Bilingual, file_name: str, content: Mapping[str, Any]
) -> PublishedFile:
    name = f"datapackage/{file_name}"
    with written_whole(folder / name) as out:
        out.write(json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n")
    return PublishedFile(path=folder / name, name=name, format=format_, title=title)
