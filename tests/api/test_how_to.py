"""The pages on the graph in Python show the same in both languages; tests/docs runs what they show."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_both_pages_show_the_same_steps() -> None:
    english, french = ((DOCS / page).read_text("utf-8") for page in ("python.md", "python.fr.md"))
    assert english.count("\n## ") == french.count("\n## ")
    assert sorted(re.findall(r"kg\.\w+", english)) == sorted(re.findall(r"kg\.\w+", french))
