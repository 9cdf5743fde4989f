"""`recueil-kg export`: the graph, a network of it or a catalogue of its files, as files for other programs."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from recueil_kg.cli.analyse import add_window_arguments
from recueil_kg.cli.listing import add_asking_arguments
from recueil_kg.cli.publishing import add_portal_arguments, add_publication_argument, wanted_of
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _, reason, spoken

if TYPE_CHECKING:
    from recueil_kg.publishing.exports import Export, Wanted
    from recueil_kg.publishing.publication import PublishedFile


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("write the graph, a network of it or a catalogue, as files for other programs")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("export_format", nargs="?", metavar=_("FORMAT"), help=_("the format's name"))
    parser.add_argument("--list", action="store_true", help=_("list every format and what it is for"))
    parser.add_argument(
        "--out", type=Path, metavar=_("PATH"), help=_("the file, or the folder (default: standard output)")
    )
    parser.add_argument(
        "--network", default="everything", metavar=_("NAME"), help=_("the network (default: everything)")
    )
    add_window_arguments(parser)
    add_publication_argument(parser)
    add_portal_arguments(parser)
    add_asking_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """List the formats, or write the files; gives 0."""
    from recueil_kg.publishing.exports import EXPORTS

    if arguments.list:
        from recueil_kg.table import table

        print(table((_("format"), _("for")), [(name, e.purpose[spoken()]) for name, e in EXPORTS.items()]), end="")
        return ExitCode.DONE
    if arguments.export_format is None:
        raise RecueilError(_("no format given"), do=_("see recueil-kg export --list"))
    if arguments.export_format not in EXPORTS:
        raise RecueilError(
            _("there is no format {name}").format(name=repr(arguments.export_format)),
            do=_("give one of {names}").format(names=", ".join(EXPORTS)),
        )
    _export(EXPORTS[arguments.export_format], arguments)
    return ExitCode.DONE


def _export(export: Export, arguments: argparse.Namespace) -> None:
    """Write into a folder beside the place first, so that what stood there stays if this fails."""
    out: Path | None = arguments.out
    beside = None if out is None else out.absolute().parent
    try:
        with tempfile.TemporaryDirectory(prefix=".export.", dir=beside) as scratch:
            files = export.write(_wanted(export, arguments, Path(scratch)), Path(scratch) / "files")
            if out is not None and (out.is_dir() or not out.suffix):
                within = _common_folder(files)
                for file in files:
                    place = out / file.name.removeprefix(within)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(file.path, place)
            elif export.together:
                raise RecueilError(
                    _("the files of this format belong together"), do=_("give a folder with --out, without an ending")
                )
            elif out is None:
                _print(_chosen(files, None))
            else:
                os.replace(_chosen(files, out).path, out)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RecueilError(reason(error), where=str(out), do=_("check the path and its permissions")) from None


def _wanted(export: Export, arguments: argparse.Namespace, scratch: Path) -> Wanted:
    """What is asked for; for a catalogue, with the files that it lists, which are written to be measured."""
    from dataclasses import replace

    from recueil_kg.publishing.exports import write_all

    wanted = wanted_of(arguments)
    return replace(wanted, files=write_all(wanted, scratch / "listed")) if export.lists_files else wanted


def _common_folder(files: Sequence[PublishedFile]) -> str:
    """The folder that all files are named in, with its slash; empty where there is none."""
    first = {file.name.rpartition("/")[0] for file in files}
    return f"{first.pop()}/" if len(first) == 1 and "" not in first else ""


def _chosen(files: Sequence[PublishedFile], out: Path | None) -> PublishedFile:
    """The first of the files that ends as the wanted one does, else the principal one; what is left out is said."""
    chosen = next((file for file in files if out is not None and file.path.suffix == out.suffix), files[0])
    left_out = [file.name for file in files if file is not chosen]
    if left_out:
        what = _("not written: {names}; give a folder to have them too").format(names=", ".join(left_out))
        print(f"recueil-kg: {what}", file=sys.stderr)
    return chosen


def _print(file: PublishedFile) -> None:
    sys.stdout.flush()
    with file.path.open("rb") as content:
        while block := content.read(1 << 16):
            sys.stdout.buffer.write(block)
    sys.stdout.buffer.flush()
