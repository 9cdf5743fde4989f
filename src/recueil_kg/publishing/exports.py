"""The formats that the graph is exported in, each a function that writes its files into a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import Store

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import LANGUAGES, Language, _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.dumps.formats import DUMPS, Dump
from recueil_kg.publishing.file_formats import file_format
from recueil_kg.publishing.portals.dcat import catalogue
from recueil_kg.publishing.portals.dcat_forms import CatalogueForm, as_bytes
from recueil_kg.publishing.portals.open_canada import PortalOptions, as_json_lines, portal_records
from recueil_kg.publishing.portals.open_canada_check import refuse
from recueil_kg.publishing.portals.schema_org import write_schema_org
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.tables.croissant import write_croissant
from recueil_kg.publishing.tables.csv_package import write_csv, write_datapackage
from recueil_kg.publishing.tables.parquet import write_parquet
from recueil_kg.publishing.tables.sqlite import write_sqlite
from recueil_kg.publishing.writing import written_whole
from recueil_kg.querying.engines import Engine

_CATALOGUE = Bilingual("DCAT-AP 3 catalogue", "Catalogue DCAT-AP 3")
_PORTAL = Bilingual("Records for open.canada.ca", "Notices pour ouvert.canada.ca")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is exported.

    Attributes:
        engine: the store or the endpoint that holds it.
        store: the store itself; None where an endpoint is asked, which only networks can be.
        publication: what the publication says of itself.
        language: the language of labels where a format has only one.
        network: the network, for formats of networks.
        since: first day of the window, for formats of networks.
        until: last day of the window.
        portal: what only the publisher can say, for records of open.canada.ca.
        files: the files that a catalogue or a portal's records list.
    """

    engine: Engine
    store: Store | None
    publication: Publication
    language: Language
    network: str = "everything"
    since: str | None = None
    until: str | None = None
    portal: PortalOptions | None = None
    files: tuple[PublishedFile, ...] = ()


Write: TypeAlias = Callable[[Wanted, Path], tuple[PublishedFile, ...]]


@dataclass(frozen=True, slots=True)
class Export:
    """A format.

    Attributes:
        purpose: what it is for.
        write: writes its files into a folder; the first is the principal one.
        place: the folder of a release in which they stand; empty for its top.
        lists_files: whether it is a catalogue, which lists the files of the others.
        together: whether its files are of use only together.
    """

    purpose: Bilingual
    write: Write
    place: str = ""
    lists_files: bool = False
    together: bool = False


def _of_store(dump: Dump) -> Write:
    def write(wanted: Wanted, folder: Path) -> tuple[PublishedFile, ...]:
        if wanted.store is None:
            raise RecueilError(
                _("this format is written from a store, not from an endpoint"), do=_("leave out --endpoint")
            )
        return dump(wanted.store, wanted.publication, folder)

    return write


def _of_files(describe: Callable[..., tuple[PublishedFile, ...]]) -> Write:
    def write(wanted: Wanted, folder: Path) -> tuple[PublishedFile, ...]:
        return _of_store(lambda store, publication, place: describe(store, publication, place, wanted.files))(
            wanted, folder
        )

    return write


def _of_network(key: str) -> Write:
    def write(wanted: Wanted, folder: Path) -> tuple[PublishedFile, ...]:
        from recueil_kg.analysis.networks import stream  # networkx takes a third of a second to load
        from recueil_kg.publishing.networks import NETWORK_FILES

        path = folder / f"{wanted.network}{file_format(key).suffix}"
        with written_whole(path) as out:
            network = stream(wanted.engine, wanted.network, since=wanted.since, until=wanted.until, folder=folder)
            NETWORK_FILES[key](network, wanted.language, out, folder)
        title = Bilingual(*(str(network.about[f"title_{language}"]) for language in LANGUAGES))
        return (PublishedFile(path=path, name=path.name, format=key, title=title),)

    return write


def _write_dcat(wanted: Wanted, folder: Path) -> tuple[PublishedFile, ...]:
    triples = catalogue(wanted.engine, wanted.publication, wanted.files)
    forms: tuple[CatalogueForm, ...] = ("dcat", "dcat-rdfxml", "dcat-jsonld")
    return tuple(
        _written(folder, f"catalogue{file_format(form).suffix}", form, _CATALOGUE, as_bytes(triples, form))
        for form in forms
    )


def _write_open_canada(wanted: Wanted, folder: Path) -> tuple[PublishedFile, ...]:
    """The records that the portal would take; one that it would refuse is refused here, in the user's language."""
    if wanted.portal is None:
        raise RecueilError(
            _("the portal must know which organization publishes"), do=_("give --owner-org, for example ec")
        )
    records = portal_records(wanted.engine, wanted.publication, wanted.files, wanted.portal)
    refuse(records)
    return (_written(folder, "open-canada.jsonl", "open-canada", _PORTAL, as_json_lines(records)),)


def _written(folder: Path, name: str, key: str, title: Bilingual, content: bytes) -> PublishedFile:
    path = folder / name
    with written_whole(path) as file:
        file.write(content)
    return PublishedFile(path=path, name=name, format=key, title=title)


EXPORTS: dict[str, Export] = {
    "nquads": Export(
        Bilingual("everything, with its graphs", "tout, avec ses graphes"), _of_store(DUMPS["nquads"]), "dumps"
    ),
    "trig": Export(
        Bilingual("everything, with its graphs, to be read", "tout, avec ses graphes, lisible"),
        _of_store(DUMPS["trig"]),
        "dumps",
    ),
    "turtle": Export(
        Bilingual("conclusions, and evidence apart", "les conclusions, et les preuves à part"),
        _of_store(DUMPS["turtle"]),
        "dumps",
    ),
    "ntriples": Export(
        Bilingual("the same, a triple a line", "de même, un triplet par ligne"), _of_store(DUMPS["ntriples"]), "dumps"
    ),
    "rdfxml": Export(
        Bilingual("the same, for portals", "de même, pour les portails"), _of_store(DUMPS["rdfxml"]), "dumps"
    ),
    "jsonld": Export(
        Bilingual("everything, for programs that read JSON", "tout, pour les programmes qui lisent le JSON"),
        _of_store(DUMPS["jsonld"]),
        "dumps",
    ),
    "csv": Export(
        Bilingual("tables for spreadsheets", "des tables pour les tableurs"), _of_store(write_csv), together=True
    ),
    "datapackage": Export(
        Bilingual("tables for programs, with their keys", "des tables pour les programmes, avec leurs clés"),
        _of_store(write_datapackage),
        together=True,
    ),
    "parquet": Export(
        Bilingual("tables for data analysis", "des tables pour l’analyse de données"),
        _of_store(write_parquet),
        together=True,
    ),
    "sqlite": Export(
        Bilingual("tables in a database, for Datasette", "des tables en base de données, pour Datasette"),
        _of_store(write_sqlite),
    ),
    "graphml": Export(
        Bilingual("a network, for Cytoscape and Gephi", "un réseau, pour Cytoscape et Gephi"),
        _of_network("graphml"),
        "networks",
    ),
    "gexf": Export(
        Bilingual("a network over time, for Gephi", "un réseau dans le temps, pour Gephi"),
        _of_network("gexf"),
        "networks",
    ),
    "void": Export(
        Bilingual("what the graph holds, with counts and links", "ce que contient le graphe, ses nombres et ses liens"),
        _of_store(DUMPS["void"]),
        "catalogue",
    ),
    "service-description": Export(
        Bilingual("what a SPARQL endpoint of it offers", "ce qu’offre un point d’accès SPARQL"),
        _of_store(DUMPS["service-description"]),
        "catalogue",
    ),
    "schema-org": Export(
        Bilingual("what search engines for data read", "ce que lisent les moteurs de recherche de données"),
        _of_files(write_schema_org),
        lists_files=True,
    ),
    "croissant": Export(
        Bilingual("what machine learning reads", "ce que lit l’apprentissage automatique"),
        _of_files(write_croissant),
        lists_files=True,
    ),
    "dcat": Export(
        Bilingual("a DCAT-AP 3 catalogue of all files", "un catalogue DCAT-AP 3 de tous les fichiers"),
        _write_dcat,
        "catalogue",
        lists_files=True,
    ),
    "open-canada": Export(
        Bilingual("records for open.canada.ca", "des notices pour ouvert.canada.ca"),
        _write_open_canada,
        "catalogue",
        lists_files=True,
    ),
}
"""The formats, by the name that `recueil-kg export` takes."""


def write_all(wanted: Wanted, folder: Path) -> tuple[PublishedFile, ...]:
    """Write every format that lists no files, each into its place of a release; gives all files, with their places."""
    return tuple(
        file for export in EXPORTS.values() if not export.lists_files for file in write_in_place(export, wanted, folder)
    )


def write_in_place(export: Export, wanted: Wanted, folder: Path) -> tuple[PublishedFile, ...]:
    """Write a format's files into its place of a release, by which they are then named."""
    files = export.write(wanted, folder / export.place)
    return tuple(file.below(export.place) for file in files) if export.place else files
