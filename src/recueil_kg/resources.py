"""Where the ontology, the queries and the data that belong to the project are on this machine."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def _root() -> Path:
    """The wheel carries the folders beside the package's modules; a checkout has them at its top."""
    shipped = _PACKAGE / "_shipped"
    return shipped if shipped.is_dir() else _CHECKOUT


def ontology_folder() -> Path:
    """The folder of `recueil.ttl`, its vocabularies, shapes, context and examples."""
    return _root() / "ontology"


def queries_folder() -> Path:
    """The folder of the catalogue's query files."""
    return _root() / "queries"


def data_folder() -> Path:
    """The folder of the shipped records, authorities and sheets."""
    return _root() / "data"
