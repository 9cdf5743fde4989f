"""Rows come in the order that the query asks for, whoever sorts them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from recueil_kg.graph.store import open_store
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.querying.ordering import without_order

PREFIXES = "PREFIX rk: <https://w3id.org/recueil/ontology#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
DATED = "SELECT ?i ?day ?date { ?i rk:event ?e . OPTIONAL { ?e rk:date ?w . ?w rk:edtf ?date ; rk:earliest ?day } }"
COUNTED = "SELECT ?d (COUNT(?i) AS ?n) { ?i rk:leadDepartment ?d } GROUP BY ?d"
LABELS = "SELECT ?label ?a { ?a skos:prefLabel ?label FILTER(STRLEN(?label) < 12) }"


@pytest.mark.parametrize(
    "text",
    [
        f"{DATED}\nORDER BY ?day ?date ?i",
        f"{DATED}\nORDER BY DESC(?day) ?i ?date",
        f"{COUNTED}\nORDER BY DESC(?n) ?d\n",
        f"{LABELS}\nORDER BY ?label ?a",
        f"{LABELS}\nORDER BY DESC(?label) DESC(?a)",
        f"{LABELS}\nORDER BY ?a ?label LIMIT 7",
        "SELECT ?x { VALUES ?x { 10 9 2.5 UNDEF <http://example.org/> -1 } }\nORDER BY ?x",
    ],
)
def test_the_order_is_the_one_that_the_engine_gives(built_store: Path, text: str) -> None:
    asked = PREFIXES + text
    found = open_store(built_store).query(asked, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    assert list(EmbeddedEngine(built_store).select(asked)) == [tuple(row) for row in found]


def test_a_column_that_is_not_among_the_answer_s_still_orders_it(built_store: Path) -> None:
    engine = EmbeddedEngine(built_store)
    by_number = engine.select(f"{PREFIXES}SELECT ?d {{ {{ {COUNTED} }} }}\nORDER BY DESC(?n) ?d")
    assert [row[0] for row in by_number] == [
        row[0] for row in engine.select(f"{PREFIXES}{COUNTED}\nORDER BY DESC(?n) ?d")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { { SELECT ?s { ?s ?p ?o }\nORDER BY ?s } }",
        "SELECT * { ?s ?p ?o }\nORDER BY ?s LIMIT 3",
        "SELECT * { ?s ?p ?o }\nORDER BY STR(?s)",
        "SELECT * { ?s ?p ?o } # \nORDER BY ?s\n# the end",
    ],
)
def test_what_is_not_plain_columns_at_the_very_end_is_left_to_the_engine(text: str) -> None:
    assert without_order(text) == (text, ())
