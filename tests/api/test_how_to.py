"""The how-to pages for researchers do what they show, in both languages."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("page", ["python.md", "python.fr.md"])
def test_each_example_gives_what_the_page_shows(page: str, built_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECUEIL_STORE", str(built_store))
    found = doctest.testfile(str(DOCS / page), module_relative=False)
    assert found.attempted > 12
    assert found.failed == 0


def test_both_pages_show_the_same_steps() -> None:
    english, french = ((DOCS / page).read_text("utf-8") for page in ("python.md", "python.fr.md"))
    assert english.count("\n## ") == french.count("\n## ")
    assert sorted(re.findall(r"kg\.\w+", english)) == sorted(re.findall(r"kg\.\w+", french))
