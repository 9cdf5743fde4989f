"""Export N synthetic instruments in every format, each by a command of its own: seconds, size, peak of memory.

The store is that of 100 synthetic instruments (synthetic.py) built as always, without their English sheets and the
states that take part (some 90 quads and one graph of a source are left of each), with copies of their quads under
other names until there are N. The first row only reads every quad of the store, so that what the engine keeps in
memory can be told from what an export keeps.

Run by hand: `python benchmarks/exports.py 1000 10000 100000` (Linux); `--stores DIR` keeps the stores for another run,
`--formats nquads csv` takes only those.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from synthetic import write_records

from recueil_kg.graph.build import build
from recueil_kg.graph.store import StoreWriter, current_generation, open_store

_BUILT = 100
_NAMED = b"synthetic-0000"
"""How the names of the instruments built begin: two digits follow."""
_LEFT_OUT = (b"participa", b"/2022-02.en", b"/2018-10.en", b"disagree")
"""What lines of quads name that are left out."""
FORMATS = (
    "nquads trig turtle ntriples rdfxml jsonld csv datapackage parquet sqlite graphml gexf void service-description"
).split()
"""Every format whose size grows with the data; of networks, the one of everything."""
READING = """
from pathlib import Path
from recueil_kg.graph.store import open_store
for quad in open_store(Path({store!r})):
    pass
"""


def fill_all(stores: Path, counts: Sequence[int]) -> None:
    """Write a store for each number of instruments that has none."""
    missing = [count for count in counts if not (stores / str(count)).exists()]
    if missing:
        with tempfile.TemporaryDirectory() as scratch:
            lines = template(Path(scratch))
        for count in missing:
            fill(stores / str(count), lines, count)


def template(scratch: Path) -> list[bytes]:
    """The lines of quads of the instruments built."""
    write_records(scratch / "data", _BUILT)
    build(scratch / "data", scratch / "built")
    file = scratch / "built.nq"
    open_store(scratch / "built").dump(str(file))
    lines = file.read_bytes().splitlines(keepends=True)
    return [line for line in lines if not (_NAMED in line and any(word in line for word in _LEFT_OUT))]


def fill(store: Path, lines: Sequence[bytes], count: int) -> None:
    """Write a store of so many instruments."""
    with StoreWriter(store) as writer:
        file = store / "all.nq"
        with file.open("wb") as out:
            out.writelines(line for line in lines if _NAMED not in line)
            out.writelines(_copies(b"".join(line for line in lines if _NAMED in line), count))
        writer.load([file])
        file.unlink()
        writer.publish()
    print(f"{count} instruments, {current_generation(store).quads} quads", file=sys.stderr, flush=True)


def _copies(quads: bytes, count: int) -> Iterator[bytes]:
    for number in range(count // _BUILT):
        yield quads.replace(_NAMED, b"synthetic-%04d" % number)


def measured(command: Sequence[str]) -> tuple[float, float]:
    """Seconds of processor time, and the most memory in MB, of a command that does not fail."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def cell(key: str, store: Path, scratch: Path) -> str:
    """What one format of one store took."""
    with tempfile.TemporaryDirectory(dir=scratch) as out:
        command = [sys.executable, "-m", "recueil_kg", "export", key, "--store", str(store), "--out", out]
        if key == "reading":
            command = [sys.executable, "-c", READING.format(store=str(store))]
        start = time.perf_counter()
        seconds, memory = measured(command)
        size = sum(file.stat().st_size for file in Path(out).rglob("*") if file.is_file())
        print(f"{key} {store.name}: {time.perf_counter() - start:.0f} s by the clock", file=sys.stderr, flush=True)
    return f"{seconds:.0f} s, {size / 1e6:.0f} MB, **{memory:.0f} MB**"


def main() -> None:
    """Print a row for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="+", type=int)
    parser.add_argument("--stores", type=Path)
    parser.add_argument("--formats", nargs="+", default=["reading", *FORMATS])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = Path(scratch_name)
        stores = arguments.stores or scratch
        with ProcessPoolExecutor(1) as apart:  # what a process forks from counts in its peak of memory
            apart.submit(fill_all, stores, arguments.counts).result()
        print(f"| format | {' | '.join(str(count) for count in arguments.counts)} |")
        print(f"|---|{'---|' * len(arguments.counts)}", flush=True)
        for key in arguments.formats:
            cells = [cell(key, stores / str(count), scratch) for count in arguments.counts]
            print(f"| {key} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
