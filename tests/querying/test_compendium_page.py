"""The page of what is covered is what the built graph shows, and it adds up."""

from __future__ import annotations

import pytest
from compendium_pages import PAGES, Row, load_counts, page, rows_of

from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.engines import EmbeddedEngine


@pytest.fixture(scope="module")
def rows(engine: EmbeddedEngine) -> dict[str, Row]:
    return {row.slug: row for row in rows_of(engine, "en")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_up_to_date(engine: EmbeddedEngine, language: Language) -> None:
    expected = page(language, rows_of(engine, language), load_counts())
    assert PAGES[language].read_text("utf-8") == expected, "run make compendium"


def test_titles_are_in_the_language_of_the_page_or_say_that_they_are_not(engine: EmbeddedEngine) -> None:
    titles = {row.slug: row.title for row in rows_of(engine, "fr")}
    assert titles["cbd"] == "Convention sur la diversité biologique"
    assert titles["cites"] == "Convention on International Trade in Endangered Species (en anglais)"


def test_the_series_of_the_edition_add_up() -> None:
    counts = load_counts()
    assert sum(counts.series.values()) == counts.total == 123


def test_every_instrument_says_whether_it_is_shown_in_the_compendium(engine: EmbeddedEngine) -> None:
    asked = "SELECT ?i { ?i a <https://w3id.org/recueil/ontology#Instrument> FILTER NOT EXISTS { ?i %s ?o } }"
    assert list(engine.select(asked % "<https://w3id.org/recueil/ontology#compendiumStatus>")) == []


@pytest.mark.parametrize(
    ("slug", "place", "series", "rule", "newest"),
    [
        ("minamata-convention", "shown-by-sheet", "a", "series-of-reference", "2022-07"),
        ("canada-china-science-technology", "shown-by-sheet", "b", "series-of-reference", "2015-01"),
        ("canada-us-air-quality-agreement", "shown-by-sheet", "c", "series-of-type", "2022-06"),
        ("ipbes", "shown-by-catalogue", "d", "series-of-catalogue-number", None),
        ("supplementary-fund-protocol-2003", "shown-by-catalogue", "a", "series-of-catalogue-number", None),
        ("madrid-protocol", "shown-by-sheet", None, None, "2022-02"),
        ("lake-champlain-mou", "not-shown", None, None, None),
        ("nafta", "not-shown", None, None, None),
    ],
)
def test_its_place_its_series_and_the_rule_are_told(
    rows: dict[str, Row], slug: str, place: str, series: str | None, rule: str | None, newest: str | None
) -> None:
    row = rows[slug]
    assert (row.place, row.series, row.rule, row.newest) == (place, series, rule, newest)


def test_the_evidence_of_a_place_is_a_source_of_that_instrument(engine: EmbeddedEngine) -> None:
    strangers = engine.select(
        """PREFIX rk: <https://w3id.org/recueil/ontology#>
        SELECT ?i ?source { ?i rk:compendiumEvidence ?source FILTER NOT EXISTS { ?source rk:describes ?i } }"""
    )
    assert list(strangers) == []
    unshown = engine.select(
        """PREFIX rk: <https://w3id.org/recueil/ontology#>
        SELECT ?i { ?i rk:compendiumStatus ?place FILTER NOT EXISTS { ?i rk:compendiumEvidence ?source }
        FILTER(?place != <https://w3id.org/recueil/compendium-status/not-shown>) }"""
    )
    assert list(unshown) == []
