"""What a run found since the one before it, as a report and as a line of the history."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from recueil_kg.harvest.ledger import Ledger, Outcome, Page, now

HISTORY = "changes.jsonl"
REPORTED: tuple[Outcome, ...] = ("new", "changed", "unchanged", "gone", "failed", "forbidden")


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One page of the report: its address, its file where it is a sheet, and why, where there is a why."""

    address: str
    file: str | None = None
    reason: str | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What one run found.

    Attributes:
        started: when it began (UTC).
        ended: when it was finished.
        counts: how many pages each list names; `unchanged` sheets are only counted.
        new: sheets that were not had before.
        changed: sheets whose words or links are others than before.
        gone: pages that are no longer there (404, 410), and sheets whose address gives no sheet any more.
        failed: pages that could not be fetched or read.
        forbidden: pages that robots.txt does not allow.
    """

    started: str
    ended: str
    counts: dict[str, int]
    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()
    failed: tuple[Change, ...] = ()
    forbidden: tuple[Change, ...] = ()


def report_of(ledger: Ledger) -> Report:
    """The report of the ledger's run."""
    pages = [page for page in ledger.pages.values() if page.run == ledger.run]
    found = {outcome: tuple(_changes(pages, outcome)) for outcome in REPORTED}
    return Report(
        started=ledger.started,
        ended=now(),
        counts={outcome: len(found[outcome]) for outcome in REPORTED},
        new=found["new"],
        changed=found["changed"],
        gone=found["gone"],
        failed=found["failed"],
        forbidden=found["forbidden"],
    )


def append_to_history(folder: Path, report: Report) -> None:
    """Add the report to the history, a line for each run."""
    with (folder / HISTORY).open("ab") as file:
        file.write(msgspec.json.encode(report) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _changes(pages: list[Page], outcome: Outcome) -> Iterator[Change]:
    for page in sorted(pages, key=lambda page: page.address):
        if page.outcome == outcome:
            yield Change(address=page.address, file=page.file, reason=page.reason)
