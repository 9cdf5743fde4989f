"""Build N synthetic instruments our way and the plain way, one after the other, each in a process of its own.

The plain way reads the same records, maps them with the same functions into one rdflib Dataset, runs pyshacl once
over it with the same shapes, and lets rdflib write N-Quads. Run by hand: `python benchmarks/build_vs_plain.py 1000`.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def plain(data: Path, out: Path) -> None:
    """The way without this project's graph room: one graph, one validation, one writer."""
    import pyshacl
    import rdflib
    from pyoxigraph import NamedNode

    from recueil_kg.authorities import load_authorities
    from recueil_kg.graph.consolidation import consolidate
    from recueil_kg.graph.mapping import map_record
    from recueil_kg.graph.record_files import read_records
    from recueil_kg.graph.reference import map_authorities, map_editions, map_vocabulary
    from recueil_kg.graph.validation import _rdflib_term, load_shapes
    from recueil_kg.model.records import SourceRecord

    dataset = rdflib.Dataset(default_union=True)
    grouped: dict[str, list[SourceRecord]] = {}
    for _path, record in read_records(data):
        grouped.setdefault(record.instrument, []).append(record)
    batches = [[q for r in records for q in map_record(r)] + consolidate(records) for records in grouped.values()]
    named = {quad.object.value for quads in batches for quad in quads if isinstance(quad.object, NamedNode)}
    batches.append([*map_authorities(load_authorities(), named), *map_vocabulary(), *map_editions(["2022-02"])])
    for quads in batches:
        for quad in quads:
            triple = tuple(_rdflib_term(term) for term in (quad.subject, quad.predicate, quad.object))
            dataset.graph(quad.graph_name.value).add(triple)  # type: ignore[union-attr, arg-type]
    shapes = load_shapes("knowledge", "source", "authorities", "vocabulary")
    union = rdflib.Graph()
    for subject, predicate, value, _graph in dataset.quads():
        union.add((subject, predicate, value))
    pyshacl.validate(union, shacl_graph=shapes, inplace=True, inference="none", allow_warnings=True, allow_infos=True)
    dataset.serialize(out, format="nquads")


def measure(words: list[str]) -> tuple[float, float]:
    """Seconds, and megabytes of the largest single process of a command and its children."""
    start = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Measure both, ours first (the peak of children only grows), and print a row of the table."""
    count = int(sys.argv[1])
    from synthetic import write_records

    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        write_records(data, count)
        ours = measure(
            [sys.executable, "-m", "recueil_kg", "build", "--data", str(data), "--store", f"{scratch}/store"]
        )
        theirs = measure([sys.executable, __file__, "plain", str(data), f"{scratch}/plain.nq"])
    print(
        f"| {count} | {ours[0]:.1f} s, {ours[1]:.0f} MB | {theirs[0]:.1f} s, {theirs[1]:.0f} MB "
        f"| {theirs[0] / ours[0]:.1f} | {theirs[1] / ours[1]:.1f} | {os.cpu_count()} |"
    )


if __name__ == "__main__":
    if sys.argv[1] == "plain":
        plain(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
