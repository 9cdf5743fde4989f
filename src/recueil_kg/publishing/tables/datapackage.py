"""What the data package says of itself and of each table: `datapackage.json`, Data Package 2.0."""

from __future__ import annotations

from typing import Any

from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.tables.csv_cells import NEUTRALISING, NEUTRALISING_NOTE
from recueil_kg.publishing.tables.schema import Column, Table, load_tables

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {"text": "string", "iri": "string", "date": "date", "integer": "integer", "boolean": "boolean"}


def describe_package(publication: Publication, files: tuple[PublishedFile, ...]) -> dict[str, Any]:
    """`datapackage.json` (Data Package 2.0): `title` is in both languages, and `titles` has each by itself.

    Args:
        publication: what the package says of itself.
        files: the CSV files, one for each table.
    """
    description = publication.description.followed_by(NEUTRALISING_NOTE)
    return {
        "$schema": _PROFILE,
        "name": "recueil-kg",
        "id": publication.downloads + "datapackage/datapackage.json",
        **_named(publication.title, description),
        "version": publication.version,
        "created": f"{publication.issued.isoformat()}T00:00:00Z",
        "languages": list(LANGUAGES),
        "homepage": publication.landing_page.en,
        "keywords": list(dict.fromkeys(word for language in LANGUAGES for word in publication.keywords[language])),
        "licenses": [
            {
                "name": publication.licence.id,
                "path": publication.licence.address.en,
                "title": _both(publication.licence.attribution),
            }
        ],
        "contributors": [
            {
                "title": _both(publication.publisher.name),
                "path": publication.publisher.page,
                "roles": ["publisher"],
                "role": "publisher",
            }
        ],
        "neutralised": NEUTRALISING,
        "resources": [_resource(table, file) for table, file in zip(load_tables(), files, strict=True)],
    }


def _resource(table: Table, file: PublishedFile) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": file.path.name,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        **_named(table.title, table.description),
        "schema": {
            "fields": [_field(column, table) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": [column.name],
                    "reference": {
                        "resource": "" if column.refers_to == table.name else column.refers_to,
                        "fields": [column.refers_to_key],
                    },
                }
                for column in table.references
            ],
        },
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type]}
    if column.type == "iri":
        field["format"] = "uri"
    field |= _named(column.title, column.description)
    if column.property:
        field["rdfType"] = column.property
    constraints = {"required": column.required, "unique": table.key == (column.name,)}
    if any(constraints.values()):
        field["constraints"] = {name: value for name, value in constraints.items() if value}
    return field


def _named(title: Bilingual, description: Bilingual | None) -> dict[str, Any]:
    named: dict[str, Any] = {"title": _both(title), "titles": _by_language(title)}
    if description:
        named |= {"description": _both(description), "descriptions": _by_language(description)}
    return named


def _both(text: Bilingual) -> str:
    """The text in English and French, for programs that show one text; once where they are the same."""
    return " / ".join(dict.fromkeys(text[language] for language in LANGUAGES))


def _by_language(text: Bilingual) -> dict[str, str]:
    return {language: text[language] for language in LANGUAGES}
