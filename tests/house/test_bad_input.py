"""Whatever a user brings, the answer is one line with file and place, an exit code, and the old store still answers."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY, CommandLine
from tests.reading.hostile import ARCHIVES, PAGES, PDFS

from recueil_kg.resources import data_folder

CORPUS = REPOSITORY / "data" / "corpus"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
SHEET = """\
Canada-Chile agreement on environmental cooperation

Subject category:
Environmental Cooperation
Type of agreement / instrument:
Legally-binding treaty
  • Signed by Canada {date}
Lead & partner departments:
{department}
Compendium edition:
February 2022
"""
RECORD = """\
instrument: test-agreement
source:
  id: 2022-02.en
  kind: fact-sheet
  language: en
  edition: 2022-02
title:
  printed: Test agreement
"""
EVENT = """\
events:
- printed: Signed by Canada
  type: signature
  scope: canada
  date: {date}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder of one's own: the shipped authorities and no record yet."""
    shutil.copytree(data_folder() / "authorities", tmp_path / "data" / "authorities")
    (tmp_path / "data" / "records" / "test-agreement").mkdir(parents=True)
    return tmp_path / "data"


@pytest.fixture
def old_store(built_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built store that commands find, free to be spoilt."""
    store = tmp_path / "store"
    shutil.copytree(built_store, store)
    monkeypatch.setenv("RECUEIL_STORE", str(store))
    return store


def test_printed_words_that_were_changed_are_told_by_their_offsets(recueil: CommandLine, data: Path) -> None:
    file = record_of(data, RECORD.replace("printed: Test agreement", "printed: Test agreement\n  at: [0, 15]"))
    ended = recueil("build", "--data", data)
    assert ended.code == 2
    assert f"{file}:9: 'Test agreement' is not as long as its offsets say; printed words stay" in ended.error_line


def test_a_slug_that_is_almost_known_is_named(recueil: CommandLine, data: Path) -> None:
    responsibilities = "responsibilities:\n- printed: Global Affairs\n  role: lead\n  institution: gacc\n"
    file = record_of(data, RECORD + responsibilities)
    ended = recueil("build", "--data", data)
    assert ended.code == 2
    assert f"{file}:12: institution: gacc is not known; write gac, or add it" in ended.error_line


def test_a_mistake_in_a_record_is_told_in_french_without_a_word_of_english(recueil: CommandLine, data: Path) -> None:
    file = record_of(data, RECORD + EVENT.format(date="2022-02-31"))
    ended = recueil("--lang", "fr", "build", "--data", data)
    assert (
        f"{file}:10: events[0]: '2022-02-31' n’est pas un jour du calendrier : ce mois a 28 jours" in ended.error_line
    )
    file = record_of(data, RECORD.replace("title:", "titel:"))
    ended = recueil("--lang", "fr", "build", "--data", data)
    assert f"{file}:7: titel: il n’y a pas de champ titel; écrivez title" in ended.error_line


def test_a_misprint_of_a_form_is_said_to_be_unread_and_heads_no_event(recueil: CommandLine, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    form = "Form:\nLegally-bindnig treaty\nStatus:\n"
    sheet.write_text(SHEET.replace("Legally-binding treaty\n", form).format(date="February 1997", department="ECCC"))
    ended = recueil("extract", sheet)
    assert "Legally-bindnig treaty" not in ended.out.split("unread:")[0]
    assert f'{sheet}:7: unread passage: "Legally-bindnig treaty" was not understood' in ended.err


def test_a_sheet_of_an_instrument_without_an_authority_says_so(recueil: CommandLine, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    text = SHEET.replace("Canada-Chile agreement on environmental cooperation", "Agreement on moonlight")
    sheet.write_text(text.format(date="February 1997", department="ECCC"))
    assert "agreement-on-moonlight is a new instrument; add it to data/authorities" in recueil("extract", sheet).err


@pytest.fixture
def count(tmp_path: Path) -> Path:
    query = tmp_path / "count.rq"
    query.write_text(COUNT)
    return query


def record_of(data: Path, content: str | bytes, name: str = "2022-02.en.yaml") -> Path:
    path = data / "records" / "test-agreement" / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


BAD_RECORDS = {
    "empty": b"",
    "binary": b"\x89PNG\r\n\x1a\n\x00\x00",
    "truncated": RECORD.encode()[:-40] + b'title: {printed: "Te',
    "latin-1": RECORD.replace("Test", "Été").encode("latin-1"),
    "mixed encodings": RECORD.replace("Test", "Été").encode() + "# é".encode("latin-1"),
    "31 February": (RECORD + EVENT.format(date="2022-02-31")).encode(),
    "a misspelt field": RECORD.replace("title:", "titel:").encode(),
    "a bomb": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9)),
    "deep nesting": b"[" * 100_000,
    "a list": b"- a\n- b\n",
    "another instrument's folder": RECORD.replace("test-agreement", "other-agreement").encode(),
}


@pytest.mark.parametrize("content", BAD_RECORDS.values(), ids=BAD_RECORDS)
def test_a_bad_record_stops_the_build_with_its_file_and_leaves_the_old_store(
    recueil: CommandLine, data: Path, old_store: Path, count: Path, content: bytes
) -> None:
    before = recueil("sparql", count, "--format", "csv")
    path = record_of(data, content)
    ended = recueil("build", "--data", data)
    assert ended.code == 2
    assert ended.error_line.startswith(f"recueil-kg: {path}:")
    assert recueil("sparql", count, "--format", "csv") == before
    assert before.code == 0


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("responsibilities:\n- printed: Magic\n  role: lead\n  institution: ministry-of-magic\n", "ministry-of-magic"),
        (EVENT.format(date="2022").replace("signature", "sorcery"), "sorcery"),
    ],
    ids=["an institution", "a concept"],
)
def test_a_record_that_names_what_nobody_knows_is_refused(
    recueil: CommandLine, data: Path, old_store: Path, count: Path, lines: str, names: str
) -> None:
    before = recueil("sparql", count, "--format", "csv")
    path = record_of(data, RECORD + lines)
    ended = recueil("build", "--data", data)
    assert (ended.code, str(path) in ended.error_line, names in ended.error_line) == (2, True, True)
    assert recueil("sparql", count, "--format", "csv") == before


def test_a_record_in_utf16_is_read_or_refused_in_one_line(recueil: CommandLine, data: Path, tmp_path: Path) -> None:
    path = record_of(data, RECORD.encode("utf-16"))
    ended = recueil("build", "--data", data, "--store", tmp_path / "new")
    assert ended.code == 0 or ended.error_line.startswith(f"recueil-kg: {path}:")


def test_a_record_of_200_megabytes_is_refused_by_its_size(recueil: CommandLine, data: Path, old_store: Path) -> None:
    path = record_of(data, b"")
    os.truncate(path, 200 * 1024 * 1024)
    ended = recueil("build", "--data", data)
    assert (ended.code, "too large" in ended.error_line, str(path) in ended.error_line) == (2, True, True)


def test_two_records_of_one_source_are_refused(recueil: CommandLine, data: Path, old_store: Path) -> None:
    first = record_of(data, RECORD)
    second = record_of(data, RECORD, "copy.yaml")
    ended = recueil("build", "--data", data)
    assert ended.code == 2
    assert first.name in ended.error_line or second.name in ended.error_line


def test_a_folder_without_records_is_refused(recueil: CommandLine, tmp_path: Path, old_store: Path) -> None:
    ended = recueil("build", "--data", tmp_path / "nowhere")
    assert (ended.code, str(tmp_path / "nowhere") in ended.error_line) == (2, True)


BAD_SHEETS = {
    "empty": (b"", "the file is empty"),
    "binary": (bytes(range(256)) * 16, "binary data"),
    "a truncated picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data"),
    "no sheet": (b"Dear reader,\nthe weather is fine and nothing was signed.\n" * 9, "no fact sheet was recognised"),
}


@pytest.mark.parametrize(("content", "says"), BAD_SHEETS.values(), ids=BAD_SHEETS)
def test_what_is_no_sheet_is_one_line_and_the_other_files_go_on(
    recueil: CommandLine, tmp_path: Path, content: bytes, says: str
) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text(SHEET.format(date="February 1997", department="Environment and Climate Change Canada"))
    ended = recueil("extract", "--json", bad, good)
    assert ended.code == 2
    assert [line for line in ended.err.splitlines() if line.startswith(f"recueil-kg: {bad}") and says in line]
    assert [json.loads(line)["source"]["file"] for line in ended.out.splitlines()] == [str(good)]


def test_a_sheet_of_200_megabytes_is_refused_by_its_size(recueil: CommandLine, tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    huge.touch()
    os.truncate(huge, 200 * 1024 * 1024)
    ended = recueil("extract", huge)
    assert (ended.code, "too large" in ended.error_line) == (2, True)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_sheet_is_read_in_whatever_encoding_it_was_saved(recueil: CommandLine, tmp_path: Path, encoding: str) -> None:
    sheet = tmp_path / "sheet.txt"
    text = SHEET.format(date="February 1997", department="Environment and Climate Change Canada")
    sheet.write_bytes(text.replace("•", "-").encode(encoding))
    ended = recueil("extract", "--json", sheet)
    assert ended.code == 0
    assert json.loads(ended.out)["events"][0]["edtf"] == "1997-02"


def test_a_truncated_sheet_gives_what_it_still_holds(recueil: CommandLine, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(SHEET.format(date="February 1997", department="Environment")[:-70])
    assert recueil("extract", "--json", sheet).code == 0


def test_an_unknown_department_is_reported_and_not_guessed(recueil: CommandLine, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(SHEET.format(date="February 1997", department="Department of Magical Creatures"))
    ended = recueil("extract", "--json", sheet)
    read = json.loads(ended.out)
    assert [finding["rule"] for finding in read["findings"]] == ["unknown-institution"]
    assert [lead["institution"] for lead in read["leads"]] == [None]
    assert f"{sheet}:9: unknown institution: " in ended.err


@pytest.mark.parametrize(
    ("date", "rule"), [("February 31, 1997", "impossible date"), ("March 3, 3016", "date after the edition")]
)
def test_a_date_that_cannot_be_is_reported_with_its_line(
    recueil: CommandLine, tmp_path: Path, date: str, rule: str
) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(SHEET.format(date=date, department="Environment and Climate Change Canada"))
    assert f"{sheet}:7: {rule}: " in recueil("extract", "--json", sheet).err


FINE = SHEET.format(date="February 1997", department="Environment and Climate Change Canada")


def test_hostile_files_of_every_kind_are_a_line_each_and_the_sheets_among_them_are_read(
    recueil: CommandLine, tmp_path: Path
) -> None:
    bad = {**PDFS, **PAGES, **ARCHIVES}
    for number, (data, _says) in enumerate(bad.values()):
        (tmp_path / f"{number:03}-bad").write_bytes(data)
        (tmp_path / f"{number:03}-good").write_text(FINE)
    ended = recueil("extract", "--json", "--deadline", "5", tmp_path)
    assert ended.code == 2
    read = [json.loads(line)["source"]["file"] for line in ended.out.splitlines()]
    assert read == [str(tmp_path / f"{number:03}-good") for number in range(len(bad))]
    refused = [line for line in ended.err.splitlines() if line.startswith("recueil-kg: ")]
    assert [line.removeprefix(f"recueil-kg: {tmp_path}/")[:7] for line in refused] == [
        f"{number:03}-bad" for number in range(len(bad))
    ]
    for line, (name, (_data, says)) in zip(refused, bad.items(), strict=True):
        assert says in line, name


@pytest.mark.parametrize("layout", ["L1", "L1-html", "L6-pdf"])
def test_a_sheet_cut_off_anywhere_gives_what_it_still_holds_or_one_line(
    recueil: CommandLine, tmp_path: Path, layout: str
) -> None:
    whole = next(path for path in sorted((CORPUS / layout).iterdir()) if path.suffix != ".yaml").read_bytes()
    cuts = sorted({len(whole) * number // 50 for number in range(51)})
    for cut in cuts:
        (tmp_path / f"{cut:06}").write_bytes(whole[:cut])
    ended = recueil("extract", "--json", tmp_path)
    read = {Path(json.loads(line)["source"]["file"]).name for line in ended.out.splitlines()}
    refused = {
        line.removeprefix(f"recueil-kg: {tmp_path}/")[:6]
        for line in ended.err.splitlines()
        if line.startswith("recueil-kg: ")
    }
    assert sorted([*read, *refused]) == [f"{cut:06}" for cut in cuts]
    assert f"{len(whole):06}" in read


TRAPS = {
    "dates": "June 1, 1992 ",
    "numbers": "1 1 1 ",
    "signatures": "Signed by Canada ",
    "signatures with dates": "Signed by Canada: June 1, 1992; ",
    "labels": "Status: ",
    "labels without a space": "xStatus:",
    "brackets": "(",
    "departments": "Environment and Climate Change Canada, ",
    "others": "Others (depending ",
    "states": "Mexico and ",
    "slashes": "a/",
    "stops": ". ",
    "accents": "e\u0301",
}


def test_what_would_trap_a_pattern_takes_no_longer_than_the_deadline(recueil: CommandLine, tmp_path: Path) -> None:
    head = FINE.partition("  •")[0]
    for number, piece in enumerate(TRAPS.values()):
        (tmp_path / f"{number:02}.txt").write_text(f"{head}Status:\n{piece * 700}\nLead:\n{piece * 700}\n")
    (tmp_path / "last.txt").write_text(FINE)
    ended = recueil("extract", "--json", "--deadline", "2", "--jobs", "2", tmp_path)
    read = [Path(json.loads(line)["source"]["file"]).name for line in ended.out.splitlines()]
    refused = [line for line in ended.err.splitlines() if line.startswith("recueil-kg: ")]
    assert read[-1] == "last.txt"
    assert len(read) + len(refused) == len(TRAPS) + 1


def test_any_number_of_processes_prints_the_same(recueil: CommandLine, tmp_path: Path) -> None:
    for number, path in enumerate(sorted(path for path in CORPUS.rglob("*.*") if path.suffix != ".yaml")):
        shutil.copy(path, tmp_path / f"{number:03}")
        if number % 10 == 0:
            (tmp_path / f"{number:03}-bad").write_bytes(bytes(range(256)))
    one, two, many = (recueil("extract", "--json", "--jobs", jobs, tmp_path) for jobs in ("1", "2", "0"))
    assert one == two == many == recueil("extract", "--json", tmp_path)
    assert one.code == 2
    assert one.out.count("\n") > 100


@pytest.mark.parametrize(
    ("option", "value"), [("--jobs", "-1"), ("--jobs", "257"), ("--jobs", "x"), ("--deadline", "0")]
)
def test_a_wrong_number_of_processes_or_seconds_is_refused(recueil: CommandLine, option: str, value: str) -> None:
    ended = recueil("extract", f"{option}={value}", "x")
    assert (ended.code, value in ended.error_line) == (2, True)


def test_a_reader_that_stops_early_ends_the_work_without_a_word(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03}").write_text(FINE)
    with subprocess.Popen(
        [sys.executable, "-m", "recueil_kg", "extract", "--json", "--jobs", "2", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as reading:
        assert reading.stdout is not None
        assert reading.stderr is not None
        assert json.loads(reading.stdout.readline())
        reading.stdout.close()
        assert reading.stderr.read() == b""
    assert reading.returncode == 141


PEAK = """
import resource, subprocess, sys
words = [sys.executable, "-m", "recueil_kg", "extract", "--json", "--jobs", "2", sys.argv[1]]
subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_number_of_sheets(tmp_path: Path) -> None:
    prose = "\nWhat lives here is protected by those who share it, on both sides.\n" * 20
    peaks = []
    for count in (50, 800):
        path = tmp_path / f"{count}.zip"
        with zipfile.ZipFile(path, "w") as file:
            for number in range(count):
                file.writestr(f"{number:05}.txt", f"{FINE}\nObjective\n{prose}")
        ended = subprocess.run([sys.executable, "-c", PEAK, str(path)], check=True, capture_output=True, text=True)
        peaks.append(int(ended.stdout))
    assert peaks[1] - peaks[0] < 15_000


BAD_RDF = {
    "bad.ttl": b'@prefix a: <http://example.org/> .\na:b a:c "unfinished .\n',
    "bad.nt": b"<http://example.org/a> <http://example.org/b> .\n",
    "bad.rdf": b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><a></rdf:RDF>",
    "bad.jsonld": b'{"@id": ',
    "binary.ttl": bytes(range(256)),
}


@pytest.mark.parametrize(("name", "content"), BAD_RDF.items(), ids=BAD_RDF)
def test_an_rdf_file_with_a_syntax_error_names_file_and_line(
    recueil: CommandLine, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    ended = recueil("validate", path)
    assert ended.code == 2
    assert ended.error_line.startswith(f"recueil-kg: {path}:")
    line = ended.error_line.removeprefix(f"recueil-kg: {path}:").split(":")[0]
    assert line.isdigit()


@pytest.mark.parametrize("name", ["missing.ttl", "what.docx"])
def test_an_rdf_file_that_is_missing_or_of_no_known_format_is_refused(
    recueil: CommandLine, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if path.suffix == ".docx":
        path.write_bytes(b"PK\x03\x04")
    ended = recueil("validate", path)
    assert (ended.code, str(path) in ended.error_line) == (2, True)


def test_an_rdf_file_of_200_megabytes_is_refused_by_its_size(recueil: CommandLine, tmp_path: Path) -> None:
    huge = tmp_path / "huge.ttl"
    huge.touch()
    os.truncate(huge, 200 * 1024 * 1024)
    ended = recueil("validate", huge)
    assert (ended.code, "too large" in ended.error_line) == (2, True)


@pytest.mark.parametrize("words", [("query", "--list"), ("doctor",)])
def test_no_store_yet_is_said_with_what_to_do(
    recueil: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: Path, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("RECUEIL_STORE", str(tmp_path / "none"))
    ended = recueil("sparql", count)
    assert ended.code in {2, 3}
    assert "recueil-kg build" in ended.error_line
    assert recueil(*words).code == (0 if words[0] == "query" else 3)


def test_a_corrupt_store_is_one_line_and_the_doctor_sees_it(recueil: CommandLine, old_store: Path, count: Path) -> None:
    for path in old_store.rglob("*"):
        if path.is_file() and path.stat().st_size > 100:
            path.write_bytes(b"\xde\xad\xbe\xef" * (path.stat().st_size // 4))
    ended = recueil("sparql", count)
    assert ended.code == 3
    assert str(old_store) in ended.error_line
    assert recueil("doctor").code == 3


def test_a_store_that_another_process_writes_is_left_alone(
    recueil: CommandLine, data: Path, old_store: Path, count: Path
) -> None:
    record_of(data, RECORD)
    before = recueil("sparql", count, "--format", "csv")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD.format(store=str(old_store))], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"
    ended = recueil("build", "--data", data)
    holder.communicate(b"\n")
    assert ended.code == 3
    assert str(old_store) in ended.error_line
    assert recueil("sparql", count, "--format", "csv") == before


HOLD = """
from pathlib import Path
from recueil_kg.graph.store import StoreWriter
with StoreWriter(Path({store!r})):
    print("held", flush=True)
    input()
"""


def test_a_full_disk_is_one_line_and_leaves_the_old_store(
    recueil: CommandLine, data: Path, old_store: Path, count: Path
) -> None:
    record_of(data, RECORD)
    before = recueil("sparql", count, "--format", "csv")
    ended = subprocess.run(
        [sys.executable, "-m", "recueil_kg", "build", "--data", str(data)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert ended.returncode == 3
    assert ended.stderr.count("\n") == 1
    assert recueil("sparql", count, "--format", "csv") == before
