"""Folders and archives of files: each file's bytes, in order of name, within limits; nothing is unpacked to disk."""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _, reason
from recueil_kg.reading.provenance import folder_of_sheets

LARGEST_SHEET = 16 * 1024 * 1024
"""Bytes; the largest published sheet is below one megabyte."""
MOST_FILES = 20_000
"""Files that one archive may hold."""
_MOST_EXPANSION = 100
"""Times that an archive's file may grow when it is unpacked; text grows three to ten times."""
_FREE_EXPANSION = 64 * 1024
"""Bytes up to which any growth is harmless."""
_ARCHIVE = b"PK\x03\x04"
_EMPTY_ARCHIVE = b"PK\x05\x06"
_OFFICE = re.compile(r"\[Content_Types\]\.xml|mimetype|META-INF/container\.xml")
"""Members by which a Word, OpenDocument or EPUB file, which is an archive, is told from an archive of sheets."""
_PARTS_OF_PAGE = re.compile(r"[ _-](?:files|fichiers|archivos)$")
"""How browsers end the name of the folder in which they save a page's pictures and scripts."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file's name, as the user will recognise it, and its bytes."""

    name: str
    data: bytes


def files_in(path: Path) -> Iterator[RawFile | RecueilError]:
    """The file itself, or each below a folder or in a ZIP archive; what cannot be read is an error in its place.

    Hidden files of a folder, its README, and the pictures and scripts that a browser saved beside a page are no sheets.
    """
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _refused(path, error)
        return
    if stat.S_ISDIR(kind):
        yield from _below(path)
    else:
        yield from _file(path, kind)


def _below(folder: Path) -> Iterator[RawFile | RecueilError]:
    """Every file below a folder; links are not followed, so that nothing outside it is read, and nothing twice."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            kind = path.lstat().st_mode
            if stat.S_ISDIR(kind):
                if (published := folder_of_sheets(path)) != path:
                    waiting.append(published)
                    continue
                with os.scandir(path) as entries:
                    below = {
                        entry.name: entry.is_dir() for entry in entries if not entry.name.startswith((".", "README"))
                    }
                pages = {name.rpartition(".")[0] for name, is_folder in below.items() if not is_folder}
                names = [name for name, is_folder in below.items() if not (is_folder and _is_of_page(name, pages))]
                waiting.extend(path / name for name in sorted(names, reverse=True))
                continue
        except OSError as error:
            yield _refused(path, error)
            continue
        if stat.S_ISLNK(kind):
            yield RecueilError(
                _("a symbolic link in a folder is not followed"), where=str(path), do=_("give the file it leads to")
            )
        else:
            yield from _file(path, kind)


def _file(path: Path, kind: int) -> Iterator[RawFile | RecueilError]:
    if not stat.S_ISREG(kind):
        yield RecueilError(
            _("this is no regular file"), where=str(path), do=_("give a file, a folder or a ZIP archive")
        )
        return
    try:
        with path.open("rb") as file:
            beginning = file.read(4)
            if beginning == _ARCHIVE:
                yield from _members(str(path), file)
                return
            if beginning == _EMPTY_ARCHIVE:
                yield RecueilError(_("the archive is empty"), where=str(path), do=_("give one with sheets"))
                return
            size = os.fstat(file.fileno()).st_size
            if size <= LARGEST_SHEET:
                data = beginning + file.read(LARGEST_SHEET + 1)
                size = len(data)
        yield _too_large(str(path), size) if size > LARGEST_SHEET else RawFile(str(path), data)
    except OSError as error:
        yield _refused(path, error)


def _refused(path: Path, error: Exception) -> RecueilError:
    why = reason(error) if isinstance(error, OSError) else str(error)
    return RecueilError(why, where=str(path), do=_("check the path and its permissions"))


def _members(name: str, file: BinaryIO) -> Iterator[RawFile | RecueilError]:
    size = os.fstat(file.fileno()).st_size
    if _size_of_directory(file, size) > MOST_FILES * 1024:
        yield _too_many(name, _("more than {limit}").format(limit=MOST_FILES))
        return
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if refusal := _refusal_of_archive(name, members, size):
                yield refusal
                return
            pages = {member.filename.rpartition(".")[0] for member in members}
            for member in sorted(members, key=lambda member: member.filename):
                if not _is_no_sheet(member, pages):
                    yield _member(archive, member, f"{name}/{member.filename}")
    except _DAMAGED as error:
        yield _damaged(name, error)


def _size_of_directory(file: BinaryIO, size: int) -> int:
    """Bytes of the archive's list of members, by the record at its end (APPNOTE 4.3.14 and 4.3.16); 0 where unknown."""
    tail_length = min(size, 65_535 + 22 + 20 + 56)
    file.seek(size - tail_length)
    tail = file.read(tail_length)
    declared = [
        struct.unpack_from(form, tail, found.start() + offset)[0]
        for mark, form, offset, length in ((b"PK\x05\x06", "<L", 12, 22), (b"PK\x06\x06", "<Q", 40, 56))
        for found in re.finditer(mark, tail)
        if found.start() + length <= len(tail)
    ]
    file.seek(0)
    return max((length for length in declared if length != 0xFFFFFFFF), default=0)


def _refusal_of_archive(name: str, members: Iterable[zipfile.ZipInfo], size: int) -> RecueilError | None:
    files = [member for member in members if not member.is_dir()]
    if len(files) > MOST_FILES:
        return _too_many(name, str(len(files)))
    if not files:
        return RecueilError(_("the archive is empty"), where=name, do=_("give one with sheets"))
    if any(_OFFICE.fullmatch(member.filename) for member in files):
        return RecueilError(
            _("files of this format are not read ({kind})").format(kind="Word, OpenDocument, EPUB"),
            where=name,
            do=_("save it as text, HTML or PDF"),
        )
    if sum(member.compress_size for member in files) > size:
        return RecueilError(_("the archive's files lie over one another"), where=name, do=_("make it again"))
    return None


def _is_no_sheet(member: zipfile.ZipInfo, pages: Container[str]) -> bool:
    """Folders, hidden files and what a system or a browser put beside the sheets."""
    name = member.filename.replace("\\", "/")
    parts = name.split("/")
    hidden = any((part.startswith(".") and part.strip(".")) or part == "__MACOSX" for part in parts)
    folders = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return member.is_dir() or hidden or any(_is_of_page(folder, pages) for folder in folders)


def _is_of_page(folder: str, pages: Container[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a page saved beside it."""
    page = _PARTS_OF_PAGE.sub("", folder)
    return page != folder and page in pages


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> RawFile | RecueilError:
    place = PurePosixPath(member.filename.replace("\\", "/"))
    if place.is_absolute() or not place.parts or ".." in place.parts or ":" in place.parts[0]:
        return RecueilError(_("this name leads out of the archive"), where=name, do=_("rename the file"))
    if stat.S_ISLNK(member.external_attr >> 16):
        return RecueilError(
            _("a symbolic link in an archive is not followed"), where=name, do=_("give the file it leads to")
        )
    if member.flag_bits & 0x1:
        return RecueilError(_("the file is encrypted"), where=name, do=_("give it without a password"))
    if member.file_size > LARGEST_SHEET:
        return _too_large(name, member.file_size)
    if member.file_size > max(_FREE_EXPANSION, _MOST_EXPANSION * member.compress_size):
        return RecueilError(
            _("the file grows more than {limit} times when it is unpacked").format(limit=_MOST_EXPANSION),
            where=name,
            do=_("give the sheet's own file"),
        )
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return RecueilError(
            _("the file is compressed in a way that is not read"), where=name, do=_("make the archive again")
        )
    try:
        with archive.open(member) as file:
            data = file.read(LARGEST_SHEET + 1)
    except (*_DAMAGED, RuntimeError) as error:
        return _damaged(name, error)
    if data.startswith(_ARCHIVE):
        return RecueilError(_("an archive in an archive is not read"), where=name, do=_("give it by itself"))
    return RawFile(name, data)


def _damaged(name: str, error: Exception) -> RecueilError:
    return RecueilError(
        _("the archive is damaged ({error})").format(error=" ".join(str(error).split())),
        where=name,
        do=_("make it again"),
    )


def _too_many(name: str, count: str) -> RecueilError:
    return RecueilError(
        _("the archive holds {count} files (at most {limit})").format(count=count, limit=MOST_FILES),
        where=name,
        do=_("give it in parts"),
    )


def _too_large(name: str, size: int) -> RecueilError:
    return RecueilError(
        _("{size} bytes is too large for a sheet (at most {limit})").format(size=size, limit=LARGEST_SHEET),
        where=name,
        do=_("give the sheet's own file"),
    )
