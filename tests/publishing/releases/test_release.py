"""One command makes a release: everything in it is checked by its checksum, and the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from rocrate.rocrate import ROCrate
from tests.conftest import REPOSITORY, CommandLine

from recueil_kg.publishing.publication import read_publication
from recueil_kg.publishing.releases.release import CHECKSUMS, QUADS, make_release

INSTRUMENTS = ("cbd", "minamata-convention", "canada-chile-aec")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few of the shipped records, with all authorities: a release of all takes longer and shows no more."""
    folder = tmp_path_factory.mktemp("data")
    for slug in INSTRUMENTS:
        shutil.copytree(REPOSITORY / "data" / "records" / slug, folder / "records" / slug)
    shutil.copytree(REPOSITORY / "data" / "authorities", folder / "authorities")
    return folder


@pytest.fixture(scope="module")
def release(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first") / "release"
    make_release(folder, read_publication(), data=data)
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_records_give_the_same_bytes_whatever_the_number_of_processes(
    release: Path, data: Path, tmp_path: Path
) -> None:
    make_release(tmp_path / "again", read_publication(), data=data, jobs=1)
    assert contents(tmp_path / "again") == contents(release)


def test_every_file_but_the_checksums_themselves_has_one_that_sha256sum_confirms(release: Path) -> None:
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", CHECKSUMS], cwd=release, capture_output=True, text=True, check=True
    )
    assert {line.split(":")[0] for line in checked.stdout.splitlines()} == set(contents(release)) - {CHECKSUMS}


def test_the_crate_names_every_file_with_its_checksum_and_how_it_was_made(release: Path) -> None:
    crate = ROCrate(release)
    described = {file.id: file["sha256"] for file in crate.data_entities}
    held = contents(release)
    assert described == {name: held[name] for name in held if name not in {CHECKSUMS, "ro-crate-metadata.json"}}
    making = crate.get("#making")
    assert making is not None
    assert making.type == "CreateAction"
    assert making["instrument"].id == "#software"


def test_what_a_sheet_no_longer_says_is_told_in_the_next_release_and_nothing_else_is(
    release: Path, data: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "data"
    shutil.copytree(data, changed)
    shutil.rmtree(changed / "records" / "canada-chile-aec")
    make_release(tmp_path / "second", read_publication(), data=changed, previous=release)
    told = json.loads((tmp_path / "second" / "changes.json").read_text("utf-8"))
    found = {item["slug"]: item for item in told["instruments"]}
    assert found["canada-chile-aec"]["lost"] > 0
    assert "event" in found["canada-chile-aec"]["properties"]
    assert not {"cbd", "minamata-convention"} & set(found)
    assert told["quads"] == len((tmp_path / "second" / QUADS).read_text("utf-8").splitlines())


def test_a_folder_that_is_there_stays_as_it_is(recueil: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine")
    outcome = recueil("release", tmp_path)
    assert outcome.code == 2
    assert "give a folder that is new" in outcome.error_line
    assert (tmp_path / "kept").read_text() == "mine"


def test_a_record_that_does_not_parse_leaves_nothing_behind(recueil: CommandLine, data: Path, tmp_path: Path) -> None:
    broken = tmp_path / "data"
    shutil.copytree(data, broken)
    record = next((broken / "records" / "cbd").glob("*.yaml"))
    record.write_text("instrument: [", "utf-8")
    outcome = recueil("release", tmp_path / "out", "--data", broken)
    assert outcome.code in {1, 2}
    assert str(record.name) in outcome.error_line
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_what_is_no_release_cannot_be_the_one_before(recueil: CommandLine, tmp_path: Path) -> None:
    outcome = recueil("release", tmp_path / "out", "--previous", tmp_path)
    assert outcome.code == 2
    assert "this is no release" in outcome.error_line
