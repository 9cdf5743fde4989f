"""Time networks and measures on N synthetic instruments, and the same with every backend of networkx that is installed.

`python benchmarks/networks.py N` prints three tables, in seconds of processor time, which other work on the machine
hardly changes. `python benchmarks/networks.py N STORE` takes a store that is built already. A backend is tried where
networkx says that it has the function.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
from synthetic import write_records

from recueil_kg.analysis.graphs import AnyNetwork, without_directions
from recueil_kg.analysis.measures import MEASURES, measure
from recueil_kg.analysis.measures.centrality import PIVOTS, SEED
from recueil_kg.analysis.networks import NETWORKS, network
from recueil_kg.graph.build import build
from recueil_kg.querying.engines import EmbeddedEngine

BACKED: dict[str, Callable[[AnyNetwork, str], Any]] = {
    "betweenness_centrality": lambda graph, backend: nx.betweenness_centrality(
        without_directions(graph), k=min(PIVOTS, len(graph)), seed=SEED, backend=backend
    ),
    "pagerank": lambda graph, backend: nx.pagerank(graph.to_directed().reverse(), backend=backend),
    "louvain_communities": lambda graph, backend: nx.community.louvain_communities(
        without_directions(graph), seed=SEED, backend=backend
    ),
}


def seconds(act: Callable[[], Any]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def main(count: int, built: str | None = None) -> None:
    with TemporaryDirectory() as folder:
        data, store = Path(folder) / "data", Path(built) if built else Path(folder) / "store"
        if built is None:
            write_records(data, count)
            build(data, store)
        engine = EmbeddedEngine(store)
        graphs: dict[str, AnyNetwork] = {}
        print(f"| network of {count} instruments | nodes | edges | made in |\n|---|---|---|---|")
        for name in NETWORKS:
            taken = seconds(lambda name=name: graphs.update({name: network(engine, name)}))  # type: ignore[misc]
            print(f"| {name} | {len(graphs[name])} | {graphs[name].number_of_edges()} | {taken:.1f} s |", flush=True)
        print("\n| measure | network | taken in |\n|---|---|---|")
        for name, found in MEASURES.items():
            for of in dict.fromkeys((found.network, "responsibilities" if not found.only else found.network)):
                taken = seconds(lambda name=name, of=of: measure(engine, name, network_name=of))  # type: ignore[misc]
                print(f"| {name} | {of} | {taken:.1f} s |", flush=True)
        print("\n| function, on responsibilities | backend | taken in |\n|---|---|---|")
        graph = graphs["responsibilities"]
        for name, act in BACKED.items():
            function = getattr(nx, name, None) or getattr(nx.community, name)
            for backend in ("networkx", *sorted(function.backends - {"networkx"})):
                try:
                    said = f"{seconds(partial(act, graph, backend)):.1f} s"
                except (ImportError, TypeError, ValueError, nx.NetworkXException) as error:
                    said = f"failed: {type(error).__name__}: {str(error)[:80]}"
                print(f"| {name} | {backend} | {said} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
