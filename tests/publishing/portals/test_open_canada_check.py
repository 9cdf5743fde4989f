"""Each rule of open.canada.ca at least once: the refusal names record, field, value, and what to do."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import speak
from recueil_kg.publishing.portals.open_canada import Record
from recueil_kg.publishing.portals.open_canada_check import refusals, refuse, stars
from recueil_kg.publishing.portals.open_canada_fields import portal_schema

TODAY = dt.date(2026, 11, 24)
GONE = object()


@pytest.fixture
def record(records: list[Record]) -> Record:
    return copy.deepcopy(records[0])


def changed(record: Record, path: str, value: Any) -> Record:
    *way, last = path.split(".")
    place: Any = record
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return record


MANDATORY = [field.name for field in portal_schema().record if field.required]
MANDATORY_OF_RESOURCES = [field.name for field in portal_schema().resource if field.required]


def test_the_mandatory_fields_are_those_of_the_portal() -> None:
    assert set(MANDATORY) == {
        *(
            "type",
            "collection",
            "id",
            "name",
            "title_translated",
            "notes_translated",
            "owner_org",
            "keywords",
            "subject",
        ),
        *("frequency", "date_published", "jurisdiction", "license_id", "restrictions", "imso_approval"),
        "ready_to_publish",
    }
    assert set(MANDATORY_OF_RESOURCES) == {"name_translated", "resource_type", "language", "url", "format"}


@pytest.mark.parametrize("empty", [GONE, "", None])
@pytest.mark.parametrize("field", [*MANDATORY, *(f"resources.0.{name}" for name in MANDATORY_OF_RESOURCES)])
def test_a_mandatory_field_that_is_missing_or_empty_is_refused(record: Record, field: str, empty: Any) -> None:
    name = record["id"] if field != "id" else "#1"
    found = refusals([changed(record, field, empty)], TODAY)
    shown = field.replace("resources.0", "resources[0]")
    assert f"{name}: {shown}: it is missing; fill it" in [str(refusal) for refusal in found]


PORTAL_RULES: list[tuple[str, Any, str]] = [
    ("id", "recueil", "it is no UUID"),
    ("title_translated", {"en": "Only English"}, "the French text is missing; write it"),
    ("notes_translated", {"fr": "Seulement en français"}, "the English text is missing"),
    ("title_translated", "A title", "it has no languages"),
    ("owner_org", "Environment and Climate Change Canada", "write its name on the portal, as ec or dfatd-maecd"),
    ("keywords", {"en": ["environment"]}, "the French text is missing"),
    ("keywords", {"en": ["environment"], "fr": []}, "the French text is missing"),
    ("keywords", {"en": ["x"], "fr": ["eau"]}, 'the keyword "x" has not 2 to 140 characters'),
    ("keywords", {"en": ["water" * 29], "fr": ["eau"]}, "has not 2 to 140 characters"),
    ("keywords", {"en": ["water"], "fr": ["eau\u00a0douce"]}, "has the character U+00A0, which is no plain space"),
    ("keywords", {"en": ["water"], "fr": ["eau\u202fdouce"]}, "has the character U+202F"),
    ("keywords", {"en": ["water"], "fr": ["eau\u200bdouce"]}, "has the character U+200B"),
    ("keywords", {"en": ["fresh  water"], "fr": ["eau"]}, "has two spaces together; write one"),
    ("subject", ["environment"], "the portal has no such code; write one of arts_music_literature"),
    ("audience", ["everybody"], "the portal has no such code"),
    ("geographic_region", ["Canada"], "the portal has no such code"),
    ("frequency", "yearly", "the portal has no such code; write one of as_needed"),
    ("date_published", "2026", "it is no day of the calendar as YYYY-MM-DD; write for example 2010-05-01"),
    ("date_published", "2026-11", "it is no day of the calendar"),
    ("date_published", "2026-02-30", "it is no day of the calendar"),
    ("time_period_coverage_start", "1909", "it is no day of the calendar"),
    ("time_period_coverage_end", "2030-06", "it is no day of the calendar"),
    ("jurisdiction", "Federal", "write one of federal, in this case"),
    ("license_id", "OGL-Canada", "write one of ca-ogl-lgo, ca-odla-aldg"),
    ("restrictions", "restricted", "write one of unrestricted"),
    ("imso_approval", True, "write one of true, false"),
    ("ready_to_publish", "yes", "write one of true, false"),
    ("portal_release_date", "2026-11-24", "the portal fills this field; leave it out"),
    ("maintainer_email", "someone at example", "it is no mail address"),
    ("spatial", "Canada", "it is no GeoJSON geometry in a string"),
    ("spatial", {"type": "Point", "coordinates": [0, 0]}, "it is no GeoJSON geometry in a string"),
    ("org_section", "Affairs", "it has no languages"),
    ("resources.0.name_translated", {"en": "Graph"}, "the French text is missing"),
    ("resources.0.resource_type", "Dataset", "write one of dataset, in this case"),
    ("resources.0.format", "Turtle", "the portal has no such code"),
    ("resources.0.format", "ttl", "write one of TTL, in this case"),
    ("resources.0.format", "SPARQL", "the portal has no such code"),
    ("resources.0.format", "NQ", "the portal has no such code"),
    ("resources.0.format", "Parquet", "the portal has no such code"),
    ("resources.0.format", "GraphML", "the portal has no such code"),
    ("resources.0.language", ["eng"], "the portal has no such code; write one of en, fr"),
    ("resources.0.size", "12 kB", "it is no whole number; write the size in bytes"),
    ("resources.0.character_set", "utf8", "write one of UTF-8, US-ASCII"),
    ("resources.0.data_quality", ["uris"], "write one of data_includes_uris, data_includes_links"),
]
"""What the portal's validators refuse."""
OWN_RULES: list[tuple[str, Any, str]] = [
    ("resources.0.url", " ", "it is no text"),
    ("title_translated", {"en": "Both", "fr": " "}, "the French text is missing"),
    ("collection", "publication", "write one of primary, code, api, app, in this case"),
    ("type", "info", "the portal has no such code; write one of dataset, in this case"),
    ("name", "7b1f0e0e-0000-5000-8000-000000000000", "it is not the identifier; write the same as in id"),
    ("keywords", {"en": ["water, air"], "fr": ["eau"]}, "has a comma, where it would be split; write it without"),
    ("subject", "law", "it is no list"),
    ("program_page_url", {"en": "https://example.org/"}, "the French text is missing"),
    ("data_series_name", {"en": "Compendium", "fr": ""}, "the French text is missing"),
    ("resources.0.id", "first", "it is no UUID"),
    ("resources.0.language", ["en", "zxx"], "zxx stands with others; write it alone, or leave it out"),
    ("resources.0.date_published", "24/11/2026", "it is no day of the calendar"),
]
"""What they let through, and then the portal, its harvester or a reader in one of the languages stumbles over."""
RULES = [*PORTAL_RULES, *OWN_RULES]


@pytest.mark.parametrize(
    ("field", "value", "said"), RULES, ids=[f"{field}={value!r}"[:60] for field, value, _ in RULES]
)
def test_what_the_portal_refuses_is_refused_with_record_field_value_and_remedy(
    record: Record, field: str, value: Any, said: str
) -> None:
    name = record["id"] if field != "id" else value
    found = [str(refusal) for refusal in refusals([changed(record, field, value)], TODAY)]
    shown = field.replace("resources.0", "resources[0]")
    assert any(line.startswith(f"{name}: {shown} ") and said in line for line in found), found


def test_machine_translation_is_taken_where_it_is_marked(record: Record) -> None:
    record["title_translated"] = {"en": "A title", "fr-t-en": "Un titre"}
    record["keywords"] = {"en": ["water"], "fr-t-en": ["eau"]}
    assert refusals([record], TODAY) == ()


def test_a_record_that_is_ready_has_no_date_in_the_future(record: Record) -> None:
    record["date_published"] = "2026-11-25"
    assert refusals([record], TODAY) == ()
    record["ready_to_publish"] = "true"
    (found,) = refusals([record], TODAY)
    assert (found.field, found.do) == ("date_published", "wait, or leave it a draft")


def test_two_records_of_one_identifier_are_refused(record: Record) -> None:
    (found,) = refusals([record, copy.deepcopy(record)], TODAY)
    assert found.what == "another record has this identifier"


def test_the_error_is_one_line_with_the_first_refusal_and_the_number_of_the_others(record: Record) -> None:
    record["frequency"], record["license_id"] = "yearly", "mit"
    with pytest.raises(RecueilError) as refused:
        refuse([record], TODAY)
    assert refused.value.exit_code == ExitCode.DIFFERENCE
    line = str(refused.value)
    assert line.startswith(
        f'{record["id"]}: frequency "yearly": the portal has no such code (and 1 more); write one of'
    )
    assert "\n" not in line


def test_the_refusal_is_in_french_where_french_is_spoken(record: Record) -> None:
    record["frequency"] = "annuelle"
    speak("fr")
    (found,) = refusals([record], TODAY)
    assert "le portail n’a pas ce code" in str(found)


@pytest.mark.parametrize(
    ("resources", "given"),
    [
        ([], 1),
        ([{"format": "TTL"}], 1),
        ([{"format": "CSV"}], 3),
        ([{"format": "TTL"}, {"format": "RDF"}], 4),
        ([{"format": "TTL", "data_quality": ["data_includes_uris"]}], 4),
        ([{"format": "TTL", "data_quality": ["data_includes_links"]}], 1),
        ([{"format": "TTL", "data_quality": ["data_includes_uris", "data_includes_links"]}], 5),
    ],
)
def test_stars_are_given_as_the_portal_gives_them(resources: list[Record], given: int) -> None:
    assert stars({"resources": resources}) == given
