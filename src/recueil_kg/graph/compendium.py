"""Whether what was read shows an instrument to be in the compendium, in which of its series, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode

from recueil_kg import iris
from recueil_kg.authorities import Authority
from recueil_kg.graph.mapping import source_node
from recueil_kg.graph.namespaces import RK, QuadWriter
from recueil_kg.model.records import SourceRecord

Status = Literal["shown-by-sheet", "shown-by-reference", "shown-by-catalogue", "not-shown"]
Series = Literal["a", "b", "c", "d"]

_REFERENCE = re.compile(r"([ABCD])(?:-[A-Z]+-| )?\d+\b")
_CATALOGUE_NUMBER = re.compile(r"En4-381/([1-4])-\d+\b")
_SERIES_OF_NUMBER: dict[str, Series] = {"1": "a", "2": "b", "3": "c", "4": "d"}
_SERIES_OF_TYPE: dict[str, Series] = {
    "multilateral": "a",
    "bilateral": "b",
    "regional": "b",
    "canada-united-states": "c",
    "multilateral-voluntary-instrument": "d",
}


@dataclass(frozen=True, slots=True)
class Membership:
    """What shows an instrument to be in the compendium.

    Attributes:
        status: notation of the `compendium-status` scheme: what shows it best; `not-shown` where nothing read does.
        series: notation of the `compendium-series` scheme; None where nothing tells.
        rule: notation of the rule by which the series is known.
        shown_by: the sources that show it.
    """

    status: Status
    series: Series | None
    rule: str | None
    shown_by: tuple[SourceRecord, ...]


NOT_SHOWN = Membership("not-shown", None, None, ())


def membership_of(records: Sequence[SourceRecord], entry: Authority | None = None) -> Membership:
    """What the records of one instrument show of its place in the compendium; pure.

    Args:
        records: everything that the sources say of the instrument.
        entry: its authority entry, for the catalogue number among its codes.
    """
    sheets = tuple(record for record in records if record.source.kind == "fact-sheet")
    referenced = tuple(r for r in records if r.reference and _REFERENCE.match(r.reference.printed))
    catalogued = tuple(record for record in records if record.source.kind == "catalogue-title")
    ways: tuple[tuple[Status, tuple[SourceRecord, ...]], ...] = (
        ("shown-by-sheet", sheets),
        ("shown-by-reference", referenced),
        ("shown-by-catalogue", catalogued),
    )
    for status, shown_by in ways:
        if shown_by:
            return Membership(status, *_series(records, referenced, entry), shown_by)
    return NOT_SHOWN


def write_membership(writer: QuadWriter, instrument: NamedNode, membership: Membership) -> None:
    """State an instrument's place in the compendium, with the rule and the sources that show it."""
    writer.add(instrument, RK.compendiumStatus, NamedNode(iris.concept("compendium-status", membership.status)))
    if membership.series and membership.rule:
        writer.add(instrument, RK.compendiumSeries, NamedNode(iris.concept("compendium-series", membership.series)))
        writer.add(instrument, RK.seriesRule, NamedNode(iris.concept("rule", membership.rule)))
    for record in membership.shown_by:
        writer.add(instrument, RK.compendiumEvidence, source_node(record))


def _series(
    records: Sequence[SourceRecord], referenced: Sequence[SourceRecord], entry: Authority | None
) -> tuple[Series | None, str | None]:
    """By the letter of a printed reference, else by the catalogue number, else by the printed type."""
    for record in referenced:
        matched = _REFERENCE.match(record.reference.printed) if record.reference else None
        if matched:
            return _letter(matched[1]), "series-of-reference"
    for code in entry.codes if entry else ():
        numbered = _CATALOGUE_NUMBER.match(code.value)
        if numbered:
            return _SERIES_OF_NUMBER[numbered[1]], "series-of-catalogue-number"
    newest_first = sorted(records, key=lambda record: record.source.edition or "", reverse=True)
    for record in newest_first:
        concept = record.type.concept if record.type and record.source.kind == "fact-sheet" else None
        if concept in _SERIES_OF_TYPE:
            return _SERIES_OF_TYPE[concept], "series-of-type"
    return None, None


def _letter(text: str) -> Series:
    letters: dict[str, Series] = {"A": "a", "B": "b", "C": "c", "D": "d"}
    return letters[text]
