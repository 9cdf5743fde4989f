"""Two engines with the same answers: the built store, and any SPARQL 1.1 endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias
from urllib.error import HTTPError, URLError

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, QueryTriples, Triple

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.graph.store import open_store
from recueil_kg.i18n import _
from recueil_kg.querying.ordering import ordered, without_order
from recueil_kg.querying.services import refuse_services

Term: TypeAlias = NamedNode | Literal | BlankNode
TIMEOUT = 60
"""Seconds that an endpoint may take."""


@dataclass(frozen=True)
class Rows:
    """An answer: the columns' names, and a tuple of terms for each row; None where a column is not bound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Engine(Protocol):
    """What answers queries."""

    def select(self, text: str) -> Rows:
        """The rows of a SELECT query."""

    def ask(self, text: str) -> bool:
        """The answer of an ASK query."""


class EmbeddedEngine:
    """The built store, read-only; the default graph is the union of all named graphs."""

    def __init__(self, folder: Path | None = None) -> None:
        self._store = open_store(folder)

    def run(self, text: str) -> Rows | bool | list[Triple]:
        """The answer to any read query: rows, yes or no, or triples.

        Raises:
            RecueilError: the query does not parse, updates, or calls another server.
        """
        refuse_services(text)
        try:
            found = self._store.query(text, use_default_graph_as_union=True)
            if isinstance(found, QueryTriples):
                return list(found)
            return _rows(found) if isinstance(found, QuerySolutions) else bool(found)
        except (SyntaxError, ValueError) as error:
            what = " ".join(str(error).split())
            raise RecueilError(_("the query does not parse: {error}").format(error=what), do=_("correct it")) from None
        except (OSError, RuntimeError) as error:
            raise RecueilError(
                " ".join(str(error).split()), do=_("run recueil-kg doctor"), exit_code=ExitCode.ENGINE_FAILED
            ) from None

    def select(self, text: str) -> Rows:
        """The rows of a SELECT query, in the order that it asks for."""
        shorter, keys = without_order(text)
        found = self.run(shorter)
        if isinstance(found, Rows) and not {name for name, _descending in keys} <= set(found.columns):
            found, keys = self.run(text), ()
        if not isinstance(found, Rows):
            raise RecueilError(_("this is no SELECT query"), do=_("write SELECT"))
        return Rows(found.columns, ordered(found.columns, found, keys)) if keys else found

    def ask(self, text: str) -> bool:
        """The answer of an ASK query."""
        return bool(self.run(text))


class EndpointEngine:
    """A SPARQL 1.1 endpoint, through SPARQLWrapper."""

    def __init__(self, address: str, timeout: int = TIMEOUT) -> None:
        if not address.startswith(("http://", "https://")):
            raise RecueilError(_("this is no web address"), where=address, do=_("give http://… or https://…"))
        self.address = address
        self._timeout = timeout

    def _ask(self, text: str, form: str) -> dict[str, Any]:
        from SPARQLWrapper import JSON, POST, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        refuse_services(text)
        wrapper = SPARQLWrapper(self.address)
        wrapper.setQuery(text)
        wrapper.queryType = form  # the library guesses it, and takes words of comments for it
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        wrapper.setTimeout(self._timeout)
        try:
            answer = wrapper.query().convert()
        except (SPARQLWrapperException, HTTPError, URLError, OSError, ValueError) as error:
            what = " ".join(str(error).split())[:200]
            raise RecueilError(
                _("the endpoint did not answer ({error})").format(error=what),
                where=self.address,
                do=_("check the address, or try again later"),
                exit_code=ExitCode.ENGINE_FAILED,
            ) from None
        if not isinstance(answer, dict):
            raise RecueilError(
                _("the endpoint gave no SPARQL results"),
                where=self.address,
                do=_("check the address"),
                exit_code=ExitCode.ENGINE_FAILED,
            )
        return answer

    def select(self, text: str) -> Rows:
        """The rows of a SELECT query."""
        answer = self._ask(text, "SELECT")
        columns = tuple(answer["head"]["vars"])
        bindings = answer["results"]["bindings"]
        return Rows(columns, tuple(tuple(_term(binding.get(name)) for name in columns) for binding in bindings))

    def ask(self, text: str) -> bool:
        """The answer of an ASK query."""
        return bool(self._ask(text, "ASK").get("boolean"))


def _rows(found: QuerySolutions) -> Rows:
    columns = tuple(variable.value for variable in found.variables)
    return Rows(columns, tuple(tuple(_plain(solution[name]) for name in columns) for solution in found))


def _plain(term: object) -> Term | None:
    return term if isinstance(term, (NamedNode, Literal, BlankNode)) else None


def _term(binding: dict[str, str] | None) -> Term | None:
    if binding is None:
        return None
    value = binding["value"]
    if binding["type"] == "uri":
        return NamedNode(value)
    if binding["type"] == "bnode":
        return BlankNode(value)
    if language := binding.get("xml:lang"):
        return Literal(value, language=language)
    datatype = binding.get("datatype")
    return Literal(value, datatype=NamedNode(datatype)) if datatype else Literal(value)
