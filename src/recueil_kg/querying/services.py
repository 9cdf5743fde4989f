"""SERVICE clauses: refused, or answered here from the addresses that are allowed, before an engine sees the query.

No engine of ours ever gets a query with a SERVICE clause. What one asks of an allowed address is asked by this module,
of that address alone, and the rows stand in the clause's place as `VALUES` (docs/decisions/0017).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _

TIMEOUT = 60
"""Seconds that an address may take to begin its answer, and between two pieces of it."""
LARGEST_ANSWER = 32 * 1024 * 1024
"""Bytes of an answer that are read."""

_WORD = re.compile("service", re.IGNORECASE | re.ASCII)
_CODEPOINT = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_TOKEN = re.compile(
    r"""
    (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<name>[\w.-]*:(?:[\w:%][\w:.%-]*)?)
    | (?P<word>\w+)
    | (?P<space>\s+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""SPARQL's tokens (section 19.8) as far as they can hide or hold a clause and its braces."""
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


@dataclass(frozen=True, slots=True)
class Service:
    """A SERVICE clause: where it stands in the query, whom it asks, and what.

    Attributes:
        start: offset of its keyword.
        end: offset after its closing brace.
        address: the IRI, as far as it is written out; None where it is a variable or a prefixed name.
        silent: whether a failure is no error.
        pattern: its group graph pattern, braces included.
    """

    start: int
    end: int
    address: str | None
    silent: bool
    pattern: str


def refuse_services(text: str) -> None:
    """Refuse a query that would send the engine to another address.

    The engine's own parser decides: with the word's letters changed wherever they stand, in names, strings and
    comments alike, a query still parses exactly if it has no SERVICE clause.

    Raises:
        RecueilError: the query has a SERVICE clause, or one cannot be told because it does not parse.
    """
    unescaped = _CODEPOINT.sub(lambda escape: chr(min(int(escape[0][2:], 16), 0x10FFFF)), text)
    written = len(_WORD.findall(text))
    if len(_WORD.findall(unescaped)) > written:
        raise _refusal()
    if not written:
        return
    try:
        ox.Store().query(_WORD.sub("sxrvxce", text))
    except (SyntaxError, ValueError) as error:
        if any(token.lastgroup == "word" and _WORD.search(token[0]) for token in _TOKEN.finditer(text)):
            raise _refusal() from None
        what = " ".join(str(error).split())
        raise RecueilError(_("the query does not parse: {error}").format(error=what), do=_("correct it")) from None


def services_of(text: str) -> tuple[Service, ...]:
    """The outermost SERVICE clauses of a query, in their order."""
    tokens = [token for token in _TOKEN.finditer(text) if token.lastgroup not in {"space", "comment"}]
    found: list[Service] = []
    for number, token in enumerate(tokens):
        inside = found and token.start() < found[-1].end
        if token.lastgroup == "word" and token[0].upper() == "SERVICE" and not inside:
            found.append(_service(text, tokens[number:]))
    return tuple(found)


def answer_services(text: str, allowed: Collection[str]) -> str:
    """The query with the rows of each SERVICE clause in its place; a query without one as it stands.

    Args:
        text: a read query.
        allowed: addresses that may be asked, written as in the query.

    Raises:
        RecueilError: a clause asks an address that is not allowed, or the address does not answer with rows.
    """
    services = services_of(text) if _WORD.search(text) else ()
    for service in services:
        if service.address not in allowed:
            raise _not_allowed(service.address)
    parts, end = [], 0
    for service in services:
        parts += [text[end : service.start], _answer(_prologue(text), service)]
        end = service.end
    return "".join((*parts, text[end:]))


def _refusal() -> RecueilError:
    return RecueilError(
        _("SERVICE is not allowed: the query would call another server"), do=_("ask that server itself")
    )


def _not_allowed(address: str | None) -> RecueilError:
    if address is None:
        return RecueilError(_("a SERVICE clause must write out its address"), do=_("write SERVICE <https://…>"))
    return RecueilError(
        _("the query asks another server, {address}, which is not allowed").format(address=address),
        do=_("add --allow-service {address} if it may").format(address=address),
    )


def _service(text: str, tokens: list[re.Match[str]]) -> Service:
    """The clause that begins with the first token."""
    silent = len(tokens) > 1 and tokens[1][0].upper() == "SILENT"
    rest = tokens[2:] if silent else tokens[1:]
    depth = 0
    for token in rest[1:]:
        if token.lastgroup == "sign":
            depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0:
            address = rest[0][0][1:-1] if rest[0].lastgroup == "iri" else None
            return Service(tokens[0].start(), token.end(), address, silent, text[rest[1].start() : token.end()])
    raise RecueilError(_("the query does not parse: {error}").format(error="SERVICE"), do=_("correct it"))


def _prologue(text: str) -> str:
    """The query's PREFIX and BASE declarations."""
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "word" and token[0].upper() in _FORMS:
            return text[: token.start()]
    return ""


def _answer(prologue: str, service: Service) -> str:
    asked = f"{prologue}SELECT * WHERE {service.pattern}"
    refuse_services(asked)
    try:
        return _as_values(_rows(str(service.address), asked))
    except RecueilError:
        if service.silent:
            return "{}"
        raise


def _rows(address: str, asked: str) -> ox.QuerySolutions:
    """The rows of a SELECT query at one address; no redirection is followed.

    Raises:
        RecueilError: the address did not answer with rows, or with too many bytes.
    """
    import requests

    try:
        with requests.post(
            address,
            data={"query": asked},
            headers={"Accept": "application/sparql-results+json", "User-Agent": _name()},
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
        ) as answer:
            if answer.status_code != requests.codes.ok:
                raise _failure(address, f"HTTP {answer.status_code}")
            body = b"".join(_pieces(answer.iter_content(65_536), address))
        found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    except (requests.RequestException, SyntaxError, ValueError) as error:
        raise _failure(address, " ".join(str(error).split())[:200]) from None
    if not isinstance(found, ox.QuerySolutions):
        raise _failure(address, "ASK")
    return found


def _pieces(pieces: Iterator[bytes], address: str) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise _failure(address, f"> {LARGEST_ANSWER} B")
        yield piece


def _failure(address: str, what: str) -> RecueilError:
    return RecueilError(
        _("the endpoint did not answer ({error})").format(error=what),
        where=address,
        do=_("check the address, or try again later"),
        exit_code=ExitCode.ENGINE_FAILED,
    )


@cache
def _name() -> str:
    from importlib.metadata import version

    return f"recueil-kg/{version('recueil-kg')}"


def _as_values(rows: ox.QuerySolutions) -> str:
    columns = [variable.value for variable in rows.variables]
    try:
        lines = [" ".join(_written(row[name]) for name in columns) for row in rows]
    except (SyntaxError, ValueError, OSError) as error:
        raise RecueilError(_("the endpoint gave no SPARQL results"), do=" ".join(str(error).split())[:200]) from None
    names = " ".join(f"?{name}" for name in columns)
    return f"VALUES ({names}) {{ {' '.join(f'({line})' for line in lines)} }}"


def _written(term: object) -> str:
    """A term as `VALUES` takes it; a blank node, which it does not, as an IRI that stands for it (RDF 1.1, 3.5)."""
    if isinstance(term, ox.BlankNode):
        return f"<urn:genid:{term.value}>"
    return "UNDEF" if term is None else str(term)
