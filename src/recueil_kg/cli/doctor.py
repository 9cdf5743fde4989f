"""`recueil-kg doctor`: what is installed, whether the store is whole, whether an endpoint answers."""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from recueil_kg.cli.listing import add_store_argument
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _

LIBRARIES = ("recueil-kg", "pyoxigraph", "rdflib", "pyshacl", "msgspec")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report: what was looked at, whether it is well, and what was found."""

    check: str
    well: bool
    found: str


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("check versions, the store and an endpoint")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    add_store_argument(parser)
    parser.add_argument("--endpoint", metavar=_("ADDRESS"), help=_("a SPARQL endpoint to ask"))
    parser.add_argument("--format", choices=("table", "json"), default="table", help=_("how to print the checks"))


def run(arguments: argparse.Namespace) -> int:
    """Check everything, and print a line for each.

    Returns:
        0; 3 where a check failed.
    """
    checks = [_versions(), _checked(_("store"), lambda: _store(arguments.store))]
    if arguments.endpoint:
        checks.append(_checked(_("endpoint"), lambda: _endpoint(arguments.endpoint)))
    if arguments.format == "json":
        print(json.dumps([asdict(check) for check in checks], ensure_ascii=False))
    else:
        for check in checks:
            print(f"{_('well') if check.well else _('FAILED')}  {check.check}: {check.found}")
    return ExitCode.DONE if all(check.well for check in checks) else ExitCode.ENGINE_FAILED


def _checked(name: str, find: Callable[[], str]) -> Check:
    try:
        return Check(name, True, find())
    except RecueilError as error:
        return Check(name, False, " ".join(str(error).split()))


def _versions() -> Check:
    from importlib.metadata import version

    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return Check(_("versions"), True, f"Python {platform.python_version()}, {libraries}")


def _store(folder: Path | None) -> str:
    """What the store holds, once counted again and compared with what its build recorded."""
    from recueil_kg.graph.store import check_store, default_store_folder

    place = folder or default_store_folder()
    state = check_store(place)
    found = _("{folder}: generation {generation}, {count} quads, as recorded")
    return found.format(folder=place, generation=state.generation, count=state.quads)


def _endpoint(address: str) -> str:
    from recueil_kg.querying.engines import EndpointEngine

    answers = EndpointEngine(address).ask("ASK { GRAPH ?g { ?s ?p ?o } }")
    found = _("{address} answers, and holds data") if answers else _("{address} answers, and is empty")
    return found.format(address=address)
