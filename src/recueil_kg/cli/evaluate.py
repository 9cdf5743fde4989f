"""`recueil-kg evaluate`: what extraction reads against reviewed records."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from recueil_kg.errors import ExitCode
from recueil_kg.i18n import _

if TYPE_CHECKING:
    from recueil_kg.evaluation import Evaluation


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("compare extraction with reviewed records")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "folder", type=Path, metavar=_("DIR"), help=_("sheets, each with its reviewed record beside it")
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help=_("how to print the scores"))


def run(arguments: argparse.Namespace) -> int:
    """Print scores by field, layout and language, and name every miss; gives 0, or 1 where there is a miss."""
    from recueil_kg.evaluation import FIELDS, evaluate, rows
    from recueil_kg.table import table

    evaluation = evaluate(arguments.folder)
    if arguments.format == "json":
        print(_json(evaluation))
        return ExitCode.DIFFERENCE if evaluation.misses else ExitCode.DONE
    print(_("{count} sheets").format(count=evaluation.sheets))
    for position, heading in enumerate((_("field"), _("layout"), _("language"))):
        print()
        header = [heading, _("values"), _("precision"), _("recall"), "F1"]
        print(table(header, rows(evaluation.by(position), FIELDS if position == 0 else ())), end="")
    if evaluation.misses:
        print()
        header = [_("sheet"), _("field"), _("what"), _("value")]
        told = {"missed": _("missed"), "invented": _("invented")}
        print(
            table(header, [[miss.sheet, miss.field, told[miss.kind], miss.value] for miss in evaluation.misses]), end=""
        )
    return ExitCode.DIFFERENCE if evaluation.misses else ExitCode.DONE


def _json(evaluation: Evaluation) -> str:
    import msgspec

    scores = [
        {
            "field": field,
            "layout": layout,
            "language": language,
            **msgspec.to_builtins(score),
            "precision": score.precision,
            "recall": score.recall,
            "f1": score.f1,
        }
        for (field, layout, language), score in sorted(evaluation.scores.items())
    ]
    misses = msgspec.to_builtins(evaluation.misses)
    return msgspec.json.encode({"sheets": evaluation.sheets, "scores": scores, "misses": misses}).decode()
