"""The pages of the tables are what data/tables.yaml says."""

from __future__ import annotations

import pytest
from tables_pages import PAGES, page

from recueil_kg.i18n import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_up_to_date(language: Language) -> None:
    assert PAGES[language].read_text("utf-8") == page(language), "run make tables"
