"""What changed between two releases, instrument by instrument, from their N-Quads."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from msgspec import Struct, field
from pyoxigraph import Literal, RdfFormat, parse

from recueil_kg import iris
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import LANGUAGES, Language, _, reason
from recueil_kg.sorting import in_order

_SUBJECT_AND_PREDICATE = re.compile(r"<([^>]*)> <([^>]*)> ")
_GRAPH = re.compile(r"<([^>]*)> \.$")
_TITLE_PROPERTY = "http://purl.org/dc/terms/title"


class InstrumentChange(Struct, kw_only=True):
    """How one instrument's statements changed.

    Attributes:
        slug: the instrument's.
        titles: official titles by language, where there is one.
        change: `added`, `removed` or `changed`: whether the graph knew it before and knows it now.
        gained: statements that are new: conclusions and what its sources state.
        lost: statements that are no longer there.
        properties: local names of the conclusions' properties that changed.
    """

    slug: str
    titles: dict[Language, str] = field(default_factory=dict)
    change: str = "changed"
    gained: int = 0
    lost: int = 0
    properties: tuple[str, ...] = ()


class Changes(Struct, kw_only=True):
    """What changed between two releases.

    Attributes:
        previous: version of the earlier release; None for the first one.
        version: version of this one.
        quads_before: quads of the earlier one.
        quads: quads of this one.
        instruments: those that changed, by slug.
        graphs: gained and lost quads of graphs that are of no instrument (authorities, vocabularies).
    """

    previous: str | None
    version: str
    quads_before: int = 0
    quads: int = 0
    instruments: tuple[InstrumentChange, ...] = ()
    graphs: dict[str, tuple[int, int]] = field(default_factory=dict)


def compare(previous: Path | None, current: Path, versions: tuple[str | None, str], folder: Path) -> Changes:
    """The changes from one N-Quads file to another; memory grows with the number of instruments only.

    Args:
        previous: the earlier release's file; None for the first release.
        current: this one's.
        versions: of the earlier release, and of this one.
        folder: where lines are sorted that memory has no room for.

    Raises:
        RecueilError: a file cannot be read.
    """
    changes = Changes(previous=versions[0], version=versions[1])
    found: dict[str, InstrumentChange] = {}
    known: dict[int, set[str]] = {0: set(), 1: set()}
    properties: dict[str, set[str]] = {}
    titles: dict[str, dict[Language, str]] = {}
    for line, sides in _lines_of_both(previous, current, folder):
        changes.quads_before += 0 in sides
        changes.quads += 1 in sides
        graph = _local(_GRAPH, line)
        subject, predicate = _subject_and_predicate(line)
        slug = _slug(subject, graph)
        if slug is None:
            if len(sides) == 1:
                gained, lost = changes.graphs.get(graph, (0, 0))
                changes.graphs[graph] = (gained + (1 in sides), lost + (0 in sides))
            continue
        for side in sides:
            known[side].add(slug)
        in_knowledge = graph == "graph/knowledge"
        if in_knowledge and predicate == _TITLE_PROPERTY:
            language, title = _title(line)
            if 1 in sides or language not in titles.get(slug, {}):
                titles.setdefault(slug, {})[language] = title
        if len(sides) == 1:
            change = found.setdefault(slug, InstrumentChange(slug=slug))
            change.gained += 1 in sides
            change.lost += 0 in sides
            if in_knowledge:
                properties.setdefault(slug, set()).add(iris.local_name(predicate))
    for slug, change in found.items():
        change.titles = {language: titles[slug][language] for language in LANGUAGES if language in titles.get(slug, {})}
        change.properties = tuple(sorted(properties.get(slug, ())))
        if slug not in known[0]:
            change.change = "added"
        elif slug not in known[1]:
            change.change = "removed"
    changes.instruments = tuple(found[slug] for slug in sorted(found))
    changes.graphs = dict(sorted(changes.graphs.items()))
    return changes


def _lines_of_both(previous: Path | None, current: Path, folder: Path) -> Iterator[tuple[str, set[int]]]:
    """Every line once, with the files that have it: 0 the earlier, 1 the later one."""
    files = [(number, path) for number, path in enumerate((previous, current)) if path is not None]
    merged = heapq.merge(*(_lines(path, number, folder) for number, path in files))
    for line, group in groupby(merged, key=lambda item: item[0]):
        yield line.decode().rstrip("\n"), {number for _line, number in group}


def _lines(path: Path, number: int, folder: Path) -> Iterator[tuple[bytes, int]]:
    try:
        with path.open("rb") as file:
            for line in in_order(file, folder):
                yield line, number
    except OSError as error:
        raise RecueilError(reason(error), where=str(path), do=_("give the folder of a release")) from None


def _subject_and_predicate(line: str) -> tuple[str, str]:
    found = _SUBJECT_AND_PREDICATE.match(line)
    return (found[1].removeprefix(iris.base()), found[2]) if found else ("", "")


def _local(pattern: re.Pattern[str], line: str) -> str:
    found = pattern.search(line)
    return found[1].removeprefix(iris.base()) if found else ""


def _title(line: str) -> tuple[Language, str]:
    quad = next(iter(parse(line, format=RdfFormat.N_QUADS)))
    assert isinstance(quad.object, Literal)
    return "fr" if quad.object.language == "fr" else "en", quad.object.value


def _slug(subject: str, graph: str) -> str | None:
    """The instrument that a quad is about: of whom its graph's source speaks, or whose part its subject is."""
    for path, prefix in ((graph, "graph/source/"), (subject, "instrument/")):
        if path.startswith(prefix):
            return re.split(r"[/#]", path.removeprefix(prefix), maxsplit=1)[0]
    return None
