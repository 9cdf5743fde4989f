"""A site on this machine, and a harvest that is told to fetch it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.conftest import CommandLine, Outcome
from tests.harvest.site import EN, EN_INDEX, EN_REGIONS, FR, FR_INDEX, FR_REGIONS, Site, publish

from recueil_kg.harvest.ledger import Ledger


class Harvest:
    """`recueil-kg harvest` of the site into a folder, without waits unless a test wants them."""

    def __init__(self, site: Site, place: Path, recueil: CommandLine) -> None:
        self.site = site
        self.folder = place / "harvest"
        self.config = place / "config.yaml"
        self.recueil = recueil
        self.configure()

    def configure(self, **settings: object) -> None:
        content: dict[str, object] = {
            "site": self.site.address,
            "prefix": "/content/canadasite",
            "ending": ".html",
            "parameters": ["wbdisable"],
            "languages": {
                "en": {"start": [EN_INDEX], "within": [EN, EN_REGIONS]},
                "fr": {"start": [FR_INDEX], "within": [FR, FR_REGIONS]},
            },
            "documents": ["/content/dam/eccc/"],
            "sheet_labels": ["Compendium edition", "Édition du recueil"],
            "contact": "curator@example.org",
            "delay": 0,
            "first_wait": 0.01,
            "attempts": 3,
            "read_timeout": 5,
            **settings,
        }
        self.config.write_bytes(msgspec.json.encode(content))

    @property
    def words(self) -> tuple[str | Path, ...]:
        return ("harvest", "--config", self.config, "--out", self.folder)

    def run(self, *words: str | Path) -> Outcome:
        return self.recueil(*self.words, *words)

    def report(self, code: int = 0) -> dict[str, object]:
        """Run it, and give what it reports."""
        ended = self.run("--format", "json")
        assert ended.code == code, ended.err
        report: dict[str, object] = msgspec.json.decode(ended.out)
        return report

    def found(self, code: int = 0) -> dict[str, list[str]]:
        """Run it, and give the paths of each list of the report."""
        report = self.report(code)
        return {
            name: [change["address"].removeprefix(self.site.address) for change in changes]
            for name, changes in report.items()
            if isinstance(changes, list)
        }

    @property
    def ledger(self) -> Ledger:
        return msgspec.json.decode((self.folder / "harvest.json").read_bytes(), type=Ledger)

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "sheets").iterdir())


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    publish(running)
    yield running
    running.close()


@pytest.fixture
def harvest(site: Site, tmp_path: Path, recueil: CommandLine) -> Harvest:
    return Harvest(site, tmp_path, recueil)
