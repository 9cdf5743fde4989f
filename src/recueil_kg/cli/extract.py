"""`recueil-kg extract`: sheets into records, and a report of what was not read."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from recueil_kg.cli.ending import unforeseen
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _, spoken

if TYPE_CHECKING:
    from recueil_kg.model.records import SourceRecord
    from recueil_kg.reading import Document, RawFile

Form = Literal["json", "yaml", "files", "colours", "page", "text"]
"""What is given of each sheet: the values of `--json`, a record, a record's file, or the sheet itself."""

_FEW = 16
"""Files for which more than one process would be slower to start than to read them."""
_SECONDS = 20
_MOST_JOBS = 256


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a sheet gave.

    Attributes:
        out: its text for standard output.
        remarks: what is said of it on stderr.
        files: instead of that, the text of each record, and where it belongs below the folder of records.
    """

    out: str = ""
    remarks: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()


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
    output.add_argument(
        "--out",
        type=Path,
        metavar=_("DIR"),
        help=_("write the records below this folder, as YAML (default: print them)"),
    )
    output.add_argument("--show", action="store_true", help=_("print the sheet with what was read in colour"))
    output.add_argument("--html", action="store_true", help=_("print the same as a web page"))
    output.add_argument("--text", action="store_true", help=_("print the text that offsets point into"))
    parser.add_argument(
        "--jobs",
        type=_processes,
        metavar="N",
        help=_("processes (default: one for a few files, otherwise one per core, as 0 says)"),
    )
    parser.add_argument(
        "--deadline",
        type=_seconds,
        metavar=_("SECONDS"),
        default=_SECONDS,
        help=_("leave a sheet out that takes longer (default: 20)"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Read each file in a process within limits; one that cannot be read is reported on a line, and the others go on.

    Returns:
        0; 2 where a file was left out.
    """
    from recueil_kg.reading import files_of, why_unread
    from recueil_kg.reading.workers import Workers

    files, jobs = _with_jobs(files_of(arguments.files), arguments.jobs)
    left_out = False
    with Workers(partial(_read_sheet, _form_of(arguments)), jobs, seconds=arguments.deadline) as workers:
        for file, sheet in workers.answers(files):
            try:
                if isinstance(sheet, Exception):
                    raise why_unread(file.name if not isinstance(file, RecueilError) else "", sheet, arguments.deadline)
                _give(sheet, arguments.out)
            except RecueilError as error:
                left_out = True
                print(f"recueil-kg: {' '.join(str(error).split())}", file=sys.stderr)
            else:
                for remark in sheet.remarks:
                    print(remark, file=sys.stderr)
    return ExitCode.WRONG_INPUT if left_out else ExitCode.DONE


def _form_of(arguments: argparse.Namespace) -> Form:
    forms: tuple[tuple[bool, Form], ...] = (
        (arguments.json, "json"),
        (arguments.out is not None, "files"),
        (arguments.show, "colours"),
        (arguments.html, "page"),
        (arguments.text, "text"),
    )
    return next((form for chosen, form in forms if chosen), "yaml")


def _with_jobs(
    files: Iterator[RawFile | RecueilError], wanted: int | None
) -> tuple[Iterable[RawFile | RecueilError], int]:
    """The files again, and in how many processes to read them."""
    from recueil_kg.reading.workers import cores

    if wanted is not None:
        return files, wanted or cores()
    first = list(islice(files, _FEW))
    return chain(first, files), cores() if len(first) == _FEW else 1


def _read_sheet(form: Form, file: RawFile | RecueilError) -> _Sheet:
    """Read one file, in whichever process; gives what is to be written, and writes nothing.

    Raises:
        RecueilError: it cannot be read, is no sheet, or a fault of the program was met.
    """
    if isinstance(file, RecueilError):
        raise file
    try:
        return _sheet(form, file)
    except (RecueilError, MemoryError):
        raise
    except Exception as error:
        if os.environ.get("RECUEIL_DEBUG") == "1":
            traceback.print_exc()
        raise RecueilError(unforeseen(error), where=file.name) from None


def _sheet(form: Form, file: RawFile) -> _Sheet:
    from recueil_kg.extraction import records_of, uncollapsed
    from recueil_kg.extraction.marked import as_page, in_colours
    from recueil_kg.model.yaml_form import write_yaml
    from recueil_kg.reading import read_bytes

    document = uncollapsed(read_bytes(file))
    if form == "text":
        return _Sheet(document.text)
    records = records_of(document)
    remarks = tuple(_remarks(records, document))
    if form == "json":
        return _Sheet("".join(_json_line(record, document) for record in records), remarks)
    if form == "colours":
        return _Sheet(in_colours(document, *records), remarks)
    if form == "page":
        return _Sheet(as_page(document, *records), remarks)
    if form == "files":
        files = tuple((f"{record.instrument}/{record.source.id}.yaml", write_yaml(record)) for record in records)
        return _Sheet(remarks=remarks, files=files)
    return _Sheet("---\n".join(write_yaml(record) for record in records), remarks)


def _json_line(record: SourceRecord, document: Document) -> str:
    import msgspec

    from recueil_kg.extraction.json_form import json_form

    return msgspec.json.encode(json_form(record, document)).decode() + "\n"


def _give(sheet: _Sheet, folder: Path | None) -> None:
    """Write where the call says; a record that a person may have corrected is not written over."""
    if folder is None:
        sys.stdout.write(sheet.out)
        return
    refused: RecueilError | None = None
    for file, record in sheet.files:
        path = folder / file
        if path.exists() and path.read_text("utf-8") != record:
            refused = refused or RecueilError(
                _("another record of this source is there already"), where=str(path), do=_("compare, then remove one")
            )
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record, "utf-8")
        print(path)
    if refused is not None:
        raise refused


def _remarks(records: Sequence[SourceRecord], document: Document) -> Iterator[str]:
    """What was not read, and what looks wrong, a line each."""
    from recueil_kg.authorities import load_authorities
    from recueil_kg.findings import findings_of
    from recueil_kg.vocabularies import load_vocabulary

    language = spoken()
    for remark in document.remarks:
        yield f"{document.name}: {remark}"
    for record in records:
        if load_authorities().instrument(record.instrument) is None:
            unknown = _("{slug} is a new instrument; add it to data/authorities/instruments.yaml, or correct the slug")
            yield f"{document.name}: {unknown.format(slug=record.instrument)}"
    for finding in chain.from_iterable(findings_of(record) for record in records):
        line = document.text.count("\n", 0, finding.at.start) + 1 if finding.at else 1
        rule = load_vocabulary().concept("rule", finding.rule)
        says = _("{rule}: {message}").format(
            rule=rule.preferred[language] if rule else finding.rule, message=finding.message[language]
        )
        yield f"{document.name}:{line}: {says}"


def _processes(text: str) -> int:
    if text.isdecimal() and int(text) <= _MOST_JOBS:
        return int(text)
    raise argparse.ArgumentTypeError(
        _("{text} is no number of processes from {least} to {most}").format(text=text, least=0, most=_MOST_JOBS)
    )


def _seconds(text: str) -> float:
    if text.isdecimal() and int(text) >= 1:
        return int(text)
    raise argparse.ArgumentTypeError(_("{text} is no number of seconds").format(text=text))
