"""Build the whole graph from the records: each instrument on its own, in as many processes as there are cores."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox

from recueil_kg import iris
from recueil_kg.authorities import Authorities, load_authorities
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.findings import Filing
from recueil_kg.graph.batch import Batch, Counts, Work, build_batch, write_quads
from recueil_kg.graph.consolidation import compare_filings
from recueil_kg.graph.derivation import derive
from recueil_kg.graph.identifiers import map_identifiers, map_matches
from recueil_kg.graph.record_files import instrument_folders
from recueil_kg.graph.reference import map_authorities, map_editions, map_named_instruments, map_vocabulary
from recueil_kg.graph.store import StoreWriter, default_store_folder
from recueil_kg.graph.validation import validate_quads
from recueil_kg.i18n import _, reason
from recueil_kg.matches import read_matches
from recueil_kg.resources import data_folder

Progress = Callable[[int, int], None]

_BATCH = 100
"""Instruments that are validated together: enough to spare the start of a validation, few enough to stay small."""

_SHOWN = 3
"""Complaints that one line of refusal quotes; more than these are counted."""


def build(
    data: Path | None = None,
    store: Path | None = None,
    jobs: int | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Counts:
    """Read every record, write the graph, validate it, and put it in use; gives what was built, counted.

    Args:
        data: folder with `records/` and `authorities/`; those shipped by default.
        store: the store's folder.
        jobs: processes; one per core by default.
        progress: called with the number of instruments done, and of all.

    Raises:
        RecueilError: a record that does not parse, two records of one source, a Violation, or a store that cannot
            be written; the old store stays in use.
    """
    folder = data or data_folder()
    place = store or default_store_folder()
    instruments = instrument_folders(folder)
    authorities = folder / "authorities" if data and (folder / "authorities").is_dir() else None
    try:
        with StoreWriter(place) as writer, tempfile.TemporaryDirectory(dir=place) as scratch:
            batches = _run(_batches(instruments, authorities, Path(scratch)), jobs, progress)
            _refuse_errors(batches)
            counts = Counts()
            for batch in batches:
                counts.add(batch.counts)
            reference, among = Path(scratch) / "reference.nq", Path(scratch) / "among.nq"
            counts.add(_write_reference(reference, folder, load_authorities(authorities), batches, counts.editions))
            counts.add(_write_comparison(among, [filing for batch in batches for filing in batch.filings]))
            writer.load([reference, among, *(batch.file for batch in batches)])
            derived = Path(scratch) / "derived.nq"
            ox.serialize(derive(ox.Store.read_only(str(writer.path))), output=str(derived), format=ox.RdfFormat.N_QUADS)
            writer.load([derived])
            writer.publish()
    except OSError as error:
        raise _refused_by_the_disk(error, place) from None
    return counts


def _batches(instruments: Sequence[Path], authorities: Path | None, scratch: Path) -> list[Work]:
    remaining = iter(instruments)
    groups = iter(lambda: list(islice(remaining, _BATCH)), [])
    return [Work(group, authorities, scratch / f"{number:06}.nq") for number, group in enumerate(groups)]


def _run(works: Sequence[Work], jobs: int | None, progress: Progress) -> list[Batch]:
    processes = min(jobs or os.cpu_count() or 1, len(works))
    if processes == 1:
        return _reported(works, map(build_batch, works), progress)
    with ProcessPoolExecutor(processes, mp_context=get_context("forkserver")) as pool:
        return _reported(works, pool.map(build_batch, works), progress)


def _reported(works: Sequence[Work], batches: Iterable[Batch], progress: Progress) -> list[Batch]:
    """The batches, each reported when it is there."""
    total = sum(len(work.instruments) for work in works)
    done, built = 0, []
    for work, batch in zip(works, batches, strict=True):
        built.append(batch)
        done += len(work.instruments)
        progress(done, total)
    return built


def _refused_by_the_disk(error: OSError, place: Path) -> RecueilError:
    if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
        what = _("no room to write the store ({error})").format(error=reason(error))
    else:
        what = _("the store cannot be written ({error})").format(error=" ".join(str(error).split()))
    return RecueilError(what, where=str(place), do=_("make room, then build again"), exit_code=ExitCode.ENGINE_FAILED)


def _refuse_errors(batches: Sequence[Batch]) -> None:
    errors = [line for batch in batches for line in batch.errors]
    if errors:
        raise RecueilError(_first_of(errors))
    violations = [line for batch in batches for line in batch.violations]
    if violations:
        raise RecueilError(
            _first_of(violations), do=_("correct the record or its authority"), exit_code=ExitCode.DIFFERENCE
        )


def _first_of(lines: Sequence[str]) -> str:
    """The first few of many complaints in one line, and how many there are."""
    shown = " | ".join(lines[:_SHOWN])
    return shown if len(lines) <= _SHOWN else _("{shown} | {count} in all").format(shown=shown, count=len(lines))


def _write_reference(
    file: Path, data: Path, authorities: Authorities, batches: Sequence[Batch], editions: Iterable[str]
) -> Counts:
    """What all instruments refer to: authorities, vocabulary, editions, and instruments that are only named."""
    recorded = [slug for batch in batches for slug in batch.instruments]
    known = set(recorded)
    matches = read_matches(data, lambda slug: slug in known or authorities.instrument(slug) is not None)
    quads = [
        *map_authorities(authorities, set().union(*(batch.named for batch in batches))),
        *map_vocabulary(),
        *map_named_instruments(recorded, authorities),
        *map_identifiers(authorities),
        *map_matches(matches),
        *map_editions(editions),
    ]
    counts = Counts()
    vocabulary = ox.NamedNode(iris.graph("vocabulary"))
    counts.add_things(quad for quad in quads if quad.graph_name != vocabulary)
    write_quads(quads, file)
    return counts


def _write_comparison(file: Path, filings: Sequence[Filing]) -> Counts:
    """What only shows when instruments are compared: the one step of a build that sees more than one of them."""
    quads = compare_filings(filings)
    counts = Counts()
    counts.add_things(quads)
    counts.results.update(result.severity for result in validate_quads(quads, ("knowledge", "source")))
    write_quads(quads, file)
    return counts
