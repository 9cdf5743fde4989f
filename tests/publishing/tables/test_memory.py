"""Memory does not grow with the number of instruments."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store
from tests.publishing.conftest import record_of, store_of

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


def write_store(folder: Path, count: int) -> Path:
    """A store on disk of many instruments, all alike."""
    one = list(store_of([record_of(1, "A title that is as long as titles are, to take some room")]))
    own = {quad for quad in one if "worst-01" in str(quad)}
    (folder / "generations").mkdir(parents=True)
    store = Store(str(folder / "generations" / "one"))
    store.bulk_extend(
        [
            *(quad for quad in one if quad not in own),
            *(_renamed(quad, f"many-{number:05}") for number in range(count) for quad in own),
        ]
    )
    store.flush()
    (folder / "CURRENT").write_text(json.dumps({"generation": "one", "quads": len(store)}))
    return folder


def _renamed(quad: Quad, slug: str) -> Quad:
    def renamed(term: object) -> object:
        return NamedNode(term.value.replace("worst-01", slug)) if isinstance(term, NamedNode) else term

    return Quad(*(renamed(term) for term in quad))  # type: ignore[arg-type]


def test_five_times_the_instruments_take_no_more_memory(tmp_path: Path) -> None:
    peaks = []
    for count in (1000, 5000):
        store = write_store(tmp_path / str(count), count)
        command = [sys.executable, "-c", PEAK, str(store), str(tmp_path / "out")]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    assert peaks[1] - peaks[0] < 30_000, peaks
