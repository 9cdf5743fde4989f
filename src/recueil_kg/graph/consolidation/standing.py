"""How much a source weighs against another, and which of them state a field best."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from recueil_kg.model.records import SourceRecord

_STANDING = {
    "fact-sheet": 5,
    "government-page": 4,
    "catalogue-title": 3,
    "named-in-another-sheet": 2,
    "ieadb": 1,
    "other-public-source": 1,
}


def standing(record: SourceRecord) -> tuple[int, str]:
    """How much a source weighs: fact sheets before all others, and of fact sheets the newest edition."""
    return _STANDING[record.source.kind], record.source.edition or ""


def weightiest_that_state(
    records: Sequence[SourceRecord], stated: Callable[[SourceRecord], object]
) -> list[SourceRecord]:
    """The sources of the highest standing that state a field; several where languages or shapes stand equal."""
    speaking = [record for record in records if stated(record)]
    best = max((standing(record) for record in speaking), default=None)
    return [record for record in speaking if standing(record) == best]
