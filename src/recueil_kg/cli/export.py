"""`recueil-kg export`: the graph or a network of it as a file for other programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from recueil_kg.cli.analyse import add_window_arguments
from recueil_kg.cli.listing import add_asking_arguments, engine_of
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _, reason, spoken


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("write the graph or a network of it as a file for other programs")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("export_format", metavar=_("FORMAT"), help=_("graphml or gexf"))
    parser.add_argument("--out", type=Path, metavar=_("PATH"), help=_("the file (default: standard output)"))
    parser.add_argument(
        "--network", default="everything", metavar=_("NAME"), help=_("the network (default: everything)")
    )
    add_window_arguments(parser)
    add_asking_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the file, or print it; gives 0."""
    from recueil_kg.publishing.exports import EXPORTS, Wanted

    if arguments.export_format not in EXPORTS:
        raise RecueilError(
            _("there is no format {name}").format(name=repr(arguments.export_format)),
            do=_("give one of {names}").format(names=", ".join(EXPORTS)),
        )
    wanted = Wanted(engine_of(arguments), spoken(), arguments.network, arguments.since, arguments.until)
    content = EXPORTS[arguments.export_format].write(wanted)
    if arguments.out is None:
        print(content.decode(), end="")
        return ExitCode.DONE
    try:
        arguments.out.write_bytes(content)
    except OSError as error:
        raise RecueilError(
            reason(error), where=str(arguments.out), do=_("check the path and its permissions")
        ) from None
    return ExitCode.DONE
