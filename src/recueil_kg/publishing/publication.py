"""What a publication says of itself, from `data/publication.yaml`, and the files that it consists of."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.model.bilingual import Bilingual, Text
from recueil_kg.model.records import WebAddress
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder

Mailbox = Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", description="an organisation's mail address")]
_BLOCK = 1 << 20


class Keywords(Struct, frozen=True, forbid_unknown_fields=True):
    """Keywords in each language."""

    en: tuple[Text, ...]
    fr: tuple[Text, ...]

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        return self.fr if language == "fr" else self.en


class Addresses(Struct, frozen=True, forbid_unknown_fields=True):
    """A page's address in each language."""

    en: WebAddress
    fr: WebAddress

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


class Publisher(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The organisation that publishes and answers for the data."""

    name: Bilingual
    page: WebAddress
    mailbox: Mailbox | None = None


class Licence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The licence: the portal's identifier, its page, and the words that users must keep."""

    id: Text
    address: Addresses
    attribution: Bilingual


class Publication(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file says; `data/publication.yaml` explains each field.

    Attributes:
        downloads: the address, with a final slash, under which the files of a release stand.
        endpoint: the SPARQL endpoint's address; None where there is none.
        issued: the day on which this version was made ready; nothing published depends on the clock.
    """

    title: Bilingual
    description: Bilingual
    keywords: Keywords
    publisher: Publisher
    version: Text
    issued: dt.date
    landing_page: Addresses
    downloads: Annotated[str, Meta(pattern=r"^https?://\S+/$", description="a web address with a final slash")]
    endpoint: WebAddress | None = None
    licence: Licence


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of a publication.

    Attributes:
        path: where it is on this machine.
        name: its path below the publication's folder, with slashes; `Publication.downloads` + name is its address.
        format: its key in `recueil_kg.publishing.file_formats`.
        title: what it holds.
        languages: the languages of its texts.
        edition: the edition that it is about (`2022-02`); None where it is about the whole.
    """

    path: Path
    name: str
    format: str
    title: Bilingual
    languages: tuple[Language, ...] = LANGUAGES
    edition: str | None = None

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self.path.stat().st_size

    @property
    def sha256(self) -> str:
        """Its SHA-256, in lower-case hexadecimal digits."""
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        return digest.hexdigest()


def read_publication(path: Path | None = None) -> Publication:
    """The publication described by a file, or the one that is shipped.

    Raises:
        RecueilError: file, line and field of what is wrong.
    """
    return read_yaml(path or data_folder() / "publication.yaml", Publication)
