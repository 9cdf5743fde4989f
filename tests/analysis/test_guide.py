"""The guide to networks tells the truth, in both languages, and leaves no measure out."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from readme_examples import GUIDES, REPOSITORY, Example, blocks, examples

from recueil_kg.analysis.measures import MEASURES
from recueil_kg.analysis.networks import NETWORKS

PAGES = [page for page in GUIDES if page.startswith("docs/analysis")]


@pytest.mark.parametrize(
    "example",
    [example for page in PAGES for example in examples(page)],
    ids=lambda example: f"{example.page}: {example.command}",
)
def test_a_command_of_the_guide_prints_what_the_guide_says(built_store: Path, example: Example, tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    printed = example.run(tmp_path, built_store)
    assert example.fits(printed), f"make readme; it prints:\n{printed}"


@pytest.mark.parametrize("page", PAGES)
def test_the_python_of_the_guide_does_what_the_guide_says(
    page: str, built_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECUEIL_STORE", str(built_store))
    test = doctest.DocTestParser().get_doctest("\n".join(blocks(page, "python")), {}, page, page, 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_the_guide_names_every_network_and_measure(page: str) -> None:
    text = (REPOSITORY / page).read_text("utf-8")
    assert all(f"\n| `{name}` |" in text for name in (*MEASURES, *NETWORKS))
