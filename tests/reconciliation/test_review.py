"""A person's decisions come back as reviewed matches, and the graph holds them with their justification."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY, CommandLine

from recueil_kg.querying.engines import EmbeddedEngine

SMALL = REPOSITORY / "tests" / "querying" / "small"
PREFIXES = """\
PREFIX rk: <https://w3id.org/recueil/ontology#>
PREFIX i: <https://w3id.org/recueil/instrument/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX sssom: <https://w3id.org/sssom/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of data of one's own."""
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


@pytest.fixture
def store(recueil: CommandLine, data: Path, tmp_path: Path) -> Path:
    """The store built from it."""
    folder = tmp_path / "store"
    assert recueil("build", "--data", data, "--store", folder, "--jobs", "1").code == 0
    return folder


def rows(store: Path, query: str) -> list[list[str | None]]:
    found = EmbeddedEngine(store).select(PREFIXES + query)
    return [[term.value if term is not None else None for term in row] for row in found]


def decide(sheet: Path, decisions: dict[tuple[str, str], str]) -> None:
    """Fill decisions in, as a spreadsheet does: by their identifier and our slug."""
    with sheet.open(encoding="utf-8-sig", newline="") as opened:
        table = list(csv.reader(opened))
    for row in table[1:]:
        row[-1] = decisions.get((row[1], row[3]), row[-1])
    with sheet.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows(table)


def test_decisions_go_from_the_list_to_the_graph_and_are_remembered(
    recueil: CommandLine, data: Path, store: Path, tmp_path: Path
) -> None:
    listed, sheet = tmp_path / "list.csv", tmp_path / "sheet.csv"
    listed.write_text(
        "url,title\n"
        "https://example.org/cbd,The Small Agreement\n"
        "https://example.org/mp?a=1&b=2,Small Protocol on Nothing\n",
        "utf-8",
    )
    words = ("reconcile", listed, "--store", store, "--data", data, "--system", "example-list")
    assert recueil(*words, "--out", sheet).code == 0
    decide(
        sheet,
        {
            ("https://example.org/cbd", "cbd"): "exact",
            ("https://example.org/mp?a=1&b=2", "montreal-protocol"): "close",
        },
    )
    imported = recueil("reconcile", "--import", sheet, "--system", "example-list", "--data", data)
    file = data / "matches" / "example-list.yaml"
    assert (imported.code, imported.err) == (0, "")
    assert imported.out == f"{file}: 1 exact, 1 close, 0 no\n"

    assert recueil("build", "--data", data, "--store", store, "--jobs", "1").code == 0
    assert recueil("validate", "--store", store).code == 0
    assert rows(store, "SELECT ?o { i:cbd skos:exactMatch ?o }") == [["https://example.org/cbd"]]
    assert rows(store, "SELECT ?o { i:montreal-protocol skos:closeMatch ?o }") == [["https://example.org/mp?a=1&b=2"]]
    assert rows(
        store,
        """SELECT ?target ?why ?score ?label ?day ?comment { i:cbd rk:match ?m .
        ?m owl:annotatedSource i:cbd ; owl:annotatedProperty skos:exactMatch ; owl:annotatedTarget ?target ;
           sssom:mapping_justification ?why ; sssom:similarity_score ?score ; sssom:object_label ?label ;
           dcterms:created ?day ; rdfs:comment ?comment FILTER (lang(?comment) = "en") }""",
    ) == [
        [
            "https://example.org/cbd",
            "https://w3id.org/semapv/vocab/MappingReview",
            "0.98",
            "The Small Agreement",
            date.today().isoformat(),
            "same title but for “the”",
        ]
    ]

    again = recueil(*words, "--candidates", "1")
    assert [line.rsplit(",", 1)[1] for line in again.out.splitlines()] == ["decision", "exact", "close"]
    before = file.read_bytes()
    assert recueil("reconcile", "--import", sheet, "--system", "example-list", "--data", data).code == 0
    assert file.read_bytes() == before


def test_a_number_becomes_an_identifier_and_a_french_sheet_keeps_its_french_reason(
    recueil: CommandLine, data: Path, store: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "feuille.csv"
    sheet.write_text(
        "ligne;leur_identifiant;leur_titre;instrument;iri;notre_titre;score;motif;décision\n"
        "2;Q1;Convention sur la diversité biologique;cbd;;;0,97;même titre;exacte\n"
        "3;Q2;Une autre;montreal-protocol;;;;;non\n"
        "4;Q3;Pas encore revue;cbd;;;0,5;;\n",
        "utf-8",
    )
    ended = recueil("--lang", "fr", "reconcile", "--import", sheet, "--system", "wikidata", "--data", data)
    assert ended.out.endswith("wikidata.yaml : 1 exactes, 0 proches, 1 non\n")
    assert recueil("build", "--data", data, "--store", store, "--jobs", "1").code == 0
    assert rows(store, "SELECT ?o { ?s skos:exactMatch ?o FILTER (?s = i:cbd) }") == [
        ["http://www.wikidata.org/entity/Q1"]
    ]
    assert rows(
        store,
        """SELECT ?value ?page ?why { i:cbd rk:identifier ?id ; rk:match/rdfs:comment ?why .
        ?id rk:system <https://w3id.org/recueil/identifier-system/wikidata> ; skos:notation ?value ; foaf:page ?page
        FILTER (lang(?why) = "fr") }""",
    ) == [["Q1", "http://www.wikidata.org/entity/Q1", "même titre"]]
    assert rows(store, "SELECT ?o { i:montreal-protocol skos:exactMatch|skos:closeMatch ?o }") == []
    listed = tmp_path / "list.csv"
    listed.write_text("qid,name\nQ1,Biodiversity\n", "utf-8")
    words = ("--store", store, "--data", data, "--system", "wikidata", "--candidates", "1")
    known = recueil("--lang", "en", "reconcile", listed, *words)
    assert "cbd,https://w3id.org/recueil/instrument/cbd" in known.out
    assert "known by this number in wikidata" in known.out


def test_rows_that_are_wrong_are_a_line_each_and_nothing_is_guessed(
    recueil: CommandLine, data: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "row,their_id,their_title,instrument,iri,our_title,score,reason,decision\n"
        "2,1,A,cbd,,,0.9,,yes\n"
        "3,,B,cbd,,,0.9,,exact\n"
        "4,2,C,cbdd,,,0.9,,close\n"
        "5,3,D,cbd,,,97,,close\n"
        "6,4,E,cbd,,,1.0,,exact\n"
        "7,4,E,montreal-protocol,,,0.6,,exact\n"
        "8,http://a b,F,cbd,,,0.6,,exact\n"
        "9,5,G,cbd,,,0.6,a reason,close\n"
        "10,5,G,cbd,,,0.6,a reason,no\n",
        "utf-8",
    )
    ended = recueil("reconcile", "--import", sheet, "--system", "x", "--data", data)
    assert ended.code == 2
    assert [line.removeprefix(f"recueil-kg: {sheet}, ") for line in ended.err.splitlines()] == [
        "row 2: 'yes' is no decision; write exact, close, no, or nothing",
        "row 3: the row has no identifier of theirs; fill in the number or the web address of their entry",
        "row 4: instrument: 'cbdd' is not known; give for example cbd",
        "row 5: '97' is no score from 0 to 1; correct it, or empty the cell",
        "row 8: 'http://a b' is no web address; correct it",
        f"row 10: {sheet}, row 9 decides on this already; keep one",
        "row 7: 4 cannot be exactly both cbd and montreal-protocol; keep one, or call one close",
    ]
    assert (data / "matches" / "x.yaml").read_text("utf-8").count("- id:") == 1


def test_an_entry_that_is_said_to_be_two_instruments_stops_the_build(
    recueil: CommandLine, data: Path, tmp_path: Path
) -> None:
    folder = data / "matches"
    folder.mkdir()
    line = "- {{id: '1', instrument: {slug}, decision: exact, score: 1.0, 'on': '2026-11-24'}}\n"
    (folder / "x.yaml").write_text(line.format(slug="cbd") + line.format(slug="montreal-protocol"), "utf-8")
    ended = recueil("build", "--data", data, "--store", tmp_path / "other", "--jobs", "1")
    assert ended.code == 2
    assert "1 cannot be exactly both cbd and montreal-protocol" in ended.error_line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "the list has no name; give --system NAME, for example --system ieadb"),
        (("--system", "x"), "this is no sheet of reconcile: it has no column their_title, instrument, score, reason"),
    ],
)
def test_an_import_that_cannot_be_is_one_line(
    recueil: CommandLine, data: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("their_id,decision\n1,exact\n", "utf-8")
    ended = recueil("reconcile", "--import", sheet, "--data", data, *words)
    assert ended.code == 2
    assert said in ended.error_line
