"""Ask an engine what it holds of some things: their values, their names, and the printed words behind them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from recueil_kg import iris
from recueil_kg.api.facts import Evidence, Source
from recueil_kg.api.labels import Labels
from recueil_kg.graph.namespaces import LANGUAGE_AUTHORITY
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.engines import Engine, Rows, Term

Values: TypeAlias = "Mapping[str, list[Term]]"
"""What a thing has, by the local name of the property: `{"prefLabel": [...], "event": [...]}`."""

_PREFIXES = """\
PREFIX rk: <https://w3id.org/recueil/ontology#>
PREFIX rkg: <https://w3id.org/recueil/graph/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""
_SPOKEN: dict[str, Language] = {node.value: language for language, node in LANGUAGE_AUTHORITY.items()}


def ask(engine: Engine, select: str, pattern: str) -> Rows:
    """The distinct rows of a pattern, with the project's prefixes; `select` names the variables and orders the rows."""
    return engine.select(iris.rebase(f"{_PREFIXES}SELECT DISTINCT {select} WHERE {{ {pattern} }} ORDER BY {select}"))


def describe(engine: Engine, pattern: str) -> dict[str, Values]:
    """Every thing with its values, from a pattern that binds `?thing`, `?property` and `?value`."""
    found: dict[str, defaultdict[str, list[Term]]] = {}
    for thing, property_, value in ask(engine, "?thing ?property ?value", pattern):
        if value is not None:
            found.setdefault(text(thing), defaultdict(list))[iris.local_name(text(property_))].append(value)
    return dict(found)


def evidence_of(engine: Engine, pattern: str) -> dict[str, Evidence]:
    """The printed words by statement, in order of source and place, from a pattern that binds `?statement`."""
    rows = ask(
        engine,
        "?source ?start ?statement ?quote ?end ?kind ?language ?edition ?address",
        f"""{pattern} GRAPH ?graph {{
          ?source rk:states ?statement ; rk:sourceKind ?kind ; dcterms:language ?language .
          ?statement rk:evidence ?words . ?words oa:exact ?quote .
          OPTIONAL {{ ?words oa:start ?start ; oa:end ?end }}
          OPTIONAL {{ ?source rk:inEditionOf ?edition }} OPTIONAL {{ ?source rk:address ?address }} }}""",
    )
    return {
        text(statement): Evidence(
            quote=text(quote),
            start=int(start.value) if start else None,
            end=int(end.value) if end else None,
            source=text(source),
            kind=iris.local_name(text(kind)),
            language=_SPOKEN.get(text(language)),
            edition=iris.local_name(edition.value) if edition else None,
            address=text(address) or None,
        )
        for source, start, statement, quote, end, kind, language, edition, address in rows
    }


def sources_of(engine: Engine, pattern: str) -> dict[str, list[Source]]:
    """The sources by instrument, from a pattern that binds `?instrument`, or of all."""
    rows = ask(
        engine,
        "?instrument ?source ?kind ?language ?edition ?address ?retrieved ?at_hand",
        f"""{pattern} GRAPH rkg:knowledge {{ ?instrument rk:describedBy ?source }} GRAPH ?graph {{
          ?source rk:sourceKind ?kind ; dcterms:language ?language ; rk:textAtHand ?at_hand .
          OPTIONAL {{ ?source rk:inEditionOf ?edition }} OPTIONAL {{ ?source rk:address ?address }}
          OPTIONAL {{ ?source rk:retrieved ?retrieved }} }}""",
    )
    found: dict[str, list[Source]] = defaultdict(list)
    for instrument, source, kind, language, edition, address, retrieved, at_hand in rows:
        found[text(instrument)].append(
            Source(
                iri=text(source),
                kind=iris.local_name(text(kind)),
                language=_SPOKEN.get(text(language)),
                edition=iris.local_name(edition.value) if edition else None,
                address=text(address) or None,
                retrieved=dt.date.fromisoformat(retrieved.value) if retrieved else None,
                text_at_hand=text(at_hand) in {"true", "1"},
            )
        )
    return found


def labels_of(engine: Engine, things: Iterable[str]) -> dict[str, Labels]:
    """The preferred labels of things, by language."""
    wanted = " ".join(str(NamedNode(iri)) for iri in sorted(set(things)))
    found: dict[str, dict[Language, str]] = defaultdict(dict)
    if wanted:
        pattern = f"VALUES ?thing {{ {wanted} }} GRAPH ?graph {{ ?thing skos:prefLabel ?label }}"
        for thing, label in ask(engine, "?thing ?label", pattern):
            for language, name in by_language([label]).items():
                found[text(thing)].setdefault(language, name)
    return dict(found)


def by_language(terms: Iterable[Term | None]) -> dict[Language, str]:
    """Texts by language; the first of each."""
    found: dict[Language, str] = {}
    for term in terms:
        for language in LANGUAGES:
            if isinstance(term, Literal) and term.language == language:
                found.setdefault(language, term.value)
    return found


def text(term: Term | None) -> str:
    """A term's value; empty for none."""
    return term.value if term is not None else ""
