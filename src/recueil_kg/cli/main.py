"""Parse the call in the user's language and hand it to its verb."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn, Protocol, cast

from recueil_kg.cli.ending import conclude
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import LANGUAGES, Language, _, language_of_environment, speak

VERBS = (
    "harvest",
    "extract",
    "evaluate",
    "build",
    "validate",
    "query",
    "sparql",
    "disagreements",
    "diff",
    "coverage",
    "analyse",
    "export",
    "reconcile",
    "publish",
    "release",
    "doctor",
)


class Verb(Protocol):
    """What each module of a verb offers. It imports what is heavy inside `run`, so that help stays instant."""

    def help_line(self) -> str:
        """The verb's line in the list of verbs."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it; gives the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the words after the program's name; those of this process by default.

    Returns:
        0 done; 1 the data does not conform or a difference was found; 2 the call or the input is wrong;
        3 an engine or a remote failed, or the program did; 130 interrupted; 141 nobody reads the output.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    speak(_language_of(words))
    return conclude(lambda: _run(words))


def _run(words: list[str]) -> int:
    verbs = _verbs_to_load(words)
    arguments, rest = parser_of(verbs).parse_known_args(words)
    if rest:
        raise RecueilError(_("unrecognized arguments: %s") % " ".join(rest), do=_remedy(arguments, verbs, rest))
    run: Callable[[argparse.Namespace], int] | None = getattr(arguments, "run", None)
    if run is None:
        raise RecueilError(_("no verb given"), do=_("say recueil-kg --help to see them"))
    return run(arguments)


def _remedy(arguments: argparse.Namespace, verbs: Sequence[str], rest: Sequence[str]) -> str:
    """To put -p before `key=value`, where the verb has parameters; else to read the help of the verb."""
    if hasattr(arguments, "parameter") and "=" in rest[0] and not rest[0].startswith("-"):
        return _("say -p {pair}").format(pair=rest[0])
    program = " ".join(("recueil-kg", *verbs)) if len(verbs) == 1 else "recueil-kg"
    return _("say {program} --help").format(program=program)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a call in one line, and understands no abbreviation that a later option could break."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        raise RecueilError(message, do=_("say {program} --help").format(program=self.prog))


def parser_of(names: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the command line with these verbs, its words in the language that is spoken."""
    parser = _Parser(
        prog="recueil-kg",
        description=_("Canada's international environmental agreements as an open knowledge graph."),
        epilog=_("recueil-kg VERB --help says what a verb takes."),
    )
    parser.add_argument("--version", action=_Version, nargs=0, help=_("print the version and stop"))
    _add_language(parser)
    verbs = parser.add_subparsers(title=_("verbs"), metavar=_("VERB"))
    for name in names:
        verb = cast("Verb", import_module(f"recueil_kg.cli.{name}"))
        line = verb.help_line()
        verb_parser = verbs.add_parser(name, help=line, description=f"{line[0].upper()}{line[1:]}.")
        verb.add_arguments(verb_parser)
        _add_language(verb_parser)
        verb_parser.set_defaults(run=verb.run)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: the look-up is slower than the rest of the start."""

    def __call__(self, parser: argparse.ArgumentParser, *_unused: object) -> NoReturn:
        from importlib.metadata import version

        print(f"recueil-kg {version('recueil-kg')}")
        raise SystemExit(0)


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=_("speak English or French (by default, as LANG says)"),
    )


def _verbs_to_load(words: Sequence[str]) -> Sequence[str]:
    """The one verb that is called; all of them where the call is for help, or not understood."""
    rest = iter(words)
    for word in rest:
        if word == "--lang":
            next(rest, None)
        elif not word.startswith("-"):
            return (word,) if word in VERBS else VERBS
    return VERBS


def _language_of(words: Sequence[str]) -> Language:
    """The language asked for, before anything is parsed: what parsing says is already said in it."""
    for position, word in enumerate(words):
        if word == "--":
            break
        value = words[position + 1] if word == "--lang" and position + 1 < len(words) else word.removeprefix("--lang=")
        for language in LANGUAGES:
            if value == language and word.startswith("--lang"):
                return language
    return language_of_environment()
