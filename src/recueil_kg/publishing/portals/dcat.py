"""The catalogue of a publication in DCAT-AP 3: datasets, distributions, the query service, and all that they cite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from recueil_kg import iris
from recueil_kg.graph.namespaces import DCAT, DCTERMS, FOAF, RDFS, SKOS, SPDX, XSD, A, Namespace
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.file_formats import FILE_FORMATS, IANA
from recueil_kg.publishing.portals import eu_authorities as eu
from recueil_kg.publishing.portals.datasets import Dataset, describe_datasets
from recueil_kg.publishing.portals.open_canada import record_id
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.querying.engines import Engine

DCATAP = Namespace("http://data.europa.eu/r5r/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_SHA256 = NamedNode("https://spdx.org/rdf/terms#checksumAlgorithm_sha256")
_SPARQL_PROTOCOL = NamedNode("https://www.w3.org/TR/sparql11-protocol/")
_DATA_THEMES = NamedNode(f"{eu.AUTHORITY}data-theme")
_IMT = f"{DCTERMS.base}IMT"


def catalogue(engine: Engine, publication: Publication, files: Sequence[PublishedFile]) -> list[Triple]:
    """The catalogue's triples by subject, types first, with type and labels of all that it cites, and no blank node.

    Types come in the order of their IRIs: `dcterms:IMT`, by which portals know a format, comes before the others.

    Raises:
        RecueilError: a title or a label is not in both languages, or the engine does not answer.
    """
    datasets = describe_datasets(engine, publication, files)
    writer = _Writer(publication)
    writer.add_catalogue(datasets)
    for dataset in datasets:
        writer.add_dataset(dataset)
    if publication.endpoint is not None:
        writer.add_service(publication.endpoint, datasets)
    return sorted(writer.triples, key=_place)


def _place(triple: Triple) -> tuple[str, bool, str, str]:
    return (str(triple.subject), triple.predicate != A, triple.predicate.value, str(triple.object))


@dataclass
class _Writer:
    """Collects the catalogue's triples."""

    publication: Publication
    triples: set[Triple] = field(default_factory=set)

    def __post_init__(self) -> None:
        page = self.publication.publisher.page
        self.publisher = NamedNode(f"{page}#publisher")
        self.contact = NamedNode(f"{page}#contact")
        self.licence = NamedNode(self.publication.licence.address.en)
        self.service = NamedNode(f"{self.publication.endpoint or iris.base()}#service")

    def add_catalogue(self, datasets: Sequence[Dataset]) -> None:
        """The catalogue itself, its publisher, contact and licence, and the series."""
        publication = self.publication
        node = NamedNode(f"{iris.base()}catalogue")
        self._add_described(node, DCAT.Catalog, publication.title, publication.description)
        self._add_common(node)
        self._add(node, DCTERMS.license, self.licence)
        self._add(node, FOAF.homepage, self._document(publication.publisher.page))
        self._add(node, DCAT.themeTaxonomy, _DATA_THEMES)
        self._add(node, DCAT.dataset, *(NamedNode(dataset.iri) for dataset in datasets))
        if publication.endpoint is not None:
            self._add(node, DCAT.service, self.service)
        self._add(_DATA_THEMES, A, SKOS.ConceptScheme)
        self._add_text(_DATA_THEMES, DCTERMS.title, Bilingual(en="Data theme", fr="Thème de données"))
        self._add_publisher()
        self._add(self.licence, A, DCTERMS.LicenseDocument)
        self._add(self.licence, DCTERMS.type, self._cite(eu.ATTRIBUTION))
        if series := next((dataset.series for dataset in datasets if dataset.series is not None), None):
            self._add_described(NamedNode(iris.series()), DCAT.DatasetSeries, series, publication.description)
            self._add(NamedNode(iris.series()), DCTERMS.publisher, self.publisher)
            self._add(NamedNode(iris.series()), DCAT.contactPoint, self.contact)

    def add_dataset(self, dataset: Dataset) -> None:
        """A dataset and its distributions."""
        publication = self.publication
        node = NamedNode(dataset.iri)
        self._add_described(node, DCAT.Dataset, dataset.title, dataset.description)
        self._add_common(node)
        self._add(node, DCTERMS.identifier, Literal(record_id(dataset.iri)))
        self._add(node, DCAT.contactPoint, self.contact)
        self._add(node, DCAT.theme, self._cite(eu.ENVIRONMENT), self._cite(eu.INTERNATIONAL))
        self._add(node, DCTERMS.accessRights, self._cite(eu.PUBLIC))
        self._add(node, DCTERMS.accrualPeriodicity, self._cite(eu.AS_NEEDED))
        self._add(node, DCAT.version, Literal(dataset.edition or publication.version))
        for language in LANGUAGES:
            self._add(node, DCAT.landingPage, self._document(publication.landing_page[language]))
            self._add(node, DCAT.keyword, *(Literal(word, language=language) for word in dataset.keywords[language]))
        if dataset.edition is not None:
            self._add(node, DCAT.inSeries, NamedNode(iris.series()))
        if dataset.previous is not None:
            self._add(node, DCAT.prev, NamedNode(dataset.previous))
        if dataset.earliest is not None and dataset.latest is not None:
            period = NamedNode(f"{dataset.iri}#period")
            self._add(node, DCTERMS.temporal, period)
            self._add(period, A, DCTERMS.PeriodOfTime)
            self._add(period, DCAT.startDate, _day(dataset.earliest))
            self._add(period, DCAT.endDate, _day(dataset.latest))
        for file in dataset.files:
            self._add_file(node, file)
        if publication.endpoint is not None:
            distribution = NamedNode(f"{dataset.iri}#sparql")
            self._add_distribution(node, distribution, "sparql", FILE_FORMATS["sparql"].label)
            self._add(distribution, DCAT.accessURL, NamedNode(publication.endpoint))
            self._add(distribution, DCAT.accessService, self.service)
            self._add(distribution, DCTERMS.language, *map(self._cite, eu.LANGUAGE.values()))

    def add_service(self, endpoint: str, datasets: Sequence[Dataset]) -> None:
        """The SPARQL endpoint, which serves every dataset."""
        publication = self.publication
        self._add_text(self.service, DCTERMS.title, FILE_FORMATS["sparql"].label)
        self._add_text(self.service, DCTERMS.description, publication.title)
        self._add(self.service, A, DCAT.DataService)
        self._add(self.service, DCAT.endpointURL, NamedNode(endpoint))
        self._add(self.service, DCAT.servesDataset, *(NamedNode(dataset.iri) for dataset in datasets))
        self._add(self.service, DCTERMS.publisher, self.publisher)
        self._add(self.service, DCAT.contactPoint, self.contact)
        self._add(self.service, DCTERMS.license, self.licence)
        self._add(self.service, DCTERMS.accessRights, self._cite(eu.PUBLIC))
        self._add(self.service, DCTERMS.conformsTo, _SPARQL_PROTOCOL)
        self._add(self.service, DCAT.theme, self._cite(eu.ENVIRONMENT))
        self._add(_SPARQL_PROTOCOL, A, DCTERMS.Standard)
        self._add(_SPARQL_PROTOCOL, DCTERMS.title, Literal("SPARQL 1.1 Protocol", language="en"))
        whole = datasets[0]
        for file in whole.files:
            if file.format == "service-description":
                self._add(self.service, DCAT.endpointDescription, NamedNode(f"{publication.downloads}{file.name}"))

    def _add_file(self, dataset: NamedNode, file: PublishedFile) -> None:
        path = quote(file.name)
        distribution = NamedNode(f"{dataset.value}#file/{path}")
        address = NamedNode(f"{self.publication.downloads}{path}")
        self._add_distribution(dataset, distribution, file.format, file.title)
        self._add(distribution, DCAT.accessURL, address)
        self._add(distribution, DCAT.downloadURL, address)
        self._add(distribution, DCTERMS.language, *(self._cite(eu.LANGUAGE[language]) for language in file.languages))
        self._add(distribution, DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger))
        checksum = NamedNode(f"{dataset.value}#checksum/{path}")
        self._add(distribution, SPDX.checksum, checksum)
        self._add(checksum, A, SPDX.Checksum)
        self._add(checksum, SPDX.algorithm, _SHA256)
        self._add(checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary))
        self._add(_SHA256, A, SPDX.ChecksumAlgorithm)

    def _add_distribution(self, dataset: NamedNode, node: NamedNode, key: str, title: Bilingual) -> None:
        form = FILE_FORMATS[key]
        media_type = NamedNode(f"{IANA}{form.media_type}")
        self._add(dataset, DCAT.distribution, node)
        self._add(node, A, DCAT.Distribution)
        self._add_text(node, DCTERMS.title, title)
        self._add_text(node, DCTERMS.description, form.label)
        self._add(node, DCTERMS.format, self._cite(eu.file_type(key)))
        self._add(node, DCAT.mediaType, media_type)
        self._add(media_type, A, DCTERMS.MediaType)
        self._add(media_type, RDFS.label, Literal(form.media_type))
        self._add(node, DCTERMS.license, self.licence)
        self._add(node, DCTERMS.issued, _day(self.publication.issued))
        self._add(node, DCATAP.availability, self._cite(eu.STABLE))

    def _add_publisher(self) -> None:
        publisher = self.publication.publisher
        self._add(self.publisher, A, FOAF.Agent)
        self._add_text(self.publisher, FOAF.name, publisher.name)
        self._add(self.publisher, FOAF.homepage, self._document(publisher.page))
        self._add(self.contact, A, VCARD.Organization, VCARD.Kind)
        self._add_text(self.contact, VCARD.fn, publisher.name)
        self._add(self.contact, VCARD.hasURL, NamedNode(publisher.page))
        if publisher.mailbox is not None:
            self._add(self.contact, VCARD.hasEmail, NamedNode(f"mailto:{publisher.mailbox}"))

    def _add_described(self, node: NamedNode, class_: NamedNode, title: Bilingual, description: Bilingual) -> None:
        self._add(node, A, class_)
        self._add_text(node, DCTERMS.title, title)
        self._add_text(node, DCTERMS.description, description)

    def _add_common(self, node: NamedNode) -> None:
        self._add(node, DCTERMS.publisher, self.publisher)
        self._add(node, DCTERMS.issued, _day(self.publication.issued))
        self._add(node, DCTERMS.language, *map(self._cite, eu.LANGUAGE.values()))
        self._add(node, DCTERMS.spatial, self._cite(eu.CANADA))

    def _document(self, address: str) -> NamedNode:
        self._add(NamedNode(address), A, FOAF.Document)
        return NamedNode(address)

    def _cite(self, entry: eu.Entry) -> NamedNode:
        """The entry's node, whose type and labels are stated."""
        node = NamedNode(entry.iri)
        self._add(node, A, *map(NamedNode, entry.classes))
        self._add(node, SKOS.inScheme, NamedNode(entry.scheme))
        self._add_text(node, SKOS.prefLabel, entry.label)
        if _IMT in entry.classes:
            self._add(node, RDFS.label, Literal(entry.label.en))
        return node

    def _add(self, subject: NamedNode, predicate: NamedNode, *objects: NamedNode | Literal) -> None:
        self.triples.update(Triple(subject, predicate, each) for each in objects)

    def _add_text(self, subject: NamedNode, predicate: NamedNode, text: Bilingual) -> None:
        self._add(subject, predicate, *_texts(text))


def _texts(text: Bilingual) -> Iterable[Literal]:
    return (Literal(text[language], language=language) for language in LANGUAGES)


def _day(day: dt.date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)
