"""Who leads, partners and takes part is known in full: names, periods, successions, codes, portal names, founders."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from recueil_kg.authorities import INSTITUTION_KINDS, Authorities
from recueil_kg.folding import fold
from recueil_kg.model.records import SourceRecord
from recueil_kg.querying.engines import EmbeddedEngine

Records = dict[Path, SourceRecord]
FACTS = Path(__file__).resolve().parents[3] / "shared" / "facts"
INSTITUTION = "https://w3id.org/recueil/institution/"
PREFIXES = """PREFIX rk: <https://w3id.org/recueil/ontology#> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/>"""
NO_FOUNDER_IS_STATED = {
    # subjects of records themselves, founded by what no record of ours is about
    "ipcc", "arctic-council", "geo", "cciced", "gulf-of-maine-council", "trilateral-wildlife-committee",
    "canada-eu-environment-high-level-dialogue",
    # bodies of organizations whose founding instrument no source names for them
    "iucn-ssc-polar-bear-specialist-group", "oecd-wprpw", "oecd-working-party-chemicals", "oecd-chemicals-committee",
    "oecd-joint-meeting", "oecd-climate-change-expert-group", "unece-executive-secretary",
    "north-american-climate-services-partnership", "mexico-us-joint-committee-wildlife",
    "canada-us-regulatory-cooperation-council", "canada-mexico-high-level-strategic-dialogue",
    "canada-france-joint-scientific-commission", "international-souris-river-board",
    "international-niagara-board-of-control", "lake-champlain-basin-program",
}  # fmt: skip
UNVERIFIED = {"gac": 1, "esdc": 1, "china-mee": 1, "european-union": 1}
"""Names in use whose period no page that was found states: how many of each institution."""


def _pairs(engine: EmbeddedEngine, query: str) -> set[tuple[str | None, ...]]:
    return {tuple(getattr(term, "value", None) for term in row) for row in engine.select(f"{PREFIXES} {query}")}


def test_every_department_that_leads_or_partners_is_an_entry_with_both_names(
    records: Records, authorities: Authorities
) -> None:
    named = {item.institution for record in records.values() for item in record.responsibilities if item.institution}
    for slug in named:
        entry = authorities.institution(slug)
        assert entry is not None, slug
        if entry.kind == "department":
            assert all(used.name.en and used.name.fr for used in entry.names), slug


@pytest.mark.common_ground
def test_a_department_has_its_portal_name_where_the_portal_has_the_department(authorities: Authorities) -> None:
    portal = {
        row["name"]: row
        for row in map(json.loads, (FACTS / "federal_organizations.jsonl").read_text("utf-8").splitlines())
    }
    for entry in authorities.all():
        if entry.kind == "department" and entry.portal:
            title = portal[entry.portal]["title_en"]
            assert fold(title) in {fold(name) for name in entry.all_names("en")}, entry.id
        elif entry.kind == "department":
            titles = {fold(row["title_en"]) for row in portal.values()}
            assert not {fold(name) for name in entry.all_names("en")} & titles, entry.id


def test_what_no_page_states_of_a_period_is_marked(authorities: Authorities) -> None:
    found = {
        entry.id: sum(used.source == "unverified" for used in entry.names)
        for entry in authorities.all()
        if entry.kind in INSTITUTION_KINDS
    }
    assert {slug: count for slug, count in found.items() if count} == UNVERIFIED


def test_every_change_of_name_is_a_change_event_with_its_date(engine: EmbeddedEngine, authorities: Authorities) -> None:
    changes = _pairs(
        engine, "SELECT ?who ?event { ?who org:changedBy ?event . ?event a org:ChangeEvent, rk:NameChange }"
    )
    renamed = [entry for entry in authorities.all() if entry.kind in INSTITUTION_KINDS and len(entry.names) > 1]
    assert len(changes) == sum(len(entry.names) - 1 for entry in renamed)
    undated = _pairs(engine, "SELECT ?e { ?e a org:ChangeEvent FILTER NOT EXISTS { ?e rk:changeDate ?date } }")
    assert undated == set()


@pytest.mark.parametrize(("old", "new", "day"), [("cida", "gac", "2013-06-26"), ("cirnac", "isc", "2017-08-28")])
def test_a_split_and_a_merger_are_change_events_of_both(engine: EmbeddedEngine, old: str, new: str, day: str) -> None:
    found = _pairs(
        engine,
        f"""SELECT ?day {{ ?event a org:ChangeEvent ; org:originalOrganization <{INSTITUTION}{old}> ;
        org:resultingOrganization <{INSTITUTION}{new}> ; rk:changeDate/rk:edtf ?day . }}""",
    )
    assert found == {(day,)}


def test_every_foreign_ministry_has_its_state(authorities: Authorities) -> None:
    assert [entry.id for entry in authorities.all() if entry.kind == "foreign-ministry" and not entry.country] == []


def test_every_body_says_under_what_it_was_established_or_is_known_not_to(authorities: Authorities) -> None:
    bodies = [entry for entry in authorities.all() if authorities.body(entry.id) is entry]
    assert {entry.id for entry in bodies if not entry.under} == NO_FOUNDER_IS_STATED


def test_a_state_has_its_three_iso_codes_and_its_european_authority(
    engine: EmbeddedEngine, authorities: Authorities
) -> None:
    states = [entry for entry in authorities.all() if entry.kind == "state"]
    numbers = [code.value for entry in states for code in entry.codes if code.system == "iso3166-1-numeric"]
    assert len(set(numbers)) == len(numbers) == len(states)
    assert all(re.fullmatch(r"\d{3}", number) for number in numbers)
    canada = _pairs(engine, "SELECT ?code { <https://w3id.org/recueil/state/can> skos:notation ?code }")
    assert canada == {("CA",), ("CAN",), ("124",)}
    matched = _pairs(engine, "SELECT ?state ?match { ?state a rk:State ; skos:exactMatch ?match }")
    base = "http://publications.europa.eu/resource/authority/country/"
    assert len([1 for _state, match in matched if str(match).startswith(base)]) == len(states)


def test_the_ten_provinces_and_three_territories_have_their_codes(authorities: Authorities) -> None:
    provinces = [entry for entry in authorities.all() if entry.kind == "province-or-territory"]
    codes = {code.value for entry in provinces for code in entry.codes if code.system == "iso3166-2"}
    assert codes == {f"CA-{letters}" for letters in "AB BC MB NB NL NS NT NU ON PE QC SK YT".split()}
