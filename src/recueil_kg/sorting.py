"""Lines in the order of their bytes, in memory that does not grow with their number."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

HELD = 16 << 20
"""Bytes of lines that are sorted in memory; what is more goes to files without a name, which no crash leaves behind."""
OPEN_FILES = 64
"""Sorted files that are merged at once: far below what an operating system lets one process open."""
_OVERHEAD = 41
"""Bytes that a line costs beside its own: the head of a bytes object and its place in the list."""


def in_order(lines: Iterable[bytes], folder: Path) -> Iterator[bytes]:
    """The lines, each with its final newline, in the order of their bytes, which in UTF-8 is that of code points.

    Args:
        lines: any number of them.
        folder: where what does not fit into `HELD` is kept meanwhile.
    """
    with ExitStack() as stack:
        levels: list[list[IO[bytes]]] = []
        held: list[bytes] = []
        size = 0
        for line in lines:
            held.append(line)
            size += len(line) + _OVERHEAD
            if size > HELD:
                held.sort()
                _keep(held, 0, levels, folder, stack)
                held, size = [], 0
        held.sort()
        yield from heapq.merge(*chain.from_iterable(levels), held)


def _keep(lines: Iterable[bytes], level: int, levels: list[list[IO[bytes]]], folder: Path, stack: ExitStack) -> None:
    """Put sorted lines into a file of a level; a full level becomes one file of the next."""
    file = stack.enter_context(TemporaryFile(dir=folder))  # noqa: SIM115
    file.writelines(lines)
    file.seek(0)
    if level == len(levels):
        levels.append([])
    files = levels[level]
    files.append(file)
    if len(files) == OPEN_FILES:
        _keep(heapq.merge(*files), level + 1, levels, folder, stack)
        for full in files:
            full.close()
        files.clear()
