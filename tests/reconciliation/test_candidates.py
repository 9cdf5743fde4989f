"""Lists that the project has never seen are matched with the graph's instruments, with a score and a reason."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from time import monotonic

import pytest
from tests.conftest import COMMON_GROUND, CommandLine

from recueil_kg.model.dates import PartialDate
from recueil_kg.reconciliation.lists import read_date
from recueil_kg.reconciliation.titles import never_the_same, take_apart


def candidates(recueil: CommandLine, store: Path, file: Path, *words: str) -> list[dict[str, object]]:
    ended = recueil("reconcile", file, "--store", store, "--format", "json", *words)
    assert ended.code == 0, ended.err
    return list(json.loads(ended.out))


def first_of(rows: list[dict[str, object]]) -> dict[str, str]:
    """The best candidate of each title."""
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(str(row["their_title"]), str(row["instrument"]))
    return found


@pytest.mark.common_ground
def test_the_right_instrument_comes_first_for_19_of_20_entries_of_a_real_database(
    recueil: CommandLine, built_store: Path, tmp_path: Path
) -> None:
    """The twentieth entry is a plan of 1974, for which the graph has an instrument of its own beside its successor."""
    facts = (COMMON_GROUND / "facts" / "ieadb_matches.jsonl").read_text("utf-8").splitlines()
    known = [json.loads(line) for line in facts]
    file = tmp_path / "ieadb.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["IEADB ID", "Treaty Name", "Signature Date", "Date of entry into force"])
        writer.writerows(
            [entry["ieadb"], entry["ieadb_title"], entry["ieadb_signed"], entry["ieadb_eif"]] for entry in known
        )
    first = first_of(candidates(recueil, built_store, file))
    wrong = {entry["id"]: first[entry["ieadb_title"]] for entry in known if first[entry["ieadb_title"]] != entry["id"]}
    assert wrong == {"canada-us-joint-marine-contingency-plan": "canada-us-marine-contingency-1974"}


def test_a_french_list_with_semicolons_in_windows_1252_is_matched_and_answered_in_french(
    recueil: CommandLine, built_store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "liste.csv"
    file.write_bytes(
        (
            "N°;Intitulé;Date de signature;Pays\r\n"
            "7;Accord de coopération environnementale entre le Canada et le Costa Rica;23 avril 2001;Canada,"
            " Costa Rica\r\n"
            "8;Traité sur l’Antarctique;1er décembre 1959;\r\n"
            "9;Convention de Bâle sur le contrôle des mouvements transfrontières de déchets dangereux et de leur"
            " élimination;22/03/1989;\r\n"
        ).encode("cp1252")
    )
    ended = recueil("--lang", "fr", "reconcile", file, "--store", built_store, "--candidates", "1")
    assert ended.code == 0
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert [(row["ligne"], row["leur_identifiant"], row["instrument"]) for row in rows] == [
        ("2", "7", "canada-costa-rica-aec"),
        ("3", "8", "antarctic-treaty"),
        ("4", "9", "basel-convention"),
    ]
    assert rows[0]["motif"] == "même titre; signé le même jour, 2001-04-23; parties Canada, Costa Rica"
    assert rows[0]["décision"] == ""


def test_parties_in_a_column_of_their_own_tell_agreements_of_one_title_apart(
    recueil: CommandLine, built_store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.txt"
    file.write_text(
        "ref\tAgreement\tPartners\n"
        "a\tAgreement on Environmental Cooperation\tChile\n"
        "b\tAgreement on Environmental Cooperation\tHonduras\n"
        "c\tAgreement on the Environment\tColombia and Canada\n",
        encoding="utf-16",
    )
    rows = candidates(recueil, built_store, file, "--candidates", "1", "--id-column", "ref")
    assert [(row["their_id"], row["instrument"]) for row in rows] == [
        ("a", "canada-chile-aec"),
        ("b", "canada-honduras-eca"),
        ("c", "canada-colombia-environment"),
    ]
    assert "parties Canada, Chile" in str(rows[0]["reason"])


def test_a_list_of_titles_alone_is_matched(recueil: CommandLine, built_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "titles.csv"
    titles = {
        "CITES": "cites",
        "The Convention on Biological Diversity": "cbd",
        "Montreal Protocol on Substances That Deplete the Ozone Layer": "montreal-protocol",
        "Minamata Convention on Mercurry": "minamata-convention",
        "Convention sur la diversité biologique": "cbd",
        "A treaty on nothing that anybody has heard of": "",
    }
    file.write_text("name\n" + "".join(f'"{title}"\n' for title in titles), "utf-8")
    rows = candidates(recueil, built_store, file, "--candidates", "1")
    assert first_of(rows) == titles
    assert [row["reason"] for row in rows if not row["instrument"]] == ["no instrument is alike"]
    assert "same title but for “the”" in [row["reason"] for row in rows]


def test_a_protocol_is_never_a_match_for_its_convention(
    recueil: CommandLine, built_store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "protocols.csv"
    parents = {
        "1996 Protocol to the Convention on the Prevention of Marine Pollution by Dumping of Wastes, 1972": (
            "london-convention-1972"
        ),
        "Protocole à la Convention sur la diversité biologique": "cbd",
        "Amendment to the Montreal Protocol on Substances that Deplete the Ozone Layer": "montreal-protocol",
        "Protocol on Environmental Protection to the Antarctic Treaty": "antarctic-treaty",
    }
    file.write_text("title\n" + "".join(f'"{title}"\n' for title in parents), "utf-8")
    rows = candidates(recueil, built_store, file, "--candidates", "50", "--threshold", "0")
    found = {(str(row["their_title"]), str(row["instrument"])) for row in rows}
    assert {title for title, _instrument in found} == set(parents)
    assert found & set(parents.items()) == set()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Protocole d’entente sur les changements climatiques", "memorandum"),
        ("Protocol Amending the 1916 Convention for the Protection of Migratory Birds", "amendment"),
        ("Convention for the Prevention of Pollution from Ships, as amended by the Protocol of 1978", "convention"),
        ("Agreement Relating to the Exchange of Information on Weather Modification Activities", "agreement"),
        ("Kigali Amendment", "amendment"),
        ("CITES", None),
    ],
)
def test_a_title_says_what_it_calls_the_agreement(title: str, kind: str | None) -> None:
    assert take_apart(title).kind == kind


def test_only_kinds_that_depend_on_another_agreement_rule_out_a_match() -> None:
    assert never_the_same("protocol", {"convention"})
    assert never_the_same("treaty", {"protocol"})
    assert not never_the_same("agreement", {"memorandum"})
    assert not never_the_same(None, {"protocol"})


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("1972-04-15", "1972-04-15"),
        ("1972-04", "1972-04"),
        ("15/04/1972", "1972-04-15"),
        ("04/05/1972", "1972"),
        ("19720415", "1972-04-15"),
        ("1972-04-15 00:00:00", "1972-04-15"),
        ("1972-04-15T00:00:00Z", "1972-04-15"),
        ("April 15, 1972", "1972-04-15"),
        ("15 avril 1972", "1972-04-15"),
        ("1972 or 1973", None),
        ("31/02/1972", None),
        ("soon", None),
    ],
)
def test_a_date_is_read_as_far_as_it_can_be_told(text: str, edtf: str | None) -> None:
    assert read_date(text) == (PartialDate.parse(edtf) if edtf else None)


def test_two_thousand_rows_take_seconds(recueil: CommandLine, built_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    words = (
        "fishing whales rivers forests seeds plants health dams navigation ozone atmosphere eaux pêche accord".split()
    )
    rows = (
        f"{number},Agreement between Canada and Norway on {words[number % 14]} and {words[number % 11]} of the"
        f" {words[number % 13]} {number},19{10 + number % 90}-0{1 + number % 9}-11,Canada; Norway"
        for number in range(2000)
    )
    file.write_text("id,title,signed,countries\n" + "\n".join(rows), "utf-8")
    start = monotonic()
    candidates(recueil, built_store, file)
    assert monotonic() - start < 30


def test_bad_rows_are_a_line_each_and_the_others_are_matched(
    recueil: CommandLine, built_store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("title,year\n,1992\nCITES,1973,x,y\nConvention on Biological Diversity,someday\n\nRamsar,1971\n")
    ended = recueil("reconcile", file, "--store", built_store, "--candidates", "1")
    assert ended.code == 2
    assert ended.err.splitlines() == [
        f"{file}: columns read: title = title; date = year",
        f"recueil-kg: {file}, row 2: the row has no title; fill it in, or delete the row",
        f"recueil-kg: {file}, row 3: the row has more cells than the list has columns; quote the cells",
        f"recueil-kg: {file}, row 4: 'someday' is no date that can be told: the row is matched without it;"
        " write 2008-10-24, or 2008",
    ]
    assert [row["row"] for row in csv.DictReader(io.StringIO(ended.out))] == ["4", "6"]


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (b"a,b\n1,2\n", (), "no column is known as the titles; give --title-column; the columns are: a, b"),
        (b"a,b\n1,2\n", ("--title-column", "c"), "there is no column 'c'; the columns are: a, b"),
        (b"title\n", (), "there are no rows below a row of headers; give the columns' names in the first row"),
        (b"PK\x03\x04\x00\x00\x00\x00\x01", (), "this is no text; save the list as CSV"),
    ],
)
def test_a_list_that_cannot_be_read_is_one_line(
    recueil: CommandLine, tmp_path: Path, content: bytes, words: tuple[str, ...], said: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    ended = recueil("reconcile", file, *words)
    assert ended.code == 2
    assert ended.error_line == f"recueil-kg: {file}: {said}"


def test_a_call_without_a_list_says_what_is_missing(recueil: CommandLine) -> None:
    assert recueil("reconcile").error_line == (
        "recueil-kg: give a list, or a sheet to import; say recueil-kg reconcile --help"
    )
