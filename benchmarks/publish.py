"""Publish the built graph to an Oxigraph server our way, and as one POST of its N-Quads, in the same run.

Ours sends each named graph, counts it back, and records it; then again, when nothing has changed; then when the server
lost one graph. The plain way knows none of this: it sends everything every time.

Run by hand, after `recueil-kg build`: `python benchmarks/publish.py`.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import requests

from recueil_kg.graph.store import open_store
from recueil_kg.publishing.remote.addresses import addresses_of
from recueil_kg.publishing.remote.endpoint import Remote
from recueil_kg.publishing.remote.named_graphs import graphs_of
from recueil_kg.publishing.remote.publish import plan, publish
from recueil_kg.publishing.remote.sending import Method

ROUNDS = 5


@contextmanager
def oxigraph() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        bound = f"127.0.0.1:{listener.getsockname()[1]}"
        listener.close()
        program = Path(sysconfig.get_path("scripts")) / "oxigraph"
        words = [str(program), "serve", "--location", f"{folder}/store", "--bind", bound]
        server = subprocess.Popen(words, stdout=sys.stderr, stderr=subprocess.STDOUT)
        try:
            for _ in range(200):
                with socket.socket() as client:
                    if client.connect_ex(("127.0.0.1", int(bound.rpartition(":")[2]))) == 0:
                        break
                time.sleep(0.05)
            yield f"http://{bound}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ours(store: ox.Store, address: str, method: Method) -> None:
    with Remote(addresses_of(address)) as remote:
        publish(store, remote, plan(store, remote), method=method)


def plain(store: ox.Store, address: str) -> None:
    body = store.dump(format=ox.RdfFormat.N_QUADS)
    headers = {"Content-Type": "application/n-quads"}
    requests.post(f"{address}/store", data=body, headers=headers, timeout=600).raise_for_status()


def main() -> None:
    store = open_store()
    graphs = graphs_of(store)
    found: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        with oxigraph() as address:
            found.setdefault("plain", []).append(seconds(lambda: plain(store, address)))
        with oxigraph() as address:
            found.setdefault("update", []).append(seconds(lambda: ours(store, address, "update")))
        with oxigraph() as address:
            found.setdefault("whole", []).append(seconds(lambda: ours(store, address, "auto")))
            found.setdefault("nothing", []).append(seconds(lambda: ours(store, address, "auto")))
            requests.post(f"{address}/update", data={"update": f"CLEAR GRAPH <{graphs[7]}>"}, timeout=60)
            found.setdefault("one", []).append(seconds(lambda: ours(store, address, "auto")))
    median = {name: statistics.median(times) for name, times in found.items()}
    print(f"{len(store)} quads in {len(graphs)} graphs, median of {ROUNDS}, {os.cpu_count()} cores")
    for name, label in (
        ("whole", "everything, whole graphs"),
        ("update", "everything, updates"),
        ("nothing", "again, nothing changed"),
        ("one", "again, one graph lost"),
    ):
        print(f"| {label} | {median[name]:.2f} s | {median['plain']:.2f} s | {median[name] / median['plain']:.2f} |")


if __name__ == "__main__":
    main()
