"""SERVICE clauses: no engine gets one; only an allowed address is asked, and its rows are joined as SPARQL says."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.conftest import CommandLine
from tests.querying.servers import WIKIDATA, serving_wikidata

from recueil_kg.api import Recueil
from recueil_kg.errors import RecueilError
from recueil_kg.querying.catalogue import load_question
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.querying.output import shown
from recueil_kg.querying.services import answer_services, refuse_services, services_of

CODES = 'SELECT ?code ?item WHERE { VALUES ?code { "CAN" "FRA" } %s } ORDER BY ?code'
BY_CODE = "{ ?item <http://www.wikidata.org/prop/direct/P298> ?code }"


@contextmanager
def listening() -> Iterator[tuple[str, socket.socket]]:
    """An address of this machine that notices when it is called."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql", listener


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        "SELECT*{{service silent<{address}>{{?s ?p ?o}}}}",
        "PREFIX ex: <http://example.org/> SELECT * WHERE {{ ?s a ex:.SERVICE <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ # a comment ends here\r SERVICE <{address}> {{ ?s ?p ?o }}\n }}",
        "SELECT * WHERE {{ ?s ?p 1SERVICE <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ \\u0053ERVICE <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ SER\\U00000056ICE <{address}> {{ ?s ?p ?o }} }}",
        "SELECT * WHERE {{ VALUES ?where {{ <{address}> }} SERVICE ?where {{ ?s ?p ?o }} }}",
        "ASK {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ OPTIONAL {{ SERVICE <{address}> {{ ?s ?p ?o }} }} }}",
    ],
)
def test_a_query_that_would_call_another_server_is_refused_before_it_calls(engine: EmbeddedEngine, text: str) -> None:
    with listening() as (address, listener):
        with pytest.raises(RecueilError, match=r"SERVICE is not allowed|does not parse"):
            engine.run(text.format(address=address))
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service WHERE { ?service ?p ?o } LIMIT 1",
        "PREFIX service: <http://example.org/service#> SELECT * WHERE { ?s service:service ?o }",
        'SELECT ("SERVICE <http://example.org/> { ?s ?p ?o }" AS ?words) WHERE {}',
        "SELECT * WHERE { ?s ?p ?o } LIMIT 1 # SERVICE <http://example.org/> { ?s ?p ?o }",
        "SELECT * WHERE { <http://example.org/SERVICE> ?p ?o }",
    ],
)
def test_the_word_alone_is_allowed(engine: EmbeddedEngine, text: str) -> None:
    engine.run(text)


_PIECES = [
    "SERVICE",
    "service",
    "SILENT",
    "ex:",
    ".",
    "<http://a.example/>",
    "{",
    "}",
    "?s",
    "#",
    "\n",
    "\r",
    "'",
    '"',
    "\\u0053",
    "1",
    " ",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
@example("ex:.SERVICE <http://a.example/> {}")
def test_what_passes_has_no_service_clause_for_the_engine_s_own_parser(middle: str) -> None:
    """A clause is a place where the letters matter: put others there, and the engine no longer understands it."""
    text = f"PREFIX ex: <http://example.org/> SELECT * WHERE {{ ?s ?p {middle} }}"
    try:
        refuse_services(text)
    except RecueilError:
        return
    changed = text.replace("SERVICE", "XQZ").replace("service", "xqz")
    if changed != text:
        ox.Store().query(changed)


def test_an_allowed_address_is_asked_and_its_rows_are_joined(engine: EmbeddedEngine, wikidata: str) -> None:
    text = answer_services(CODES % f"SERVICE <{wikidata}> {BY_CODE}", [wikidata])
    rows = [[shown(term) for term in row] for row in engine.select(text)]
    assert rows == [["CAN", "http://www.wikidata.org/entity/Q16"]]


def test_an_optional_clause_keeps_what_it_does_not_match(engine: EmbeddedEngine, wikidata: str) -> None:
    text = answer_services(CODES % f"OPTIONAL {{ SERVICE <{wikidata}> {BY_CODE} }}", [wikidata])
    assert [row[1] is None for row in engine.select(text)] == [False, True]


def test_the_rows_are_those_that_the_engine_would_have_fetched_itself(wikidata: str) -> None:
    text = CODES % f"SERVICE <{wikidata}> {BY_CODE}"
    theirs, ours = (ox.Store().query(query) for query in (text, answer_services(text, [wikidata])))
    assert [str(row["item"]) for row in theirs] == [str(row["item"]) for row in ours]  # type: ignore[union-attr, index]


def test_only_the_allowed_address_is_asked(tmp_path: Path) -> None:
    with serving_wikidata(tmp_path / "store") as allowed, listening() as (other, listener):
        both = f"SERVICE <{allowed}> {BY_CODE} SERVICE <{other}> {{ ?item ?p ?o }}"
        with pytest.raises(RecueilError, match=f"{other}, which is not allowed; add --allow-service"):
            answer_services(CODES % both, [allowed])
        within = f"SERVICE <{allowed}> {{ ?item ?p ?code . SERVICE <{other}> {{ ?item ?p ?o }} }}"
        with pytest.raises(RecueilError, match="SERVICE is not allowed"):
            answer_services(CODES % within, [allowed])
        with pytest.raises(RecueilError, match="must write out its address"):
            answer_services(CODES % f"VALUES ?w {{ <{allowed}> }} SERVICE ?w {BY_CODE}", [allowed])
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_redirection_to_another_address_is_not_followed() -> None:
    with listening() as (other, listener):

        class Redirecting(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.send_response(307)
                self.send_header("Location", other)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_words: object) -> None:
                """Nothing on stderr."""

        server = http.server.HTTPServer(("127.0.0.1", 0), Redirecting)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        try:
            with pytest.raises(RecueilError, match="HTTP 307"):
                answer_services(CODES % f"SERVICE <{address}> {BY_CODE}", [address])
        finally:
            server.shutdown()
            server.server_close()
        with pytest.raises(TimeoutError):
            listener.accept()


def test_an_address_that_is_not_there_is_one_line_unless_the_clause_is_silent(engine: EmbeddedEngine) -> None:
    with pytest.raises(RecueilError, match="did not answer"):
        answer_services(CODES % f"SERVICE <http://127.0.0.1:9/> {BY_CODE}", ["http://127.0.0.1:9/"])
    text = answer_services(CODES % f"SERVICE SILENT <http://127.0.0.1:9/> {BY_CODE}", ["http://127.0.0.1:9/"])
    assert [shown(row[0]) for row in engine.select(text)] == ["CAN", "FRA"]


def test_a_clause_ends_at_its_own_brace() -> None:
    text = "SELECT * { SERVICE <http://a.example/> { ?s ?p '}' # }\n { ?s ?q ?o } } ?s ?r ?t }"
    (service,) = services_of(text)
    assert text[service.end :] == " ?s ?r ?t }"


def test_a_federated_question_is_off_until_its_server_is_allowed(recueil: CommandLine, built_store: Path) -> None:
    outcome = recueil("query", "states-in-wikidata", "--store", built_store)
    assert outcome.code == 2
    assert WIKIDATA in outcome.error_line
    assert f"--allow-service {WIKIDATA}" in recueil("query", "--list").out
    with pytest.raises(RecueilError, match="not allowed"):
        Recueil.open(built_store).rows("states-in-wikidata")


def test_a_mirror_is_asked_through_the_query_s_text(
    recueil: CommandLine, built_store: Path, wikidata: str, tmp_path: Path
) -> None:
    query = tmp_path / "mirror.rq"
    query.write_text(load_question("states-in-wikidata").text.replace(WIKIDATA, wikidata), "utf-8")
    words = ("sparql", query, "--store", built_store, "--format", "csv")
    assert recueil(*words).code == 2
    outcome = recueil(*words, "--allow-service", wikidata)
    assert outcome.code == 0
    assert (
        "Mexico,http://www.wikidata.org/entity/Q96,http://www.wikidata.org/entity/Q49,North America,12" in outcome.out
    )
