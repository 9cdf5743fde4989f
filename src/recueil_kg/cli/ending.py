"""End a command with an exit code and at most one line on stderr, whatever happens in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _, reason

INTERRUPTED = 130
READER_GONE = 141
"""What a shell reports of a program that SIGINT or SIGPIPE ended."""


def conclude(command: Callable[[], int]) -> int:
    """Run a command, and give its exit code or that of the error which ended it.

    Raises:
        Exception: one that nobody foresaw, and only where `RECUEIL_DEBUG=1` asks for it; otherwise it is one line too.
    """
    try:
        code = _code_of(command)
        sys.stdout.flush()
        return code
    except RecueilError as error:
        return _say(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _say(_("interrupted"), INTERRUPTED)
    except BrokenPipeError:
        _let_go_of_stdout()
        return READER_GONE
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _say(place + reason(error), ExitCode.ENGINE_FAILED)
    except Exception as error:
        if os.environ.get("RECUEIL_DEBUG") == "1":
            raise
        return _say(unforeseen(error), ExitCode.ENGINE_FAILED)


def _code_of(command: Callable[[], int]) -> int:
    """The parser leaves by an exception when it was asked for help."""
    try:
        return int(command())
    except SystemExit as leaving:
        return int(leaving.code or 0)


def _say(line: str, code: int) -> int:
    print(f"recueil-kg: {' '.join(line.split())}", file=sys.stderr)
    return code


def unforeseen(error: Exception) -> str:
    """The line for an error that nobody foresaw: what it is, and where in the program."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace is not None else "?"
    message = _("{kind} in {place} ({text}): a fault of the program; please report what RECUEIL_DEBUG=1 shows")
    return message.format(kind=type(error).__name__, place=place, text=str(error)[:300])


def _let_go_of_stdout() -> None:
    """Nothing more can be written: what is left in the buffer must not fail again when the interpreter ends."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)
