"""Which questions an instrument's sheets answer: stated, not stated, or not seen."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.conftest import CommandLine

from recueil_kg.auditing.coverage import QUESTIONS, find_coverage
from recueil_kg.graph.build import build
from recueil_kg.model.records import Section, Source, SourceRecord
from recueil_kg.model.yaml_form import write_yaml
from recueil_kg.querying.engines import EmbeddedEngine


def test_what_a_text_at_hand_lacks_is_not_stated_and_what_no_text_shows_is_not_seen(small: EmbeddedEngine) -> None:
    found = {item.instrument: [item.answers[question].state for question in QUESTIONS] for item in find_coverage(small)}
    assert found == {
        "cbd": ["stated", "not-stated", "not-stated", "stated", "not-stated"],
        "montreal-protocol": ["not-seen", "not-seen", "not-seen", "stated", "not-seen"],
        "vienna-convention-ozone": ["not-seen", "not-seen", "not-seen", "stated", "not-seen"],
    }


def test_the_sample_sheet_answers_every_question(engine: EmbeddedEngine) -> None:
    (item,) = find_coverage(engine, "canada-mexico-partnership-environment-wg")
    assert {question: (answer.state, answer.printed) for question, answer in item.answers.items()} == {
        "objective": ("stated", "OBJECTIF"),
        "expected-results": ("stated", "RÉSULTATS ATTENDUS"),
        "results": ("stated", "Résultats"),
        "responsible": ("stated", "Environnement et Changement climatique Canada"),
        "reports": ("stated", "Rapports"),
    }


@pytest.mark.parametrize(
    ("heading", "concept", "stated"),
    [
        ("Objective, key elements and expected results", "key-elements", {"objective", "expected-results"}),
        ("Éléments principaux", "key-elements", set()),
        ("Results / progress", "results-and-progress", {"results"}),
        ("Reports", "reports", {"reports"}),
    ],
)
def test_a_heading_answers_each_question_that_it_names(
    tmp_path: Path, heading: str, concept: str, stated: set[str]
) -> None:
    record = SourceRecord(
        instrument="cbd",
        source=Source(id="2022-02.en", kind="fact-sheet", language="en", edition="2022-02", text_sha256="0" * 64),
        sections=(Section(printed=heading, concept=concept),),
    )
    (tmp_path / "records" / "cbd").mkdir(parents=True)
    (tmp_path / "records" / "cbd" / "2022-02.en.yaml").write_text(write_yaml(record), "utf-8")
    build(tmp_path, tmp_path / "store", jobs=1)
    (item,) = find_coverage(EmbeddedEngine(tmp_path / "store"))
    assert {question for question, answer in item.answers.items() if answer.state == "stated"} == stated


def test_the_verb_prints_a_table_json_or_csv(recueil: CommandLine, built_store: Path) -> None:
    words = ("coverage", "--store", built_store)
    table = recueil(*words)
    assert table.code == 0
    assert "not seen" in table.out
    listed = json.loads(recueil(*words, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(recueil(*words, "--format", "csv").out)))
    assert [row["instrument"] for row in rows] == [item["instrument"] for item in listed]
    assert all(set(item["answers"]) == set(QUESTIONS) for item in listed)
    assert "non vu" in recueil("--lang", "fr", *words).out
