"""Where a harvested file was published, and on which day it was fetched: what the harvest's ledger says of it."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

LEDGER = "harvest.json"
"""The harvest's ledger, at the top of its folder."""
SHEETS = "sheets"
"""The folder below it that holds the sheets, as published."""


class Provenance(NamedTuple):
    """Where a file was published, and the day (ISO) on which the copy was taken."""

    address: str
    retrieved: str


class _Page(msgspec.Struct):
    """The part of a page's entry in the ledger that tells where a file is from."""

    address: str
    file: str | None = None
    sha256: str | None = None
    retrieved: str | None = None


class _Ledger(msgspec.Struct):
    """The part of the ledger that is read here."""

    pages: dict[str, _Page]


def folder_of_sheets(folder: Path) -> Path:
    """The folder to read sheets from: of a harvest's folder, the part that holds what was published."""
    return folder / SHEETS if (folder / LEDGER).is_file() else folder


def provenance_of(path: Path, data: bytes) -> Provenance | None:
    """What the ledger beside a harvested file says; None where there is no ledger, or the file is not what was fetched.

    Args:
        path: the file.
        data: its bytes: a file that was edited since is no longer what stands at the address.
    """
    ledger = path.parent.parent / LEDGER
    if path.parent.name != SHEETS:
        return None
    try:
        page = _pages_by_file(ledger, ledger.stat().st_mtime_ns).get(f"{SHEETS}/{path.name}")
    except (OSError, ValueError):
        return None
    if page is None or page.retrieved is None or page.sha256 != sha256(data).hexdigest():
        return None
    return Provenance(page.address, page.retrieved[:10])


@lru_cache(maxsize=8)
def _pages_by_file(ledger: Path, _changed: int) -> dict[str, _Page]:
    """The ledger's pages by file; none where the ledger is no ledger."""
    try:
        pages = msgspec.json.decode(ledger.read_bytes(), type=_Ledger).pages
    except msgspec.DecodeError:
        return {}
    return {page.file: page for page in pages.values() if page.file is not None}
