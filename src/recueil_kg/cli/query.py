"""`recueil-kg query`: a question of the catalogue, on the built store or on any endpoint."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recueil_kg.cli.listing import add_asking_arguments, engine_of, pairs_of
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _, spoken

if TYPE_CHECKING:
    from recueil_kg.querying.catalogue import Parameter


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("ask a question of the catalogue")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("name", nargs="?", metavar=_("NAME"), help=_("the question's name"))
    parser.add_argument("--list", action="store_true", help=_("list every question, with an example of each parameter"))
    parser.add_argument("--show", action="store_true", help=_("print the query instead of running it"))
    parser.add_argument(
        "-p", "--parameter", action="append", default=[], metavar=_("KEY=VALUE"), help=_("a parameter's value")
    )
    parser.add_argument(
        "--allow-service",
        action="append",
        default=[],
        metavar=_("ADDRESS"),
        help=_("another server that a federated question may ask (default: none)"),
    )
    add_asking_arguments(parser)
    parser.add_argument(
        "--format", choices=("table", "json", "csv", "turtle"), default="table", help=_("how to print the rows")
    )


def run(arguments: argparse.Namespace) -> int:
    """List, show or ask; gives 0."""
    from recueil_kg.querying.catalogue import load_question
    from recueil_kg.querying.output import formatted
    from recueil_kg.querying.parameters import bind
    from recueil_kg.querying.services import answer_services

    if arguments.list:
        _print_list(as_json=arguments.format == "json")
        return ExitCode.DONE
    if arguments.name is None:
        raise RecueilError(_("no question given"), do=_("see recueil-kg query --list"))
    question = load_question(arguments.name)
    values = pairs_of(arguments.parameter)
    if "language" not in values and any(parameter.name == "language" for parameter in question.header.parameters):
        values["language"] = spoken()
    text = bind(question, values)
    if arguments.show:
        print(text, end="")
        return ExitCode.DONE
    titles = [column.label[spoken()] for column in question.header.columns]
    rows = engine_of(arguments).select(answer_services(text, arguments.allow_service))
    if arguments.format == "table":
        _say_defaults(question.header.parameters, values)
    print(formatted(rows, arguments.format, titles), end="")
    return ExitCode.DONE


def _say_defaults(parameters: Sequence[Parameter], values: Mapping[str, str]) -> None:
    """Say on stderr which values a person did not choose: an answer about one instrument is not one about all."""
    taken = " ".join(
        f"{parameter.name}={parameter.default}"
        for parameter in parameters
        if parameter.default is not None and parameter.name not in values
    )
    if taken:
        said = _("asked with {values}; say -p KEY=VALUE for others").format(values=taken)
        print(f"recueil-kg: {said}", file=sys.stderr)


def _print_list(*, as_json: bool) -> None:
    from recueil_kg.querying.catalogue import GROUPS, load_catalogue

    if as_json:
        import msgspec

        listed = [{"name": item.name, **msgspec.to_builtins(item.header)} for item in load_catalogue()]
        print(msgspec.json.encode(listed).decode())
        return
    group = ""
    for question in load_catalogue():
        if question.header.group != group:
            group = question.header.group
            print(_("{group}:").format(group=GROUPS[group][spoken()]))
        names = " ".join(f"{parameter.name}={parameter.example}" for parameter in question.header.parameters)
        print(f"  {question.name}  {names}".rstrip())
        print(f"      {question.header.question[spoken()]}")
        for address in question.header.services:
            print(f"      --allow-service {address}")
