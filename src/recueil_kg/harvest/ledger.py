"""The harvest's ledger: what is known of each page, and how far the run under way is."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from recueil_kg.errors import RecueilError
from recueil_kg.folding import fold
from recueil_kg.i18n import Language, _
from recueil_kg.reading.provenance import LEDGER, SHEETS

Outcome = Literal["new", "changed", "unchanged", "gone", "failed", "forbidden", "read", "moved"]
"""What a run found; `read` is a page that is no sheet, `moved` one that leads to another."""

_LONGEST_NAME = 100


class Page(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What is known of one page.

    Attributes:
        address: by which it is known.
        found_on: the page that led to it; None for a page of the configuration.
        run: the number of the run that looked at it last.
        outcome: what that run found.
        reason: why it failed, or what is to be known beside the outcome; in the language of that run.
        status: of HTTP, where there was an answer.
        checked: when that was (UTC), as all times here.
        final_address: where redirects lead, where that is another address.
        file: of a sheet, the file below the harvest's folder.
        format: of a sheet.
        language: of a sheet.
        edition: of a sheet, as printed.
        sha256: of the file.
        digest: of its words and links: a sheet has changed when this has.
        etag: the server's mark of the state that was seen last.
        last_modified: the server's date of it.
        retrieved: when the file was fetched.
        first_seen: when there was a sheet here for the first time.
        changed: when it had changed for the last time.
        other_language: the same page in the other language.
        links: pages to go on to.
        beside: the other language, and PDF files.
    """

    address: str
    found_on: str | None = None
    run: int = 0
    outcome: Outcome | None = None
    reason: str | None = None
    status: int | None = None
    checked: str | None = None
    final_address: str | None = None
    file: str | None = None
    format: Literal["html", "pdf"] | None = None
    language: Language | None = None
    edition: str | None = None
    sha256: str | None = None
    digest: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retrieved: str | None = None
    first_seen: str | None = None
    changed: str | None = None
    other_language: str | None = None
    links: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class Ledger(msgspec.Struct, kw_only=True):
    """All pages by address, and the run.

    Attributes:
        run: its number; counted from 1.
        started: when it began (UTC).
        finished: False while it is under way, or was interrupted.
        pages: each page that was ever asked for.
    """

    run: int = 0
    started: str = ""
    finished: bool = True
    pages: dict[str, Page] = {}

    def begin(self) -> None:
        """Begin a run, or go on with the one that was interrupted."""
        if self.finished:
            self.run += 1
            self.started = now()
            self.finished = False

    def is_done(self, address: str) -> bool:
        """Whether the run has looked at a page already; what failed is tried again after an interruption."""
        page = self.pages.get(address)
        return page is not None and page.run == self.run and page.outcome != "failed"


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def read_ledger(folder: Path) -> Ledger:
    """The ledger of a harvest's folder; an empty one where there is none.

    Raises:
        RecueilError: the file is no ledger.
    """
    path = folder / LEDGER
    try:
        return msgspec.json.decode(path.read_bytes(), type=Ledger)
    except FileNotFoundError:
        return Ledger()
    except msgspec.DecodeError as error:
        raise RecueilError(
            _("this is no ledger of a harvest ({error})").format(error=error),
            where=str(path),
            do=_("restore it, or remove it to begin anew"),
        ) from None


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Put the ledger in its place."""
    write_whole(folder / LEDGER, msgspec.json.format(msgspec.json.encode(ledger), indent=1) + b"\n")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that whoever looks sees the old one or the new one, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise


def file_for(address: str, language: Language, format_: Literal["html", "pdf"], ledger: Ledger) -> str:
    """A readable name for a sheet's file that no other page has, from the end of its address.

    One word alone says too little: `peru/summary.html` gives `peru-summary.en.html`.
    """
    taken = {page.file for page in ledger.pages.values() if page.file is not None and page.address != address}
    parts = [_slug(part) for part in PurePosixPath(urlsplit(address).path).with_suffix("").parts]
    words = [part for part in parts if part]
    own = "-".join(words[-2:] if words and "-" not in words[-1] else words[-1:]) or "sheet"
    mark = sha256(address.encode()).hexdigest()[:12]
    for name in (own, "-".join(words[-2:]) or own, f"{own}-{mark}"):
        file = f"{SHEETS}/{name[-_LONGEST_NAME:].strip('-')}.{language}.{format_}"
        if file not in taken:
            return file
    raise AssertionError(address)


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")
