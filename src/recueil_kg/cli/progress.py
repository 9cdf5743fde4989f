"""Say how far a long command is, on stderr, and only where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic

from recueil_kg.i18n import _

_BETWEEN = 0.1
"""Seconds between two lines: a terminal is not to be flooded."""


def progress(what: str) -> Callable[[int, int], None]:
    """A function to call with how much is done and how much there is; it clears its line at the end.

    Args:
        what: the work, in the user's language: "records".
    """
    if not sys.stderr.isatty():
        return lambda _done, _total: None
    last = 0.0

    def show(done: int, total: int) -> None:
        nonlocal last
        finished = done >= total
        if not finished and monotonic() - last < _BETWEEN:
            return
        last = monotonic()
        line = "" if finished else _("{what}: {done} of {total}").format(what=what, done=done, total=total)
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    return show
