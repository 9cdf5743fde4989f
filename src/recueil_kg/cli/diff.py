"""`recueil-kg diff`: what changed between two editions of the compendium, as the sheets at hand print it."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from recueil_kg.cli.listing import add_listing_arguments, engine_of, print_json, print_rows, source_name
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import _


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("say what changed between two editions, instrument by instrument and field by field")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("first", metavar=_("EDITION"), help=_("the earlier edition: 2018-10"))
    parser.add_argument("second", metavar=_("EDITION"), help=_("the later edition: 2022-02"))
    parser.add_argument(
        "--complete",
        action="store_true",
        help=_("every sheet of both editions is in the graph: what is not seen was added or removed"),
    )
    parser.add_argument(
        "--all", action="store_true", help=_("list also the fields that were noted of one of the two sheets only")
    )
    add_listing_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the changes, then the instruments of which a sheet of one edition only is at hand.

    Returns:
        1 where something is known to differ; 0 where nothing is.
    """
    from recueil_kg.auditing.editions import compare_editions, differences

    found = compare_editions(engine_of(arguments), arguments.first, arguments.second, complete=arguments.complete)
    shown = [change for change in found if arguments.all or change.difference != "not-noted"]
    if arguments.format == "json":
        print_json([asdict(change) for change in shown])
    else:
        columns = {
            "instrument": _("instrument"),
            "kind": _("change"),
            "field": _("field"),
            "difference": _("of"),
            "before": arguments.first,
            "after": arguments.second,
            "before_sheet": _("sheet before"),
            "after_sheet": _("sheet after"),
        }
        plain = arguments.format == "csv"
        words = {} if plain else _words()
        rows = [
            (
                change.instrument,
                words.get(change.kind, change.kind),
                change.field,
                words.get(change.difference or "", change.difference or ""),
                change.before,
                change.after,
                change.before_sheet if plain else source_name(change.before_sheet),
                change.after_sheet if plain else source_name(change.after_sheet),
            )
            for change in shown
        ]
        print_rows(columns, rows, arguments.format)
    return ExitCode.DIFFERENCE if differences(found) else ExitCode.DONE


def _words() -> dict[str, str]:
    return {
        "added": _("added"),
        "expired": _("expired"),
        "removed": _("removed"),
        "changed": _("changed"),
        "not-seen": _("not seen"),
        "meaning": _("meaning"),
        "wording": _("wording"),
        "not-noted": _("not noted"),
    }
