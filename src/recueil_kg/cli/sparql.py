"""`recueil-kg sparql`: any read query on the built store."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from recueil_kg.cli.listing import add_asking_arguments
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _, reason

_LARGEST_QUERY = 1024 * 1024


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("run any read query")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("file", metavar=_("FILE"), help=_("a file with the query; - for standard input"))
    parser.add_argument(
        "--allow-service",
        action="append",
        default=[],
        metavar=_("ADDRESS"),
        help=_("another server that a SERVICE clause may ask (default: none)"),
    )
    add_asking_arguments(parser)
    parser.add_argument(
        "--format", choices=("table", "json", "csv", "turtle"), default="table", help=_("how to print the rows")
    )


def run(arguments: argparse.Namespace) -> int:
    """Ask, and print rows, yes or no, or triples; gives 0."""
    from pyoxigraph import RdfFormat, serialize

    from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine, Rows
    from recueil_kg.querying.output import formatted
    from recueil_kg.querying.services import answer_services

    text = answer_services(_read(arguments.file), arguments.allow_service)
    if arguments.endpoint:
        print(formatted(EndpointEngine(arguments.endpoint).select(text), arguments.format), end="")
        return ExitCode.DONE
    engine = EmbeddedEngine(arguments.store)
    try:
        found = engine.run(text)
    except RecueilError as error:
        error.where = error.where or arguments.file
        raise
    if isinstance(found, bool):
        print("true" if found else "false")
    elif isinstance(found, Rows):
        print(formatted(found, arguments.format), end="")
    else:
        print((serialize(found, format=RdfFormat.TURTLE) or b"").decode(), end="")
    return ExitCode.DONE


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read(_LARGEST_QUERY)
    try:
        return Path(name).read_text("utf-8")
    except OSError as error:
        raise RecueilError(reason(error), where=name, do=_("check the path and its permissions")) from None
    except UnicodeDecodeError:
        raise RecueilError(_("the file is no UTF-8 text"), where=name, do=_("save it as UTF-8")) from None
