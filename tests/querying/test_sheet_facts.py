"""What stands on a compendium sheet can be asked for alone, and whether its text is at hand."""

from __future__ import annotations

from recueil_kg.graph.record_files import read_records
from recueil_kg.querying.catalogue import load_question
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.querying.parameters import bind
from recueil_kg.resources import data_folder

QUESTION = load_question("sheet-facts")
COLUMNS = "source fact quote address text_at_hand start".split()


def _facts(engine: EmbeddedEngine, **values: str) -> list[dict[str, str | None]]:
    rows = engine.select(bind(QUESTION, values))
    return [dict(zip(COLUMNS, (getattr(term, "value", None) for term in row), strict=True)) for row in rows]


def test_only_what_sheets_state_is_answered(engine: EmbeddedEngine) -> None:
    facts = _facts(engine, instrument="cbd")
    assert {fact["source"] for fact in facts} == {"https://w3id.org/recueil/source/cbd/2022-02.fr"}
    assert "Signé par le Canada : le 6 novembre 1992" in {fact["quote"] for fact in facts}


def test_what_another_kind_of_source_states_is_answered_apart(engine: EmbeddedEngine) -> None:
    sources = {fact["source"] for fact in _facts(engine, instrument="cbd", kind="government-page")}
    assert sources
    assert all("government-page" in str(source) for source in sources)


def test_a_text_that_is_not_at_hand_leaves_words_and_address_without_offsets(engine: EmbeddedEngine) -> None:
    facts = _facts(engine, instrument="ramsar-convention", kind="government-page")
    assert facts
    for fact in facts:
        assert (fact["text_at_hand"], fact["start"]) == ("false", None)
        assert fact["quote"]
        assert str(fact["address"]).startswith("https://www.canada.ca/")


def test_no_evidence_has_offsets_into_a_text_that_is_not_at_hand(engine: EmbeddedEngine) -> None:
    astray = engine.select(
        """PREFIX rk: <https://w3id.org/recueil/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?source { ?source rk:textAtHand false ; rk:states/rk:evidence/oa:start ?start }"""
    )
    assert list(astray) == []


def test_every_source_of_the_data_says_whether_its_text_is_at_hand(engine: EmbeddedEngine) -> None:
    rows = engine.select(
        "SELECT (COUNT(DISTINCT ?source) AS ?n) { ?source <https://w3id.org/recueil/ontology#textAtHand> ?said }"
    )
    assert int(str(getattr(next(iter(rows))[0], "value", ""))) == sum(1 for _ in read_records(data_folder()))
