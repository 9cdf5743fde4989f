"""A release: records built, validated and exported in every format, with checksums and what changed since the last."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from pyoxigraph import Store

from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.graph.build import build
from recueil_kg.graph.store import open_store
from recueil_kg.graph.term_labels import ontology_version, term_labels
from recueil_kg.graph.validation import validate_store
from recueil_kg.i18n import LANGUAGES, Language, _, reason
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.exports import EXPORTS, Wanted, write_all, write_in_place
from recueil_kg.publishing.portals.open_canada import PortalOptions
from recueil_kg.publishing.publication import Publication, PublishedFile, sha256_of
from recueil_kg.publishing.releases.change_report import as_json, as_page
from recueil_kg.publishing.releases.changes import Changes, compare
from recueil_kg.publishing.releases.ro_crate import METADATA, Making, ro_crate
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.resources import data_folder

CHECKSUMS = "SHA256SUMS"
QUADS = "dumps/recueil-kg.nq"
_CHANGES = "changes.json"
_PAGES: dict[Language, str] = {"en": "CHANGES.md", "fr": "CHANGES.fr.md"}
_VALIDATION = Bilingual("Validation report (SHACL)", "Rapport de validation (SHACL)")
_CHANGE_REPORT = Bilingual("What changed since the release before", "Ce qui a changé depuis la version précédente")


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was made: its folder, its files, and what changed since the one before."""

    folder: Path
    files: tuple[PublishedFile, ...]
    changes: Changes


def make_release(
    folder: Path,
    publication: Publication,
    *,
    data: Path | None = None,
    previous: Path | None = None,
    portal: PortalOptions | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Release:
    """Build, validate and export everything into a new folder, which is there whole or not at all.

    The same records and publication give the same bytes.

    Args:
        folder: the release's folder, which must not be there yet.
        publication: what the release says of itself.
        data: records and authorities; those shipped by default.
        previous: the folder of the release before; None for the first.
        portal: what records for open.canada.ca need of the publisher; None leaves them out.
        jobs: processes of the build; one per core by default.
        progress: called with the number of instruments built, and of all.

    Raises:
        RecueilError: the folder is there already, a record or the graph does not conform, a previous release cannot
            be read, or there is no room.
    """
    if folder.exists():
        raise RecueilError(_("there is something here already"), where=str(folder), do=_("give a folder that is new"))
    before = _version_of(previous) if previous else None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as scratch:
            aside = Path(scratch) / "release"
            store = Path(scratch) / "store"
            build(data, store, jobs, progress)
            files, changes = _write(aside, store, publication, portal, (before, previous), data)
            os.replace(aside, folder)
    except OSError as error:
        raise RecueilError(
            reason(error), where=str(folder), do=_("make room, then release again"), exit_code=ExitCode.ENGINE_FAILED
        ) from None
    in_place = tuple(replace(file, path=folder / file.name) for file in files)
    return Release(folder, in_place, changes)


def _write(
    aside: Path,
    store: Path,
    publication: Publication,
    portal: PortalOptions | None,
    before: tuple[str | None, Path | None],
    data: Path | None,
) -> tuple[tuple[PublishedFile, ...], Changes]:
    opened = open_store(store)
    wanted = Wanted(engine=EmbeddedEngine(store), store=opened, publication=publication, language="en", portal=portal)
    files = [*write_all(wanted, aside)]
    version_before, previous = before
    changes = compare(
        previous / QUADS if previous else None, aside / QUADS, (version_before, publication.version), store
    )
    files.append(_report(aside, "validation.ttl", "turtle", _VALIDATION, validate_store(store).turtle()))
    files.append(_report(aside, _CHANGES, "json", _CHANGE_REPORT, as_json(changes)))
    for language, name in _PAGES.items():
        page = as_page(changes, language, term_labels(opened, language))
        files.append(_report(aside, name, "markdown", _CHANGE_REPORT, page, (language,)))
    listing = [export for key, export in EXPORTS.items() if export.lists_files and (portal or key != "open-canada")]
    listed = tuple(files)
    for export in listing:
        files += write_in_place(export, replace(wanted, files=listed), aside)
    crate = ro_crate(publication, files, _making(data or data_folder(), opened))
    (aside / METADATA).write_text(crate, "utf-8", newline="\n")
    paths = sorted(path for path in aside.rglob("*") if path.is_file())
    (aside / CHECKSUMS).write_text("".join(_checksums(paths, aside)), "utf-8", newline="\n")
    return tuple(files), changes


def _report(
    folder: Path, name: str, key: str, title: Bilingual, text: str, languages: tuple[Language, ...] = LANGUAGES
) -> PublishedFile:
    path = folder / name
    path.write_text(text, "utf-8", newline="\n")
    return PublishedFile(path=path, name=name, format=key, title=title, languages=languages)


def _version_of(release: Path) -> str:
    """The version of an earlier release.

    Raises:
        RecueilError: the folder is no release.
    """
    try:
        return str(json.loads((release / _CHANGES).read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        raise RecueilError(
            _("this is no release"), where=str(release), do=_("give a folder that recueil-kg release wrote")
        ) from None


def _making(data: Path, store: Store) -> Making:
    paths = [*sorted((data / "records").rglob("*.yaml")), *sorted((data / "authorities").rglob("*.yaml"))]
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(data).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return Making(
        software=version("recueil-kg"),
        records=sum(path.is_relative_to(data / "records") for path in paths),
        records_sha256=digest.hexdigest(),
        ontology_version=ontology_version(store),
    )


def _checksums(paths: Iterable[Path], folder: Path) -> Iterable[str]:
    """A line of each file, as `sha256sum --check` reads it."""
    for path in paths:
        yield f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}\n"
