"""A build that ends at any moment leaves the old store or the new one, never half of one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from recueil_kg.errors import RecueilError
from recueil_kg.graph.build import build
from recueil_kg.graph.store import check_store, current_generation, open_store
from recueil_kg.resources import data_folder


@pytest.fixture(scope="module")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(data_folder() / "authorities", folder / "authorities")
    for slug in ("cbd", "canada-jordan-environment", "minamata-convention"):
        shutil.copytree(data_folder() / "records" / slug, folder / "records" / slug)
    return folder


def quads_of(store: Path) -> list[str]:
    return sorted(str(quad) for quad in open_store(store).quads_for_pattern(None, None, None, None))


def test_the_same_data_gives_the_same_quads_with_one_process_or_two(small_data: Path, tmp_path: Path) -> None:
    build(small_data, tmp_path / "one", jobs=1)
    build(small_data, tmp_path / "two", jobs=2)
    assert quads_of(tmp_path / "one") == quads_of(tmp_path / "two")


def test_no_triple_stands_in_two_graphs(built_store: Path) -> None:
    triples = [quad.triple for quad in open_store(built_store).quads_for_pattern(None, None, None, None)]
    assert len(triples) == len(set(triples))


def test_there_are_no_blank_nodes(built_store: Path) -> None:
    assert not any("_:" in f" {quad.subject} {quad.object}"[:3] for quad in open_store(built_store))


def test_a_reader_keeps_its_store_while_a_build_replaces_it(small_data: Path, tmp_path: Path) -> None:
    build(small_data, tmp_path, jobs=1)
    reader = open_store(tmp_path)
    before = len(reader)
    build(small_data, tmp_path, jobs=1)
    assert len(list(reader.quads_for_pattern(None, None, None, None))) == before
    assert len(list((tmp_path / "generations").iterdir())) == 2


def test_a_store_of_another_version_is_refused_and_kept_until_it_is_built_anew(
    small_data: Path, tmp_path: Path
) -> None:
    build(small_data, tmp_path, jobs=1)
    before = current_generation(tmp_path).generation
    record = tmp_path / "CURRENT"
    record.write_text(record.read_text("utf-8").replace('"content":2', '"content":1'), "utf-8")
    with pytest.raises(RecueilError, match="built by another version of recueil-kg; run recueil-kg build"):
        open_store(tmp_path)
    build(small_data, tmp_path, jobs=1)
    assert len(open_store(tmp_path)) > 0
    assert (tmp_path / "generations" / before).is_dir()


@pytest.mark.parametrize("moment", [0.6, 1.4, 2.2])
def test_a_killed_build_leaves_a_whole_store(small_data: Path, tmp_path: Path, moment: float) -> None:
    build(small_data, tmp_path, jobs=1)
    before = current_generation(tmp_path)
    killed = subprocess.Popen(
        [sys.executable, "-m", "recueil_kg", "build", "--data", small_data, "--store", tmp_path, "--jobs", "1"],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        killed.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        os.killpg(killed.pid, signal.SIGKILL)
        killed.wait()
    after = check_store(tmp_path)
    assert after.quads == before.quads
    build(small_data, tmp_path, jobs=1)
    assert len(list((tmp_path / "generations").iterdir())) == 2
    assert not list(tmp_path.glob("CURRENT.*"))
