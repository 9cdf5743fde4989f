"""Speak to a SPARQL 1.1 server that can be written to: queries, Update, and the Graph Store Protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import IO, TypeAlias

import requests
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from urllib3.exceptions import HTTPError

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _
from recueil_kg.publishing.access import Credentials, check_address, open_session
from recueil_kg.publishing.remote.addresses import Addresses
from recueil_kg.publishing.remote.refusals import again, refused, remedy, silence

Row: TypeAlias = tuple[NamedNode | Literal | BlankNode | Triple | None, ...]
_NTRIPLES = "application/n-triples"
_PIECE = 1 << 16
_LARGEST_ANSWER = 64 << 20
_LARGEST_COMPLAINT = 2000
_COUNTED_TOGETHER = 40
_CONNECT_TIMEOUT = 10
_ESCAPE = re.compile(r"\\\\([uU])|\\.", re.DOTALL)


class RemoteError(RecueilError):
    """A server did not do what it was asked; what it had done before stays done."""

    def __init__(self, what: str, *, where: str, do: str, status: int = 0) -> None:
        super().__init__(what, where=where, do=do, exit_code=ExitCode.ENGINE_FAILED)
        self.status = status


class Remote:
    """A server, asked over one session; a context manager.

    Args:
        addresses: where to ask.
        credentials: who asks; None for nobody.
        allow_http: send credentials also over http to another machine.
        retries: how often a request that failed in passing is made again.
        timeout: seconds that the server may be silent.
    """

    def __init__(
        self,
        addresses: Addresses,
        credentials: Credentials | None = None,
        *,
        allow_http: bool = False,
        retries: int = 6,
        timeout: float = 300,
    ) -> None:
        for address in (addresses.query, addresses.update, addresses.graph_store):
            if address is not None:
                check_address(address, credentials, allow_http=allow_http)
        self.addresses = addresses
        self._credentials = credentials
        self._timeout = (_CONNECT_TIMEOUT, timeout)
        self._session = open_session(credentials, retries)

    def __enter__(self) -> Remote:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._session.close()

    def select(self, text: str) -> list[Row]:
        """The rows of a SELECT query.

        Raises:
            RemoteError: no answer, or one that is no SPARQL result.
        """
        answer = self._send(
            "POST",
            self.addresses.query,
            data={"query": text},
            headers={"Accept": QueryResultsFormat.JSON.media_type},
        )
        try:
            found = parse_query_results(answer, format=QueryResultsFormat.JSON)
            if isinstance(found, QuerySolutions):
                return [tuple(row[variable] for variable in found.variables) for row in found]
        except (SyntaxError, ValueError):
            pass
        raise RemoteError(
            _("the endpoint gave no SPARQL results"), where=self.addresses.query, do=_("check the address")
        )

    def counts(self, graphs: Sequence[str]) -> dict[str, int]:
        """How many triples the server has in each of these named graphs; 0 where there is no such graph."""
        found: dict[str, int] = {}
        for start in range(0, len(graphs), _COUNTED_TOGETHER):
            names = [NamedNode(graph) for graph in graphs[start : start + _COUNTED_TOGETHER]]
            parts = (
                f"SELECT ({name} AS ?graph) (COUNT(*) AS ?n) WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}" for name in names
            )
            union = " } UNION { ".join(f"{{ {part} }}" for part in parts)
            rows = self.select(f"SELECT ?graph ?n WHERE {{ {{ {union} }} }}")
            for graph, count in rows:
                if isinstance(graph, NamedNode) and isinstance(count, Literal):
                    found[graph.value] = int(count.value)
        return {graph: found.get(graph, 0) for graph in graphs}

    def update(self, text: str) -> None:
        """Do a SPARQL update."""
        self._send("POST", self.addresses.update, data={"update": text})

    def insert(self, graph: str, ntriples: bytes) -> None:
        """Add triples to a named graph by SPARQL Update."""
        self.update(insertion(graph, ntriples))

    def put(self, graph: str, ntriples: bytes | IO[bytes]) -> None:
        """Put triples in a named graph's place by the Graph Store Protocol."""
        self._store("PUT", graph, data=ntriples, headers={"Content-Type": _NTRIPLES})

    def post(self, graph: str, ntriples: bytes) -> None:
        """Add triples to a named graph by the Graph Store Protocol."""
        self._store("POST", graph, data=ntriples, headers={"Content-Type": _NTRIPLES})

    def delete(self, graph: str) -> None:
        """Remove a named graph by the Graph Store Protocol."""
        self._store("DELETE", graph)

    def read(self, graph: str) -> Iterator[Triple]:
        """A named graph's triples, as they come.

        Raises:
            RemoteError: no answer, or one that is no RDF.
        """
        name = NamedNode(graph)
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}"
        where = self.addresses.query
        with self._open("POST", where, data={"query": query}, headers={"Accept": _NTRIPLES}) as response:
            response.raw.decode_content = True
            try:
                yield from (quad.triple for quad in parse(response.raw, format=RdfFormat.N_TRIPLES))
            except (SyntaxError, ValueError):
                raise RemoteError(
                    _("the endpoint gave no N-Triples"), where=where, do=_("leave --check deep out")
                ) from None
            except (HTTPError, OSError):
                raise RemoteError(_("the answer broke off"), where=where, do=again()) from None

    def _store(self, method: str, graph: str, **settings: object) -> None:
        if self.addresses.graph_store is None:
            raise RecueilError(
                _("no address of the graph store is known"),
                where=self.addresses.query,
                do=_("give --graph-store ADDRESS, or say --method update"),
            )
        self._send(method, self.addresses.graph_store, params={"graph": graph}, **settings)

    def _send(self, method: str, address: str, **settings: object) -> bytes:
        """The body of a good answer; of one that is too large, its beginning."""
        with self._open(method, address, **settings) as response:
            try:
                return _body_of(response, _LARGEST_ANSWER)
            except requests.RequestException as error:
                raise RemoteError(silence(error), where=address, do=again()) from None

    @contextmanager
    def _open(self, method: str, address: str, **settings: object) -> Iterator[requests.Response]:
        """A good answer, its body not read yet."""
        try:
            response = self._session.request(
                method,
                address,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
                **settings,  # type: ignore[arg-type]
            )
        except requests.RequestException as error:
            raise RemoteError(silence(error), where=address, do=again()) from None
        with response:
            if not HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES:
                raise self._refusal(response, address)
            yield response

    def _refusal(self, response: requests.Response, address: str) -> RemoteError:
        """What a bad answer means, and what to do about it."""
        status = response.status_code
        if response.is_redirect:
            target = self._shown(response.headers.get("Location", ""))
            what = _("it leads to {address}, where nothing was sent").format(address=target)
            return RemoteError(what, where=address, do=_("give that address if it is right"), status=status)
        try:
            said = _body_of(response, _LARGEST_COMPLAINT).decode("utf-8", "replace")
        except requests.RequestException:
            said = ""
        said = self._shown(re.sub(r"<[^>]*>", " ", said))
        return RemoteError(refused(status, said), where=address, do=remedy(response), status=status)

    def _shown(self, text: str) -> str:
        """What a server says, as one short line: it is not to be trusted, and may repeat what it was sent."""
        text = self._credentials.redacted(text) if self._credentials else text
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def insertion(graph: str, ntriples: bytes) -> str:
    """The update that adds triples to a named graph."""
    return f"INSERT DATA {{ GRAPH {NamedNode(graph)} {{\n{_as_sparql(ntriples.decode())}}} }}"


def _as_sparql(ntriples: str) -> str:
    r"""N-Triples as SPARQL has them, where `\u0041` is read before strings are (section 19.2).

    A backslash and a `u` that are printed as such would be taken for that: `\\u0041` becomes `\\\u00750041`.
    """
    return _ESCAPE.sub(lambda found: f"\\\\\\u{ord(found[1]):04x}" if found[1] else found[0], ntriples)


def _body_of(response: requests.Response, limit: int) -> bytes:
    """What was answered; of an answer that is larger than the limit, its beginning."""
    body = bytearray()
    for piece in response.iter_content(_PIECE):
        body += piece
        if len(body) > limit:
            break
    return bytes(body)
