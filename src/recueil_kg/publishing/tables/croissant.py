"""The tables for machine learning: a Croissant 1.1 description of the Parquet files, their columns and their keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from recueil_kg import iris
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.file_formats import file_format
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.tables.parquet import write_parquet
from recueil_kg.publishing.tables.schema import Column, Table, load_tables
from recueil_kg.publishing.writing import written_whole

_VERSION = "http://mlcommons.org/croissant/1.1"
_FILE = "croissant"
_TITLE = Bilingual(
    en="Description for machine learning (Croissant)", fr="Description pour l’apprentissage automatique (Croissant)"
)
_TYPES = {"text": "sc:Text", "iri": "sc:URL", "date": "sc:Date", "integer": "sc:Integer", "boolean": "sc:Boolean"}
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context of Croissant 1.1, whole: readers warn where a term of it is missing."""


def write_croissant(
    store: Store, publication: Publication, folder: Path, files: Sequence[PublishedFile] = ()
) -> tuple[PublishedFile, ...]:
    """The description as `croissant.json`, and the Parquet files where they are not among `files`.

    Args:
        store: the graph.
        publication: what it says of itself.
        folder: the publication's folder.
        files: those that are there already.

    Raises:
        RecueilError: a file cannot be written, or pyarrow is not installed.
    """
    there = [file for file in files if file.format == "parquet"]
    written = () if there else write_parquet(store, publication, folder)
    name = _FILE + file_format(_FILE).suffix
    with written_whole(folder / name) as out:
        described = describe_for_learning(publication, there or written)
        out.write(json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n")
    return (*written, PublishedFile(path=folder / name, name=name, format=_FILE, title=_TITLE))


def describe_for_learning(publication: Publication, files: Sequence[PublishedFile]) -> dict[str, Any]:
    """The Croissant description of Parquet files, one for each table, named after it."""
    by_table = {file.path.stem: file for file in files}
    publisher = {
        "@type": "Organization",
        "@id": publication.publisher.page,
        "name": by_language(publication.publisher.name),
        "url": publication.publisher.page,
    }
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "@id": iris.dataset(),
        "conformsTo": _VERSION,
        "name": by_language(publication.title),
        "description": by_language(publication.description),
        "keywords": [keyword for language in LANGUAGES for keyword in publication.keywords[language]],
        "inLanguage": list(LANGUAGES),
        "license": publication.licence.address.en,
        "url": publication.landing_page.en,
        "version": publication.version,
        "datePublished": publication.issued.isoformat(),
        "creator": publisher,
        "publisher": publisher,
        "citeAs": _citation(publication),
        "isLiveDataset": False,
        "distribution": [_file(table, by_table[table.name], publication) for table in load_tables()],
        "recordSet": [_record_set(table) for table in load_tables()],
    }


def _citation(publication: Publication) -> str:
    """Publisher, title, version and address in both languages: Croissant has room for one text."""
    return " / ".join(
        f"{publication.publisher.name[language]}. {publication.title[language]}, "
        f"{publication.version}. {publication.landing_page[language]}"
        for language in LANGUAGES
    )


def by_language(text: Bilingual) -> dict[str, str]:
    """A text as a JSON-LD language map."""
    return {language: text[language] for language in LANGUAGES}


def _file_id(table: Table) -> str:
    return f"{table.name}.parquet"


def _field_id(table: str, column: str) -> str:
    return f"{table}/{column}"


def _file(table: Table, file: PublishedFile, publication: Publication) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": _file_id(table),
        "name": file.path.name,
        "description": by_language(table.description),
        "contentUrl": publication.downloads + file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": file.sha256,
    }


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": by_language(table.title),
        "description": by_language(table.description),
        "key": [{"@id": _field_id(table.name, name)} for name in table.key],
        "field": [_field(column, table) for column in table.columns],
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": _field_id(table.name, column.name),
        "name": by_language(column.title),
        "description": by_language(column.description or column.title),
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": _file_id(table)}, "extract": {"column": column.name}},
    }
    if column.property:
        field["equivalentProperty"] = column.property
    if column.refers_to and column.refers_to_key and column.refers_to != table.name:
        field["references"] = {
            "fileObject": {"@id": f"{column.refers_to}.parquet"},
            "extract": {"column": column.refers_to_key},
        }
    return field
