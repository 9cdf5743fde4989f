"""The notebooks run from top to bottom on the real graph, and what is saved in them is what they print."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from run_notebooks import LARGEST, NOTEBOOKS, executed, shown

from recueil_kg.reading.language import language_of

TEXTS = {path: nbformat.read(path, as_version=4) for path in NOTEBOOKS}


def test_there_is_one_for_each_kind_of_readers_question() -> None:
    assert [path.stem.partition("-")[0] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05", "06"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_prints_what_is_saved_in_it(path: Path, built_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RECUEIL_STORE", "LANGUAGE"):
        monkeypatch.setenv(name, "")
    made = executed(path, built_store)
    saved = TEXTS[path]
    assert shown(made) == shown(saved), "make notebooks"
    assert [cell.source for cell in made.cells] == [cell.source for cell in saved.cells]
    assert _pictures(made) == _pictures(saved)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_saved_as_it_was_run_and_small_enough_to_review(path: Path) -> None:
    saved = TEXTS[path]
    nbformat.validate(saved)
    assert (saved.nbformat, saved.nbformat_minor) == (4, 5)
    assert path.stat().st_size < LARGEST
    code = [cell for cell in saved.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert all(output.output_type != "stream" or output.name == "stdout" for cell in code for output in cell.outputs)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_speaks_both_languages_from_its_title_on(path: Path) -> None:
    texts = [cell.source for cell in TEXTS[path].cells if cell.cell_type == "markdown"]
    headings = [line for text in texts for line in text.splitlines() if line.startswith("#")]
    assert headings
    assert all(" · " in heading for heading in headings)
    for text in texts:
        prose = [part for part in text.split("\n\n") if not part.startswith("#")]
        half = len(prose) // 2
        assert [language_of(part) for part in prose] == ["en"] * half + ["fr"] * half, text
        assert half


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_ends_where_a_number_meets_the_sentence_that_it_came_from(path: Path) -> None:
    last = [cell for cell in TEXTS[path].cells if cell.cell_type == "code"][-1]
    assert "evidence" in last.source
    assert "<q lang=" in "".join(str(output.get("data", {}).get("text/html", "")) for output in last.outputs)


def test_together_they_ask_thirty_questions() -> None:
    code = "\n".join(cell.source for saved in TEXTS.values() for cell in saved.cells if cell.cell_type == "code")
    asked = set(re.findall(r"\.(?:query|network|analyse|plot)\(\s*\"([a-z-]+)\"", code))
    assert len(asked) >= 30, sorted(asked)


def _pictures(notebook: nbformat.NotebookNode) -> list[list[str]]:
    """The kinds of picture that each cell shows."""
    return [
        sorted(
            kind for output in cell.get("outputs", ()) for kind in output.get("data", {}) if kind.startswith("image")
        )
        for cell in notebook.cells
    ]
