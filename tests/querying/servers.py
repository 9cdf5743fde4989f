"""Real SPARQL servers on this machine; one of them plays Wikidata for the federated questions."""

from __future__ import annotations

import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from recueil_kg.querying.services import answer_services

WIKIDATA = "https://query.wikidata.org/sparql"
_ITEMS = Path(__file__).parent / "wikidata.ttl"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server of a store's folder; stopped at the end. Its default graph is no union."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    server = subprocess.Popen(
        [program, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}"],
        stdout=sys.stderr,
        stderr=subprocess.STDOUT,
    )
    try:
        for _ in range(300):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=0.1)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def serving_wikidata(folder: Path) -> Iterator[str]:
    """The address of a server that holds some of Wikidata's items, in its default graph as there."""
    store = ox.Store(str(folder))
    store.load(path=str(_ITEMS), format=ox.RdfFormat.TURTLE)
    store.flush()
    del store
    with serving(folder) as address:
        yield address


def with_wikidata(text: str, address: str) -> str:
    """A question's query as it is sent to an engine, after the server at the address has answered for Wikidata."""
    return answer_services(text.replace(f"<{WIKIDATA}>", f"<{address}>"), [address])
