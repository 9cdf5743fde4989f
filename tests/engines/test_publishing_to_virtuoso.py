"""A real Virtuoso, with digest authentication: the graph arrives whole, is resumed, and answers as the store does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.conftest import CommandLine
from tests.engines.virtuoso import running_virtuoso
from tests.publishing.servers import Proxy, Request

from recueil_kg.graph.store import open_store
from recueil_kg.publishing.access import Credentials
from recueil_kg.publishing.remote.addresses import addresses_of
from recueil_kg.publishing.remote.endpoint import Remote
from recueil_kg.publishing.remote.ledger import ledger_graph, read_ledger, staging_graph
from recueil_kg.publishing.remote.named_graphs import graphs_of
from recueil_kg.querying.catalogue import load_catalogue
from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine, Rows

pytestmark = pytest.mark.engines

OTHERS = "https://other.example/graph"
XSD_BOOLEAN = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")


@pytest.fixture
def proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """A Virtuoso that holds a graph of somebody else's, and a proxy before it."""
    folder = tmp_path / "virtuoso"
    folder.mkdir()
    others = tmp_path / "others.nq"
    others.write_text(f"<{OTHERS}#a> <{OTHERS}#b> <{OTHERS}#c> <{OTHERS}> .\n", "utf-8")
    monkeypatch.setenv("RECUEIL_REMOTE_USER", "dba")
    monkeypatch.setenv("RECUEIL_REMOTE_PASSWORD", "dba")
    with running_virtuoso(folder, others) as address, Proxy(address) as running:
        yield running


def remote(proxy: Proxy) -> Remote:
    return Remote(addresses_of(f"{proxy.address}/sparql-auth"), Credentials("digest", "dba", "dba"))


def words(proxy: Proxy, store: Path, *more: str) -> list[str]:
    to = f"{proxy.address}/sparql-auth"
    return ["publish", "--to", to, "--store", str(store), "--auth", "digest", "--format", "json", *more]


def values(rows: Rows) -> list[tuple[str, ...]]:
    """Values only: Virtuoso gives some datatypes other names, and 0 and 1 for false and true."""
    return sorted(tuple(_value(term) for term in row) for row in rows)


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(term, ox.Literal) and term.datatype == XSD_BOOLEAN:
        return str(int(term.value in {"true", "1"}))
    return term.value if term is not None and not isinstance(term, ox.Triple) else ""


@pytest.mark.parametrize("method", ["auto", "update"])
def test_the_graph_is_resumed_on_virtuoso_after_kill_9_and_arrives_whole(
    recueil: CommandLine, proxy: Proxy, built_store: Path, method: str
) -> None:
    graphs = graphs_of(open_store(built_store))
    running: list[subprocess.Popen[bytes]] = []

    def kill_at_the_150th(request: Request) -> None:
        if graphs[149] in request.written:
            os.kill(running[0].pid, signal.SIGKILL)
            running[0].wait(timeout=30)

    proxy.rules.append(kill_at_the_150th)
    call = [sys.executable, "-m", "recueil_kg", *words(proxy, built_store, "--method", method)]
    running.append(subprocess.Popen(call, stdout=subprocess.DEVNULL))
    assert running[0].wait(timeout=240) == -signal.SIGKILL
    first = set(proxy.written) & set(graphs)
    assert len(first) == 150
    proxy.forget()
    resumed = recueil(*words(proxy, built_store, "--method", method))
    assert (resumed.code, resumed.err) == (0, "")
    second = set(proxy.written) & set(graphs)
    assert second >= set(graphs) - first
    assert len(second) <= len(graphs) - 150 + 10
    proxy.forget()
    again = recueil(*words(proxy, built_store, "--check", "deep"))
    assert json.loads(again.out) == {"sent": [], "unchanged": len(graphs), "removed": [], "differences": []}
    assert proxy.writes == []
    with remote(proxy) as asked:
        assert asked.counts([OTHERS, staging_graph()]) == {OTHERS: 1, staging_graph(): 0}
        assert sorted(read_ledger(asked)) == sorted(graphs)
    engine, endpoint = EmbeddedEngine(built_store), EndpointEngine(f"{proxy.address}/sparql")
    different = [
        question.name
        for question in load_catalogue()[::3]
        if values(endpoint.select(question.text)) != values(engine.select(question.text))
    ]
    assert different == []


def test_what_is_altered_on_virtuoso_is_sent_again_and_what_is_gone_here_is_removed(
    recueil: CommandLine, proxy: Proxy, built_store: Path
) -> None:
    assert recueil(*words(proxy, built_store)).code == 0
    altered, gone = graphs_of(open_store(built_store))[7], f"{ledger_graph().rsplit('/', 1)[0]}/source/old/old.en"
    with remote(proxy) as asked:
        asked.update(f"DELETE WHERE {{ GRAPH <{altered}> {{ ?s a ?o }} }}")
        asked.put(gone, b"<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n")
        for graph in (gone, OTHERS):
            part = f"<{ledger_graph()}> <http://purl.org/dc/terms/hasPart> <{graph}>"
            asked.update(f"INSERT DATA {{ GRAPH <{ledger_graph()}> {{ {part} }} }}")
        report = json.loads(recueil(*words(proxy, built_store)).out)
        assert ([(item["graph"], item["why"]) for item in report["sent"]], report["removed"]) == (
            [(altered, "altered")],
            [gone],
        )
        assert asked.counts([gone, OTHERS]) == {gone: 0, OTHERS: 1}
        proxy.forget()
        report = json.loads(recueil(*words(proxy, built_store, "--check", "deep")).out)
        assert (report["sent"], report["removed"]) == ([], [])


def test_virtuoso_refuses_wrong_passwords_and_the_open_address_in_one_line(
    recueil: CommandLine, proxy: Proxy, built_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_address = recueil("publish", "--to", f"{proxy.address}/sparql", "--store", built_store)
    assert open_address.code == 3
    assert "No permission" in open_address.error_line
    to = f"{proxy.address}/sparql-auth"
    assert "say --auth digest" in recueil("publish", "--to", to, "--store", built_store).error_line
    assert "check --auth" in recueil("publish", "--to", to, "--store", built_store, "--auth", "basic").error_line
    monkeypatch.setenv("RECUEIL_REMOTE_PASSWORD", "wr0ng-one")
    wrong = recueil(*words(proxy, built_store))
    assert (wrong.code, "wr0ng-one" in wrong.err) == (3, False)
    assert "wants other credentials (401)" in wrong.error_line
    with remote(proxy) as asked:
        assert asked.counts([OTHERS, ledger_graph()]) == {OTHERS: 1, ledger_graph(): 0}
