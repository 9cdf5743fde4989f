"""Each known fault of the published sheets is found in the built graph, by a general rule, as a SHACL Warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from recueil_kg import iris
from recueil_kg.graph.validation import ValidationResult, validate_store
from recueil_kg.querying.catalogue import load_question
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.querying.parameters import bind

KNOWN = [
    ("day-and-month-swapped", "cbd/2022-02.fr", "6 novembre 1992", "6 novembre 1992"),
    ("ratification-before-signature", "cbd/2022-02.fr", "12 avril 1992", "12 avril 1992"),
    ("date-after-edition", "paris-agreement/2018-10.en", "3016", "3016"),
    ("in-force-before-ratification", "basel-convention/2022-02.en", "May 5, 1992", "August 28, 1992"),
    ("in-force-for-canada-before-international", "unccd/2018-10.en", "1995", "1996"),
    ("siblings-filed-apart", "lrtap-pops-1998/2022-02.en", "Chemicals & Wastes", "Air"),
    ("siblings-filed-apart", "gothenburg-protocol/2018-10.en", "Chemicals & Wastes", "Air"),
    (
        "heading-and-title-disagree",
        "london-convention-1972/2022-02.fr",
        "Protocole de Londres",
        "Convention de Londres",
    ),
    ("formats-disagree", "ballast-water-convention/2022-02.en", "Environment and Climate Change Canada", "pdf"),
    ("formats-disagree", "ballast-water-convention/undated.en.pdf", "Department of Fisheries and Oceans", "html"),
    ("misspelt-name", "canada-us-polar-bear-mou/2022-07.fr", "Départment", "Département"),
]


@pytest.fixture(scope="module")
def warnings(built_store: Path) -> list[ValidationResult]:
    return [result for result in validate_store(built_store).results if result.severity == "Warning"]


@pytest.mark.parametrize(("rule", "source", "first", "second"), KNOWN, ids=[f"{case[0]}: {case[1]}" for case in KNOWN])
def test_a_known_fault_is_found_and_said_in_both_languages(
    engine: EmbeddedEngine, warnings: list[ValidationResult], rule: str, source: str, first: str, second: str
) -> None:
    question = load_question("findings")
    messages = {}
    for language in ("en", "fr"):
        rows = engine.select(bind(question, {"rule": rule, "language": language}))
        messages[language] = [
            row[2].value for row in rows if row[1] and row[2] and row[1].value == iris.source(*source.split("/"))
        ]
        assert any(first in message and second in message for message in messages[language])
    assert any(said.messages["en"] in messages["en"] and said.messages["fr"] in messages["fr"] for said in warnings)


def test_every_finding_of_the_graph_is_a_warning_in_its_own_words(
    engine: EmbeddedEngine, warnings: list[ValidationResult]
) -> None:
    said = {result.messages["fr"] for result in warnings if result.path == iris.term("rule")}
    rows = engine.select(bind(load_question("findings"), {"language": "fr"}))
    assert {row[2].value for row in rows if row[2]} <= said
