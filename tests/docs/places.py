"""The place where a page is followed: a copy of the checkout, the built store, and servers of this machine.

Here is all that a page says and a test does otherwise.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Set
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import yaml
from page_examples import PAGES, REPOSITORY, Place, blocks, language_of
from tests.harvest.site import EN, EN_INDEX, EN_REGIONS, FR, FR_INDEX, FR_REGIONS, Site, publish
from tests.publishing.portals.server.ckan_server import running_ckan
from tests.publishing.portals.server.scheming import errors_of
from tests.publishing.servers import running_oxigraph

LONG = re.compile(
    r"recueil-kg (--lang fr )?(release|export (csv|dcat|open-canada|parquet|sqlite)|publish --to-ckan)|.*sha256sum"
)
"""Commands that write much, or need what such a command wrote. They are run on the first page that has them."""
ALL_FORMATS = re.compile(r"recueil-kg (--lang fr )?(release|export (dcat|open-canada)|publish --to-ckan)")
"""Those that write every format: a page that runs one has the records of FEW alone."""
FEW = ("canada-chile-aec", "cbd", "minamata-convention", "paris-agreement")
PARTS = ("data", "docs", "ontology", "queries", "src", "locks", "Makefile", "pyproject.toml")
PROGRAMS = {
    "recueil-kg": f'exec {sys.executable} -m recueil_kg "$@"',
    "make": f'exec {shutil.which("make")} --dry-run "$@" > /dev/null',
    "pip": f'exec {sys.executable} {Path(__file__).with_name("pip_of_pages.py")} "$@"',
    "oxigraph": f'exec {sys.executable} {Path(__file__).with_name("oxigraph_of_pages.py")} "$@"',
}
"""Programs that pages call and what is called instead. Targets of make are expanded, and not run by a test that make
runs; what pip would install is looked up (test_wheel.py installs it); a server is ended once it has answered."""

OWN = {"my-list.csv": "docs/examples/my-list.csv", "ma-liste.csv": "docs/examples/ma-liste.csv"}
"""What every reader has of their own, and what it is here."""

FRENCH = {
    "--lang fr ": "",
    "portail.": "portal.",
    "fiches.jsonl": "records.jsonl",
    "build/tableaux": "build/tables",
}
"""What a long command of a French page has otherwise than that of the English page."""

Server: TypeAlias = Callable[[Path], AbstractContextManager[dict[str, str]]]


@contextmanager
def _empty_server(folder: Path) -> Iterator[dict[str, str]]:
    with running_oxigraph(folder / "server") as server:
        yield {f"https://{name}.example.org/query": f"{server.address}/query" for name in ("graph", "graphe")}


@contextmanager
def _portal(_folder: Path) -> Iterator[dict[str, str]]:
    with running_ckan(errors_of) as portal:
        yield dict.fromkeys(("https://portal.example.org", "https://portail.example.org"), portal.address) | {
            "RECUEIL_REMOTE_TOKEN=…": f"RECUEIL_REMOTE_TOKEN={portal.token}"
        }


@contextmanager
def _sheets(folder: Path) -> Iterator[dict[str, str]]:
    """The harvest's own settings say where the sheets are; here they are on this machine, and nobody waits."""
    site = Site()
    publish(site)
    own = folder / "checkout" / "data" / "harvest.yaml"
    settings = yaml.safe_load(own.read_text("utf-8")) | {
        "site": site.address,
        "languages": {
            "en": {"start": [EN_INDEX], "within": [EN, EN_REGIONS]},
            "fr": {"start": [FR_INDEX], "within": [FR, FR_REGIONS]},
        },
        "delay": 0,
    }
    own.write_text(yaml.safe_dump(settings), "utf-8")
    try:
        yield {}
    finally:
        site.close()


SERVERS: dict[str, Server] = {
    "https://graph.example.org": _empty_server,
    "https://graphe.example.org": _empty_server,
    "https://portal.example.org": _portal,
    "https://portail.example.org": _portal,
    "recueil-kg harvest ": _sheets,
    "recueil-kg --lang fr harvest ": _sheets,
}
"""What is started for a page that says the words."""


@dataclass
class Stores:
    """What all pages are followed with; what few of them need is made when it is asked for.

    Attributes:
        whole: a store of the shipped data.
        endpoint: an address that serves the whole.
        folder: a folder for the rest.
    """

    whole: Path
    endpoint: str
    folder: Path

    @cached_property
    def few(self) -> Path:
        """A store of the records of FEW."""
        checkout, store = checkout_in(self.folder, few=True), self.folder / "few"
        subprocess.run(
            [sys.executable, "-m", "recueil_kg", "build", "--store", store, "--jobs", "1"],
            env={**os.environ, "PYTHONPATH": str(checkout / "src")},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return store


@contextmanager
def place_of(page: str, folder: Path, stores: Stores) -> Iterator[Place]:
    """The place for a page, in a folder that is empty."""
    text = (REPOSITORY / page).read_text("utf-8")
    few = needs_few(page)
    checkout = checkout_in(folder, few=few)
    addresses = dict.fromkeys(
        ("https://data.example.org/sparql", "https://donnees.example.org/sparql"), stores.endpoint
    )
    with ExitStack() as servers:
        for server in dict.fromkeys(SERVERS[words] for words in SERVERS if words in text):
            addresses |= servers.enter_context(server(folder))
        settings = {name: value for name, value in os.environ.items() if not name.startswith(("RECUEIL_", "MAKE"))}
        settings |= {
            "LANGUAGE": language_of(page),
            "RECUEIL_STORE": str(stores.few if few else stores.whole),
            "PYTHONPATH": str(checkout / "src"),
            "PATH": os.pathsep.join((str(_programs(folder)), sysconfig.get_path("scripts"), os.environ["PATH"])),
        }
        yield Place(checkout, settings, addresses, _run_before(page))


def _run_before(page: str) -> Set[str]:
    """The long commands of a page that an earlier page runs."""
    before = sorted(PAGES, key=lambda other: (language_of(other), other))
    earlier = {_in_english(command) for other in before[: before.index(page)] for command in _long(other)}
    return {command for command in _long(page) if _in_english(command) in earlier}


def needs_few(page: str) -> bool:
    """Whether a page itself runs a command that writes every format."""
    return any(ALL_FORMATS.match(command) for command in {*_long(page)} - _run_before(page))


def _long(page: str) -> list[str]:
    commands = (example.command for block in blocks(page) for example in block.examples)
    return [command for command in commands if LONG.match(command)]


def _in_english(command: str) -> str:
    """A command of a French page as the English page has it."""
    for french, english in FRENCH.items():
        command = command.replace(french, english)
    return command.split("#")[0].strip()


def checkout_in(folder: Path, *, few: bool) -> Path:
    """A copy of the checkout, with all of its records or few."""
    checkout = folder / "checkout"
    (checkout / "build").mkdir(parents=True)
    for name in PARTS:
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy2
        copy(REPOSITORY / name, checkout / name)
    for name, example in OWN.items():
        shutil.copy2(REPOSITORY / example, checkout / name)
    if few:
        for records in (checkout / "data" / "records").iterdir():
            if records.name not in FEW:
                shutil.rmtree(records)
    return checkout


def _programs(folder: Path) -> Path:
    programs = folder / "programs"
    programs.mkdir()
    for name, line in PROGRAMS.items():
        program = programs / name
        program.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        program.chmod(0o755)
    return programs
