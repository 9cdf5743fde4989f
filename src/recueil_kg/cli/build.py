"""`recueil-kg build`: records into a validated store, swapped in whole."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from recueil_kg.cli.listing import add_store_argument
from recueil_kg.cli.progress import progress
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import _, spoken

if TYPE_CHECKING:
    from recueil_kg.graph.batch import Counts

_WIDTH = 110


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("build and validate the graph from the records")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--data", type=Path, metavar=_("DIR"), help=_("records and authorities (default: those shipped)")
    )
    add_store_argument(parser)
    add_jobs_argument(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table", help=_("how to print what was built"))


def add_jobs_argument(parser: argparse.ArgumentParser) -> None:
    """Declare how many processes build."""
    parser.add_argument("--jobs", type=_processes, metavar="N", help=_("processes (default: one per core)"))


def run(arguments: argparse.Namespace) -> int:
    """Build, then print what the store holds.

    Returns:
        0; a graph that does not conform is an error of the build, and the old store stays.
    """
    from recueil_kg.graph.build import build

    report = build(arguments.data, arguments.store, arguments.jobs, progress(_("instruments")))
    if arguments.format == "json":
        print(json.dumps(_counts(report), ensure_ascii=False))
    else:
        _print_counts(report, arguments.store)
    return ExitCode.DONE


def _counts(report: Counts) -> dict[str, dict[str, int]]:
    return {
        "class": dict(report.classes),
        "source": dict(report.source_kinds),
        "language": dict(report.languages),
        "edition": dict(report.editions),
        "result": dict(report.results),
    }


def _print_counts(report: Counts, store: Path | None) -> None:
    """A paragraph for each kind of count, the most numerous first; editions by date."""
    from recueil_kg.graph.store import open_store
    from recueil_kg.graph.term_labels import term_labels
    from recueil_kg.vocabularies import load_vocabulary

    language = spoken()
    classes = term_labels(open_store(store), language)
    kinds = {concept.notation: concept.preferred[language] for concept in load_vocabulary().concepts("source-kind")}
    languages = {"en": _("English"), "fr": _("French")}
    results = {"Violation": _("violation"), "Warning": _("warning"), "Info": _("information")}
    for title, labels, counted in (
        (_("Things"), classes, [item for item in report.classes.most_common() if not _is_statement(item[0])]),
        (_("Statements"), classes, [item for item in report.classes.most_common() if _is_statement(item[0])]),
        (_("Sources"), kinds, report.source_kinds.most_common()),
        (_("Languages"), languages, report.languages.most_common()),
        (_("Editions"), {}, sorted(report.editions.items())),
        (_("Validation"), results, report.results.most_common()),
    ):
        counts = "\u00a0· ".join(
            f"{labels.get(name, name)} ({count})".replace(" ", "\u00a0") for name, count in counted
        )
        print(fill(counts, _WIDTH, initial_indent=f"{title:<12}", subsequent_indent=" " * 12).replace("\u00a0", " "))


def _is_statement(class_name: str) -> bool:
    return class_name.startswith("Stated")


def _processes(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 256:
        return int(text)
    raise argparse.ArgumentTypeError(_("{text} is no number of processes from 1 to 256").format(text=text))
