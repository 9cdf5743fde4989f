"""Answers as tables of pandas or polars, with the types that a researcher expects."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from pyoxigraph import Literal, NamedNode

from recueil_kg import Recueil
from recueil_kg.api.frames import frame
from recueil_kg.errors import RecueilError
from recueil_kg.graph.namespaces import XSD
from recueil_kg.querying.catalogue import load_catalogue
from recueil_kg.querying.engines import Rows

ROWS = Rows(
    ("whole", "number", "truth", "day", "text", "iri", "mixed", "nothing"),
    (
        (
            Literal(3),
            Literal("1.5", datatype=XSD.decimal),
            Literal(True),
            Literal("0002-01-01", datatype=XSD.date),
            Literal("mot", language="fr"),
            NamedNode("https://example.org/a"),
            Literal(1),
            None,
        ),
        (
            None,
            Literal(2),
            None,
            Literal("9999-12-31", datatype=XSD.date),
            None,
            NamedNode("https://example.org/b"),
            Literal("a"),
            None,
        ),
    ),
)


def test_pandas_has_whole_numbers_numbers_truth_values_and_days_of_any_year() -> None:
    table = frame(ROWS, "pandas")
    assert [str(table[name].dtype) for name in ("whole", "number", "truth", "day")] == [
        "Int64",
        "Float64",
        "boolean",
        "datetime64[s]",
    ]
    assert table["whole"].isna().tolist() == [False, True]
    assert table["day"].dt.year.tolist() == [2, 9999]
    assert table["iri"].tolist() == ["https://example.org/a", "https://example.org/b"]
    assert table["text"].isna().tolist() == [False, True]
    assert table["mixed"].tolist() == ["1", "a"]
    assert table["nothing"].isna().all()


def test_polars_has_the_same() -> None:
    table = frame(ROWS, "polars")
    assert isinstance(table, pl.DataFrame)
    assert table.schema == {
        "whole": pl.Int64,
        "number": pl.Float64,
        "truth": pl.Boolean,
        "day": pl.Date,
        "text": pl.String,
        "iri": pl.String,
        "mixed": pl.String,
        "nothing": pl.String,
    }
    assert table["day"].to_list() == [dt.date(2, 1, 1), dt.date(9999, 12, 31)]
    assert table["whole"].to_list() == [3, None]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_an_answer_without_rows_keeps_its_columns(library: str) -> None:
    assert list(frame(Rows(("a", "b"), ()), library).columns) == ["a", "b"]  # type: ignore[arg-type]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_missing_is_named_with_the_extra(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(RecueilError) as raised:
        frame(ROWS, library)  # type: ignore[arg-type]
    assert str(raised.value) == f"{library} is not installed; pip install 'recueil-kg[notebooks]'"


def test_the_library_is_chosen_when_the_graph_is_opened(built_store: Path) -> None:
    ours = Recueil.open(built_store, frames="polars").query("department-pairs")
    theirs = Recueil.open(built_store).query("department-pairs")
    assert isinstance(ours, pl.DataFrame)
    assert isinstance(theirs, pd.DataFrame)
    assert ours.rows() == [tuple(row) for row in theirs.itertuples(index=False)]
    with pytest.raises(RecueilError, match="'excel' is not known; give for example pandas, polars"):
        Recueil.open(built_store, frames="excel")  # type: ignore[arg-type]


def test_labels_are_in_the_language_of_the_graph_unless_another_is_given(built_store: Path) -> None:
    french = Recueil.open(built_store, language="fr")
    titles = french.query("agreements-led-by", department="eccc").set_index("instrument")["title"]
    cbd = "https://w3id.org/recueil/instrument/cbd"
    assert titles[cbd] == "Convention sur la diversité biologique"
    english = french.query("agreements-led-by", department="eccc", language="en").set_index("instrument")["title"]
    assert english[cbd] == "Convention on Biological Diversity"


def test_parameters_are_texts_days_and_objects_and_a_name_of_pythons_own_takes_an_underscore(kg: Recueil) -> None:
    assert kg.query("agreements-led-by", department=kg.institution("dfo")).equals(
        kg.query("agreements-led-by", department="Fisheries and Oceans Canada")
    )
    found = kg.query("events-between", from_=dt.date(1992, 1, 1), until="1992-12-31")
    assert found["earliest"].dt.year.max() == 1992
    assert kg.query("timeline", instrument=kg.instrument("cbd"))["date"].notna().any()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_catalogue_is_a_table_in_either_language(built_store: Path, language: str) -> None:
    table = Recueil.open(built_store, language=language).questions()  # type: ignore[arg-type]
    assert table["name"].tolist() == [question.name for question in load_catalogue()]
    title = next(question.header.title for question in load_catalogue() if question.name == "bodies")
    assert table.set_index("name").loc["bodies", "title"] == getattr(title, language)


def test_every_question_is_a_table_of_its_columns(kg: Recueil) -> None:
    for question in load_catalogue():
        if "SERVICE" not in question.text:
            assert tuple(kg.query(question.name).columns) == tuple(column.name for column in question.header.columns)


@pytest.mark.parametrize("library", ["altair", "vl_convert"])
def test_a_picture_without_its_library_names_the_extra(
    kg: Recueil, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(RecueilError) as raised:
        kg.plot("timeline", instrument="cbd")
    assert str(raised.value) == f"{library} is not installed; pip install 'recueil-kg[analysis]'"
