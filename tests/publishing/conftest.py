"""A publication of every format, and the records and the catalogue of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.file_formats import FILE_FORMATS
from recueil_kg.publishing.open_canada import PortalOptions, Record, portal_records
from recueil_kg.publishing.publication import Publication, PublishedFile, read_publication
from recueil_kg.querying.engines import EmbeddedEngine

EDITION = "2022-02"


@pytest.fixture(scope="session")
def publication() -> Publication:
    return read_publication()


@pytest.fixture(scope="session")
def engine(built_store: Path) -> EmbeddedEngine:
    return EmbeddedEngine(built_store)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[PublishedFile]:
    """A file of each format about the whole, one about an edition, one in French only and one without language."""
    folder = tmp_path_factory.mktemp("downloads")

    def file(name: str, key: str, **about: object) -> PublishedFile:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
        title = Bilingual(en=f"The graph as {name}", fr=f"Le graphe, {name}")
        return PublishedFile(path, name, key, title, **about)  # type: ignore[arg-type]

    whole = [file(f"{key}{form.suffix}", key) for key, form in FILE_FORMATS.items() if form.suffix]
    return [
        *whole,
        file("tables français.csv", "csv", languages=("fr",)),
        file("numbers.csv", "csv", languages=()),
        file(f"editions/{EDITION}.ttl", "turtle", edition=EDITION),
    ]


@pytest.fixture(scope="session")
def records(engine: EmbeddedEngine, publication: Publication, files: list[PublishedFile]) -> list[Record]:
    """The records as an officer of a federal department asks for them."""
    return portal_records(engine, publication, files, PortalOptions(owner_org="ec", jurisdiction="federal"))
