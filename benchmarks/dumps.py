"""Export N synthetic instruments in every RDF format, each in a process of its own: seconds, size, peak of memory.

The store is that of 100 synthetic instruments (synthetic.py) built as always, without their English sheets and the
states that take part (some 90 quads and one graph of a source are left of each), with copies of their quads under
other names until there are N. Run by hand: `python benchmarks/dumps.py 1000 10000 100000` (Linux).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

_BUILT = 100
_NAMED = b"synthetic-0000"
"""How the names of the instruments built begin: two digits follow."""
_LEFT_OUT = (b"participa", b"/2022-02.en> .")
"""What lines of quads are about that are left out: states that take part, and the graph of the English sheet."""


def fill(store: Path, template: Path, count: int) -> None:
    from recueil_kg.graph.store import StoreWriter

    all_lines = template.read_bytes().splitlines(keepends=True)
    lines = [line for line in all_lines if not (_NAMED in line and any(word in line for word in _LEFT_OUT))]
    own = b"".join(line for line in lines if _NAMED in line)
    with StoreWriter(store) as writer:
        file = store / "all.nq"
        with file.open("wb") as out:
            out.writelines(line for line in lines if _NAMED not in line)
            out.writelines(_copies(own, count))
        writer.load([file])
        file.unlink()
        print(f"{count} instruments, {writer.publish().quads} quads", file=sys.stderr)


def _copies(quads: bytes, count: int) -> Iterator[bytes]:
    for number in range(count // _BUILT):
        yield quads.replace(_NAMED, b"synthetic-%04d" % number)


def export(key: str, store: Path, out: Path) -> None:
    from recueil_kg.graph.store import open_store
    from recueil_kg.publishing.dumps.formats import DUMPS
    from recueil_kg.publishing.publication import read_publication

    start = time.perf_counter()
    files = DUMPS[key](open_store(store), read_publication(), out)
    seconds = time.perf_counter() - start
    peak = int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) / 1024  # type: ignore[index]
    print(f" {seconds:.0f} s, {sum(file.size for file in files) / 1e6:.0f} MB, {peak:.0f} MB |", end="", flush=True)


def main(counts: list[int]) -> None:
    from synthetic import write_records

    from recueil_kg.graph.build import build
    from recueil_kg.graph.store import open_store
    from recueil_kg.publishing.dumps.formats import DUMPS
    from recueil_kg.publishing.publication import read_publication

    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        write_records(place / "data", _BUILT)
        build(place / "data", place / "built")
        (template,) = DUMPS["nquads"](open_store(place / "built"), read_publication(), place)
        for count in counts:
            fill(place / str(count), template.path, count)
        for key in DUMPS:
            print(f"| {key} |", end="", flush=True)
            for count in counts:
                command = [sys.executable, __file__, key, str(place / str(count)), str(place / "out")]
                subprocess.run(command, check=True)
            print(flush=True)


if __name__ == "__main__":
    if sys.argv[1].isdecimal():
        main([int(word) for word in sys.argv[1:]])
    else:
        export(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
