"""What other systems call our instruments: every number that a fact gives is there, and can be asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.conftest import COMMON_GROUND

from recueil_kg.authorities import Authorities
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.vocabularies import load_vocabulary

OF_ANOTHER = re.compile(r"(\S+) \(amendment (\d{4})\)")
AMENDMENTS = {"2000": "souris-exchange-of-notes-2000", "2005": "souris-exchange-of-notes-2005"}


def _codes(authorities: Authorities) -> set[tuple[str, str, str]]:
    return {
        (entry.id, code.system, code.value)
        for entry in authorities.all()
        if entry.kind == "instrument"
        for code in entry.codes
    }


def _given(fact: dict[str, str]) -> set[tuple[str, str, str]]:
    """The numbers that a fact gives, without the letter of a language; an amendment's are its own."""
    found = set()
    if fact.get("reference"):
        found.add((fact["id"], "compendium-reference", fact["reference"]))
    numbers, series = (fact.get("treaty_number") or "").split("; "), (fact.get("cts") or "").split("; ")
    for number, volume in zip(numbers, series * len(numbers) if series == [""] else series, strict=False):
        amendment = OF_ANOTHER.fullmatch(number)
        slug = AMENDMENTS[amendment[2]] if amendment else fact["id"]
        if number:
            found.add((slug, "treaty-accord", (amendment[1] if amendment else number).lstrip("EF")))
        if volume:
            found.add((slug, "cts", volume.removeprefix("CTS ").replace(" No. ", "/")))
    found |= {(fact["id"], "ecolex", f"TRE-{number}") for number in re.findall(r"(?i)\btre-(\d{6})", json.dumps(fact))}
    found |= {(fact["id"], "untc", number) for number in re.findall(r"mtdsg_no=([\w-]+)", json.dumps(fact))}
    pattern = r"\bEn\d+-[\w/-]+-PDF|\bEn4-83/\w+-PDF"
    return found | {(fact["id"], "catalogue-number", number) for number in re.findall(pattern, json.dumps(fact))}


@pytest.mark.common_ground
def test_every_identifier_that_a_fact_gives_is_a_code_of_its_instrument(authorities: Authorities) -> None:
    given: set[tuple[str, str, str]] = set()
    for name in ("multilateral", "bilateral"):
        for line in (COMMON_GROUND / "facts" / f"{name}.jsonl").read_text("utf-8").splitlines():
            given |= _given(json.loads(line))
    assert {system for _slug, system, _value in given} == {
        "compendium-reference",
        "treaty-accord",
        "cts",
        "ecolex",
        "untc",
        "catalogue-number",
    }
    assert given - _codes(authorities) == set()


def test_every_system_is_a_concept(authorities: Authorities) -> None:
    known = {concept.notation for concept in load_vocabulary().concepts("identifier-system")}
    assert {system for _slug, system, _value in _codes(authorities)} <= known


def test_an_instrument_is_found_by_its_number_in_another_system_with_its_page(built_store: Path) -> None:
    rows = EmbeddedEngine(built_store).select(
        """PREFIX rk: <https://w3id.org/recueil/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        SELECT ?instrument ?page { ?instrument rk:identifier ?identifier .
          ?identifier rk:system/skos:notation "treaty-accord" ; skos:notation "100687" ; foaf:page ?page }"""
    )
    assert [[term.value for term in row if term] for row in rows] == [
        [
            "https://w3id.org/recueil/instrument/canada-us-porcupine-caribou",
            "https://www.treaty-accord.gc.ca/text-texte.aspx?id=100687",
        ]
    ]


def test_the_graph_holds_every_code_once(authorities: Authorities, built_store: Path) -> None:
    rows = EmbeddedEngine(built_store).select(
        """PREFIX rk: <https://w3id.org/recueil/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?instrument ?system ?value { GRAPH <https://w3id.org/recueil/graph/knowledge> {
          ?instrument rk:identifier ?identifier . ?identifier rk:system ?system ; skos:notation ?value } }"""
    )
    held = [
        tuple(term.value.rsplit("/", 1)[-1] if at < 2 else term.value for at, term in enumerate(row) if term)
        for row in rows
    ]
    assert sorted(held) == sorted(_codes(authorities))
