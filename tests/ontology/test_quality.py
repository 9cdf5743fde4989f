"""Independent checkers find nothing serious in the ontology, and the published report is what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from ontology_quality_pages import (
    ENVIRONMENT,
    PAGES,
    Checked,
    Finding,
    Input,
    load_answers,
    page,
    run_checkers,
    unanswered,
    without_finding,
    write_input,
)

from recueil_kg.i18n import LANGUAGES

BROKEN_ONTOLOGY = """
rk:Department a owl:DatatypeProperty .
rk:leadDepartment rdfs:range rk:Departement .
"""
BROKEN_VOCABULARY = """
<https://w3id.org/recueil/role/lead> skos:prefLabel "chef"@fr ; skos:broader <https://w3id.org/recueil/role/co-lead> .
"""
PREFIXES = """
@prefix rk: <https://w3id.org/recueil/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Input:
    assert (ENVIRONMENT / ".installed").exists(), "say: make build/checkers-venv/.installed"
    return write_input(tmp_path_factory.mktemp("given"))


@pytest.fixture(scope="module")
def found(given: Input) -> tuple[Checked, ...]:
    return run_checkers(given)


@pytest.mark.engines
def test_nothing_serious_is_open_and_all_else_is_answered(found: tuple[Checked, ...]) -> None:
    assert [checked.checker for checked in found] == ["askwol", "semanticlint", "owl-api"]
    assert unanswered(found, load_answers()) == []


@pytest.mark.engines
def test_no_answer_is_left_of_a_finding_that_is_gone(found: tuple[Checked, ...]) -> None:
    assert without_finding(found, load_answers()) == []


@pytest.mark.engines
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_what_the_checkers_say(found: tuple[Checked, ...], language: str) -> None:
    assert page(found, load_answers(), language) == PAGES[language].read_text("utf-8"), "say make ontology-quality"  # type: ignore[arg-type,index]


@pytest.mark.engines
def test_each_checker_finds_what_is_wrong_when_something_is(given: Input, tmp_path: Path) -> None:
    broken = Input(tmp_path / "ontology.ttl", tmp_path / "vocabularies.ttl")
    broken.ontology.write_text(given.ontology.read_text("utf-8") + PREFIXES + BROKEN_ONTOLOGY, "utf-8")
    broken.vocabularies.write_text(given.vocabularies.read_text("utf-8") + PREFIXES + BROKEN_VOCABULARY, "utf-8")
    still_open = unanswered(run_checkers(broken), load_answers())
    assert {checker for checker, _finding in still_open} == {"askwol", "semanticlint", "owl-api"}
    rules = {finding.rule for _checker, finding in still_open}
    assert {"SKO001", "SKO010"} <= rules


def test_a_serious_finding_stays_open_whatever_is_said_of_it() -> None:
    answer = load_answers()[0]
    for severity, is_open in (("error", True), ("warning", True), ("recommendation", False)):
        found = Checked(answer.checker, "1", (), (Finding(answer.rule, severity, "", "so"),))
        assert bool(unanswered([found], [answer])) == is_open


def test_what_we_say_is_said_in_both_languages() -> None:
    for answer in load_answers():
        assert answer.en
        assert answer.fr
        assert answer.en != answer.fr


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_published_report_says_that_nothing_is_open(language: str) -> None:
    told = {"en": "**Nothing is open.**", "fr": "**Rien n’est ouvert.**"}[language]
    assert told in PAGES[language].read_text("utf-8")  # type: ignore[index]
