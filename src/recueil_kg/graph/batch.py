"""A batch of instruments made into validated quads in a process of its own, and the count of what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from recueil_kg import iris
from recueil_kg.authorities import Authorities, load_authorities
from recueil_kg.errors import RecueilError
from recueil_kg.findings import Filing
from recueil_kg.graph.consolidation import consolidate, filing_of
from recueil_kg.graph.mapping import map_record
from recueil_kg.graph.namespaces import A
from recueil_kg.graph.record_files import misplaced_words, read_instrument, unknown_references
from recueil_kg.graph.validation import ValidationResult, validate_quads
from recueil_kg.i18n import spoken
from recueil_kg.model.records import SourceRecord


@dataclass
class Counts:
    """What was built: counts by class, kind of source, language and edition; results by severity."""

    classes: Counter[str] = field(default_factory=Counter)
    source_kinds: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    editions: Counter[str] = field(default_factory=Counter)
    results: Counter[str] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        """Count another part of the build in."""
        for name in ("classes", "source_kinds", "languages", "editions", "results"):
            getattr(self, name).update(getattr(other, name))

    def add_things(self, quads: Iterable[ox.Quad]) -> None:
        """Count the things of our own classes in."""
        own = iris.term("")
        for quad in quads:
            if quad.predicate == A and isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(own):
                self.classes[iris.local_name(quad.object.value)] += 1

    def add_source(self, record: SourceRecord) -> None:
        """Count the source of a record in."""
        self.source_kinds[record.source.kind] += 1
        self.languages[record.source.language] += 1
        if record.source.edition:
            self.editions[record.source.edition] += 1


@dataclass
class Batch:
    """What a process gives back of some instruments.

    Attributes:
        file: the quads, as N-Quads.
        counts: what they hold.
        instruments: the slugs of those that have records.
        errors: what is wrong in records, a line each, with file and line.
        violations: what the shapes refuse, a line each, with the record's file.
        filings: what is compared when all batches are there.
        named: IRIs of the institutions that the quads name.
    """

    file: Path
    counts: Counts = field(default_factory=Counts)
    instruments: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    filings: list[Filing] = field(default_factory=list)
    named: set[str] = field(default_factory=set)


class Work(NamedTuple):
    """What a process is given: folders of instruments, that of the authorities, and the file to write."""

    instruments: Sequence[Path]
    authorities: Path | None
    file: Path


def build_batch(work: Work) -> Batch:
    """Read, map, consolidate and validate the records of some instruments; what is wrong is told in the batch."""
    authorities = load_authorities(work.authorities)
    batch = Batch(work.file)
    quads: list[ox.Quad] = []
    for folder in work.instruments:
        try:
            records = list(read_instrument(folder))
        except RecueilError as error:
            batch.errors.append(str(error))
            continue
        for path, record in records:
            batch.errors.extend(unknown_references(path, record, authorities))
            batch.errors.extend(misplaced_words(path, record))
            batch.counts.add_source(record)
        if records:
            batch.instruments.append(folder.name)
            quads.extend(_quads_of([record for _path, record in records], authorities))
            filing = filing_of([record for _path, record in records])
            if filing is not None:
                batch.filings.append(filing)
    institutions = iris.institution("")
    objects = {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}
    batch.named = {value for value in objects if value.startswith(institutions)}
    batch.counts.add_things(quads)
    for result in validate_quads(quads, ("knowledge", "source")):
        batch.counts.results[result.severity] += 1
        if result.severity == "Violation":
            batch.violations.append(_violation_line(result, work.instruments[0].parent))
    write_quads(quads, work.file)
    return batch


def _quads_of(records: Sequence[SourceRecord], authorities: Authorities) -> Iterator[ox.Quad]:
    """The source graphs and the conclusions of one instrument."""
    for record in records:
        yield from map_record(record, authorities)
    yield from consolidate(records, authorities)


def write_quads(quads: Iterable[ox.Quad], file: Path) -> None:
    """Write N-Quads, each once."""
    ox.serialize(dict.fromkeys(quads), output=str(file), format=ox.RdfFormat.N_QUADS)


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
