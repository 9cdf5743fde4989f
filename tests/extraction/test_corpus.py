"""The shipped corpus is read: every layout, both languages, every field."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.printers import LAYOUTS, corpus
from recueil_kg.evaluation import FIELDS, Evaluation, evaluate
from recueil_kg.graph.record_files import read_records
from recueil_kg.model.records import SourceRecord
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder

CORPUS = data_folder() / "corpus"
BY_HAND = CORPUS / "by-hand"
LAYOUTS_OF_SHEETS = frozenset("L1 L2 L3 L3b L4 L5 L5u L6 L6a L6b L6c L6d L7 L8 L12 L13".split())
LAYOUTS_OF_PAGES = frozenset("L9 L10 L11 L14 L16".split())
"""Of the neighbouring pages that tell of an instrument; a volume's preface (L15) tells of none."""


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(CORPUS)


def test_there_are_at_least_sixty_sheets_in_every_layout_and_both_languages(evaluation: Evaluation) -> None:
    assert evaluation.sheets >= 60
    assert set(LAYOUTS) <= {path.name for path in CORPUS.iterdir()}
    assert set(evaluation.by(2)) == {"en", "fr"}


def test_at_least_sixty_sheets_are_written_by_hand_and_every_published_layout_is_among_them() -> None:
    by_hand = [read_yaml(path, SourceRecord).source.layout for path in BY_HAND.rglob("*.yaml")]
    assert sum(layout in LAYOUTS_OF_SHEETS for layout in by_hand) >= 60
    assert set(by_hand) >= LAYOUTS_OF_SHEETS | LAYOUTS_OF_PAGES


def test_every_sheet_written_by_hand_is_evaluated(evaluation: Evaluation) -> None:
    reviewed = len(list(CORPUS.rglob("*.yaml")))
    assert evaluation.sheets == reviewed
    assert not [miss for miss in evaluation.misses if miss.field == "sheet"]


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


def test_a_page_that_tells_of_several_instruments_has_a_reviewed_record_of_each(tmp_path: Path) -> None:
    page = BY_HAND / "pages" / "index-10-table.en.html"
    (tmp_path / page.name).write_bytes(page.read_bytes())
    copy = tmp_path / f"{page.stem}+one.yaml"
    reviewed = (page.parent / f"{page.stem}+minamata-convention.yaml").read_text("utf-8")
    copy.write_text(reviewed, "utf-8")
    assert (evaluate(tmp_path).sheets, evaluate(tmp_path).misses) == (1, [])
    copy.write_text(reviewed.replace("instrument: minamata-convention", "instrument: cites"), "utf-8")
    assert "cites was not found in this page" in evaluate(tmp_path).misses[0].value


def test_a_miss_is_named(tmp_path: Path) -> None:
    sheet = next((CORPUS / "L1").glob("*.txt"))
    reviewed = sheet.with_suffix(".yaml")
    (tmp_path / sheet.name).write_bytes(sheet.read_bytes())
    wrong = reviewed.read_text("utf-8").replace("  role: lead", "  role: partner", 1)
    (tmp_path / reviewed.name).write_text(wrong, "utf-8")
    misses = evaluate(tmp_path).misses
    assert {miss.field for miss in misses} >= {"lead", "partner"}
    assert {miss.kind for miss in misses} == {"missed", "invented"}
