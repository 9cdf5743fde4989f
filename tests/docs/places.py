"""The place where a page is followed: a copy of the checkout, the built store, and servers of this machine.

Here is all that a page says and a test does otherwise.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml
from page_examples import REPOSITORY, Place, blocks, language_of
from tests.harvest.site import EN, EN_INDEX, EN_REGIONS, FR, FR_INDEX, FR_REGIONS, Site, publish
from tests.publishing.portal.ckan_server import running_ckan
from tests.publishing.portal.scheming import errors_of
from tests.publishing.servers import running_oxigraph

LONG = re.compile(r"recueil-kg (--lang fr )?(release|export (dcat|open-canada)|publish --to-ckan)|.*sha256sum")
"""Commands that write every format, or need what such a command wrote. A page with one has the records of FEW alone, and
a French page is spared those that its English page has too."""
FEW = ("canada-chile-aec", "cbd", "minamata-convention", "paris-agreement")
EARLIER = "recueil-0.1.0"
PARTS = ("data", "docs", "ontology", "queries", "src", "locks", "Makefile", "pyproject.toml")
PROGRAMS = {
    "recueil-kg": f'exec {sys.executable} -m recueil_kg "$@"',
    "make": f'exec {shutil.which("make")} --dry-run "$@" > /dev/null',
    "pip": f'exec {sys.executable} {Path(__file__).with_name("pip_of_pages.py")} "$@"',
    "oxigraph": f'exec {sys.executable} {Path(__file__).with_name("oxigraph_of_pages.py")} "$@"',
}
"""Programs that pages call and what is called instead. Targets of make are expanded, and not run by a test that make runs;
what pip would install is looked up (test_wheel.py installs it); a server is ended once it has answered."""

OWN = {"my-list.csv": "docs/examples/my-list.csv", "ma-liste.csv": "docs/examples/ma-liste.csv"}
"""What every reader has of their own, and what it is here."""

Server: TypeAlias = Callable[[Path], AbstractContextManager[dict[str, str]]]


@contextmanager
def _empty_server(folder: Path) -> Iterator[dict[str, str]]:
    with running_oxigraph(folder / "server") as server:
        yield dict.fromkeys(
            ("https://graph.example.org/query", "https://graphe.example.org/query"), f"{server.address}/query"
        )


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


@dataclass(frozen=True)
class Stores:
    """What was made once for all pages.

    Attributes:
        whole: a store of the shipped data.
        few: one of the records of FEW.
        endpoint: an address that serves the whole.
        earlier: a folder of a release.
    """

    whole: Path
    few: Path
    endpoint: str
    earlier: Path


@contextmanager
def place_of(page: str, folder: Path, stores: Stores) -> Iterator[Place]:
    """The place for a page, in a folder that is empty."""
    text = (REPOSITORY / page).read_text("utf-8")
    long = _long(page)
    checkout = checkout_in(folder, few=bool(long))
    if EARLIER in text and long:
        shutil.copytree(stores.earlier, checkout / EARLIER)
    addresses = dict.fromkeys(
        ("https://data.example.org/sparql", "https://donnees.example.org/sparql"), stores.endpoint
    )
    with ExitStack() as servers:
        for server in dict.fromkeys(SERVERS[words] for words in SERVERS if words in text):
            addresses |= servers.enter_context(server(folder))
        settings = settings_in(folder, stores.few if long else stores.whole) | {"LANGUAGE": language_of(page)}
        english = page.replace(".fr.md", ".md")
        spared = {own for own in long if english != page and _in_english(own) in map(_in_english, _long(english))}
        yield Place(checkout, settings, addresses, spared)


def _long(page: str) -> list[str]:
    commands = (example.command for block in blocks(page) for example in block.examples)
    return [command for command in commands if LONG.match(command)]


def _in_english(command: str) -> str:
    for french, english in (("--lang fr ", ""), ("portail.", "portal."), ("notices.jsonl", "records.jsonl")):
        command = command.replace(french, english)
    return command.split("#")[0].strip()


def settings_in(folder: Path, store: Path) -> dict[str, str]:
    """The environment of the checkout in a folder."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("RECUEIL_", "MAKE"))}
    return settings | {
        "RECUEIL_STORE": str(store),
        "PYTHONPATH": str(folder / "checkout" / "src"),
        "PATH": os.pathsep.join((str(_programs(folder)), sysconfig.get_path("scripts"), os.environ["PATH"])),
    }


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
