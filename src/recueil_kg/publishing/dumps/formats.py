"""The graph as RDF files that other tools read: the same graph gives the same bytes, in memory that does not grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeAlias

from pyoxigraph import Quad, Store, Triple

from recueil_kg.publishing.dumps.abbreviating import write_abbreviated
from recueil_kg.publishing.dumps.jsonld import write_jsonld
from recueil_kg.publishing.dumps.ordering import by_graph, union
from recueil_kg.publishing.dumps.parts import WITH_GRAPHS, WITHOUT_GRAPHS, parts_of
from recueil_kg.publishing.dumps.rdfxml import write_rdfxml
from recueil_kg.publishing.dumps.service_description import write_service_description
from recueil_kg.publishing.dumps.void import write_void
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.publishing.writing import written_whole

Dump: TypeAlias = Callable[[Store, Publication, Path], tuple[PublishedFile, ...]]
"""Writes a format's files into a folder, each whole or not at all, and says which they are.

Raises a RecueilError where a file cannot be written; the one that stood there stays.
"""


def write_dump(key: str, store: Store, publication: Publication, folder: Path) -> tuple[PublishedFile, ...]:
    """Write the files of one of the formats `WITH_GRAPHS` and `WITHOUT_GRAPHS`.

    Raises:
        RecueilError: a file cannot be written, or its format cannot hold what the graph holds.
    """
    files = []
    for part in parts_of(key):
        path = folder / part.file_name(key)
        with written_whole(path) as out:
            if key in WITH_GRAPHS:
                _write_quads(key, by_graph(store, folder), out)
            else:
                _write_triples(key, union(part.quads(store), folder), out)
        files.append(PublishedFile(path=path, name=path.name, format=key, title=part.title))
    return tuple(files)


def _write_quads(key: str, quads: Iterator[Quad], out: BinaryIO) -> None:
    if key == "jsonld":
        write_jsonld(quads, out)
    else:
        write_abbreviated(quads, out, WITH_GRAPHS[key])


def _write_triples(key: str, triples: Iterator[Triple], out: BinaryIO) -> None:
    if key == "rdfxml":
        write_rdfxml(triples, out)
    else:
        write_abbreviated(triples, out, WITHOUT_GRAPHS[key])


DUMPS: dict[str, Dump] = {
    **{key: partial(write_dump, key) for key in (*WITH_GRAPHS, *WITHOUT_GRAPHS)},
    "void": write_void,
    "service-description": write_service_description,
}
"""Every RDF export by its key among the file formats."""
