"""Write docs/commands.md and docs/commands.fr.md from the parsers of the command line: every verb and what it takes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from recueil_kg.cli.main import VERBS, parser_of
from recueil_kg.errors import ExitCode
from recueil_kg.i18n import LANGUAGES, Language, speak, spoken

FOLDER = Path(__file__).parent
PAGES: dict[Language, Path] = {"en": FOLDER / "commands.md", "fr": FOLDER / "commands.fr.md"}
_HEAD: dict[Language, str] = {
    "en": """\
# The command line

[En français](commands.fr.md) · Made from the program by `make commands`.

`recueil-kg VERB …`. What is printed for you to use goes to standard output, all else to standard error. An option is
never abbreviated. Every verb takes `--help`, and `--lang`, which may stand before it too; `recueil-kg --version` prints
the version.
""",
    "fr": """\
# La ligne de commande

[In English](commands.md) · Tirée du programme par `make commands`.

`recueil-kg VERBE …`. Ce qui est affiché pour servir va à la sortie standard, tout le reste à la sortie d’erreur. Une
option ne s’abrège jamais. Chaque verbe prend `--help`, ainsi que `--lang`, qui peut aussi le précéder;
`recueil-kg --version` affiche la version.
""",
}
_ENDINGS: dict[Language, tuple[str, dict[int, str]]] = {
    "en": (
        "Exit codes",
        {
            ExitCode.DONE: "done",
            ExitCode.DIFFERENCE: "the data does not conform, or a difference was found",
            ExitCode.WRONG_INPUT: "the call or the input is wrong; one line says what, where, and what to do",
            ExitCode.ENGINE_FAILED: "an engine or a remote failed, or the program did",
            130: "interrupted",
            141: "nobody reads the output any more",
        },
    ),
    "fr": (
        "Codes de sortie",
        {
            ExitCode.DONE: "fait",
            ExitCode.DIFFERENCE: "les données ne sont pas conformes, ou une différence a été trouvée",
            ExitCode.WRONG_INPUT: "l’appel ou l’entrée est fautif; une ligne dit quoi, où, et que faire",
            ExitCode.ENGINE_FAILED: "un moteur ou un serveur distant a failli, ou le programme lui-même",
            130: "interrompu",
            141: "plus personne ne lit la sortie",
        },
    ),
}
_WORDS: dict[Language, tuple[str, str, str, str]] = {
    "en": ("argument or option", "says", "one of", "may be repeated"),
    "fr": ("argument ou option", "dit", "au choix", "peut se répéter"),
}


def page(language: Language) -> str:
    """The whole page in one language."""
    before = spoken()
    speak(language)
    try:
        (verbs,) = (action for action in parser_of(VERBS)._actions if isinstance(action, argparse._SubParsersAction))
        parsers: dict[str, argparse.ArgumentParser] = verbs.choices
        sections = [_section(name, parser, language) for name, parser in parsers.items()]
    finally:
        speak(before)
    title, codes = _ENDINGS[language]
    endings = "".join(f"| {int(code)} | {meaning} |\n" for code, meaning in codes.items())
    return "\n".join([_HEAD[language], *sections, f"## {title}\n\n| code | |\n|---|---|\n{endings}"])


def _section(name: str, parser: argparse.ArgumentParser, language: Language) -> str:
    argument, says, *_rest = _WORDS[language]
    own = [action for action in parser._actions if not {"--help", "--lang"} & set(action.option_strings)]
    call = " ".join([f"recueil-kg {name}", *(_call(action) for action in own if not action.option_strings)])
    rows = "".join(f"| {_name(action)} | {'; '.join(_meaning(action, language))} |\n" for action in own)
    return f"## {name}\n\n{parser.description}\n\n`{call}`\n\n| {argument} | {says} |\n|---|---|\n{rows}"


def _call(action: argparse.Action) -> str:
    """A positional argument as it stands in a call."""
    shown = str(action.metavar or action.dest)
    shown += "…" if action.nargs in {"*", "+"} else ""
    return f"[{shown}]" if action.nargs in {"*", "?"} else shown


def _name(action: argparse.Action) -> str:
    """An argument, or the spellings of an option with what it takes."""
    takes = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper().replace('_', '-')}"
    if not action.option_strings:
        return f"`{_call(action)}`"
    if action.choices is not None:
        takes = ""
    return ", ".join(f"`{option}{takes}`" for option in action.option_strings)


def _meaning(action: argparse.Action, language: Language) -> Iterator[str]:
    *_heads, one_of, repeated = _WORDS[language]
    yield (action.help or "").replace("|", "\\|")
    if action.choices is not None:
        default = [f"**`{choice}`**" if choice == action.default else f"`{choice}`" for choice in action.choices]
        yield f"{one_of} {', '.join(default)}"
    if isinstance(action, argparse._AppendAction):
        yield repeated


if __name__ == "__main__":
    for language in LANGUAGES:
        PAGES[language].write_text(page(language), "utf-8")
