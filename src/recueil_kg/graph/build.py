"""Build the store from the records: each instrument on its own, in as many processes as there are cores."""

from __future__ import annotations

import errno
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox

from recueil_kg import iris
from recueil_kg.authorities import Authorities, load_authorities
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.findings import Filing
from recueil_kg.graph.consolidation import compare_filings, consolidate, filing_of
from recueil_kg.graph.identifiers import map_identifiers, map_matches
from recueil_kg.graph.mapping import map_record
from recueil_kg.graph.namespaces import A
from recueil_kg.graph.reference import map_authorities, map_editions, map_named_instruments, map_vocabulary
from recueil_kg.graph.store import Generation, StoreWriter, default_store_folder
from recueil_kg.graph.validation import ValidationResult, validate_quads
from recueil_kg.i18n import _, reason, spoken
from recueil_kg.matches import Matches, read_matches
from recueil_kg.model.records import SourceRecord
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder
from recueil_kg.vocabularies import load_vocabulary

_BATCH = 100
"""Instruments that are validated together: enough to spare the start of a validation, few enough to stay small."""

_SHOWN = 3
"""Complaints that one line of refusal quotes; more than these are counted."""


@dataclass
class BuildReport:
    """What was built: counts by class, kind of source, language and edition; results by severity."""

    generation: Generation | None = None
    classes: Counter[str] = field(default_factory=Counter)
    source_kinds: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    editions: Counter[str] = field(default_factory=Counter)
    results: Counter[str] = field(default_factory=Counter)

    def add(self, other: BuildReport) -> None:
        """Count another part of the build in."""
        for name in ("classes", "source_kinds", "languages", "editions", "results"):
            getattr(self, name).update(getattr(other, name))


@dataclass
class _Batch:
    """What a worker gives back: its file of N-Quads, its counts, what was wrong, and what others need of it."""

    file: Path
    report: BuildReport
    instruments: list[str]
    errors: list[str]
    violations: list[str]
    filings: list[Filing] = field(default_factory=list)
    named: set[str] = field(default_factory=set)


def build(
    data: Path | None = None,
    store: Path | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> BuildReport:
    """Read every record, write the graph, validate it, and put it in use.

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
    instruments = _instrument_folders(folder)
    authorities = folder / "authorities" if data and (folder / "authorities").is_dir() else None
    report = BuildReport()
    try:
        with StoreWriter(place) as writer, tempfile.TemporaryDirectory(dir=place) as scratch:
            batches = _run(instruments, authorities, Path(scratch), jobs, progress)
            _refuse_errors(batches)
            for batch in batches:
                report.add(batch.report)
            reference = Path(scratch) / "reference.nq"
            recorded = [slug for batch in batches for slug in batch.instruments]
            known = load_authorities(authorities)
            matches = read_matches(folder, lambda slug: slug in recorded or known.instrument(slug) is not None)
            named = set().union(*(batch.named for batch in batches))
            report.add(_write_reference(reference, report, recorded, known, matches, named))
            among = Path(scratch) / "among.nq"
            report.add(_write_comparison(among, [filing for batch in batches for filing in batch.filings]))
            writer.load([reference, among, *(batch.file for batch in batches)])
            report.generation = writer.publish()
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}:
            what = _("no room to write the store ({error})").format(error=reason(error))
        else:
            what = _("the store cannot be written ({error})").format(error=" ".join(str(error).split()))
        raise RecueilError(
            what, where=str(place), do=_("make room, then build again"), exit_code=ExitCode.ENGINE_FAILED
        ) from None
    return report


def read_records(folder: Path) -> Iterator[tuple[Path, SourceRecord]]:
    """Every record below a folder, instrument by instrument, with its file.

    Raises:
        RecueilError: one that does not parse, or whose folder or file name is not what it says.
    """
    for instrument in _instrument_folders(folder):
        yield from _read_instrument(instrument)


def _instrument_folders(folder: Path) -> list[Path]:
    records = folder / "records"
    found = sorted(path for path in records.glob("*") if path.is_dir()) if records.is_dir() else []
    if not found:
        raise RecueilError(
            _("there are no records here"), where=str(records), do=_("give a folder with records/INSTRUMENT/*.yaml")
        )
    return found


def _read_instrument(folder: Path) -> Iterator[tuple[Path, SourceRecord]]:
    seen: dict[tuple[object, ...], Path] = {}
    for path in sorted(folder.glob("*.yaml")):
        record = read_yaml(path, SourceRecord)
        source = record.source
        key: tuple[object, ...] = (record.instrument, source.id)
        if source.kind == "fact-sheet":
            key = (source.edition, source.language, source.format, source.address, source.text_sha256)
        if key in seen:
            raise RecueilError(
                _("this source has another record: {file}").format(file=seen[key]), where=str(path), do=_("keep one")
            )
        if (record.instrument, f"{source.id}.yaml") != (folder.name, path.name):
            raise RecueilError(
                _("the record says {instrument}/{id}").format(instrument=record.instrument, id=source.id),
                where=str(path),
                do=_("name the folder and the file after it"),
            )
        seen[key] = path
        yield path, record


def _run(
    instruments: Sequence[Path],
    authorities: Path | None,
    scratch: Path,
    jobs: int | None,
    progress: Callable[[int, int], None],
) -> list[_Batch]:
    remaining = iter(instruments)
    groups = list(iter(lambda: list(islice(remaining, _BATCH)), []))
    work = [(group, authorities, scratch / f"{number:06}.nq") for number, group in enumerate(groups)]
    processes = min(jobs or os.cpu_count() or 1, len(work))
    done, batches = 0, []
    if processes == 1:
        for item in work:
            batches.append(_build_batch(item))
            done += len(item[0])
            progress(done, len(instruments))
        return batches
    with ProcessPoolExecutor(processes, mp_context=get_context("forkserver")) as pool:
        for item, batch in zip(work, pool.map(_build_batch, work), strict=True):
            batches.append(batch)
            done += len(item[0])
            progress(done, len(instruments))
    return batches


def _build_batch(work: tuple[Sequence[Path], Path | None, Path]) -> _Batch:
    folders, authorities_folder, file = work
    authorities = load_authorities(authorities_folder)
    batch = _Batch(file, BuildReport(), [], [], [])
    quads: list[ox.Quad] = []
    for folder in folders:
        try:
            records = list(_read_instrument(folder))
        except RecueilError as error:
            batch.errors.append(str(error))
            continue
        if not records:
            continue
        for path, record in records:
            batch.errors.extend(_unknown_references(path, record, authorities))
            quads.extend(map_record(record, authorities))
            batch.report.source_kinds[record.source.kind] += 1
            batch.report.languages[record.source.language] += 1
            if record.source.edition:
                batch.report.editions[record.source.edition] += 1
        quads.extend(consolidate([record for _path, record in records], authorities))
        filing = filing_of([record for _path, record in records])
        if filing is not None:
            batch.filings.append(filing)
        batch.instruments.append(folder.name)
    institutions = iris.institution("")
    objects = {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}
    batch.named = {value for value in objects if value.startswith(institutions)}
    _count(batch.report, quads)
    for result in validate_quads(quads, ("knowledge", "source")):
        batch.report.results[result.severity] += 1
        if result.severity == "Violation":
            batch.violations.append(_violation_line(result, folders[0].parent))
    ox.serialize(dict.fromkeys(quads), output=str(file), format=ox.RdfFormat.N_QUADS)
    return batch


def _unknown_references(path: Path, record: SourceRecord, authorities: Authorities) -> Iterator[str]:
    """Slugs of a record that no authority has, and notations that no vocabulary has, each with its line."""
    vocabulary = load_vocabulary()
    wanted: list[tuple[str, str | None, Callable[[str], object]]] = [
        *(("institution", item.institution, authorities.institution) for item in record.responsibilities),
        *(("institution", item.institution, authorities.institution) for item in record.participants),
        *(("institution", item.institution, authorities.institution) for item in record.contacts),
        *(("state", item.state, authorities.state) for item in record.participants),
        *(("body", item.body, authorities.body) for item in record.bodies if item.body != record.instrument),
        *(("instrument", item.instrument, authorities.instrument) for item in record.relations),
        *(("event-type", item.type, partial(vocabulary.concept, "event-type")) for item in record.events),
        *(("recurrence", item.recurrence, partial(vocabulary.concept, "recurrence")) for item in record.events),
        *(("category", item.concept, partial(vocabulary.concept, "category")) for item in record.categories),
        *(("theme", item.concept, partial(vocabulary.concept, "theme")) for item in record.themes),
        *(("section", item.concept, partial(vocabulary.concept, "section")) for item in record.sections),
    ]
    for scheme, single in (("type", record.type), ("form", record.form), ("legal-nature", record.legal_nature)):
        if single is not None:
            wanted.append((scheme, single.concept, partial(vocabulary.concept, scheme)))
    for kind, slug, find in wanted:
        if slug is not None and find(slug) is None:
            what = _("{kind}: {slug} is not known").format(kind=kind, slug=slug)
            do = _("correct it, or add it to the authorities or the vocabulary")
            yield str(RecueilError(what, where=f"{path}:{_line_with(path, slug)}", do=do))


def _line_with(path: Path, slug: str) -> int:
    """The first line of a record whose value is a slug."""
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.split(": ")[-1].strip() == slug), 1)


def _violation_line(result: ValidationResult, folder: Path) -> str:
    """The result with its record's file: the one that the node is of, or the folder of its instrument."""
    kind, _slash, rest = result.focus.partition("#")[0].removeprefix(iris.base()).partition("/")
    instrument, _slash, source = rest.partition("/")
    place = folder / instrument if kind in {"source", "instrument"} else folder
    if kind == "source":
        place /= f"{source}.yaml"
    node = iris.local_name(result.focus)
    path = f" {iris.local_name(result.path)}" if result.path else ""
    return f"{place}: {node}{path}: {result.messages[spoken()]}"


def _refuse_errors(batches: Sequence[_Batch]) -> None:
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
    file: Path,
    report: BuildReport,
    instruments: Sequence[str],
    authorities: Authorities,
    matches: Matches,
    named: set[str],
) -> BuildReport:
    quads = [
        *map_authorities(authorities, named),
        *map_vocabulary(),
        *map_named_instruments(instruments, authorities),
        *map_identifiers(authorities),
        *map_matches(matches),
        *map_editions(report.editions),
    ]
    counted = BuildReport()
    _count(counted, [quad for quad in quads if quad.graph_name != ox.NamedNode(iris.graph("vocabulary"))])
    ox.serialize(dict.fromkeys(quads), output=str(file), format=ox.RdfFormat.N_QUADS)
    return counted


def _write_comparison(file: Path, filings: Sequence[Filing]) -> BuildReport:
    """What only shows when instruments are compared: the one step of a build that sees more than one of them."""
    quads = compare_filings(filings)
    counted = BuildReport()
    _count(counted, quads)
    counted.results.update(result.severity for result in validate_quads(quads, ("knowledge", "source")))
    ox.serialize(quads, output=str(file), format=ox.RdfFormat.N_QUADS)
    return counted


def _count(report: BuildReport, quads: Sequence[ox.Quad]) -> None:
    own = iris.term("")
    for quad in quads:
        if quad.predicate == A and isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(own):
            report.classes[iris.local_name(quad.object.value)] += 1
