"""`recueil-kg disagreements`: what English and French, two editions or two kinds of source say differently."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from recueil_kg.cli.listing import add_listing_arguments, engine_of, label_of, print_json, print_rows, source_name
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import _


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("say what English and French, or two editions or sources, state differently")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--instrument", metavar=_("NAME"), help=_("only this instrument: its slug, IRI or a title"))
    parser.add_argument(
        "--between",
        choices=("languages", "editions", "sources"),
        help=_("only those between languages, editions or kinds of source"),
    )
    add_listing_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print each disagreement with both quotes and both sources.

    Returns:
        1 where there is one; 0 where there is none.
    """
    from recueil_kg import iris
    from recueil_kg.auditing.disagreements import find_disagreements

    found = find_disagreements(engine_of(arguments), arguments.instrument, arguments.between)
    if arguments.format == "json":
        print_json([asdict(item) for item in found])
    else:
        columns = {
            "instrument": _("instrument"),
            "field": _("fact"),
            "between": _("between"),
            "kept": _("kept"),
            "kept_source": _("source kept"),
            "set_aside": _("set aside"),
            "set_aside_source": _("source set aside"),
            "rule": _("rule"),
        }
        plain = arguments.format == "csv"
        between = {"languages": _("languages"), "editions": _("editions"), "sources": _("sources")}
        rows = [
            (
                item.instrument,
                item.field if plain else label_of(item.field),
                item.between if plain else between[item.between],
                item.kept,
                item.kept_source if plain else source_name(item.kept_source),
                item.set_aside,
                item.set_aside_source if plain else source_name(item.set_aside_source),
                item.rule if plain else label_of(iris.concept("rule", item.rule)),
            )
            for item in found
        ]
        print_rows(columns, rows, arguments.format)
    return ExitCode.DIFFERENCE if found else ExitCode.DONE
