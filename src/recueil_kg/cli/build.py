"""`recueil-kg build`: records into a validated store, swapped in whole."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from recueil_kg.cli.progress import progress
from recueil_kg.cli.table import table
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import _

if TYPE_CHECKING:
    from recueil_kg.graph.build import BuildReport


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("build and validate the graph from the records")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--data", type=Path, metavar=_("DIR"), help=_("records and authorities (default: those shipped)")
    )
    parser.add_argument(
        "--store", type=Path, metavar=_("DIR"), help=_("the store (default: RECUEIL_STORE, or the user's own)")
    )
    parser.add_argument("--jobs", type=_processes, metavar="N", help=_("processes (default: one per core)"))
    parser.add_argument("--format", choices=("table", "json"), default="table", help=_("how to print what was built"))


def run(arguments: argparse.Namespace) -> int:
    """Build, then print what the store holds.

    Returns:
        0; a graph that does not conform is an error of the build, and the old store stays.
    """
    from recueil_kg.graph.build import build

    report = build(arguments.data, arguments.store, arguments.jobs, progress(_("instruments")))
    counts = _counts(report)
    if arguments.format == "json":
        print(json.dumps(counts, ensure_ascii=False))
    else:
        titles = {"class": _("class"), "source": _("source"), "language": _("language"), "edition": _("edition")}
        rows = [
            (titles.get(kind, kind), name, count) for kind, named in counts.items() for name, count in named.items()
        ]
        print(table((_("by"), _("value"), _("count")), rows), end="")
    return ExitCode.DONE


def _counts(report: BuildReport) -> dict[str, dict[str, int]]:
    return {
        "class": dict(report.classes),
        "source": dict(report.source_kinds),
        "language": dict(report.languages),
        "edition": dict(report.editions),
    }


def _processes(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 256:
        return int(text)
    raise argparse.ArgumentTypeError(_("{text} is no number of processes from 1 to 256").format(text=text))
