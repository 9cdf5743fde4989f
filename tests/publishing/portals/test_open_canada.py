"""Records for open.canada.ca: complete, in both languages, five stars, and the same identifiers each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.file_formats import FILE_FORMATS, OTHER, file_format
from recueil_kg.publishing.portals.datasets import normalised_keyword
from recueil_kg.publishing.portals.open_canada import PortalOptions, Record, as_json_lines, portal_records
from recueil_kg.publishing.portals.open_canada_check import refuse, stars
from recueil_kg.publishing.portals.open_canada_fields import portal_schema
from recueil_kg.publishing.publication import Publication, PublishedFile
from recueil_kg.querying.engines import EmbeddedEngine, Rows


def test_there_is_a_record_for_the_whole_and_for_each_edition(engine: EmbeddedEngine, records: list[Record]) -> None:
    editions = engine.select(
        "SELECT DISTINCT ?v WHERE { ?e a <https://w3id.org/recueil/ontology#Edition> ;"
        " <http://www.w3.org/ns/dcat#version> ?v }"
    )
    versions = {row[0].value for row in editions if isinstance(row[0], Literal)}
    assert len(versions) > 3
    issues = [record.get("data_series_issue_identification", {}).get("fr") for record in records]
    assert issues == [None, *sorted(versions)]


def test_the_portal_would_take_every_record(records: list[Record]) -> None:
    refuse(records)


def test_every_record_has_five_stars(records: list[Record]) -> None:
    assert {stars(record) for record in records} == {5}


def test_every_file_is_a_resource_of_its_record_and_the_endpoint_of_all(
    records: list[Record], files: list[PublishedFile], publication: Publication
) -> None:
    of_whole = {publication.downloads + file.name for file in files if file.edition is None}
    of_edition = {publication.downloads + file.name for file in files if file.edition == "2022-02"}
    for record in records:
        expected = of_edition if "2022-02" in record["title_translated"]["en"] else of_whole
        assert {resource["url"] for resource in record["resources"]} == expected | {publication.endpoint}
    (endpoint,) = (each for each in records[0]["resources"] if each["url"] == publication.endpoint)
    assert (endpoint["format"], endpoint["resource_type"]) == (OTHER, "api")
    named = {each["url"].rsplit("/", 1)[1]: each for each in records[0]["resources"]}
    assert named["turtle.ttl"]["format"] == "TTL"
    assert named["parquet.parquet"]["format"] == OTHER
    assert named["tables français.csv"]["language"] == ["fr"]
    assert named["numbers.csv"]["language"] == ["zxx"]
    assert named["turtle.ttl"]["size"] == len("turtle.ttl")


def test_a_second_export_has_the_same_identifiers_and_the_same_bytes(
    engine: EmbeddedEngine, publication: Publication, files: list[PublishedFile], records: list[Record]
) -> None:
    again = portal_records(engine, publication, files, PortalOptions(owner_org="ec", jurisdiction="federal"))
    assert as_json_lines(again) == as_json_lines(records)
    identifiers = [record["id"] for record in records]
    assert len(set(identifiers)) == len(identifiers)
    resources = [resource["id"] for record in records for resource in record["resources"]]
    assert len(set(resources)) == len(resources)


def test_each_line_is_one_json_object_in_utf_8(records: list[Record]) -> None:
    lines = as_json_lines(records).decode("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [record["id"] for record in records]
    assert "é" in lines[0]


def test_a_person_s_approval_is_never_set_on_its_own(records: list[Record]) -> None:
    for record in records:
        assert (record["imso_approval"], record["ready_to_publish"]) == ("false", "false")
        assert "portal_release_date" not in record


def test_what_the_publisher_says_is_in_every_record(
    engine: EmbeddedEngine, publication: Publication, files: list[PublishedFile]
) -> None:
    section = Bilingual(en="International Affairs", fr="Affaires internationales")
    said = PortalOptions(
        owner_org="dfatd-maecd", approved=True, ready=True, mailbox="ouvert-open@example.gc.ca", org_section=section
    )
    for record in portal_records(engine, publication, files, said):
        assert record["owner_org"] == "dfatd-maecd"
        assert record["jurisdiction"] == "user"
        assert (record["imso_approval"], record["ready_to_publish"]) == ("true", "true")
        assert record["maintainer_email"] == "ouvert-open@example.gc.ca"
        assert record["org_section"]["fr"] == "Affaires internationales"


def test_the_period_is_of_what_is_concluded_and_no_misprint_stretches_it(
    engine: EmbeddedEngine, records: list[Record]
) -> None:
    (row,) = engine.select(
        "SELECT (MIN(?e) AS ?a) (MAX(?l) AS ?b) WHERE { GRAPH <https://w3id.org/recueil/graph/knowledge> {"
        " ?event <https://w3id.org/recueil/ontology#date> ?d ."
        " ?d <https://w3id.org/recueil/ontology#earliest> ?e ; <https://w3id.org/recueil/ontology#latest> ?l } }"
    )
    assert [records[0][f"time_period_coverage_{side}"] for side in ("start", "end")] == [
        term.value for term in row if isinstance(term, Literal)
    ]
    assert all(record.get("time_period_coverage_end", "") < "2100" for record in records)


def test_a_keyword_is_a_label_with_plain_spaces_and_no_comma() -> None:
    assert normalised_keyword("déchets\u00a0dangereux,  autres\u202f") == "déchets dangereux – autres"
    assert normalised_keyword("e\u0301nergie") == "énergie"


class _Silenced:
    """An engine that does not know one text of the real one, as where nobody has written it yet."""

    def __init__(self, engine: EmbeddedEngine, thing: str, language: str) -> None:
        self.engine, self.thing, self.language = engine, thing, language

    def select(self, text: str) -> Rows:
        rows = self.engine.select(text)
        kept = (
            row
            for row in rows
            if not any(isinstance(term, Literal) and term.language == self.language for term in row)
            or not (NamedNode(self.thing) in row or (len(rows.columns) == 1 and self.thing in text))
        )
        return Rows(rows.columns, tuple(kept))

    def ask(self, text: str) -> bool:
        return self.engine.ask(text)


@pytest.mark.parametrize(
    ("thing", "language", "said"),
    [
        ("https://w3id.org/recueil/compendium", "fr", "no French text: https://w3id.org/recueil/compendium"),
        ("https://w3id.org/recueil/theme/mercury", "fr", "no French text: https://w3id.org/recueil/theme/mercury"),
        ("https://w3id.org/recueil/theme/mercury", "en", "no English text: https://w3id.org/recueil/theme/mercury"),
    ],
)
def test_a_text_that_is_missing_in_a_language_is_named_and_nothing_is_exported(
    engine: EmbeddedEngine, publication: Publication, thing: str, language: str, said: str
) -> None:
    with pytest.raises(RecueilError) as refused:
        portal_records(_Silenced(engine, thing, language), publication, [], PortalOptions(owner_org="ec"))
    assert refused.value.exit_code == ExitCode.DIFFERENCE
    assert str(refused.value).startswith(said)


def test_every_format_has_a_code_that_the_portal_knows() -> None:
    (field,) = (field for field in portal_schema().resource if field.name == "format")
    assert {form.open_canada for form in FILE_FORMATS.values()} <= set(field.codes)
    with pytest.raises(RecueilError, match="turtle"):
        file_format("Turtle")


def _texts(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES) and all(isinstance(text, str) for text in value.values()):
            yield value["en"], value["fr"]
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def test_no_english_text_stands_in_a_french_field(records: list[Record]) -> None:
    numbers = {record["data_series_issue_identification"]["en"] for record in records[1:]}
    assert {en for record in records for en, fr in _texts(record) if en == fr} <= numbers


def test_a_record_is_made_without_any_file(engine: EmbeddedEngine, publication: Publication, tmp_path: Path) -> None:
    records = portal_records(engine, publication, [], PortalOptions(owner_org="ec"))
    refuse(records)
    assert {len(record["resources"]) for record in records} == {1}
