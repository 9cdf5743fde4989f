"""A real Oxigraph server, and a proxy before it that remembers every request and misbehaves as it is told."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import re
import socket
import subprocess
import sysconfig
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit
from urllib.request import parse_http_list, parse_keqv_list

import pyoxigraph as ox
import requests

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "server", "date"}


class Oxigraph:
    """A server of its own, with its store in a folder; it can be killed and started again."""

    def __init__(self, folder: Path, *flags: str) -> None:
        self._words = [Path(sysconfig.get_path("scripts")) / "oxigraph", "serve", "--location", folder, *flags]
        self._log = folder.parent / "oxigraph.log"
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = int(listener.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(
                [*self._words, "--bind", f"127.0.0.1:{self.port}"], stdout=log, stderr=subprocess.STDOUT
            )
        for _ in range(600):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self._server.poll() is None, self._log.read_text("utf-8")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(timeout=0.05)
        raise AssertionError("Oxigraph was not online within half a minute")

    def kill(self) -> None:
        """As the power does: no chance to write anything."""
        if self._server is not None:
            self._server.kill()
            self._server.wait(timeout=30)
            self._server = None

    def quads(self) -> ox.Dataset:
        """Everything that it holds."""
        answer = requests.get(f"{self.address}/store", headers={"Accept": "application/n-quads"}, timeout=60)
        return ox.Dataset(ox.parse(answer.content, format=ox.RdfFormat.N_QUADS))

    def triples(self, graph: str) -> set[ox.Triple]:
        return {quad.triple for quad in self.quads().quads_for_graph_name(ox.NamedNode(graph))}

    def do(self, update: str) -> None:
        requests.post(f"{self.address}/update", data={"update": update}, timeout=60).raise_for_status()


@contextmanager
def running_oxigraph(folder: Path, *flags: str) -> Iterator[Oxigraph]:
    server = Oxigraph(folder, *flags)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@dataclass(frozen=True)
class Request:
    """What was asked of the proxy."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @cached_property
    def text(self) -> str:
        """The query or the update; empty where the request is of the Graph Store Protocol."""
        fields = parse_qs(self.body.decode()) if self.body and not self.graph else {}
        return "".join(value for name in ("query", "update") for value in fields.get(name, []))

    @property
    def writes(self) -> bool:
        return self.method in {"PUT", "DELETE"} or bool(self.graph) or b"update=" in self.body[:7]

    @property
    def graph(self) -> str:
        """The graph that the Graph Store Protocol names."""
        return "".join(parse_qs(urlsplit(self.target).query).get("graph", []))

    @cached_property
    def written(self) -> set[str]:
        """The graphs that are given triples."""
        if self.method in {"PUT", "POST"} and self.graph:
            return {self.graph}
        copied = re.findall(r"COPY GRAPH <[^>]*> TO GRAPH <([^>]*)>", self.text)
        return {*copied, *re.findall(r"INSERT DATA \{ GRAPH <([^>]*)>", self.text)}


@dataclass(frozen=True)
class Reply:
    """What the proxy answers; with status 0 it cuts the connection."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


Rule: TypeAlias = Callable[[Request], Reply | Request | None]
"""A reply instead of the server's, another request in the place of this one, or None: nothing is done to it."""


class Proxy:
    """Hands on what it is asked, unless a rule says otherwise; the first rule that says something counts."""

    def __init__(self, target: str) -> None:
        self._target = urlsplit(target).netloc
        self.asked: list[Request] = []
        self.rules: list[Rule] = []
        self._lock = threading.Lock()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def handle_one(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                reply = proxy.answer(Request(self.command, self.path, dict(self.headers.items()), body))
                if reply.status == 0:
                    self.close_connection = True
                    self.connection.close()
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

            do_GET = do_POST = do_PUT = do_DELETE = handle_one  # noqa: N815

            def log_message(self, *_words: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_words: object) -> None:
                """Clients that were killed are no news."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, request: Request) -> Reply:
        with self._lock:
            self.asked.append(request)
            for rule in self.rules:
                said = rule(request)
                if isinstance(said, Reply):
                    return said
                if said is not None:
                    request = said
                    break
        return self._from_server(request)

    def _from_server(self, request: Request) -> Reply:
        connection = http.client.HTTPConnection(self._target, timeout=120)
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
        try:
            connection.request(request.method, request.target, request.body, headers)
            answer = connection.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in HOP_BY_HOP}
            return Reply(answer.status, answer.read(), kept)
        except OSError:
            return Reply(0)
        finally:
            connection.close()

    @property
    def writes(self) -> list[Request]:
        return [request for request in self.asked if request.writes]

    @property
    def written(self) -> list[str]:
        """The graphs that were given triples, once for each request."""
        return [graph for request in self.asked for graph in sorted(request.written)]

    def forget(self) -> None:
        self.asked.clear()
        self.rules.clear()

    def __enter__(self) -> Proxy:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def asks_for(scheme: str, user: str, secret: str) -> Rule:
    """A rule: nobody is let in but one user, by the scheme that servers ask for."""
    realm, nonce = "graphs", "0123456789abcdef"
    challenge = {
        "basic": f'Basic realm="{realm}", charset="UTF-8"',
        "bearer": f'Bearer realm="{realm}"',
        "digest": f'Digest realm="{realm}", nonce="{nonce}", qop="auth", algorithm="MD5"',
    }[scheme]

    def rule(request: Request) -> Reply | None:
        given, _space, proof = request.headers.get("Authorization", "").partition(" ")
        if (
            given.lower() == scheme
            and {
                "basic": lambda: b64decode(proof).decode() == f"{user}:{secret}",
                "bearer": lambda: proof == secret,
                "digest": lambda: _digest_holds(proof, f"{user}:{realm}:{secret}", request),
            }[scheme]()
        ):
            return None
        return Reply(401, b"who are you?", {"WWW-Authenticate": challenge})

    return rule


def _digest_holds(proof: str, known: str, request: Request) -> bool:
    """RFC 7616, 3.4.1, with MD5 and qop=auth."""
    said = parse_keqv_list(parse_http_list(proof))

    def hashed(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    asked = hashed(f"{request.method}:{request.target}")
    expected = hashed(":".join([hashed(known), said["nonce"], said["nc"], said["cnonce"], said["qop"], asked]))
    return said["response"] == expected and said["uri"] == request.target


def without_its_last_triple(graph: str) -> Rule:
    """A rule: of what is put into a graph, the last line is lost."""

    def rule(request: Request) -> Request | None:
        if request.method != "PUT" or request.graph != graph:
            return None
        lines = request.body.splitlines(keepends=True)
        return replace(request, body=b"".join(lines[:-1]))

    return rule
