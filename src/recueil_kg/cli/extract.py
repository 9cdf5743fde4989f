"""`recueil-kg extract`: sheets into records, and a report of what was not read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _, spoken

if TYPE_CHECKING:
    from recueil_kg.model.records import SourceRecord
    from recueil_kg.reading import Document


def help_line() -> str:
    """The verb's line in the list of verbs."""
    return _("read fact sheets into records")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar=_("FILE"), help=_("a fact sheet, or a folder or ZIP archive of them")
    )
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help=_("print one JSON object per sheet, a line each"))
    output.add_argument("--out", type=Path, metavar=_("DIR"), help=_("write the records below this folder, as YAML"))
    output.add_argument("--show", action="store_true", help=_("print the sheet with what was read in colour"))
    output.add_argument("--html", action="store_true", help=_("print the same as a web page"))
    output.add_argument("--text", action="store_true", help=_("print the text that offsets point into"))


def run(arguments: argparse.Namespace) -> int:
    """Read each file; one that cannot be read is reported on a line, and the others go on.

    Returns:
        0; 2 where a file was left out.
    """
    from recueil_kg.extraction import extract, uncollapsed
    from recueil_kg.extraction.marked import as_page, in_colours
    from recueil_kg.reading import read_all

    left_out = False
    for document in read_all(arguments.files):
        try:
            if isinstance(document, RecueilError):
                raise document
            document = uncollapsed(document)
            if arguments.text:
                sys.stdout.write(document.text)
                continue
            record = extract(document)
            if arguments.json:
                _print_json(record, document)
            elif arguments.show:
                print(in_colours(document, record), end="")
            elif arguments.html:
                print(as_page(document, record), end="")
            elif arguments.out:
                _write_record(record, arguments.out)
            else:
                _print_record(record)
        except RecueilError as error:
            left_out = True
            print(f"recueil-kg: {' '.join(str(error).split())}", file=sys.stderr)
        else:
            _report(record, document)
    return ExitCode.WRONG_INPUT if left_out else ExitCode.DONE


def _print_json(record: SourceRecord, document: Document) -> None:
    import msgspec

    from recueil_kg.extraction.json_form import json_form

    print(msgspec.json.encode(json_form(record, document)).decode())


def _write_record(record: SourceRecord, folder: Path) -> None:
    """Write a record where the build looks for it; one that a person may have corrected is not written over."""
    from recueil_kg.model.yaml_form import write_yaml

    path = folder / record.instrument / f"{record.source.id}.yaml"
    content = write_yaml(record)
    if path.exists() and path.read_text("utf-8") != content:
        raise RecueilError(
            _("another record of this source is there already"), where=str(path), do=_("compare, then remove one")
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    print(path)


def _print_record(record: SourceRecord) -> None:
    from recueil_kg.model.yaml_form import write_yaml

    print(write_yaml(record), end="")


def _report(record: SourceRecord, document: Document) -> None:
    """What was not read, and what looks wrong, a line each, on stderr."""
    from recueil_kg.findings import findings_of

    language = spoken()
    for remark in document.remarks:
        print(f"{document.name}: {remark}", file=sys.stderr)
    for finding in findings_of(record):
        line = document.text.count("\n", 0, finding.at.start) + 1 if finding.at else 1
        print(f"{document.name}:{line}: {finding.rule}: {finding.message[language]}", file=sys.stderr)
