"""Folders and archives of files: each file's bytes, in order of name, within limits; nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _, reason

LARGEST_SHEET = 16 * 1024 * 1024
"""Bytes; the largest published sheet is below one megabyte."""
MOST_FILES = 20_000
"""Files that one archive may hold."""
_ARCHIVE = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file's name, as the user will recognise it, and its bytes."""

    name: str
    data: bytes


def files_in(path: Path) -> Iterator[RawFile | RecueilError]:
    """The file itself, or each below a folder or in a ZIP archive; what cannot be read is an error in its place."""
    try:
        if path.is_dir():
            for below in sorted(path.rglob("*")):
                if below.is_file() and not below.is_symlink() and not below.name.startswith("."):
                    yield from files_in(below)
            return
        size = path.stat().st_size
        with path.open("rb") as file:
            if file.read(4) == _ARCHIVE:
                yield from _members(path)
                return
        if size > LARGEST_SHEET:
            yield _too_large(str(path), size)
        else:
            yield RawFile(str(path), path.read_bytes())
    except OSError as error:
        yield RecueilError(reason(error), where=str(path), do=_("check the path and its permissions"))


def _members(path: Path) -> Iterator[RawFile | RecueilError]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES:
                yield RecueilError(
                    _("the archive holds {count} files (at most {limit})").format(count=len(members), limit=MOST_FILES),
                    where=str(path),
                    do=_("give it in parts"),
                )
                return
            for member in sorted(members, key=lambda member: member.filename):
                yield _member(archive, member, f"{path}/{member.filename}")
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield RecueilError(
            _("the archive is damaged ({error})").format(error=" ".join(str(error).split())),
            where=str(path),
            do=_("make it again"),
        )


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> RawFile | RecueilError:
    place = PurePosixPath(member.filename.replace("\\", "/"))
    if place.is_absolute() or ".." in place.parts or ":" in place.parts[0]:
        return RecueilError(_("this name leads out of the archive"), where=name, do=_("rename the file"))
    if member.flag_bits & 0x1:
        return RecueilError(_("the file is encrypted"), where=name, do=_("give it without a password"))
    try:
        with archive.open(member) as file:
            data = file.read(LARGEST_SHEET + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        return RecueilError(
            _("the archive is damaged ({error})").format(error=" ".join(str(error).split())),
            where=name,
            do=_("make it again"),
        )
    if len(data) > LARGEST_SHEET:
        return _too_large(name, member.file_size)
    if data.startswith(_ARCHIVE):
        return RecueilError(_("an archive in an archive is not read"), where=name, do=_("give it by itself"))
    return RawFile(name, data)


def _too_large(name: str, size: int) -> RecueilError:
    return RecueilError(
        _("{size} bytes is too large for a sheet (at most {limit})").format(size=size, limit=LARGEST_SHEET),
        where=name,
        do=_("give the sheet's own file"),
    )
