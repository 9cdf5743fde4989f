"""`pip install recueil-kg` is enough: the wheel, in a clean environment elsewhere, runs every verb."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and its locked dependencies, and an empty folder to stand in."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "-qq", "install", "--no-compile"]
    subprocess.run([*install, "--require-hashes", "-r", str(REPOSITORY / "locks" / "runtime.txt")], check=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True)
    (folder / "empty").mkdir()
    return folder


def run(elsewhere: Path, *words: str) -> str:
    """What the installed program prints, from an empty folder and without a setting of ours."""
    ended = subprocess.run(
        [elsewhere / "venv" / "bin" / "recueil-kg", *words],
        cwd=elsewhere / "empty",
        env={"PATH": os.environ["PATH"], "HOME": str(elsewhere), "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_wheel_carries_ontology_queries_data_and_messages_and_no_test(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "recueil_kg/_shipped/ontology/recueil.ttl",
        "recueil_kg/locale/fr/LC_MESSAGES/recueil_kg.mo",
        "recueil_kg/py.typed",
    ):
        assert needed in names
    for folder in ("ontology/vocabularies", "ontology/shapes", "queries", "data/records", "data/authorities"):
        here = {path.name for path in (REPOSITORY / folder).rglob("*") if path.is_file()}
        there = {Path(name).name for name in names if name.startswith(f"recueil_kg/_shipped/{folder}/")}
        assert here == there
        assert here
    assert not [name for name in names if "test" in name.lower()]


def test_the_installed_program_does_the_whole_job_from_an_empty_folder(elsewhere: Path) -> None:
    assert "recueil-kg" in run(elsewhere, "--help")
    assert "instrument (" in run(elsewhere, "build").lower().replace("\u00a0", " ")
    listed = json.loads(run(elsewhere, "query", "--list", "--format", "json"))
    assert len(listed) >= 12
    rows = run(elsewhere, "query", "agreements-led-by", "-p", "department=eccc", "--format", "csv").splitlines()
    assert len(rows) > 1
    run(elsewhere, "validate")
    run(elsewhere, "doctor")
    (elsewhere / "empty" / "all.rq").write_text("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert int(run(elsewhere, "sparql", "all.rq", "--format", "csv").splitlines()[1]) > 1000
    sheet = next((elsewhere / "venv").rglob("_shipped/data/sheets/cbd.2022-02.fr.txt"))
    read = json.loads(run(elsewhere, "--lang", "fr", "extract", "--json", str(sheet)))
    assert read["source"]["language"] == "fr"
