"""The catalogue conforms to DCAT-AP 3, says everything in both languages, and is the same each time."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import get_args

import msgspec
import pyshacl
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import SH

from recueil_kg.publishing.portals.dcat import catalogue
from recueil_kg.publishing.portals.dcat_forms import CatalogueForm, as_bytes
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.querying.engines import EmbeddedEngine

SHAPES = Path(__file__).parent / "shapes" / "dcat-ap-3.ttl"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
FORMS = get_args(CatalogueForm)
RDFLIB_NAMES = {"dcat": "turtle", "dcat-rdfxml": "xml", "dcat-jsonld": "json-ld"}
WHOLE = URIRef("https://w3id.org/recueil/dataset")
EDITION = URIRef("https://w3id.org/recueil/edition/2022-02")


@pytest.fixture(scope="module")
def written(engine: EmbeddedEngine, publication: Publication, files: list[PublishedFile]) -> dict[str, bytes]:
    triples = catalogue(engine, publication, files)
    return {form: as_bytes(triples, form) for form in FORMS}


@pytest.fixture(scope="module")
def graph(written: dict[str, bytes]) -> Graph:
    return Graph().parse(data=written["dcat"], format="turtle")


def results(graph: Graph) -> Counter[tuple[URIRef, URIRef]]:
    """How often the shapes find something, by severity and property."""
    _conforms, report, _text = pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES), inference="none")
    assert isinstance(report, Graph)
    return Counter(
        (report.value(found, SH.resultSeverity), report.value(found, SH.resultPath))
        for found in report.objects(None, SH.result)
    )


def test_no_violation_of_dcat_ap_and_only_the_warning_that_a_publisher_outside_the_union_gives(graph: Graph) -> None:
    found = results(graph)
    assert set(found) == {(SH.Warning, DCT.publisher)}


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (WHOLE, DCT.title),
        (URIRef("https://w3id.org/recueil/#publisher"), RDF.type),
        (URIRef("http://publications.europa.eu/resource/authority/language/FRA"), RDF.type),
        (URIRef("http://publications.europa.eu/resource/authority/frequency/AS_NEEDED"), None),
    ],
)
def test_the_shapes_see_what_is_missing(graph: Graph, subject: URIRef, predicate: URIRef | None) -> None:
    broken = Graph()
    broken += graph
    broken.remove((subject, predicate, None))
    assert any(severity == SH.Violation for severity, _path in results(broken))


def test_the_three_forms_say_the_same(written: dict[str, bytes], graph: Graph) -> None:
    for form in FORMS:
        assert isomorphic(graph, Graph().parse(data=written[form], format=RDFLIB_NAMES[form])), form


def test_every_file_is_a_distribution_with_address_size_checksum_format_and_licence(
    graph: Graph, publication: Publication, files: list[PublishedFile]
) -> None:
    for file in files:
        dataset = EDITION if file.edition else WHOLE
        (node,) = (
            node
            for node in graph.objects(dataset, DCAT.distribution)
            if str(graph.value(node, DCAT.downloadURL))
            == publication.downloads + file.name.replace("français", "fran%C3%A7ais").replace(" ", "%20")
        )
        assert str(graph.value(node, DCAT.byteSize)) == str(file.size)
        checksum = graph.value(node, URIRef("http://spdx.org/rdf/terms#checksum"))
        assert (
            str(graph.value(checksum, URIRef("http://spdx.org/rdf/terms#checksumValue")).upper()) == file.sha256.upper()
        )
        assert str(graph.value(node, DCT.license)) == "https://open.canada.ca/en/open-government-licence-canada"
        assert len(set(graph.objects(node, DCT.language))) == len(file.languages)
        assert {title.language for title in graph.objects(node, DCT.title) if isinstance(title, Literal)} == {
            "en",
            "fr",
        }


def test_there_is_a_dataset_for_each_edition_in_the_order_of_the_series_and_one_for_the_whole(graph: Graph) -> None:
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    series = URIRef("https://w3id.org/recueil/compendium")
    editions = set(graph.subjects(DCAT.inSeries, series))
    assert datasets == editions | {WHOLE}
    assert len(set(graph.subject_objects(DCAT.prev))) == len(editions) - 1
    (catalog,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert set(graph.objects(catalog, DCAT.dataset)) == datasets


def test_every_text_is_in_both_languages_or_belongs_to_none(graph: Graph) -> None:
    by_language: dict[tuple[object, object], Counter[str]] = {}
    for subject, predicate, text in graph:
        if isinstance(text, Literal) and text.language:
            by_language.setdefault((subject, predicate), Counter())[text.language] += 1
    standard = URIRef("https://www.w3.org/TR/sparql11-protocol/")
    for (subject, predicate), counts in by_language.items():
        assert set(counts) == ({"en"} if subject == standard else {"en", "fr"}), (subject, predicate)


def test_without_an_endpoint_there_is_no_service(
    engine: EmbeddedEngine, publication: Publication, files: list[PublishedFile]
) -> None:
    silent = msgspec.structs.replace(publication, endpoint=None)
    graph = Graph().parse(data=as_bytes(catalogue(engine, silent, files), "dcat"), format="turtle")
    assert not set(graph.subjects(RDF.type, DCAT.DataService))
    assert not set(graph.objects(None, DCAT.accessService))


def test_the_organisations_mailbox_is_shown_where_it_has_one(
    engine: EmbeddedEngine, publication: Publication, files: list[PublishedFile]
) -> None:
    publisher = msgspec.structs.replace(publication.publisher, mailbox="open-ouvert@example.gc.ca")
    graph = catalogue(engine, msgspec.structs.replace(publication, publisher=publisher), files)
    assert any("mailto:open-ouvert@example.gc.ca" in str(triple.object) for triple in graph)


def test_the_same_input_gives_the_same_bytes_whatever_the_seed_of_hashes(
    built_store: Path, files: list[PublishedFile], written: dict[str, bytes]
) -> None:
    again = f"""
import sys
from pathlib import Path
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.portals.dcat_forms import as_bytes
from recueil_kg.publishing.portals.dcat import catalogue
from recueil_kg.publishing.publication import PublishedFile, read_publication
from recueil_kg.querying.engines import EmbeddedEngine
files = {[(str(f.path), f.name, f.format, f.title.en, f.title.fr, f.languages, f.edition) for f in files]!r}
files = [PublishedFile(Path(p), n, k, Bilingual(en, fr), ls, ed) for p, n, k, en, fr, ls, ed in reversed(files)]
triples = catalogue(EmbeddedEngine(Path({str(built_store)!r})), read_publication(), files)
for form in {FORMS!r}:
    sys.stdout.buffer.write(as_bytes(triples, form))
"""
    for seed in ("1", "2"):
        printed = subprocess.run(
            [sys.executable, "-c", again],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            check=True,
            capture_output=True,
        ).stdout
        assert printed == b"".join(written[form] for form in FORMS)


def test_a_file_of_an_edition_that_no_sheet_is_of_is_refused(
    engine: EmbeddedEngine, publication: Publication, files: list[PublishedFile]
) -> None:
    from recueil_kg.errors import RecueilError

    with pytest.raises(RecueilError, match="1999-01"):
        catalogue(engine, publication, [replace(files[0], edition="1999-01")])
