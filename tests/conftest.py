"""What every room's tests share: a language that is known, the command line as a user has it, and one built store."""

from __future__ import annotations

import gettext
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from filelock import FileLock
from tests.querying.servers import serving, serving_wikidata

from recueil_kg.cli import main
from recueil_kg.graph.build import build
from recueil_kg.graph.store import current_generation
from recueil_kg.querying.engines import EmbeddedEngine

REPOSITORY = Path(__file__).resolve().parent.parent
COMMON_GROUND = REPOSITORY.parent / "shared"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "common_ground: reads ../shared, which builders of the project have, users not")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A user's clone has no common ground beside it: what reads it is left out, and the summary counts it."""
    if not COMMON_GROUND.is_dir():
        left_out = [item for item in items if item.get_closest_marker("common_ground")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@dataclass(frozen=True)
class Outcome:
    """What a call of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def error_line(self) -> str:
        """The one line of a refusal."""
        assert self.err.startswith("recueil-kg: "), self.err
        assert self.err.count("\n") == 1, self.err
        assert self.err.endswith("\n")
        assert self.out == ""
        return self.err[:-1]


class CommandLine(Protocol):
    def __call__(self, *words: str | Path) -> Outcome: ...


@pytest.fixture(autouse=True)
def _known_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """English, no settings nor store of the user's, and no domain of messages left behind."""
    for name in [name for name in os.environ if name.startswith("RECUEIL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user-data"))
    before = gettext.textdomain()
    yield
    gettext.textdomain(before)


@pytest.fixture
def recueil(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line, called in this process."""

    def call(*words: str | Path) -> Outcome:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def program() -> CommandLine:
    """The command line, as a process of its own."""

    def call(*words: str | Path) -> Outcome:
        ended = subprocess.run(
            [sys.executable, "-m", "recueil_kg", *map(str, words)], capture_output=True, encoding="utf-8", check=False
        )
        return Outcome(ended.returncode, ended.stdout, ended.stderr)

    return call


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the shipped data, built once for all workers of a run; do not write to it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    store = shared / "built-store"
    with FileLock(shared / "built-store.lock"):
        if not store.exists():
            subprocess.run(
                [sys.executable, "-m", "recueil_kg", "build", "--store", str(store)],
                check=True,
                stdout=subprocess.DEVNULL,
            )
    return store


@pytest.fixture(scope="session")
def wikidata(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real SPARQL server on this machine that plays Wikidata."""
    with serving_wikidata(tmp_path_factory.mktemp("wikidata") / "store") as address:
        yield address


@pytest.fixture(scope="session")
def endpoint(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real SPARQL server on this machine; its default graph is empty, unlike the embedded engine's."""
    folder = tmp_path_factory.mktemp("server") / "store"
    shutil.copytree(built_store / "generations" / current_generation(built_store).generation, folder)
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def engine(built_store: Path) -> EmbeddedEngine:
    """The shipped data's graph."""
    return EmbeddedEngine(built_store)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """The graph of `tests/querying/small`, worked out by hand: two instruments, who answers for them, what happened."""
    store = tmp_path_factory.mktemp("small") / "store"
    build(REPOSITORY / "tests" / "querying" / "small", store, jobs=1)
    return EmbeddedEngine(store)
