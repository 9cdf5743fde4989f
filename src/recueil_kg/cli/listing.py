"""Print a list of things as a table, JSON or CSV, and say where it is asked of."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _, spoken

if TYPE_CHECKING:
    from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine


def add_store_argument(parser: argparse.ArgumentParser) -> None:
    """Declare which store is meant."""
    parser.add_argument(
        "--store", type=Path, metavar=_("DIR"), help=_("the store (default: RECUEIL_STORE, or the user's own)")
    )


def add_asking_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where a verb asks the graph: an endpoint or the store."""
    parser.add_argument("--endpoint", metavar=_("ADDRESS"), help=_("a SPARQL endpoint to ask"))
    add_store_argument(parser)


def add_listing_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what every verb takes that asks the graph and prints a list."""
    add_asking_arguments(parser)
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help=_("how to print the rows"))


def pairs_of(texts: Sequence[str]) -> dict[str, str]:
    """What a user gives as `key=value`.

    Raises:
        RecueilError: a text without an equals sign, or a key twice.
    """
    keys = [text.partition("=")[0] for text in texts]
    for text, key in zip(texts, keys, strict=True):
        if "=" not in text:
            raise RecueilError(
                _("{text} is no key=value").format(text=repr(text)), do=_("write for example department=eccc")
            )
        if keys.count(key) > 1:
            raise RecueilError(_("{key} is given twice").format(key=key), do=_("keep one"))
    return {key: value for key, _sign, value in (text.partition("=") for text in texts)}


def engine_of(arguments: argparse.Namespace) -> EmbeddedEngine | EndpointEngine:
    """The endpoint, where one is given, or the store."""
    from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine

    return EndpointEngine(arguments.endpoint) if arguments.endpoint else EmbeddedEngine(arguments.store)


def print_rows(columns: Mapping[str, str], rows: Iterable[Sequence[str]], format_: Literal["table", "csv"]) -> None:
    """Print rows as a table with titles in the language in use, or as CSV with the columns' names.

    Args:
        columns: the columns' names, with their titles.
        rows: texts, one for each column.
        format_: `table` or `csv`.
    """
    from pyoxigraph import Literal as RdfLiteral

    from recueil_kg.querying.engines import Rows
    from recueil_kg.querying.output import formatted

    terms = Rows(tuple(columns), tuple(tuple(RdfLiteral(text) for text in row) for row in rows))
    print(formatted(terms, format_, list(columns.values())), end="")


def print_json(value: object) -> None:
    """Print a value as one line of JSON."""
    print(json.dumps(value, ensure_ascii=False))


def label_of(iri: str) -> str:
    """The label of a concept in the language in use; its notation where no scheme has it."""
    from recueil_kg import iris
    from recueil_kg.vocabularies import load_vocabulary

    scheme, _slash, notation = iri.removeprefix(iris.base()).rpartition("/")
    concept = load_vocabulary().concept(scheme, notation)
    return concept.preferred[spoken()] if concept else notation


def source_name(iri: str) -> str:
    """A source as its instrument and its own name: `cbd/2022-02.fr`."""
    from recueil_kg import iris

    return iri.removeprefix(iris.source("", "").removesuffix("/"))
