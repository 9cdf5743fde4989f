"""`recueil-kg coverage`: which of the auditor's questions each instrument's sheets answer."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from recueil_kg.cli.listing import add_listing_arguments, engine_of, print_json, print_rows, source_name
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import _


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("say of each instrument whether objective, results, responsibility and reports are stated")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--instrument", metavar=_("NAME"), help=_("only this instrument: its slug, IRI or a title"))
    add_listing_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print, for each instrument, the answer to each question; gives 0."""
    from recueil_kg.auditing.coverage import QUESTIONS, find_coverage

    found = find_coverage(engine_of(arguments), arguments.instrument)
    if arguments.format == "json":
        print_json([asdict(item) for item in found])
        return ExitCode.DONE
    columns = {
        "instrument": _("instrument"),
        "objective": _("objective"),
        "expected-results": _("expected results"),
        "results": _("results"),
        "responsible": _("who is responsible"),
        "reports": _("who reports"),
        "sheet": _("sheet"),
    }
    words = {"stated": _("stated"), "not-stated": _("not stated"), "not-seen": _("not seen")}
    plain = arguments.format == "csv"
    rows = [
        (
            item.instrument,
            *(item.answers[question].state if plain else words[item.answers[question].state] for question in QUESTIONS),
            " ".join(sheet if plain else source_name(sheet) for sheet in item.sheets),
        )
        for item in found
    ]
    print_rows(columns, rows, arguments.format)
    return ExitCode.DONE
