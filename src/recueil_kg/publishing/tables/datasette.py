"""What Datasette shows of the database: titles, descriptions, licence, and which column names a row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.tables.schema import Table, load_tables
from recueil_kg.publishing.writing import written_whole

DATABASE = "recueil"
"""The database's name, which is that of its file."""
_TITLES = {
    "en": Bilingual(en="Description for Datasette, in English", fr="Description pour Datasette, en anglais"),
    "fr": Bilingual(en="Description for Datasette, in French", fr="Description pour Datasette, en français"),
}


def write_datasette_metadata(publication: Publication, folder: Path) -> tuple[PublishedFile, ...]:
    """`sqlite/metadata.json` in English and `sqlite/metadata.fr.json` in French: Datasette has one language.

    Raises:
        RecueilError: a file cannot be written.
    """
    files = []
    for language in LANGUAGES:
        name = "sqlite/metadata.json" if language == "en" else f"sqlite/metadata.{language}.json"
        with written_whole(folder / name) as out:
            content = describe_for_datasette(publication, language)
            out.write(json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n")
        files.append(
            PublishedFile(path=folder / name, name=name, format="json", title=_TITLES[language], languages=(language,))
        )
    return tuple(files)


def describe_for_datasette(publication: Publication, language: Language) -> dict[str, Any]:
    """The content of `metadata.json` in a language, as Datasette 0.65 reads it."""
    said = {
        "title": publication.title[language],
        "description": publication.description[language],
        "license": publication.licence.attribution[language],
        "license_url": publication.licence.address[language],
        "source": publication.publisher.name[language],
        "source_url": publication.landing_page[language],
    }
    tables = {table.name: _describe(table, language) for table in load_tables()}
    return {**said, "databases": {DATABASE: {**said, "tables": tables}}}


def _describe(table: Table, language: Language) -> dict[str, Any]:
    columns = {
        column.name: " – ".join(text[language] for text in (column.title, column.description) if text is not None)
        for column in table.columns
    }
    described: dict[str, Any] = {
        "title": table.title[language],
        "description": table.description[language],
        "columns": columns,
    }
    if f"label_{language}" in columns:
        described["label_column"] = f"label_{language}"
    return described
