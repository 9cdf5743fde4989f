"""`recueil-kg reconcile`: the graph's instruments in anybody's list of agreements, and a person's decisions back."""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from recueil_kg.cli.listing import add_listing_arguments, engine_of, print_json
from recueil_kg.cli.progress import progress
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _, reason, spoken

if TYPE_CHECKING:
    from recueil_kg.matches import Decision
    from recueil_kg.reconciliation.decisions import Taken
    from recueil_kg.reconciliation.lists import Columns
    from recueil_kg.reconciliation.review import Line
    from recueil_kg.reconciliation.table import Table

_SHORT = 60


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("match the instruments with any list of agreements, and take decisions back")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("list", nargs="?", type=Path, metavar=_("LIST"), help=_("a list of agreements as CSV"))
    parser.add_argument(
        "--import",
        dest="review",
        type=Path,
        metavar=_("FILE"),
        help=_("take the decisions of this sheet into the data: exact, close or no"),
    )
    parser.add_argument("--system", type=_system, metavar=_("NAME"), help=_("what the list is called: ieadb, ecolex …"))
    parser.add_argument("--data", type=Path, metavar=_("DIR"), help=_("the data (default: those shipped)"))
    for option, help_ in (
        ("title", _("the column of titles")),
        ("id", _("the column of their identifiers")),
        ("signed", _("the column of dates of signature or adoption")),
        ("in-force", _("the column of dates of entry into force")),
        ("date", _("the column of other dates or years")),
    ):
        parser.add_argument(f"--{option}-column", metavar=_("COLUMN"), help=help_)
    parser.add_argument(
        "--parties-column", action="append", metavar=_("COLUMN"), help=_("a column of parties; several may be given")
    )
    parser.add_argument(
        "--candidates", type=_count, default=3, metavar="N", help=_("candidates for a row, at most (default: 3)")
    )
    parser.add_argument(
        "--threshold", type=_share, default=0.5, metavar="S", help=_("the lowest score, from 0 to 1 (default: 0.5)")
    )
    parser.add_argument("--out", type=Path, metavar=_("FILE"), help=_("write to this file"))
    add_listing_arguments(parser)
    parser.set_defaults(format="csv")


def run(arguments: argparse.Namespace) -> int:
    """List candidates for every row, or take decisions back; a row that cannot be read is reported on a line.

    Returns:
        0; 2 where a row was left out.
    """
    if (arguments.list is None) == (arguments.review is None):
        raise RecueilError(_("give a list, or a sheet to import"), do=_("say recueil-kg reconcile --help"))
    return _import(arguments) if arguments.review else _reconcile(arguments)


def _reconcile(arguments: argparse.Namespace) -> int:
    from recueil_kg.reconciliation.instruments import instruments_of
    from recueil_kg.reconciliation.lists import entries_of, find_columns
    from recueil_kg.reconciliation.matching import Matcher
    from recueil_kg.reconciliation.review import lines_of
    from recueil_kg.reconciliation.table import read_table

    table = read_table(arguments.list)
    columns = find_columns(table, _chosen(arguments))
    matcher = Matcher(instruments_of(engine_of(arguments)))
    decided = _decided(arguments)
    for remark in (*table.remarks, _columns_line(table, columns)):
        print(f"{arguments.list}: {remark}", file=sys.stderr)
    lines: list[Line] = []
    left_out = False
    show = progress(_("rows"))
    for entry in entries_of(table, columns):
        if isinstance(entry, RecueilError):
            left_out = left_out or entry.exit_code != ExitCode.DONE
            print(f"recueil-kg: {entry}", file=sys.stderr)
            continue
        found = matcher.candidates(entry, most=arguments.candidates, least=arguments.threshold, system=arguments.system)
        lines.extend(lines_of(entry, found, decided))
        show(entry.row, table.rows[-1][0])
    _give(arguments, lines)
    return ExitCode.WRONG_INPUT if left_out else ExitCode.DONE


def _chosen(arguments: argparse.Namespace) -> dict[str, list[str]]:
    single = {what: getattr(arguments, f"{what.replace('-', '_')}_column") for what in _SINGLE}
    chosen = {what: [header] for what, header in single.items() if header is not None}
    return chosen | ({"parties": arguments.parties_column} if arguments.parties_column else {})


_SINGLE = ("title", "id", "signed", "in-force", "date")


def _columns_line(table: Table, columns: Columns) -> str:
    """Which columns are read as what, so that a wrong guess is seen."""
    from recueil_kg.vocabularies import load_vocabulary

    taken: dict[str, list[int]] = {"title": [columns.title]}
    taken |= {kind: [at] for kind, at in columns.dates.items()}
    taken |= {"parties": list(columns.parties)} if columns.parties else {}
    taken |= {"id": [columns.id]} if columns.id is not None else {}
    told = []
    for what, positions in taken.items():
        concept = load_vocabulary().concept("list-column", what)
        assert concept is not None
        told.append(f"{concept.preferred[spoken()]} = {', '.join(table.headers[at] for at in positions)}")
    return _("columns read: {columns}").format(columns="; ".join(told))


def _decided(arguments: argparse.Namespace) -> dict[tuple[str, str], Decision]:
    """Earlier decisions on this list."""
    from recueil_kg.reconciliation.decisions import decisions_on
    from recueil_kg.resources import data_folder

    return decisions_on(arguments.system, arguments.data or data_folder()) if arguments.system else {}


def _give(arguments: argparse.Namespace, lines: list[Line]) -> None:
    """Print the lines, or write them to the file; CSV in a file is marked so that spreadsheets read its accents."""
    text = _formatted(lines, arguments.format)
    if arguments.out is None:
        print(text, end="")
        return
    try:
        mark = "\ufeff" if arguments.format == "csv" else ""
        arguments.out.write_text(mark + text, encoding="utf-8")
    except OSError as error:
        raise RecueilError(
            reason(error), where=str(arguments.out), do=_("check the path and its permissions")
        ) from None


def _formatted(lines: list[Line], format_: str) -> str:
    from recueil_kg.reconciliation.review import as_csv
    from recueil_kg.table import table

    if format_ == "json":
        return json.dumps([asdict(line) for line in lines], ensure_ascii=False) + "\n"
    if format_ == "csv":
        return as_csv(lines)
    header = [_("row"), _("their title"), _("instrument"), _("score"), _("reason")]
    rows = [
        (line.row, _shortened(line.their_title), line.instrument, _two_places(line.score), line.reason)
        for line in lines
    ]
    return table(header, rows)


def _import(arguments: argparse.Namespace) -> int:
    from datetime import date

    from recueil_kg.authorities import load_authorities
    from recueil_kg.reconciliation.decisions import take_decisions
    from recueil_kg.resources import data_folder

    if arguments.system is None:
        raise RecueilError(_("the list has no name"), do=_("give --system NAME, for example --system ieadb"))
    data = arguments.data or data_folder()
    if not data.is_dir():
        raise RecueilError(_("No such file or directory"), where=str(data), do=_("check the path and its permissions"))
    own = data / "authorities"
    authorities = load_authorities(own if arguments.data and own.is_dir() else None)
    taken = take_decisions(arguments.review, arguments.system, data, authorities, date.today())
    for error in taken.errors:
        print(f"recueil-kg: {error}", file=sys.stderr)
    _print_taken(taken, arguments.format)
    return ExitCode.WRONG_INPUT if taken.errors else ExitCode.DONE


def _print_taken(taken: Taken, format_: str) -> None:
    counts = {word: sum(match.decision == word for match in taken.reviewed) for word in ("exact", "close", "no")}
    if format_ == "json":
        print_json({"file": str(taken.file), **counts})
    else:
        print(_("{file}: {exact} exact, {close} close, {no} no").format(file=taken.file, **counts))


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


def _two_places(score: float | None) -> str:
    return "" if score is None else f"{score:.2f}"


def _system(text: str) -> str:
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        return text
    raise argparse.ArgumentTypeError(_("{text} is no name of lower-case words and hyphens").format(text=repr(text)))


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 50:
        return int(text)
    raise argparse.ArgumentTypeError(_("{text} is no number from 1 to 50").format(text=text))


def _share(text: str) -> float:
    if re.fullmatch(r"0(\.\d+)?|1(\.0+)?|\.\d+", text):
        return float(text)
    raise argparse.ArgumentTypeError(_("{text} is no number from 0 to 1").format(text=text))
