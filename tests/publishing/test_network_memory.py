"""Memory of a network's file does not grow with the number of instruments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.publishing.conftest import write_store

from recueil_kg.publishing.networks import NETWORK_FILES

PEAK = """
import re, sys
from pathlib import Path
from recueil_kg import sorting
from recueil_kg.cli import main
from recueil_kg.graph.store import open_store

def kilobytes(name):
    return int(re.search(name + ":[ \\t]*([0-9]+)", Path("/proc/self/status").read_text())[1])

sorting.HELD = 1 << 20
assert sum(1 for _ in open_store(Path(sys.argv[1])))
before = kilobytes("VmRSS")
assert main(["export", sys.argv[2], "--store", sys.argv[1], "--out", sys.argv[3]]) == 0
print(kilobytes("VmHWM") - before)
"""
"""What an export takes beside what reading the store took; lines that are sorted in memory are few in both stores."""


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two stores, one with six times the instruments of the other."""
    folder = tmp_path_factory.mktemp("many")
    return [write_store(folder / str(count), count) for count in (1000, 6000)]


@pytest.mark.parametrize("key", NETWORK_FILES)
def test_six_times_the_instruments_take_no_more_memory(stores: list[Path], tmp_path: Path, key: str) -> None:
    peaks = []
    for store in stores:
        command = [sys.executable, "-c", PEAK, str(store), key, str(tmp_path)]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    assert peaks[1] - peaks[0] < 5_000, peaks
