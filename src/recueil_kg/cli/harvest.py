"""`recueil-kg harvest`: the published sheets, politely, into a folder that `extract` reads."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from recueil_kg.cli.progress import progress
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import _

if TYPE_CHECKING:
    from recueil_kg.harvest import Report


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("fetch the published sheets, politely, and say what has changed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--out", type=Path, metavar=_("DIR"), help=_("where the sheets are kept (default: the user's data folder)")
    )
    parser.add_argument(
        "--config", type=Path, metavar=_("FILE"), help=_("addresses, waits and limits (default: those shipped)")
    )
    parser.add_argument(
        "--contact", metavar=_("ADDRESS"), help=_("a web or mail address to tell the servers who is asking")
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("fetch only the start pages, and list what they lead to")
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help=_("how to print what was found"))


def run(arguments: argparse.Namespace) -> int:
    """Fetch, then print what is new, changed or gone; what could not be fetched is a line each on stderr.

    Returns:
        0; 3 where something could not be fetched.
    """
    from recueil_kg.harvest import default_harvest_folder, harvest, look_ahead, read_configuration

    configuration = read_configuration(arguments.config, arguments.contact)
    if arguments.dry_run:
        _print_addresses(look_ahead(configuration), arguments.format)
        return ExitCode.DONE
    report = harvest(configuration, arguments.out or default_harvest_folder(), progress(_("pages")))
    if arguments.format == "json":
        _print_json(report)
    else:
        _print_tables(report)
    for failure in report.failed:
        line = f"recueil-kg: {failure.address}: {failure.reason}"
        print(" ".join(line.split()), file=sys.stderr)
    return ExitCode.ENGINE_FAILED if report.failed else ExitCode.DONE


def _print_addresses(addresses: list[str], form: str) -> None:
    if form == "json":
        _print_json(addresses)
    else:
        for address in addresses:
            print(address)


def _print_json(value: object) -> None:
    import msgspec

    print(msgspec.json.encode(value).decode())


def _print_tables(report: Report) -> None:
    """What was found, a line each, and how much of each kind."""
    from recueil_kg.table import table

    labels = {
        "new": _("new"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
        "gone": _("gone"),
        "failed": _("failed"),
        "forbidden": _("forbidden by robots.txt"),
    }
    listed = {"new": report.new, "changed": report.changed, "gone": report.gone, "forbidden": report.forbidden}
    rows = [(labels[name], change.file, change.address) for name, changes in listed.items() for change in changes]
    if rows:
        print(table((_("found"), _("file"), _("address")), rows))
    print(table((_("found"), _("pages")), [(labels[name], count) for name, count in report.counts.items()]), end="")
