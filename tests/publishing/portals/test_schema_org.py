"""The schema.org description: valid JSON-LD without the network, in both languages, true to graph and files."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store
from tests.publishing.conftest import record_of, store_of

from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.portals.schema_org import describe_for_search, script_safe_json, write_schema_org
from recueil_kg.publishing.publication import Publication, PublishedFile

SCHEMA = "https://schema.org/"
DATASET = NamedNode("https://w3id.org/recueil/dataset")


@pytest.fixture(scope="module")
def described(written: Path) -> Store:
    """The description's triples, read without any other file."""
    store = Store()
    store.load((written / "schema-org.jsonld").read_bytes(), format=ox.RdfFormat.JSON_LD)
    return store


def values(store: Store, name: str, of: NamedNode = DATASET) -> set[object]:
    return {quad.object for quad in store.quads_for_pattern(of, NamedNode(SCHEMA + name), None)}


def test_it_says_in_both_languages_what_the_publication_says(described: Store, publication: Publication) -> None:
    for name, text in (("name", publication.title), ("description", publication.description)):
        assert values(described, name) == {Literal(text.en, language="en"), Literal(text.fr, language="fr")}
    assert values(described, "license") == {
        NamedNode(publication.licence.address.en),
        NamedNode(publication.licence.address.fr),
    }
    assert values(described, "publisher") == values(described, "creator") == {NamedNode(publication.publisher.page)}
    assert values(described, "isAccessibleForFree") == {Literal(True)}
    assert len(values(described, "keywords")) == len(publication.keywords.en) + len(publication.keywords.fr)


def test_every_term_is_one_of_schema_org(described: Store) -> None:
    terms = {quad.predicate.value for quad in described} - {"http://www.w3.org/1999/02/22-rdf-syntax-ns#type"}
    terms |= {
        quad.object.value
        for quad in described.quads_for_pattern(
            None, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), None
        )
    }
    assert terms
    assert all(term.startswith(SCHEMA) for term in terms)


def test_the_days_and_countries_covered_are_those_of_the_graph(described: Store, store: Store) -> None:
    days = []
    for quad in store.quads_for_pattern(None, NamedNode("https://w3id.org/recueil/ontology#event"), None, None):
        assert isinstance(quad.object, NamedNode)
        for date in store.quads_for_pattern(
            quad.object, NamedNode("https://w3id.org/recueil/ontology#date"), None, None
        ):
            for name in ("earliest", "latest"):
                term = NamedNode(f"https://w3id.org/recueil/ontology#{name}")
                days += [found.object.value for found in store.quads_for_pattern(date.object, term, None, None)]
    assert values(described, "temporalCoverage") == {Literal(f"{min(days)}/{max(days)}")}
    found = store.query(
        "SELECT DISTINCT ?state WHERE { ?p <https://w3id.org/recueil/ontology#participant> ?state "
        'FILTER(CONTAINS(STR(?state), "/state/")) }',
        use_default_graph_as_union=True,
    )
    assert isinstance(found, QuerySolutions)
    assert values(described, "spatialCoverage") == {row["state"] for row in found}
    mexico = values(described, "name", NamedNode("https://w3id.org/recueil/state/mex"))
    assert mexico == {Literal("Mexico", language="en"), Literal("Mexique", language="fr")}


def test_every_download_is_there_with_its_address_size_and_checksum(
    described: Store, written: Path, publication: Publication
) -> None:
    downloads = [node for node in values(described, "distribution") if isinstance(node, NamedNode)]
    assert len(downloads) > 75
    for node in downloads:
        name = node.value.removeprefix(publication.downloads)
        file = PublishedFile(path=written / name, name=name, format="csv", title=Bilingual(en="a", fr="b"))
        assert values(described, "contentUrl", node) == {node}
        assert values(described, "sha256", node) == {Literal(file.sha256)}
        assert values(described, "contentSize", node) == {Literal(f"{file.size} B")}


def test_nothing_in_it_can_end_the_script_block_that_it_stands_in(publication: Publication) -> None:
    title = Bilingual(en="</script><script>alert(1)</script>", fr="<!-- é & \u2028")
    hostile = msgspec.structs.replace(publication, title=title)
    text = script_safe_json(describe_for_search(store_of([record_of(1, "Words")]), hostile))
    assert not set("<>&\u2028\u2029") & set(text)
    assert {value["@language"]: value["@value"] for value in json.loads(text)["name"]} == {
        "en": title.en,
        "fr": title.fr,
    }


def test_a_graph_without_dates_or_states_claims_no_coverage(publication: Publication, tmp_path: Path) -> None:
    record = msgspec.structs.replace(record_of(1, "Words"), events=())
    (file,) = write_schema_org(store_of([record]), publication, tmp_path)
    described = json.loads(file.path.read_text("utf-8"))
    assert not {"temporalCoverage", "spatialCoverage", "distribution"} & set(described)
