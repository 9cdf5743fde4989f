"""What CSV on the Web says of each table: `csv-metadata.json`."""

from __future__ import annotations

from typing import Any

from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.publication import Publication
from recueil_kg.publishing.tables.csv_cells import NEUTRALISING_NOTE
from recueil_kg.publishing.tables.schema import Column, Table, load_tables

_TYPES = {"text": "string", "iri": "anyURI", "date": "date", "integer": "integer", "boolean": "boolean"}


def describe_for_web(publication: Publication) -> dict[str, Any]:
    """`csv-metadata.json`, in the W3C's metadata vocabulary for tabular data, of the CSV files beside it.

    Strictly read, that vocabulary wants a foreign key in every row, so only columns without empty cells are declared
    as such; the others lead to what they refer to by their `valueUrl`.
    """
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@type": "TableGroup",
        "dc:title": _tagged(publication.title),
        "dc:description": _tagged(publication.description.followed_by(NEUTRALISING_NOTE)),
        "dc:license": {"@id": publication.licence.address.en},
        "dc:publisher": {"@id": publication.publisher.page},
        "dc:issued": {"@value": publication.issued.isoformat(), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_web_table(table) for table in load_tables()],
    }


def _web_table(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_web_column(column) for column in table.columns],
        "primaryKey": list(table.key),
    }
    if len(table.key) == 1:
        schema["aboutUrl"] = f"{{+{table.key[0]}}}"
    references = [column for column in table.references if column.required]
    if references:
        schema["foreignKeys"] = [
            {
                "columnReference": [column.name],
                "reference": {
                    "resource": f"{column.refers_to}.csv",
                    "columnReference": [column.refers_to_key],
                },
            }
            for column in references
        ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": _tagged(table.title),
        "dc:description": _tagged(table.description),
        "tableSchema": schema,
    }


def _web_column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": {language: column.title[language] for language in LANGUAGES},
        "datatype": _TYPES[column.type],
    }
    if column.description:
        described["dc:description"] = _tagged(column.description)
    if column.required:
        described["required"] = True
    if column.language:
        described["lang"] = column.language
    if column.property:
        described["propertyUrl"] = column.property
    if column.type == "iri":
        described["valueUrl"] = f"{{+{column.name}}}"
    return described


def _tagged(text: Bilingual) -> list[dict[str, str]]:
    return [{"@value": text[language], "@language": language} for language in LANGUAGES]
