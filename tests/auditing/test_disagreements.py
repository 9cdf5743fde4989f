"""What sources say differently, with both quotes, both sources and the rule."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.conftest import CommandLine

from recueil_kg import iris
from recueil_kg.auditing.disagreements import Disagreement, find_disagreements
from recueil_kg.querying.engines import EmbeddedEngine


def test_two_editions_of_the_small_graph_disagree_on_the_form(small: EmbeddedEngine) -> None:
    assert find_disagreements(small) == (
        Disagreement(
            instrument="cbd",
            field=iris.concept("field", "form"),
            between="editions",
            rule="newest-edition",
            kept="Legally-binding treaty",
            kept_source=iris.source("cbd", "2022-02.en"),
            set_aside="Memorandum of understanding",
            set_aside_source=iris.source("cbd", "2018-10.en"),
        ),
    )
    assert find_disagreements(small, between="languages") == ()
    assert find_disagreements(small, instrument="montreal-protocol") == ()


@pytest.mark.parametrize(
    ("instrument", "between", "kept", "set_aside"),
    [
        ("canada-jordan-environment", "languages", "June 29, 2012", "29 juin 2009"),
        ("canada-panama-environment", "sources", "May 24, 2010", "May 14, 2010"),
        ("cbd", "sources", "6 novembre 1992", "June 11, 1992"),
        ("cites", "sources", "July 9, 1975", "July 3, 1975"),
        ("gef", "sources", "1990", "1991"),
        ("north-american-ice-service", "editions", "June 2030", "15 juin 2020"),
        ("paris-agreement", "editions", "November 4, 2016", "November 4, 3016"),
        ("canada-us-weather-climate-mou", "sources", "18 janvier 2008", "January 21, 2008"),
    ],
)
def test_a_known_disagreement_is_found_with_both_quotes(
    engine: EmbeddedEngine, instrument: str, between: str, kept: str, set_aside: str
) -> None:
    found = find_disagreements(engine, instrument=instrument)
    assert any(
        item.between == between and kept in item.kept and set_aside in item.set_aside and item.kept_source
        for item in found
    ), found


def test_the_verb_prints_a_table_json_or_csv_and_ends_with_1(recueil: CommandLine, built_store: Path) -> None:
    words = ("disagreements", "--store", built_store, "--instrument", "canada-jordan-environment")
    table = recueil(*words)
    assert table.code == 1
    assert "canada-jordan-environment/2022-02.fr" in table.out
    (only,) = json.loads(recueil(*words, "--format", "json").out)
    assert (only["between"], only["rule"], only["set_aside"]) == (
        "languages",
        "unresolved",
        "Ratifié par le Canada le 29 juin 2009",
    )
    (row,) = csv.DictReader(io.StringIO(recueil(*words, "--format", "csv").out))
    assert row == {name: only[name] for name in row}
    assert "langues" in recueil("--lang", "fr", *words).out


def test_the_verb_ends_with_0_where_nothing_disagrees_and_with_2_for_an_unknown_instrument(
    recueil: CommandLine, built_store: Path
) -> None:
    none = recueil("disagreements", "--store", built_store, "--instrument", "unep", "--format", "json")
    assert (none.code, none.out) == (0, "[]\n")
    unknown = recueil("disagreements", "--store", built_store, "--instrument", "no such thing")
    assert unknown.code == 2
    assert "is not known" in unknown.error_line
