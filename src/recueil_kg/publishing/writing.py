"""Write a file whole or not at all: beside its place, then renamed into it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _, reason


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write to, which takes the place of the one at `path` when the block has ended without an error.

    Raises:
        RecueilError: it cannot be written, there is no room for it, or the store cannot be read; what stood at `path`
            stays.
    """
    aside = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError as error:
        raise _refusal(error, path) from None
    finally:
        with suppress(OSError):
            aside.unlink()


def _refusal(error: OSError, path: Path) -> RecueilError:
    if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
        what, do = _("no room to write the file ({error})"), _("make room, then export again")
        return RecueilError(what.format(error=reason(error)), where=str(path), do=do, exit_code=ExitCode.ENGINE_FAILED)
    if error.errno is None:
        what = " ".join(str(error).split())
        return RecueilError(what, do=_("run recueil-kg doctor"), exit_code=ExitCode.ENGINE_FAILED)
    return RecueilError(reason(error), where=str(path), do=_("check the path and its permissions"))
