"""The built store: generations on disk, one in use, swapped in whole by the rename of one small file."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from uuid import uuid4

import msgspec
from filelock import FileLock, Timeout
from platformdirs import user_data_path
from pyoxigraph import Store

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import _

_CURRENT = "CURRENT"
_GENERATIONS = "generations"
CONTENT = 2
"""Which named graphs a build fills; one more each time that answers come to depend on another."""


class Generation(msgspec.Struct, frozen=True, kw_only=True):
    """What the build recorded of a generation: its folder's name, how many quads it holds, and of which content."""

    generation: str
    quads: int
    content: int = 1


def default_store_folder() -> Path:
    """The setting `RECUEIL_STORE`, or the user's data folder."""
    setting = os.environ.get("RECUEIL_STORE")
    return Path(setting) if setting else user_data_path("recueil-kg") / "store"


def current_generation(folder: Path) -> Generation:
    """The generation in use.

    Raises:
        RecueilError: there is no store, its record is corrupt, or it lacks what answers are now read from.
    """
    generation = _recorded(folder)
    if generation.content != CONTENT:
        raise RecueilError(
            _("the store was built by another version of recueil-kg"),
            where=str(folder),
            do=_("run recueil-kg build"),
            exit_code=ExitCode.ENGINE_FAILED,
        )
    return generation


def _recorded(folder: Path) -> Generation:
    try:
        return msgspec.json.decode((folder / _CURRENT).read_bytes(), type=Generation)
    except (FileNotFoundError, NotADirectoryError):
        raise RecueilError(
            _("there is no store here"),
            where=str(folder),
            do=_("run recueil-kg build, or say where it is by RECUEIL_STORE or --store"),
            exit_code=ExitCode.ENGINE_FAILED,
        ) from None
    except (OSError, msgspec.DecodeError) as error:
        raise _corrupt(folder, error) from None


def open_store(folder: Path | None = None) -> Store:
    """The store in use, read-only; other processes may read it and a build may replace it meanwhile.

    Raises:
        RecueilError: there is none, or it is corrupt.
    """
    place = folder or default_store_folder()
    generation = current_generation(place)
    path = place / _GENERATIONS / generation.generation
    if not path.is_dir():
        raise _corrupt(place, FileNotFoundError(path))
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise _corrupt(place, error) from None


def check_store(folder: Path) -> Generation:
    """Read every quad, so that the engine checks its blocks, and compare their count with what the build recorded.

    Raises:
        RecueilError: no store, corrupt, or another count.
    """
    generation = current_generation(folder)
    try:
        count = sum(1 for _quad in open_store(folder))
    except (OSError, RuntimeError) as error:
        raise _corrupt(folder, error) from None
    if count != generation.quads:
        raise _corrupt(folder, ValueError(f"{count} != {generation.quads}"))
    return generation


def _corrupt(folder: Path, error: Exception) -> RecueilError:
    return RecueilError(
        _("the store is corrupt ({error})").format(error=" ".join(str(error).split())),
        where=str(folder),
        do=_("run recueil-kg build"),
        exit_code=ExitCode.ENGINE_FAILED,
    )


@dataclass
class StoreWriter:
    """Builds the next generation beside the one in use; a context manager that holds the folder's lock.

    A build that ends before `publish` leaves what was there. The generation before the one in use stays until the
    next build, so that whoever reads it can finish.
    """

    folder: Path

    def __enter__(self) -> StoreWriter:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(self.folder / "build.lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise RecueilError(
                _("another build is at work on this store"),
                where=str(self.folder),
                do=_("wait until it ends"),
                exit_code=ExitCode.ENGINE_FAILED,
            ) from None
        self._name = uuid4().hex
        self.path = self.folder / _GENERATIONS / self._name
        self._sweep(keep=self._kept())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            shutil.rmtree(self.path, ignore_errors=True)
        self._lock.release()

    def load(self, files: list[Path]) -> None:
        """Load N-Quads files into the new generation, beside what it has."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        store = Store(str(self.path))
        for file in files:
            store.bulk_load(path=str(file))
        store.flush()
        del store

    def publish(self) -> None:
        """Compact the new generation, so that a look-up reads one file instead of many, check it and put it in use."""
        store = Store(str(self.path))
        store.optimize()
        store.flush()
        del store
        quads = len(Store.read_only(str(self.path)))
        _sync_folder(self.path)
        generation = Generation(generation=self._name, quads=quads, content=CONTENT)
        temporary = self.folder / f"{_CURRENT}.{self._name}"
        with temporary.open("wb") as file:
            file.write(msgspec.json.encode(generation))
            file.flush()
            os.fsync(file.fileno())
        before = self._kept()
        os.replace(temporary, self.folder / _CURRENT)
        _sync(self.folder)
        self._sweep(keep={self._name, *before})

    def _kept(self) -> set[str]:
        try:
            return {_recorded(self.folder).generation}
        except RecueilError:
            return set()

    def _sweep(self, keep: set[str]) -> None:
        """Take away what killed builds and older generations left."""
        for path in (self.folder / _GENERATIONS).glob("*"):
            if path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob(f"{_CURRENT}.*"):
            path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    for path in (*folder.iterdir(), folder, folder.parent):
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
