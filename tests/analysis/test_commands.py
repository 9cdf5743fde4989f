"""`analyse` and `export` as a user calls them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from tests.conftest import CommandLine

from recueil_kg.analysis.measures import MEASURES
from recueil_kg.analysis.networks import NETWORKS

KEYS = {
    "measure",
    "title",
    "explanation",
    "network",
    "since",
    "until",
    "left_out_undated",
    "columns",
    "figures",
    "rows",
}


@pytest.fixture(autouse=True)
def _store(built_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECUEIL_STORE", str(built_store))


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_a_table_json_and_csv(recueil: CommandLine, name: str) -> None:
    answer = json.loads(recueil("analyse", name, "--format", "json").out)
    assert set(answer) == KEYS
    assert answer["measure"] == name
    assert answer["network"] in NETWORKS
    columns = [column["name"] for column in answer["columns"]]
    assert answer["rows"]
    assert all(set(columns) <= set(row) for row in answer["rows"])
    rows = list(csv.reader(io.StringIO(recueil("analyse", name, "--format", "csv").out)))
    assert rows[0] == list(answer["rows"][0])
    assert len(rows) == len(answer["rows"]) + 1
    english, french = recueil("analyse", name).out, recueil("--lang", "fr", "analyse", name).out
    assert english != french
    assert len(english.splitlines()) == len(answer["rows"]) + 2 + len(answer["figures"])


@pytest.mark.parametrize("name", ["centrality", "communities", "bridges", "timeline", "similarity"])
def test_the_words_of_the_contract_are_measures(recueil: CommandLine, name: str) -> None:
    assert recueil("analyse", name).code == 0


def test_measures_and_networks_are_listed_and_explained_in_both_languages(recueil: CommandLine) -> None:
    listed = json.loads(recueil("analyse", "--list", "--format", "json").out)
    assert [item["name"] for item in listed["measures"]] == list(MEASURES)
    assert [item["name"] for item in listed["networks"]] == list(NETWORKS)
    for language in ("en", "fr"):
        text = recueil("--lang", language, "analyse", "--list").out
        assert all(f"  {name}" in text for name in (*MEASURES, *NETWORKS))
    assert "PageRank" in recueil("analyse", "centrality", "--explain").out
    assert "intermédiarité" in recueil("--lang", "fr", "analyse", "centrality", "--explain").out.lower()


def test_a_window_a_network_and_parameters_are_taken(recueil: CommandLine) -> None:
    answer = json.loads(
        recueil(
            *("analyse", "communities", "--network", "co-participation", "--since", "1990", "--until", "1999-06"),
            *("-p", "runs=5", "-p", "weight=collaboration", "--format", "json"),
        ).out
    )
    assert (answer["network"], answer["since"], answer["until"]) == ("co-participation", "1990-01-01", "1999-06-30")
    assert answer["figures"]["runs"] == 5
    assert answer["left_out_undated"] > 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("analyse",), "no measure given"),
        (("analyse", "magic"), "there is no measure 'magic'"),
        (("analyse", "centrality", "--network", "nope"), "there is no network 'nope'"),
        (("analyse", "timeline", "--since", "soon"), "since: 'soon'"),
        (("analyse", "what-if", "-p", "department=magic"), "department: 'magic'"),
        (("analyse", "what-if", "-p", "department"), "no key=value"),
        (("analyse", "growth", "--plot", "picture.doc"), "picture.doc"),
        (("analyse", "centrality", "--until", "1066", "--plot", "picture.svg"), "nothing to draw"),
        (("export", "shapefile"), "there is no format 'shapefile'"),
        (("export", "gexf", "--network", "nope"), "there is no network 'nope'"),
        (("export", "gexf", "--out", "/nowhere/at/all.gexf"), "/nowhere/at/all.gexf"),
    ],
)
def test_what_cannot_be_done_is_one_line(recueil: CommandLine, words: tuple[str, ...], says: str) -> None:
    ended = recueil(*words)
    assert ended.code == 2
    assert says in ended.error_line


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_drawn_with_a_title_and_a_description_in_the_language(
    recueil: CommandLine, tmp_path: Path, name: str
) -> None:
    drawn = tmp_path / f"{name}.svg"
    assert recueil("--lang", "fr", "analyse", name, "--plot", drawn).code == 0
    root = ElementTree.fromstring(drawn.read_text("utf-8"))
    assert root.get("lang") == "fr"
    words = {child.tag.rpartition("}")[2]: child.text for child in root}
    assert words["title"]
    assert words["desc"]
    assert words["title"] in words["desc"]


def test_a_picture_is_what_its_name_says(recueil: CommandLine, tmp_path: Path) -> None:
    for suffix, begins in ((".png", b"\x89PNG"), (".html", b"<!DOCTYPE html>")):
        drawn = tmp_path / f"growth{suffix}"
        assert recueil("analyse", "growth", "--plot", drawn).code == 0
        assert drawn.read_bytes().startswith(begins)


def test_the_timeline_of_one_instrument_is_drawn(recueil: CommandLine, tmp_path: Path) -> None:
    drawn = tmp_path / "timeline.svg"
    ended = recueil("analyse", "timeline", "-p", "instrument=cbd", "--since", "1993", "--plot", drawn)
    assert "1993-12-29" in ended.out
    assert "1992-11-06" not in ended.out
    assert drawn.read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize("format_", ["graphml", "gexf"])
def test_a_network_is_exported_to_a_file_or_to_standard_output(
    recueil: CommandLine, tmp_path: Path, format_: str
) -> None:
    path = tmp_path / f"departments.{format_}"
    ended = recueil("export", format_, "--network", "co-partnership", "--since", "1990", "--out", path)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    printed = recueil("export", format_, "--network", "co-partnership", "--since", "1990").out
    assert path.read_bytes() == printed.encode()
    read = nx.read_gexf if format_ == "gexf" else nx.read_graphml
    assert len(read(path)) > 20


def test_the_whole_is_exported_where_no_network_is_named(recueil: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "all.graphml"
    recueil("export", "graphml", "--out", path)
    kinds = {kind for _node, kind in nx.read_graphml(path).nodes(data="kind")}
    assert kinds >= {"instrument", "department", "state", "body", "theme", "event"}
