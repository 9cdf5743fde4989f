"""Memory does not grow with the number of instruments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.publishing.conftest import write_store

PEAK = """
import re, sys
from pathlib import Path
from recueil_kg.graph.store import open_store
from recueil_kg.publishing.tables.csv_package import write_csv
from recueil_kg.publishing.publication import read_publication

def kilobytes(name):
    return int(re.search(name + ":[ \\t]*([0-9]+)", Path("/proc/self/status").read_text())[1])

store = open_store(Path(sys.argv[1]))
assert sum(1 for _ in store)
before = kilobytes("VmRSS")
write_csv(store, read_publication(), Path(sys.argv[2]))
print(kilobytes("VmHWM") - before)
"""
"""What a writer takes beside the engine's own cache of some 50 MB, which is filled before it begins."""


def test_five_times_the_instruments_take_no_more_memory(tmp_path: Path) -> None:
    peaks = []
    for count in (1000, 5000):
        store = write_store(tmp_path / str(count), count)
        command = [sys.executable, "-c", PEAK, str(store), str(tmp_path / "out")]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    assert peaks[1] - peaks[0] < 30_000, peaks
