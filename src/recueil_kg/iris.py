"""The IRIs that the project mints: one function for each kind of thing."""

from __future__ import annotations

import os
from functools import cache
from urllib.parse import quote

DEFAULT_BASE = "https://w3id.org/recueil/"


@cache
def base() -> str:
    """The base of every IRI: the setting `RECUEIL_BASE`, or the default; always ends in a slash."""
    return os.environ.get("RECUEIL_BASE", DEFAULT_BASE).rstrip("/") + "/"


def rebase(text: str) -> str:
    """A shipped file's text (ontology, query) with the default base replaced by the one in use."""
    return text if base() == DEFAULT_BASE else text.replace(DEFAULT_BASE, base())


def term(name: str) -> str:
    """A class or property of the ontology."""
    return f"{base()}ontology#{name}"


def instrument(slug: str) -> str:
    """Anything a sheet is about."""
    return f"{base()}instrument/{slug}"


def institution(slug: str) -> str:
    """A department, ministry, international organization, province or other actor."""
    return f"{base()}institution/{slug}"


def body(slug: str) -> str:
    """A working group, commission, secretariat or conference of parties."""
    return f"{base()}body/{slug}"


def state(code: str) -> str:
    """A state, by its ISO 3166-1 alpha-3 code in lower case."""
    return f"{base()}state/{code}"


def scheme(name: str) -> str:
    """A SKOS concept scheme."""
    return f"{base()}{name}"


def concept(scheme_name: str, notation: str) -> str:
    """A concept of a scheme, by its notation."""
    return f"{base()}{scheme_name}/{notation}"


def dataset() -> str:
    """The graph as a whole, as every catalogue and description names it."""
    return f"{base()}dataset"


def edition(version: str) -> str:
    """An edition of the compendium, by its year and month: `2018-10`."""
    return f"{base()}edition/{version}"


def series() -> str:
    """The compendium as a series of editions."""
    return f"{base()}compendium"


def source(instrument_slug: str, source_id: str) -> str:
    """A sheet or other source, as the one that speaks of this instrument."""
    return f"{base()}source/{instrument_slug}/{source_id}"


def foreign_entry(system: str, value: str) -> str:
    """An entry of another list of agreements that has no web address of its own."""
    return f"{base()}entry/{system}/{quote(value, safe='')}"


def source_graph(instrument_slug: str, source_id: str) -> str:
    """The named graph that holds what a source states."""
    return f"{base()}graph/source/{instrument_slug}/{source_id}"


def graph(name: str) -> str:
    """One of the named graphs `knowledge`, `derived`, `authorities` and `vocabulary`."""
    return f"{base()}graph/{name}"


def local_name(iri: str) -> str:
    """What follows the last slash or hash of an IRI: a slug, a code or a notation."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
