"""The shipped corpus is read: every layout, both languages, every field."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.printers import LAYOUTS, corpus
from recueil_kg.evaluation import FIELDS, Evaluation, evaluate
from recueil_kg.graph.build import read_records
from recueil_kg.resources import data_folder

CORPUS = data_folder() / "corpus"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(CORPUS)


def test_there_are_at_least_sixty_sheets_in_every_layout_and_both_languages(evaluation: Evaluation) -> None:
    assert evaluation.sheets >= 60
    assert set(LAYOUTS) <= {path.name for path in CORPUS.iterdir()}
    assert set(evaluation.by(2)) == {"en", "fr"}


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_read_nearly_always(evaluation: Evaluation, field: str) -> None:
    named = [miss for miss in evaluation.misses if miss.field == field]
    assert evaluation.by(0)[field].f1 >= 0.98, named


def test_the_generated_part_is_up_to_date() -> None:
    for name, content, _record in corpus(record for _path, record in read_records(data_folder())):
        if isinstance(content, str):
            assert (CORPUS / name).read_bytes() == content.encode(), "run make corpus"
        else:
            assert (CORPUS / name).is_file()


def test_a_miss_is_named(tmp_path: Path) -> None:
    sheet = next((CORPUS / "L1").glob("*.txt"))
    reviewed = sheet.with_suffix(".yaml")
    (tmp_path / sheet.name).write_bytes(sheet.read_bytes())
    wrong = reviewed.read_text("utf-8").replace("  role: lead", "  role: partner", 1)
    (tmp_path / reviewed.name).write_text(wrong, "utf-8")
    misses = evaluate(tmp_path).misses
    assert {miss.field for miss in misses} >= {"lead", "partner"}
    assert {miss.kind for miss in misses} == {"missed", "invented"}
