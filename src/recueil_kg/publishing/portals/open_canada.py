"""Records for open.canada.ca: one for the whole, one for each edition, with a resource for every file."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.file_formats import FILE_FORMATS, file_format
from recueil_kg.publishing.portals.datasets import Dataset, describe_datasets
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.querying.engines import Engine

Record: TypeAlias = dict[str, Any]
"""A record as the portal's API takes it: a JSON object."""

CANADA = "0"
"""The portal's code of the whole country among its geographic regions."""
_RESOURCE_TYPES = {
    "sparql": "api",
    "html": "guide",
    "datapackage": "schema",
    "csvw": "schema",
    **dict.fromkeys(
        (
            *("void", "service-description", "schema-org", "croissant", "ro-crate", "open-canada"),
            *("dcat", "dcat-rdfxml", "dcat-jsonld"),
        ),
        "specification",
    ),
}
"""What a resource is to the portal, where it is not the data itself."""
_LINKED_DATA = frozenset({"turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml", "sparql"})
"""Formats in which the data names things by their IRIs and links them to others."""
_NO_TEXT = frozenset({"parquet", "sqlite", "zip", "sparql"})
"""Formats that have no character set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalOptions:
    """What only the publisher can say.

    Attributes:
        owner_org: the portal's name of the publishing organization (`ec`, `dfatd-maecd`); there is no default.
        jurisdiction: `federal` where a federal organization publishes, which only it can say.
        approved: a person has approved the release of the data under the licence.
        ready: a person wants it published as soon as it is loaded; a record that is not ready is a draft.
        mailbox: the organization's mail address; the publication's own where it is None.
        org_section: the publishing section.
    """

    owner_org: str
    jurisdiction: str = "user"
    approved: bool = False
    ready: bool = False
    mailbox: str | None = None
    org_section: Bilingual | None = None


def portal_records(
    engine: Engine, publication: Publication, files: Sequence[PublishedFile], options: PortalOptions
) -> list[Record]:
    """The record of the whole, then one for each edition; unchecked: see `open_canada_check`.

    Identifiers follow from IRIs and addresses, so that loading the records again updates those of the first time.

    Raises:
        RecueilError: a title or a label is not in both languages, or the engine does not answer.
    """
    return [_record(dataset, publication, options) for dataset in describe_datasets(engine, publication, files)]


def as_json_lines(records: Iterable[Record]) -> bytes:
    """The records as `ckanapi load datasets` reads them: one JSON object a line."""
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


def record_id(iri: str) -> str:
    """The UUID that follows from an IRI (version 5, of URLs)."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, iri))


def _record(dataset: Dataset, publication: Publication, options: PortalOptions) -> Record:
    identifier = record_id(dataset.iri)
    mailbox = options.mailbox or publication.publisher.mailbox
    record: Record = {
        "type": "dataset",
        "collection": "primary",
        "id": identifier,
        "name": identifier,
        "title_translated": _both(dataset.title),
        "notes_translated": _both(dataset.description),
        "owner_org": options.owner_org,
        "org_section": _both(options.org_section),
        "maintainer_email": mailbox,
        "keywords": {language: list(dataset.keywords[language]) for language in LANGUAGES},
        "subject": ["nature_and_environment", "government_and_politics", "law"],
        "audience": ["general_public", "government", "nongovernmental_organizations", "scientists"],
        "geographic_region": [CANADA],
        "time_period_coverage_start": dataset.earliest.isoformat() if dataset.earliest else None,
        "time_period_coverage_end": dataset.latest.isoformat() if dataset.latest else None,
        "frequency": "as_needed",
        "date_published": publication.issued.isoformat(),
        "program_page_url": {language: publication.landing_page[language] for language in LANGUAGES},
        "data_series_name": _both(dataset.series),
        "data_series_issue_identification": dict.fromkeys(LANGUAGES, dataset.edition) if dataset.edition else None,
        "jurisdiction": options.jurisdiction,
        "license_id": publication.licence.id,
        "restrictions": "unrestricted",
        "imso_approval": _flag(options.approved),
        "ready_to_publish": _flag(options.ready),
        "resources": [*_resources(dataset, publication)],
    }
    return {name: value for name, value in record.items() if value is not None}


def _resources(dataset: Dataset, publication: Publication) -> Iterable[Record]:
    issued = publication.issued.isoformat()
    for file in dataset.files:
        address = f"{publication.downloads}{file.name}"
        yield _resource(dataset, address, file.format, file.title) | {
            "size": file.size,
            "language": [str(language) for language in file.languages] or ["zxx"],
            "date_published": issued,
        }
    if publication.endpoint is not None:
        yield _resource(dataset, publication.endpoint, "sparql", FILE_FORMATS["sparql"].label) | {
            "language": list(LANGUAGES),
            "date_published": issued,
        }


def _resource(dataset: Dataset, address: str, key: str, title: Bilingual) -> Record:
    resource: Record = {
        "id": record_id(f"{dataset.iri} {address}"),
        "name_translated": _both(title),
        "resource_type": _RESOURCE_TYPES.get(key, "dataset"),
        "url": address,
        "format": file_format(key).open_canada,
    }
    if key not in _NO_TEXT:
        resource["character_set"] = "UTF-8"
    if key in _LINKED_DATA:
        resource["data_quality"] = ["data_includes_uris", "data_includes_links"]
    return resource


def _both(text: Bilingual | None) -> dict[str, str] | None:
    return {language: text[language] for language in LANGUAGES} if text is not None else None


def _flag(value: bool) -> str:
    return "true" if value else "false"
