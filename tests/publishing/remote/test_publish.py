"""The graph on a real server: whole, only what changed, resumed after any end, and nobody else's graphs touched."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import REPOSITORY, CommandLine, Outcome
from tests.publishing.servers import (
    Oxigraph,
    Proxy,
    Reply,
    Request,
    running_oxigraph,
    without_its_last_triple,
)

from recueil_kg import iris
from recueil_kg.graph.store import open_store
from recueil_kg.publishing.remote import ledger, sending
from recueil_kg.publishing.remote.addresses import Addresses, addresses_of
from recueil_kg.publishing.remote.endpoint import Remote
from recueil_kg.publishing.remote.named_graphs import graphs_of, lines_from, pieces, state_of
from recueil_kg.publishing.remote.publish import plan
from recueil_kg.publishing.remote.sending import Method, Sender
from recueil_kg.querying.catalogue import load_catalogue
from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine

LEDGER, STAGING = "https://w3id.org/recueil/graph/publication", "https://w3id.org/recueil/graph/staging"
KNOWLEDGE = "https://w3id.org/recueil/graph/knowledge"
DERIVED = "https://w3id.org/recueil/graph/derived"
CBD = "https://w3id.org/recueil/graph/source/cbd/2022-02.en"
SMALL = REPOSITORY / "tests" / "querying" / "small"
OTHERS = "INSERT DATA { GRAPH <https://other.example/graph> { <https://other.example/a> <https://other.example/b> 1 } }"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Oxigraph]:
    with running_oxigraph(tmp_path / "server") as running:
        running.do(OTHERS)
        yield running


@pytest.fixture
def proxy(server: Oxigraph) -> Iterator[Proxy]:
    with Proxy(server.address) as running:
        yield running


@pytest.fixture(scope="module")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("small") / "data"
    shutil.copytree(SMALL, data)
    return data


def built(data: Path, store: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "recueil_kg", "build", "--data", data, "--store", store, "--jobs", "1"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return store


@pytest.fixture(scope="module")
def small_store(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four sources of two instruments, with the shipped vocabulary."""
    return built(small_data, tmp_path_factory.mktemp("small-store"))


class Publishing:
    """`recueil-kg publish` of a store to the proxy; nothing waits long."""

    def __init__(self, proxy: Proxy, recueil: CommandLine) -> None:
        self.proxy, self._recueil = proxy, recueil

    def words(self, store: Path, *more: str) -> list[str]:
        return ["publish", "--to", f"{self.proxy.address}/query", "--store", str(store), *more]

    def __call__(self, store: Path, *more: str) -> Outcome:
        return self._recueil(*self.words(store, *more, *([] if "--retries" in " ".join(more) else ["--retries", "2"])))

    def report(self, store: Path, *more: str) -> dict[str, object]:
        ended = self(store, *more, "--format", "json")
        assert (ended.code, ended.err) == (0, "")
        report: dict[str, object] = json.loads(ended.out)
        return report


@pytest.fixture
def publish(proxy: Proxy, recueil: CommandLine) -> Publishing:
    return Publishing(proxy, recueil)


def published(server: Oxigraph) -> ox.Dataset:
    """What the server holds of ours, but for what it says of it."""
    kept = (quad for quad in server.quads() if str(quad.graph_name).startswith("<https://w3id.org/recueil/"))
    return ox.Dataset(quad for quad in kept if quad.graph_name != ox.NamedNode(LEDGER))


def held(store: Path) -> ox.Dataset:
    return ox.Dataset(open_store(store))


# -- whole, and only what changed -------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["auto", "update"])
def test_every_graph_arrives_and_a_second_run_sends_nothing(
    publish: Publishing, server: Oxigraph, built_store: Path, method: str
) -> None:
    graphs = graphs_of(open_store(built_store))
    report = publish.report(built_store, "--method", method)
    assert len(report["sent"]) == len(graphs)  # type: ignore[arg-type]
    assert published(server) == held(built_store)
    before = server.quads()
    publish.proxy.forget()
    again = publish.report(built_store, "--check", "deep")
    assert (again["sent"], again["unchanged"], again["removed"]) == ([], len(graphs), [])
    assert publish.proxy.writes == []
    assert server.quads() == before


def test_a_graph_is_recorded_with_its_hash_and_count_where_any_machine_finds_it(
    publish: Publishing, server: Oxigraph, small_store: Path
) -> None:
    publish(small_store)
    with Remote(addresses_of(server.address)) as remote:
        recorded = ledger.read_ledger(remote)
        counts = remote.counts(list(recorded))
    assert sorted(recorded) == sorted(graphs_of(open_store(small_store)))
    assert {graph: entry.state.triples for graph, entry in recorded.items() if entry} == counts
    for graph, entry in recorded.items():
        assert entry is not None
        assert state_of(lines_from(server.triples(graph))) == entry.state


def test_a_changed_record_sends_its_graph_and_what_is_concluded_and_derived_and_no_other(
    publish: Publishing, server: Oxigraph, small_store: Path, small_data: Path, tmp_path: Path
) -> None:
    publish(small_store)
    publish.proxy.forget()
    data = tmp_path / "data"
    shutil.copytree(small_data, data)
    record = data / "records" / "cbd" / "2022-02.en.yaml"
    record.write_text(record.read_text("utf-8").replace("1992-06-11", "1992-06-12"), "utf-8")
    changed = built(data, tmp_path / "changed")
    report = publish.report(changed)
    assert [item["graph"] for item in report["sent"]] == [CBD, KNOWLEDGE, DERIVED]
    assert {item["why"] for item in report["sent"]} == {"changed"}
    assert set(publish.proxy.written) == {CBD, KNOWLEDGE, DERIVED, LEDGER}
    assert published(server) == held(changed)


def test_a_source_that_is_gone_here_is_removed_there_and_nobody_elses_graph_is_touched(
    publish: Publishing, server: Oxigraph, small_store: Path, small_data: Path, tmp_path: Path
) -> None:
    publish(small_store)
    neighbour = "https://w3id.org/recueil/graph/of-a-neighbour"
    server.do(f"INSERT DATA {{ GRAPH <{neighbour}> {{ <a:b> <a:c> 'theirs' }} }}")
    lie = "<http://purl.org/dc/terms/hasPart> <https://other.example/graph>"
    server.do(f"INSERT DATA {{ GRAPH <{LEDGER}> {{ <{LEDGER}> {lie} }} }}")
    publish.proxy.forget()
    data = tmp_path / "data"
    shutil.copytree(small_data, data)
    (data / "records" / "cbd" / "2018-10.en.yaml").unlink()
    fewer = built(data, tmp_path / "fewer")
    gone = "https://w3id.org/recueil/graph/source/cbd/2018-10.en"
    assert publish.report(fewer)["removed"] == [gone]
    assert server.triples(gone) == set()
    assert len(server.triples("https://other.example/graph")) == 1
    assert len(server.triples(neighbour)) == 1
    assert not [
        request
        for request in publish.proxy.writes
        if "other.example" in request.target + request.text or neighbour in request.target + request.text
    ]
    publish.proxy.forget()
    assert publish.report(fewer)["sent"] == []
    assert publish.proxy.writes == []


def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(
    publish: Publishing, server: Oxigraph, small_store: Path
) -> None:
    before = server.quads()
    listed = json.loads(publish(small_store, "--dry-run", "--format", "json").out)
    assert [item["graph"] for item in listed["send"]] == graphs_of(open_store(small_store))
    assert {item["why"] for item in listed["send"]} == {"new"}
    assert f"  {KNOWLEDGE}\n" in publish(small_store, "--dry-run").out
    assert publish.proxy.writes == []
    assert server.quads() == before


@pytest.mark.parametrize("flags", [(), ("--union-default-graph",)], ids=["default graph of its own", "union"])
def test_questions_have_the_rows_that_the_store_gives(
    recueil: CommandLine, tmp_path: Path, built_store: Path, flags: tuple[str, ...]
) -> None:
    engine = EmbeddedEngine(built_store)
    with running_oxigraph(tmp_path / "server", *flags) as running:
        assert recueil("publish", "--to", running.address, "--store", built_store).code == 0
        endpoint = EndpointEngine(f"{running.address}/query")
        different = [
            question.name
            for question in load_catalogue()[::3]
            if endpoint.select(question.text) != engine.select(question.text)
        ]
        asked = recueil("query", "timeline", "--endpoint", f"{running.address}/query", "--format", "csv")
    assert different == []
    assert asked.out == recueil("query", "timeline", "--store", built_store, "--format", "csv").out


# -- interrupted, and resumed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["graph-store", "update"])
def test_after_kill_9_in_the_middle_only_the_rest_is_sent(
    publish: Publishing, server: Oxigraph, built_store: Path, method: str
) -> None:
    """The process dies while the 200th graph is on its way; at most one batch of ten is sent twice."""
    graphs = graphs_of(open_store(built_store))
    running: list[subprocess.Popen[bytes]] = []

    def kill_at_the_200th(request: Request) -> None:
        if graphs[199] in request.written:
            os.kill(running[0].pid, signal.SIGKILL)
            running[0].wait(timeout=30)

    publish.proxy.rules.append(kill_at_the_200th)
    words = publish.words(built_store, "--method", method)
    running.append(subprocess.Popen([sys.executable, "-m", "recueil_kg", *words], stdout=subprocess.DEVNULL))
    assert running[0].wait(timeout=120) == -signal.SIGKILL
    first = set(publish.proxy.written) - {LEDGER, STAGING}
    assert len(first) == 200
    publish.proxy.forget()
    report = publish.report(built_store, "--method", method)
    second = set(publish.proxy.written) - {LEDGER, STAGING}
    assert second >= set(graphs) - first
    assert len(second) <= len(graphs) - 200 + 10
    assert {item["why"] for item in report["sent"]} == {"unfinished"}  # type: ignore[attr-defined]
    assert published(server) == held(built_store)
    publish.proxy.forget()
    assert publish.report(built_store, "--check", "deep")["sent"] == []


def test_a_server_that_is_killed_in_the_middle_is_one_line_and_gets_the_rest_when_it_is_back(
    publish: Publishing, server: Oxigraph, built_store: Path
) -> None:
    graphs = graphs_of(open_store(built_store))

    def kill_at_the_100th(request: Request) -> None:
        if graphs[99] in request.written:
            server.kill()

    publish.proxy.rules.append(kill_at_the_100th)
    ended = publish(built_store, "--retries", "1")
    assert ended.code == 3
    assert "run it again later" in ended.error_line
    publish.proxy.forget()
    server.start()
    report = publish.report(built_store)
    assert len(graphs) - 100 <= len(report["sent"]) <= len(graphs) - 90  # type: ignore[arg-type]
    assert published(server) == held(built_store)
    assert len(server.triples("https://other.example/graph")) == 1


def test_a_graph_that_was_being_replaced_when_it_ended_is_never_taken_for_complete(
    publish: Publishing, server: Oxigraph, small_store: Path
) -> None:
    publish(small_store)
    server.do(f"DELETE WHERE {{ GRAPH <{CBD}> {{ ?s a ?o }} }}")
    publish.proxy.rules.append(lambda request: Reply(500, b"out of order") if CBD in request.written else None)
    ended = publish(small_store)
    assert (ended.code, "500: out of order" in ended.error_line) == (3, True)
    with Remote(addresses_of(server.address)) as remote:
        assert ledger.read_ledger(remote)[CBD] is None
    publish.proxy.forget()
    assert [item["graph"] for item in publish.report(small_store)["sent"]] == [CBD]  # type: ignore[attr-defined]
    assert published(server) == held(small_store)


# -- counted back -----------------------------------------------------------------------------------------------------


def test_a_triple_that_is_lost_on_the_way_is_reported_and_sent_again_next_time(
    publish: Publishing, server: Oxigraph, small_store: Path
) -> None:
    publish.proxy.rules.append(without_its_last_triple(CBD))
    ended = publish(small_store)
    triples = len(list(open_store(small_store).quads_for_pattern(None, None, None, ox.NamedNode(CBD))))
    assert ended.code == 3
    assert ended.err == f"recueil-kg: {CBD}: {triples} triples were sent, and the server has {triples - 1}\n"
    publish.proxy.forget()
    assert [item["graph"] for item in publish.report(small_store)["sent"]] == [CBD]  # type: ignore[attr-defined]
    assert published(server) == held(small_store)


def test_a_graph_that_somebody_altered_on_the_server_is_sent_again(
    publish: Publishing, server: Oxigraph, small_store: Path
) -> None:
    publish(small_store)
    server.do(f"INSERT DATA {{ GRAPH <{CBD}> {{ <a:b> <a:c> 'added' }} }}")
    assert [(item["graph"], item["why"]) for item in publish.report(small_store)["sent"]] == [(CBD, "altered")]  # type: ignore[attr-defined]
    assert published(server) == held(small_store)


def test_reading_back_finds_what_counting_cannot(publish: Publishing, server: Oxigraph, small_store: Path) -> None:
    publish(small_store)
    victim = min(server.triples(CBD), key=str)
    server.do(f"DELETE DATA {{ GRAPH <{CBD}> {{ {victim} }} }} ; INSERT DATA {{ GRAPH <{CBD}> {{ <a:b> <a:c> 1 }} }}")
    assert publish.report(small_store)["sent"] == []
    assert [(item["graph"], item["why"]) for item in publish.report(small_store, "--check", "deep")["sent"]] == [  # type: ignore[attr-defined]
        (CBD, "altered")
    ]
    assert published(server) == held(small_store)


def test_what_arrives_changed_is_found_by_reading_it_back(publish: Publishing, small_store: Path) -> None:
    def misspell(request: Request) -> Request | None:
        if request.method == "PUT" and request.graph == CBD:
            return Request(request.method, request.target, request.headers, request.body.replace(b"Small", b"Smell"))
        return None

    publish.proxy.rules.append(misspell)
    ended = publish(small_store, "--check", "deep")
    assert ended.code == 3
    assert ended.err == f"recueil-kg: {CBD}: the server has other triples than those that were sent\n"


# -- what servers do not take -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 405, 413, 501])
def test_a_graph_store_that_refuses_whole_graphs_gets_small_updates(
    publish: Publishing, server: Oxigraph, small_store: Path, status: int
) -> None:
    publish.proxy.rules.append(lambda request: Reply(status) if request.method == "PUT" else None)
    publish.report(small_store)
    assert published(server) == held(small_store)
    largest = max(len(request.text) for request in publish.proxy.writes)
    assert largest < sending.UPDATE_PIECE + 1000
    assert server.triples(STAGING) == set()


def test_a_large_graph_is_put_together_aside_and_then_takes_its_place(
    publish: Publishing, server: Oxigraph, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "STORE_PIECE", 10_000)
    publish.report(small_store)
    assert published(server) == held(small_store)
    sent = [request for request in publish.proxy.writes if request.graph]
    assert max(len(request.body) for request in sent) <= 10_000
    direct = {request.graph for request in sent if request.method == "POST"}
    assert direct <= {STAGING, LEDGER}


def test_what_a_killed_run_left_aside_is_cleared(publish: Publishing, server: Oxigraph, small_store: Path) -> None:
    publish(small_store)
    server.do(f"INSERT DATA {{ GRAPH <{STAGING}> {{ <a:b> <a:c> 'left' }} }}")
    publish(small_store)
    assert server.triples(STAGING) == set()


def test_a_busy_server_and_lost_connections_are_asked_again(
    publish: Publishing, server: Oxigraph, small_store: Path
) -> None:
    passing = [Reply(429, headers={"Retry-After": "0"}), Reply(503), Reply(0), Reply(502)]

    def fail_in_passing(request: Request) -> Reply | None:
        return passing.pop() if request.writes and passing else None

    publish.proxy.rules.append(fail_in_passing)
    assert publish(small_store, "--retries", "4").code == 0
    assert passing == []
    assert published(server) == held(small_store)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (403, "does not allow it (403); ask for the right to write"),
        (404, "nothing answers at this address (404); check the address"),
        (405, "does not do this here (405)"),
        (413, "more than the server takes at once (413); say --method update"),
        (429, "too many requests (429); run it again later"),
        (500, "the server answered 500: <b>kaput</b>".replace("<b>", "").replace("</b>", "")),
        (503, "is busy (503); run it again later"),
        (418, "the server answered 418: kaput"),
    ],
)
def test_a_refusal_is_one_line_that_says_what_to_do(
    publish: Publishing, small_store: Path, status: int, says: str
) -> None:
    publish.proxy.rules.append(lambda request: Reply(status, b"<b>kaput</b>\x1b[31m") if request.writes else None)
    ended = publish(small_store, "--method", "graph-store", "--retries", "0")
    assert ended.code == 3
    assert says in ended.error_line
    assert "\x1b" not in ended.err


def test_an_address_that_gives_no_sparql_results_is_one_line(publish: Publishing, small_store: Path) -> None:
    publish.proxy.rules.append(lambda _request: Reply(200, b"<html>welcome</html>"))
    ended = publish(small_store)
    assert (ended.code, "gave no SPARQL results" in ended.error_line) == (3, True)


def test_refusals_are_said_in_french_too(publish: Publishing, small_store: Path) -> None:
    publish.proxy.rules.append(lambda request: Reply(403) if request.writes else None)
    ended = publish(small_store, "--lang", "fr")
    assert "le serveur ne le permet pas (403)" in ended.error_line


@pytest.mark.parametrize("retries", ["-1", "many"])
def test_a_wrong_number_of_retries_is_refused(publish: Publishing, small_store: Path, retries: str) -> None:
    ended = publish(small_store, f"--retries={retries}")
    assert (ended.code, "is no number from 0 on" in ended.error_line) == (2, True)


def test_the_store_of_another_base_is_not_published_under_this_one(
    publish: Publishing, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECUEIL_BASE", "https://data.example.ca/accords/")
    iris.base.cache_clear()
    try:
        ended = publish(small_store)
    finally:
        iris.base.cache_clear()
    assert (ended.code, "another base" in ended.error_line) == (2, True)


# -- parts ------------------------------------------------------------------------------------------------------------

HOSTILE = (
    "\\u0022 . } } ; DROP ALL #",
    "\\u005C",
    '\\\\u005C" . }',
    "\\U0000002E\\",
    "tab\there\nnew\rline",
    '"quotes\'"',
    "é\u00a0\u2028😀\ud7ff",
    "\x01\x07\x08\x0c\x1f\x7f",
    "{}<>#?$@^^",
    "",
    "\\",
    '\\"',
    "long " * 100_000,
)


@pytest.mark.parametrize("method", ["graph-store", "update"])
def test_no_text_changes_the_shape_of_what_is_sent(server: Oxigraph, method: Method) -> None:
    subject, predicate = ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p")
    triples = {
        ox.Triple(subject, predicate, literal)
        for text in HOSTILE
        for literal in (ox.Literal(text), ox.Literal(text, language="fr"))
    }
    with Remote(addresses_of(server.address)) as remote:
        Sender(remote, method).replace(CBD, lambda: lines_from(triples))
        assert set(remote.read(CBD)) == triples
    assert len(server.triples("https://other.example/graph")) == 1


def test_a_ledger_of_many_pages_is_read_whole(
    publish: Publishing, server: Oxigraph, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(small_store)
    monkeypatch.setattr(ledger, "_PAGE", 2)
    with Remote(addresses_of(server.address)) as remote:
        assert sorted(ledger.read_ledger(remote)) == sorted(graphs_of(open_store(small_store)))
        assert plan(open_store(small_store), remote).send == ()


@given(st.lists(st.text(alphabet="abé\n", max_size=5).map(lambda text: f"{text}\n".encode()), max_size=20), st.data())
def test_the_hash_of_a_graph_does_not_depend_on_the_order_of_its_triples(
    lines: list[bytes], data: st.DataObject
) -> None:
    lines = [line for line in lines if line.count(b"\n") == 1]
    assert state_of(lines) == state_of(data.draw(st.permutations(lines)))
    assert b"".join(pieces(lines, 7, 3)) == b"".join(lines)
    assert all(len(part) <= 7 and part.count(b"\n") <= 3 for part in pieces(lines, 7, 3) if part.count(b"\n") > 1)


@pytest.mark.parametrize(
    ("to", "given_", "found"),
    [
        ("http://h:7878", {}, ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store")),
        ("http://h/kg/update", {}, ("http://h/kg/query", "http://h/kg/update", "http://h/kg/store")),
        (
            "https://h/sparql-auth",
            {},
            ("https://h/sparql-auth", "https://h/sparql-auth", "https://h/sparql-graph-crud-auth"),
        ),
        ("https://h/repositories/x", {}, ("https://h/repositories/x", "https://h/repositories/x", None)),
        (
            "https://h/ds/sparql",
            {"update": "https://h/ds/update", "graph_store": "https://h/ds/data"},
            ("https://h/ds/sparql", "https://h/ds/update", "https://h/ds/data"),
        ),
    ],
)
def test_the_other_addresses_of_a_known_server_are_found(
    to: str, given_: dict[str, str], found: tuple[str, str, str | None]
) -> None:
    assert addresses_of(to, **given_) == Addresses(*found)
