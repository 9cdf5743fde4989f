"""Export the tables of N synthetic instruments in every format, each in a process of its own: seconds, size, memory.

The store is that of 100 synthetic instruments (synthetic.py) built as always, without the many states that take part
(some 290 quads are left of each; real instruments have 190), with copies of their quads under other names until there
are N. Run by hand: `python benchmarks/tables.py 1000 10000 100000` (Linux).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

_BUILT = 100
_NAMED = b"synthetic-0000"
"""How the names of the instruments built begin: two digits follow."""
_LEFT_OUT = b"participa"


def fill(store: Path, template: Path, count: int) -> None:
    from recueil_kg.graph.store import StoreWriter

    lines = template.read_bytes().splitlines(keepends=True)
    own = b"".join(line for line in lines if _NAMED in line and _LEFT_OUT not in line)
    with StoreWriter(store) as writer:
        file = store / "all.nq"
        with file.open("wb") as out:
            out.writelines(line for line in lines if _NAMED not in line)
            out.writelines(own.replace(_NAMED, b"synthetic-%04d" % number) for number in range(count // _BUILT))
        writer.load([file])
        file.unlink()
        print(f"{count} instruments, {writer.publish().quads} quads", file=sys.stderr, flush=True)


def writers() -> dict[str, Callable[..., Any]]:
    from recueil_kg.publishing.portals.schema_org import write_schema_org
    from recueil_kg.publishing.tables.csv_package import write_csv, write_datapackage
    from recueil_kg.publishing.tables.parquet import write_parquet
    from recueil_kg.publishing.tables.sqlite import write_sqlite

    return {
        "csv": write_csv,
        "datapackage": write_datapackage,
        "parquet": write_parquet,
        "sqlite": write_sqlite,
        "schema-org": write_schema_org,
    }


def export(key: str, store: Path, out: Path) -> None:
    from recueil_kg.graph.store import open_store
    from recueil_kg.publishing.publication import read_publication

    start = time.perf_counter()
    files = writers()[key](open_store(store), read_publication(), out)
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
        for key in writers():
            print(f"| {key} |", end="", flush=True)
            for count in counts:
                with tempfile.TemporaryDirectory(dir=place) as out:
                    subprocess.run([sys.executable, __file__, key, str(place / str(count)), out], check=True)
            print(flush=True)


if __name__ == "__main__":
    if sys.argv[1].isdecimal():
        main([int(word) for word in sys.argv[1:]])
    else:
        export(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
