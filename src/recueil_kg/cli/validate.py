"""`recueil-kg validate`: SHACL over the store or over RDF files."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from recueil_kg.cli.listing import add_store_argument
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import _, spoken
from recueil_kg.table import table

if TYPE_CHECKING:
    from recueil_kg.graph.validation import ValidationReport


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("check the store, or RDF files, against the shapes")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("files", nargs="*", type=Path, metavar=_("FILE"), help=_("an RDF file (default: the store)"))
    add_store_argument(parser)
    parser.add_argument(
        "--format", choices=("table", "json", "turtle"), default="table", help=_("how to print the report")
    )


def run(arguments: argparse.Namespace) -> int:
    """Validate, and print the report.

    Returns:
        0; 1 where there is a Violation. Warnings and Infos speak of the sources: they do not change the code.
    """
    from recueil_kg.graph.validation import validate_files, validate_store

    report = validate_files(arguments.files) if arguments.files else validate_store(arguments.store)
    if arguments.format == "turtle":
        print(report.turtle(), end="")
    elif arguments.format == "json":
        print(json.dumps(_as_json(report), ensure_ascii=False))
    else:
        _print_table(report)
    return ExitCode.DONE if report.conforms else ExitCode.DIFFERENCE


def _as_json(report: ValidationReport) -> dict[str, object]:
    results = [
        {
            "severity": result.severity,
            "focus": result.focus,
            "path": result.path,
            "value": result.value,
            "message": dict(result.messages),
        }
        for result in report.results
    ]
    return {"conforms": report.conforms, "results": results}


def _print_table(report: ValidationReport) -> None:
    language = spoken()
    severities = {"Violation": _("violation"), "Warning": _("warning"), "Info": _("information")}
    if report.results:
        rows = [
            (severities.get(result.severity, result.severity), result.focus, result.messages.get(language, ""))
            for result in report.results
        ]
        print(table((_("severity"), _("what"), _("message")), rows), end="")
    print(_("the graph conforms") if report.conforms else _("the graph does NOT conform"))
