"""The one kind of error that a user sees: a line that says what, where, and what to do."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    DIFFERENCE = 1
    """The data does not conform, or a difference was found."""
    WRONG_INPUT = 2
    """The call or the input is wrong."""
    ENGINE_FAILED = 3
    """An engine or a remote failed."""


class RecueilError(Exception):
    """Something a user can act on.

    Args:
        what: what is wrong, naming the printed value where there is one.
        where: file, line and field, or an address; empty where the call itself is wrong.
        do: what to do about it.
        exit_code: how the command line ends.
    """

    def __init__(self, what: str, *, where: str = "", do: str = "", exit_code: ExitCode = ExitCode.WRONG_INPUT) -> None:
        self.what = what
        self.where = where
        self.do = do
        self.exit_code = exit_code
        super().__init__(" ".join(str(self).split()))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f"; {self.do}" if self.do else ""
        return f"{place}{self.what}{remedy}"
