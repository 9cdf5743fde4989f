"""Every file format of a publication, and what catalogues and portals call it."""

from __future__ import annotations

from dataclasses import dataclass

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.model.bilingual import Bilingual

IANA = "https://www.iana.org/assignments/media-types/"
EU_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
OTHER = "other"
"""What open.canada.ca calls a format that is not in its list."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of files, or of answers.

    Attributes:
        suffix: what the file's name ends in, with the dot; empty for an endpoint, which is no file.
        media_type: as registered with IANA; of a format that is not registered, that of what it is written in.
        eu_file_type: the code in the European Union's list of file types; of a format that is not in it, the
            closest one which is: XML for networks, a stream of octets for SQLite.
        open_canada: the code in open.canada.ca's list, in its exact case; `other` of a format that it refuses.
        label: its name.
    """

    suffix: str
    media_type: str
    eu_file_type: str
    open_canada: str
    label: Bilingual


def _same(name: str) -> Bilingual:
    """A proper name, which both languages write alike."""
    return Bilingual(en=name, fr=name)


_TURTLE = (".ttl", "text/turtle", "RDF_TURTLE", "TTL")
_RDF_XML = (".rdf", "application/rdf+xml", "RDF_XML", "RDF")
_JSON_LD = (".jsonld", "application/ld+json", "JSON_LD", "JSONLD")
_JSON_LD_IN_JSON = (".json", *_JSON_LD[1:])

FILE_FORMATS: dict[str, FileFormat] = {
    "turtle": FileFormat(*_TURTLE, _same("Turtle")),
    "ntriples": FileFormat(".nt", "application/n-triples", "RDF_N_TRIPLES", "NT", _same("N-Triples")),
    "nquads": FileFormat(".nq", "application/n-quads", "RDF_N_QUADS", OTHER, _same("N-Quads")),
    "trig": FileFormat(".trig", "application/trig", "RDF_TRIG", "TRIG", _same("TriG")),
    "jsonld": FileFormat(*_JSON_LD, _same("JSON-LD")),
    "rdfxml": FileFormat(*_RDF_XML, _same("RDF/XML")),
    "csv": FileFormat(".csv", "text/csv", "CSV", "CSV", _same("CSV")),
    "datapackage": FileFormat(
        ".json",
        "application/vnd.datapackage+json",
        "JSON",
        "JSON",
        Bilingual(en="data package", fr="paquet de données"),
    ),
    "csvw": FileFormat(
        ".json",
        "application/csvm+json",
        "JSON",
        "JSON",
        Bilingual(en="CSV on the Web metadata", fr="métadonnées CSV pour le Web"),
    ),
    "parquet": FileFormat(".parquet", "application/vnd.apache.parquet", "PARQUET", OTHER, _same("Parquet")),
    "sqlite": FileFormat(".sqlite", "application/vnd.sqlite3", "OCTET", "SQLITE", _same("SQLite")),
    "graphml": FileFormat(".graphml", "application/xml", "XML", OTHER, _same("GraphML")),
    "gexf": FileFormat(".gexf", "application/xml", "XML", OTHER, _same("GEXF")),
    "void": FileFormat(*_TURTLE, Bilingual(en="VoID description", fr="description VoID")),
    "service-description": FileFormat(
        *_TURTLE, Bilingual(en="SPARQL service description", fr="description de service SPARQL")
    ),
    "schema-org": FileFormat(*_JSON_LD, Bilingual(en="schema.org description", fr="description schema.org")),
    "croissant": FileFormat(*_JSON_LD_IN_JSON, Bilingual(en="Croissant description", fr="description Croissant")),
    "dcat": FileFormat(*_TURTLE, Bilingual(en="DCAT catalogue, Turtle", fr="catalogue DCAT, Turtle")),
    "dcat-rdfxml": FileFormat(*_RDF_XML, Bilingual(en="DCAT catalogue, RDF/XML", fr="catalogue DCAT, RDF/XML")),
    "dcat-jsonld": FileFormat(*_JSON_LD, Bilingual(en="DCAT catalogue, JSON-LD", fr="catalogue DCAT, JSON-LD")),
    "open-canada": FileFormat(
        ".jsonl",
        "text/plain",
        "JSON",
        "JSONL",
        Bilingual(en="open.canada.ca records", fr="fiches pour ouvert.canada.ca"),
    ),
    "json": FileFormat(".json", "application/json", "JSON", "JSON", _same("JSON")),
    "markdown": FileFormat(".md", "text/markdown", "TXT", "TXT", _same("Markdown")),
    "html": FileFormat(".html", "text/html", "HTML", "HTML", _same("HTML")),
    "zip": FileFormat(".zip", "application/zip", "ZIP", "ZIP", _same("ZIP")),
    "ro-crate": FileFormat(*_JSON_LD_IN_JSON, _same("RO-Crate")),
    "sparql": FileFormat(
        "",
        "application/sparql-query",
        "SPARQLQ",
        OTHER,
        Bilingual(en="SPARQL endpoint", fr="point d’accès SPARQL"),
    ),
}


def file_format(key: str) -> FileFormat:
    """The format of a key.

    Raises:
        RecueilError: there is none of that key.
    """
    try:
        return FILE_FORMATS[key]
    except KeyError:
        raise RecueilError(
            _("{format} is no format of files here").format(format=repr(key)),
            do=_("give one of {formats}").format(formats=", ".join(FILE_FORMATS)),
        ) from None
