"""What search engines for data read: the whole as a schema.org Dataset in JSON-LD, in both languages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, QuerySolutions, Store

from recueil_kg import iris
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.file_formats import file_format
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.tables.schema import Column, load_tables
from recueil_kg.publishing.writing import written_whole

_IRIS = ("url", "license", "contentUrl", "propertyID")
_CONTEXT = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in _IRIS},
    "datePublished": {"@type": "Date"},
}
"""Written out, so that no reader needs the network; every term is schema.org's own."""
_FILE = "schema-org"
_TITLE = Bilingual(
    en="Description for search engines (schema.org)", fr="Description pour les moteurs de recherche (schema.org)"
)
_IN_SCRIPT = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})
_PREFIXES = "PREFIX rk: <https://w3id.org/recueil/ontology#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
_DAYS = """SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE {
  ?event a rk:LifecycleEvent ; rk:date/(rk:earliest|rk:latest) ?day
}"""
_STATES = """SELECT ?state ?label WHERE {
  ?state a rk:State ; skos:prefLabel ?label FILTER(EXISTS { ?participation rk:participant ?state })
}"""


def write_schema_org(
    store: Store, publication: Publication, folder: Path, files: Sequence[PublishedFile] = ()
) -> tuple[PublishedFile, ...]:
    """The description as `schema-org.jsonld`.

    Args:
        store: the graph.
        publication: what it says of itself.
        folder: the publication's folder.
        files: those that can be downloaded.

    Raises:
        RecueilError: the file cannot be written.
    """
    name = _FILE + file_format(_FILE).suffix
    with written_whole(folder / name) as out:
        out.write(script_safe_json(describe_for_search(store, publication, files)).encode() + b"\n")
    return (PublishedFile(path=folder / name, name=name, format=_FILE, title=_TITLE),)


def script_safe_json(content: Mapping[str, Any]) -> str:
    """JSON that can stand in a `<script>` block of a page, whatever its texts hold.

    >>> script_safe_json({"name": "</script>"})
    '{\\n  "name": "\\\\u003c/script\\\\u003e"\\n}'
    """
    return json.dumps(content, ensure_ascii=False, indent=2).translate(_IN_SCRIPT)


def describe_for_search(store: Store, publication: Publication, files: Sequence[PublishedFile] = ()) -> dict[str, Any]:
    """The schema.org Dataset; the days and the countries that it covers are those of the graph."""
    publisher = {
        "@type": "Organization",
        "@id": publication.publisher.page,
        "name": tagged(publication.publisher.name),
        "url": publication.publisher.page,
    }
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "@id": iris.dataset(),
        "name": tagged(publication.title),
        "description": tagged(publication.description),
        "keywords": [
            {"@value": keyword, "@language": language}
            for language in LANGUAGES
            for keyword in publication.keywords[language]
        ],
        "inLanguage": list(LANGUAGES),
        "version": publication.version,
        "datePublished": publication.issued.isoformat(),
        "url": [publication.landing_page[language] for language in LANGUAGES],
        "license": [publication.licence.address[language] for language in LANGUAGES],
        "creditText": tagged(publication.licence.attribution),
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": {"@id": publication.publisher.page},
        **_coverage(store),
        "variableMeasured": [_variable(column) for column in _variables()],
    }
    if files:
        described["distribution"] = [_download(file, publication) for file in files]
    return described


def tagged(text: Bilingual) -> list[dict[str, str]]:
    """A text as JSON-LD values, one in each language."""
    return [{"@value": text[language], "@language": language} for language in LANGUAGES]


def _coverage(store: Store) -> dict[str, Any]:
    coverage: dict[str, Any] = {}
    for days in _select(store, _DAYS):
        if isinstance(days["first"], Literal) and isinstance(days["last"], Literal):
            coverage["temporalCoverage"] = f"{days['first'].value}/{days['last'].value}"
    names: dict[str, dict[Language, str]] = {}
    for found in _select(store, _STATES):
        label = found["label"]
        for language in LANGUAGES:
            if isinstance(label, Literal) and label.language == language:
                names.setdefault(found["state"].value, {})[language] = label.value
    if names:
        coverage["spatialCoverage"] = [_country(iri, names[iri]) for iri in sorted(names)]
    return coverage


def _country(iri: str, names: Mapping[Language, str]) -> dict[str, Any]:
    name = [{"@value": names[language], "@language": language} for language in LANGUAGES if language in names]
    return {"@type": "Country", "@id": iri, "name": name}


def _select(store: Store, query: str) -> QuerySolutions:
    found = store.query(iris.rebase(_PREFIXES + query), use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return found


def _variables() -> list[Column]:
    """The columns that say something: no IRI, nor an IRI's last part; each once."""
    columns = {column.name: column for table in load_tables() for column in table.columns}
    return [column for column in columns.values() if column.type != "iri" and column.slug_of is None]


def _variable(column: Column) -> dict[str, Any]:
    variable: dict[str, Any] = {"@type": "PropertyValue", "name": tagged(column.title), "identifier": column.name}
    if column.description:
        variable["description"] = tagged(column.description)
    if column.property:
        variable["propertyID"] = column.property
    return variable


def _download(file: PublishedFile, publication: Publication) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "@id": publication.downloads + file.name,
        "name": tagged(file.title),
        "contentUrl": publication.downloads + file.name,
        "encodingFormat": file_format(file.format).media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
        "inLanguage": list(file.languages),
    }
