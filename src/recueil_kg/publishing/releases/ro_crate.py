"""The RO-Crate 1.1 of a release: every file with its checksum, and how all of it was made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.file_formats import file_format
from recueil_kg.publishing.publication import Publication, PublishedFile

METADATA = "ro-crate-metadata.json"
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_CHECKSUM = "https://schema.org/sha256"


@dataclass(frozen=True, slots=True)
class Making:
    """How a release was made.

    Attributes:
        software: version of recueil-kg.
        records: how many records were read.
        records_sha256: SHA-256 of the records and authorities, names and contents, in order of their names.
        ontology_version: IRI of the ontology's version.
    """

    software: str
    records: int
    records_sha256: str
    ontology_version: str


def ro_crate(publication: Publication, files: Sequence[PublishedFile], making: Making) -> str:
    """The crate's metadata, the same for the same files.

    Texts that RO-Crate has one of are given in both languages, joined by a slash; `inLanguage` says of each file in
    which languages it is. The day is the publication's: the clock is never asked.
    """
    parts = [{"@id": file.name} for file in files]
    publisher, licence = {"@id": publication.publisher.page}, {"@id": publication.licence.address.en}
    graph: list[dict[str, Any]] = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _SPECIFICATION},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": _joined(publication.title),
            "description": _joined(publication.description),
            "keywords": ", ".join([*publication.keywords.en, *publication.keywords.fr]),
            "version": publication.version,
            "datePublished": publication.issued.isoformat(),
            "inLanguage": list(LANGUAGES),
            "license": licence,
            "publisher": publisher,
            "url": publication.landing_page.en,
            "hasPart": parts,
            "mentions": {"@id": "#making"},
        },
        {
            "@id": publication.publisher.page,
            "@type": "Organization",
            "name": _joined(publication.publisher.name),
            "url": publication.publisher.page,
        },
        {
            "@id": publication.licence.address.en,
            "@type": "CreativeWork",
            "name": _joined(publication.licence.attribution),
            "identifier": publication.licence.id,
            "sameAs": {"@id": publication.licence.address.fr},
        },
        *map(_file, files),
        *_making(publication, making, parts),
    ]
    crate = {"@context": [f"{_SPECIFICATION}/context", {"sha256": _CHECKSUM}], "@graph": graph}
    return json.dumps(crate, ensure_ascii=False, indent=2) + "\n"


def _file(file: PublishedFile) -> dict[str, Any]:
    media_type = file_format(file.format).media_type
    return {
        "@id": file.name,
        "@type": "File",
        "name": _joined(file.title),
        "encodingFormat": media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
        "inLanguage": list(file.languages),
    }


def _making(publication: Publication, making: Making, parts: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "@id": "#making",
            "@type": "CreateAction",
            "name": "Records read, mapped, validated and exported / Fiches lues, converties, validées et exportées",
            "agent": {"@id": publication.publisher.page},
            "instrument": {"@id": "#software"},
            "object": [{"@id": "#records"}, {"@id": making.ontology_version}],
            "result": parts,
            "endTime": publication.issued.isoformat(),
        },
        {
            "@id": "#software",
            "@type": "SoftwareApplication",
            "name": "recueil-kg",
            "version": making.software,
            "softwareVersion": making.software,
            "url": publication.publisher.page,
        },
        {
            "@id": "#records",
            "@type": "Dataset",
            "name": f"{making.records} records and the authorities / {making.records} fiches et les notices d’autorité",
            "sha256": making.records_sha256,
        },
        {"@id": making.ontology_version, "@type": "CreativeWork", "name": "Ontology / Ontologie"},
    ]


def _joined(text: Bilingual) -> str:
    return text.en if text.en == text.fr else f"{text.en} / {text.fr}"
