"""Pages beside the sheets: each is known by what it prints, and gives a record of every instrument that it tells of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from tests.conftest import CommandLine

from recueil_kg.errors import RecueilError
from recueil_kg.extraction import extract, records_of, uncollapsed
from recueil_kg.extraction.sheet import extract_sheet
from recueil_kg.model.records import Event, Printed, SourceRecord
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.reading import Document, RawFile, read, read_bytes
from recueil_kg.resources import data_folder

CORPUS = data_folder() / "corpus"
PAGES = CORPUS / "by-hand" / "pages"
SCHEMA = Path(__file__).parents[2] / "docs" / "extract.schema.json"
WITH_RECORDS = sorted(
    path for path in PAGES.iterdir() if path.suffix in {".txt", ".html"} and path.stem != "preface-2008.en"
)
SHEETS = sorted(
    path
    for path in CORPUS.rglob("*")
    if path.suffix in {".txt", ".html"} and PAGES not in path.parents and path.with_suffix(".yaml").exists()
)
TABLE = """\
Participant
Signature
Ratification, Acceptance(A), Approval(AA), Accession(a)
Bulgaria
26 Feb 1991
12 May 1995
Canada
{acts}
Croatia
8 Jul 1996 a
"""


def document_of(text: str) -> Document:
    return uncollapsed(read_bytes(RawFile("page.txt", text.encode())))


def page(name: str) -> Document:
    return uncollapsed(read(PAGES / name))


def values_of(part: object) -> Iterator[Printed]:
    """Every value of a record, those inside other values included."""
    if isinstance(part, Printed):
        yield part
    if isinstance(part, tuple):
        for item in part:
            yield from values_of(item)
    elif hasattr(part, "__struct_fields__"):
        for name in part.__struct_fields__:
            yield from values_of(getattr(part, name))


def told(events: tuple[Event, ...]) -> list[str]:
    return [
        " ".join(str(word) for word in (event.type, event.scope, event.date, event.count) if word) for event in events
    ]


@pytest.mark.parametrize("path", WITH_RECORDS, ids=lambda path: path.name)
def test_a_page_gives_exactly_the_reviewed_records(path: Path) -> None:
    files = [*PAGES.glob(f"{path.stem}.yaml"), *PAGES.glob(f"{path.stem}+*.yaml")]
    reviewed = [read_yaml(file, SourceRecord) for file in files]
    found = records_of(uncollapsed(read(path)))
    assert sorted(found, key=repr) == sorted(reviewed, key=repr)


@pytest.mark.parametrize("path", WITH_RECORDS, ids=lambda path: path.name)
def test_every_value_stands_where_its_span_points(path: Path) -> None:
    document = uncollapsed(read(path))
    for record in records_of(document):
        values = list(values_of(record))
        assert values
        assert all(value.at and document.text[slice(*value.at)] == value.printed for value in values)
        assert record.source.text_sha256 == document.sha256


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sheet_is_taken_for_no_neighbouring_page(path: Path) -> None:
    document = uncollapsed(read(path))
    assert records_of(document) == (extract_sheet(document),)


def test_of_several_records_extract_gives_the_first() -> None:
    document = page("index-10.en.txt")
    assert extract(document) == records_of(document)[0]


def test_every_copy_of_an_index_gives_its_rows_in_order() -> None:
    references = {
        name: [record.reference and record.reference.printed for record in records_of(page(name))]
        for name in ("index-10.en.txt", "index-10.fr.txt", "index-10-table.en.html")
    }
    assert references == {
        "index-10.en.txt": ["A1", "A6", "A41", "C2", "C15"],
        "index-10.fr.txt": ["A1", "A2", "A41", "C8"],
        "index-10-table.en.html": ["A7", "A49", "C8"],
    }


def test_rows_in_one_line_are_told_apart_by_their_references() -> None:
    text = (PAGES / "index-10.en.txt").read_text("utf-8")
    head, rows = text.split("A1 Bio", 1)
    assert [record.instrument for record in records_of(document_of(f"{head}A1 Bio{' '.join(rows.split())}\n"))] == [
        record.instrument for record in records_of(page("index-10.en.txt"))
    ]


def test_a_table_of_markdown_is_an_index_too() -> None:
    text = """\
The tenth edition of the Compendium was updated in Summer 2022.

| Reference number | Theme / Topic | Type of agreement or instrument | Form | Short title | Official title | Lead department(s) |
| --- | --- | --- | --- | --- | --- | --- |
| [A49](/en/minamata.html) | Chemicals & Wastes | Multilateral | Legally-binding treaty | Mercury: Minamata Convention | Minamata Convention on Mercury | Environment and Climate Change Canada |
| A6 | Biodiversity / Ecosystems | Multilateral | Legally-binding treaty | | Convention on International Trade in Endangered Species of Wild Fauna and Flora (CITES) | Environment and Climate Change Canada |
"""  # noqa: E501
    minamata, cites = records_of(document_of(text))
    assert minamata.reference
    assert minamata.reference.printed == "A49"
    assert minamata.short_title
    assert minamata.short_title.printed == "Mercury: Minamata Convention"
    assert (cites.instrument, cites.short_title, cites.source.edition) == ("cites", None, "2022")
    assert [item.institution for item in cites.responsibilities] == ["eccc"]


def test_titles_that_nothing_tells_apart_are_left_unread() -> None:
    text = (PAGES / "index-10.en.txt").read_text("utf-8").replace("A2 Biodiversity /", "")
    row = "B99 Air Bilateral Memorandum of Understanding Clean skies Letter about the sky Health Canada"
    *_others, last = records_of(document_of(f"{text.rstrip()}\n{row}\n"))
    assert last.instrument == "canada-us-skagit-river-treaty"
    assert [passage.printed for passage in last.unread] == [row]


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ("26 Feb 1991\n13 May 1998", ["signature canada 1991-02-26", "ratification canada 1998-05-13"]),
        ("26 Feb 1991 13 May 1998 A", ["signature canada 1991-02-26", "acceptance canada 1998-05-13"]),
        ("26 Feb 1991\n13 May 1998 AA", ["signature canada 1991-02-26", "approval canada 1998-05-13"]),
        ("13 May 1998 a", ["accession canada 1998-05-13"]),
        ("26 Feb 1991", ["signature canada 1991-02-26"]),
    ],
)
def test_what_canada_did_is_read_by_the_letters_of_the_table_of_participants(acts: str, expected: list[str]) -> None:
    text = (PAGES / "participation-heavy-metals.en.txt").read_text("utf-8") + TABLE.format(acts=acts)
    (record,) = records_of(document_of(text))
    assert [event for event in told(record.events) if " canada " in event] == expected


def test_a_treaty_that_is_not_in_force_yet_is_said_to_be_so() -> None:
    text = (PAGES / "participation-heavy-metals.en.txt").read_text("utf-8")
    waiting = text.replace("29 December 2003, in accordance with article 17.", "not yet in force")
    (record,) = records_of(document_of(waiting))
    assert "not-in-force international" in told(record.events)
    assert not any(event.type == "entry-into-force" for event in record.events)


def test_signatories_are_no_parties() -> None:
    (record,) = records_of(page("participation-rotterdam.fr.txt"))
    assert [event.count for event in record.events if event.type == "party-count"] == [154]
    assert any("Signataires : 72" in passage.printed for passage in record.unread)


def test_a_treaty_is_known_by_its_number_whatever_its_title_says() -> None:
    text = (PAGES / "treaty-denmark.en.txt").read_text("utf-8").replace("Relating to the", "about the")
    (record,) = records_of(document_of(text))
    assert record.instrument == "canada-denmark-marine-environment"


def test_the_preface_of_a_volume_is_refused_in_one_line() -> None:
    with pytest.raises(RecueilError, match=r"^[^\n]*preface of a single-volume edition[^\n]*give the sheets[^\n]*$"):
        records_of(page("preface-2008.en.txt"))


def test_a_page_about_a_country_that_names_no_known_instrument_is_refused_in_one_line() -> None:
    text = re.sub(
        r"(?s)Mexique\n.*",
        "Mexique\n\nLe Canada et le Mexique sont amis.\n",
        PAGES.joinpath("country-mexico.fr.txt").read_text("utf-8"),
    )
    with pytest.raises(RecueilError, match="names no instrument that is known: Mexique"):
        records_of(document_of(text))


def test_every_record_of_a_page_is_a_line_of_json_that_conforms(recueil: CommandLine) -> None:
    lines = recueil("extract", "--json", PAGES / "index-10.en.txt").out.splitlines()
    printed = [json.loads(line) for line in lines]
    assert [item["reference"]["value"] for item in printed] == ["A1", "A6", "A41", "C2", "C15"]
    for item in printed:
        jsonschema.validate(item, json.loads(SCHEMA.read_text("utf-8")))


def test_every_record_of_a_page_is_written_in_its_place(recueil: CommandLine, tmp_path: Path) -> None:
    outcome = recueil("extract", "--out", tmp_path, PAGES / "country-mexico.fr.txt")
    assert outcome.code == 0
    names = ["canada-mexico-partnership-environment-wg", "naaec-1993"]
    assert sorted(path.parent.name for path in tmp_path.rglob("government-page.fr.yaml")) == names
    (tmp_path / names[0] / "government-page.fr.yaml").write_text("instrument: other\n", "utf-8")
    (tmp_path / names[1] / "government-page.fr.yaml").unlink()
    again = recueil("extract", "--out", tmp_path, PAGES / "country-mexico.fr.txt")
    assert again.code == 2
    assert "another record of this source is there already" in again.err
    assert (tmp_path / names[1] / "government-page.fr.yaml").exists()


def test_what_every_record_of_a_page_read_is_marked(recueil: CommandLine) -> None:
    shown = recueil("extract", "--html", PAGES / "index-10.en.txt").out
    for reference in ("A1", "A6", "A41", "C2", "C15"):
        assert re.search(rf"<mark[^>]*>{reference}</mark>", shown)
