"""Every fact of the graph is one row, in an order that is the data's own; nothing is copied, guessed or dropped."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store
from tests.publishing.conftest import record_of, store_of

from recueil_kg import iris
from recueil_kg.errors import RecueilError
from recueil_kg.graph.namespaces import DCTERMS
from recueil_kg.i18n import LANGUAGES
from recueil_kg.publishing.tables import rows
from recueil_kg.publishing.tables.rows import Value, rows_of
from recueil_kg.publishing.tables.schema import Table, load_tables

TABLES = {table.name: table for table in load_tables()}
KNOWLEDGE = "GRAPH <https://w3id.org/recueil/graph/knowledge>"
AUTHORITIES = "GRAPH <https://w3id.org/recueil/graph/authorities>"
COUNTED = {
    "instruments": f"{KNOWLEDGE} {{ ?x a rk:Instrument }}",
    "events": f"{KNOWLEDGE} {{ ?x a rk:LifecycleEvent }}",
    "responsibilities": f"{KNOWLEDGE} {{ ?x a rk:Responsibility }}",
    "participations": f"{KNOWLEDGE} {{ ?x a rk:Participation }}",
    "disagreements": f"{KNOWLEDGE} {{ ?x a rk:Disagreement }}",
    "instrument_identifiers": f"{KNOWLEDGE} {{ ?x a rk:Identifier }}",
    "editions": f"{KNOWLEDGE} {{ ?x a rk:Edition }}",
    "findings": "GRAPH ?g { ?x a rk:Finding }",
    "sources": "GRAPH ?g { ?x rk:sourceKind ?kind }",
    "evidence": "GRAPH ?g { ?x oa:exact ?words }",
    "states": f"{AUTHORITIES} {{ ?x a rk:State }}",
    "institution_names": f"{AUTHORITIES} {{ ?x a rk:NameInUse }}",
}


def read(store: Store, name: str) -> list[dict[str, Value]]:
    """The rows of a table, each by the names of its columns."""
    names = [column.name for column in TABLES[name].columns]
    return [dict(zip(names, row, strict=True)) for row in rows_of(store, TABLES[name])]


@pytest.mark.parametrize("name", COUNTED)
def test_a_table_has_as_many_rows_as_the_graph_has_facts(store: Store, name: str) -> None:
    prefixes = "PREFIX rk: <https://w3id.org/recueil/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>"
    found = store.query(f"{prefixes} SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {COUNTED[name]} }}")
    assert isinstance(found, QuerySolutions)
    assert len(read(store, name)) == int(next(found)["n"].value) > 0


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_table_is_empty_and_no_required_cell(store: Store, table: Table) -> None:
    found = list(rows_of(store, table))
    assert found
    for number, column in enumerate(table.columns):
        if column.required:
            assert None not in {row[number] for row in found}, column.name


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_column_is_titled_in_both_languages_and_every_text_has_its_counterpart(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    for column in table.columns:
        if column.language:
            other = {"en": "fr", "fr": "en"}[column.language]
            assert f"{column.name.removesuffix(column.language)}{other}" in names
            assert column.title.en != column.title.fr
    assert all(table.title[language] and table.description[language] for language in LANGUAGES)


def test_the_printed_words_of_a_ratification_lead_to_its_event(store: Store) -> None:
    (event,) = [
        row
        for row in read(store, "events")
        if (row["instrument"], row["event_type"], row["scope"]) == ("minamata-convention", "ratification", "canada")
    ]
    assert (event["date"], event["date_earliest"]) == ("2017-04-07", dt.date(2017, 4, 7))
    words = [row for row in read(store, "evidence") if row["event_iri"] == event["event_iri"]]
    assert any("Ratified by Canada: April 7, 2017" in str(row["quote"]) for row in words)
    assert {row["instrument"] for row in words} == {"minamata-convention"}


def test_a_date_known_to_the_month_has_a_first_and_a_last_day() -> None:
    (event,) = [row for row in read(store_of([record_of(1, "words")]), "events") if row["instrument"] == "worst-01"]
    assert (event["date"], event["date_earliest"], event["date_latest"]) == (
        "1992-06",
        dt.date(1992, 6, 1),
        dt.date(1992, 6, 30),
    )


def test_evidence_has_the_offsets_the_language_and_the_edition_of_its_source() -> None:
    (title,) = [
        row for row in read(store_of([record_of(1, "Titre", "fr")]), "evidence") if row["kind"] == "StatedTitle"
    ]
    assert (title["quote"], title["quote_start"], title["quote_end"]) == ("Titre", 0, 5)
    assert (title["language"], title["edition"], title["source"]) == ("fr", "2022-02", "2022-02.fr")


@pytest.mark.parametrize(("language", "empty"), [("en", "fr"), ("fr", "en")])
def test_a_title_in_one_language_is_never_copied_into_the_other(language: str, empty: str) -> None:
    found = read(store_of([record_of(1, "Words", language)]), "instruments")
    (row,) = [row for row in found if row["instrument"] == "worst-01"]
    assert (row[f"title_{language}"], row[f"title_{empty}"], row[f"label_{empty}"]) == ("Words", None, None)


def test_an_instrument_that_is_a_body_is_in_the_table_of_instruments_only(store: Store) -> None:
    bodies = {row["body_iri"] for row in read(store, "bodies")}
    assert not bodies & {row["instrument_iri"] for row in read(store, "instruments")}


def test_the_rows_are_the_same_in_whatever_order_the_store_was_filled(store: Store) -> None:
    quads = list(store)
    random.Random(1).shuffle(quads)
    other = Store()
    other.extend(quads)
    for table in TABLES.values():
        assert list(rows_of(other, table)) == list(rows_of(store, table)), table.name


@pytest.mark.parametrize("name", ["instruments", "events", "findings", "finding_statements"])
def test_the_rows_are_the_same_however_many_instruments_are_asked_for_at_a_time(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    many = list(rows_of(store, TABLES[name]))
    monkeypatch.setattr(rows, "_AT_A_TIME", 7)
    assert list(rows_of(store, TABLES[name])) == many


def test_a_key_that_is_there_twice_is_refused_with_its_table() -> None:
    store = store_of([record_of(1, "Words")])
    instrument, graph = NamedNode(iris.instrument("worst-01")), NamedNode(iris.graph("knowledge"))
    store.add(Quad(instrument, DCTERMS.title, Literal("Another title", language="en"), graph))
    with pytest.raises(RecueilError, match=r"table instruments: the key .*worst-01 is there twice.*validate"):
        read(store, "instruments")


def test_a_definition_that_names_no_column_is_refused_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "tables.yaml"
    path.write_text(
        "columns:\n  one_iri: {type: iri, title: {en: a, fr: b}}\ntables:\n- name: things\n  title: {en: a, fr: b}\n"
        "  description: {en: a, fr: b}\n  key: [one_iri]\n  columns: [one_iri, two]\n  where: '?one_iri ?p ?o'\n"
    )
    with pytest.raises(RecueilError, match=rf"{path}: 'two' is no column"):
        load_tables(path)
