"""The counts that the data's README shows are those of a build."""

from __future__ import annotations

from pathlib import Path

from data_counts import MARKERS, README, build_shipped_data, with_counts

from recueil_kg.i18n import LANGUAGES


def test_the_counts_are_up_to_date_in_both_languages(tmp_path: Path) -> None:
    report = build_shipped_data(tmp_path)
    assert report.results["Violation"] == 0
    assert README.read_text("utf-8") == with_counts(README.read_text("utf-8"), report), "run make counts"


def test_each_language_has_its_counts() -> None:
    text = README.read_text("utf-8")
    assert all(text.count(marker) == 1 for language in LANGUAGES for marker in MARKERS[language])
