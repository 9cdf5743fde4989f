"""The pages on data quality are what the built graph says."""

from __future__ import annotations

import pytest
from quality_pages import PAGES, page

from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.engines import EmbeddedEngine


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_up_to_date(engine: EmbeddedEngine, language: Language) -> None:
    assert PAGES[language].read_text("utf-8") == page(engine, language), "run make quality"


@pytest.mark.parametrize(
    "case",
    ["6 novembre 1992", "November 4, 3016", "May 5, 1992", "Protocole de Londres", "Chemicals & Wastes", "in pdf"],
)
def test_the_page_quotes_each_known_case(case: str) -> None:
    assert case in PAGES["en"].read_text("utf-8")
