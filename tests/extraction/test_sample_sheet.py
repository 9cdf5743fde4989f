"""The user's own sheet is read completely, and every value points at the printed words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from recueil_kg.extraction import extract
from recueil_kg.extraction.json_form import json_form
from recueil_kg.reading import Document, read

SHEET = Path(__file__).resolve().parents[3] / "shared" / "sheets" / "canada-mexico-environment-working-group.fr.txt"
BASE = "https://w3id.org/recueil/"

pytestmark = pytest.mark.common_ground

PARTNERSHIP = BASE + "instrument/canada-mexico-partnership"


@pytest.fixture(scope="module")
def document() -> Document:
    return read(SHEET)


@pytest.fixture(scope="module")
def sheet(document: Document) -> dict[str, Any]:
    return cast("dict[str, Any]", msgspec.to_builtins(json_form(extract(document), document)))


def values(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "as_published" in node:
            yield node
        for child in node.values():
            yield from values(child)
    elif isinstance(node, list):
        for child in node:
            yield from values(child)


def test_every_value_points_at_the_words_that_it_quotes(document: Document, sheet: dict[str, Any]) -> None:
    text = SHEET.read_bytes().decode("utf-8")
    assert document.text == text
    found = list(values(sheet))
    assert len(found) > 25
    for value in found:
        assert text[value["start"] : value["end"]] == value["as_published"] != ""


def test_the_head_is_read(sheet: dict[str, Any]) -> None:
    assert sheet["source"]["language"] == "fr"
    assert sheet["source"]["edition"] == "2018-10"
    assert sheet["source"]["layout"] == "L5u"
    assert sheet["title"]["value"] == "Le Groupe de travail sur l'environnement du Partenariat Canada-Mexique"
    assert [item["value"] for item in sheet["subject_categories"]] == ["Collaboration environnementale"]
    assert sheet["subject_categories"][0]["concept"] == BASE + "category/environmental-cooperation"
    assert (sheet["type"]["value"], sheet["type"]["concept"]) == ("Bilatéral", BASE + "type/bilateral")
    assert (sheet["form"]["value"], sheet["form"]["concept"]) == (
        "Forum de coopération",
        BASE + "form/cooperative-forum",
    )
    assert sheet["edition"]["as_published"] == "Octobre 2018"


def test_it_is_a_diplomatic_mechanism_and_neither_a_treaty_nor_a_memorandum(sheet: dict[str, Any]) -> None:
    nature = sheet["legal_nature"]
    assert nature["as_published"] == "mécanisme diplomatique (et non un traité ou un protocole d'entente)"
    assert nature["concept"] == BASE + "legal-nature/diplomatic-mechanism"


def test_the_launch_is_the_partnerships_and_the_establishment_the_working_groups(sheet: dict[str, Any]) -> None:
    launch = [event for event in sheet["events"] if event["event_type"] == "launch"]
    assert [(event["edtf"], event["earliest"], event["latest"]) for event in launch] == [
        ("2004-10-24", "2004-10-24", "2004-10-24")
    ]
    assert launch[0]["instrument"]["value"] == "Partenariat Canada-Mexique"
    assert launch[0]["instrument"]["instrument"] == PARTNERSHIP
    establishment = [event for event in sheet["events"] if event["event_type"] == "establishment"]
    assert [(event["edtf"], event["earliest"], event["latest"], event["instrument"]) for event in establishment] == [
        ("2008", "2008-01-01", "2008-12-31", None)
    ]


def test_it_is_permanent_and_meets_every_year(sheet: dict[str, Any]) -> None:
    ongoing = [event for event in sheet["events"] if event["event_type"] == "ongoing"]
    assert [(event["as_published"], event["edtf"]) for event in ongoing] == [("Permanent", None)]
    meetings = [event for event in sheet["events"] if event["event_type"] == "meeting"]
    assert any(event["recurrence"] == "yearly" and event["instrument"] is None for event in meetings)
    dated = [event for event in meetings if event["edtf"]]
    assert [(event["edtf"], event["earliest"], event["latest"], event["instrument"]) for event in dated] == [
        ("2018-10", "2018-10-01", "2018-10-31", None)
    ]


def test_no_event_is_read_that_the_sheet_does_not_tell(sheet: dict[str, Any]) -> None:
    assert {event["event_type"] for event in sheet["events"]} == {
        "launch",
        "establishment",
        "ongoing",
        "meeting",
        "reporting",
    }


def test_who_leads_who_partners_and_who_else_may_come(sheet: dict[str, Any]) -> None:
    assert [(item["value"], item["institution"]) for item in sheet["leads"]] == [
        ("Environnement et Changement climatique Canada", BASE + "institution/eccc")
    ]
    assert [(item["value"], item["institution"]) for item in sheet["partners"]] == [
        ("Affaires mondiales Canada", BASE + "institution/gac")
    ]
    assert sheet["others_as_needed"]["as_published"] == "Autres (selon l'activité de coopération)"


def test_canada_and_mexico_take_part_and_semarnat_for_mexico(sheet: dict[str, Any]) -> None:
    assert [item["institution"] for item in sheet["participants"]] == [
        BASE + "state/can",
        BASE + "state/mex",
        BASE + "institution/semarnat",
    ]
    assert [item["as_published"] for item in sheet["counterparties"]] == [
        "Mexique",
        "Secrétariat de l'Environnement et des Ressources Naturelles du Mexique",
    ]


def test_the_parent_and_the_body_itself_are_read(sheet: dict[str, Any]) -> None:
    assert sheet["parent"]["value"] == "Partenariat Canada-Mexique"
    assert sheet["parent"]["instrument"] == PARTNERSHIP
    assert sheet["parent"]["relation"] == "established-under"
    assert sheet["instrument"] == BASE + "instrument/canada-mexico-partnership-environment-wg"
    assert sheet["bodies"][0]["institution"] == sheet["instrument"]


def test_the_themes_of_recent_activities_are_read(sheet: dict[str, Any]) -> None:
    found = {item["concept"].removeprefix(BASE + "theme/"): item["as_published"] for item in sheet["themes"]}
    assert found["climate-change"] == "changements climatiques"
    assert found["extractive-industry-effects"].startswith("impacts environnementaux")
    assert found["biodiversity-conservation"] == "conservation / biodiversité"
    assert set(found) == {"climate-change", "extractive-industry-effects", "biodiversity-conservation"}


def test_links_and_the_misspelt_contact_are_kept_as_printed_and_reconciled(sheet: dict[str, Any]) -> None:
    assert [item["as_published"] for item in sheet["links"]] == ["Partenariat Canada-Mexique"] * 2
    (contact,) = sheet["contacts"]
    assert contact["as_published"] == "Environnement et Changements climatiques Canada Informatheque"
    assert contact["institution"] == BASE + "institution/eccc"
    assert contact["value"] != contact["as_published"]
    assert [finding["rule"] for finding in sheet["findings"]] == ["misspelt-name"]


def test_all_sections_are_there_with_their_sub_headings(document: Document, sheet: dict[str, Any]) -> None:
    assert [(section["heading"], section["level"]) for section in sheet["sections"]] == [
        ("RÉSUMÉ EN LANGAGE CLAIR", 1),
        ("OBJECTIF", 1),
        ("ÉLÉMENTS PRINCIPAUX", 1),
        ("RÉSULTATS ATTENDUS", 1),
        ("PARTICIPATION DU CANADA", 1),
        ("RÉSULTATS ET PROGRÈS", 1),
        ("Activités", 2),
        ("Rapports", 2),
        ("Résultats", 2),
    ]
    for section in sheet["sections"]:
        assert document.text[section["start"] : section["end"]] == section["text"] != ""
    assert sheet["sections"][-1]["text"].endswith("conservation / biodiversité.")
    assert sheet["sections"][5]["text"].endswith("conservation / biodiversité.")


def test_nothing_is_left_unread(sheet: dict[str, Any]) -> None:
    assert sheet["unread"] == []
