"""What looks wrong when instruments are compared with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from recueil_kg.findings.finding import Field, Finding, finding


class FiledUnder(NamedTuple):
    """A category that a source prints: its notation, its words, and the field."""

    notation: str
    printed: str
    field: Field


@dataclass(frozen=True, slots=True)
class Filing:
    """Under which categories a protocol is filed, as far as other instruments' filing can be compared with it.

    Attributes:
        instrument: the protocol's slug.
        title: its title or heading as printed.
        protocol_to: slugs of the instruments that it is a protocol to.
        categories: those that the sources print which state it best.
    """

    instrument: str
    title: str
    protocol_to: tuple[str, ...]
    categories: tuple[FiledUnder, ...]


def findings_among(filings: Sequence[Filing]) -> tuple[Finding, ...]:
    """What looks wrong when instruments are compared with each other."""
    return tuple(_siblings_filed_apart(filings))


def _siblings_filed_apart(filings: Sequence[Filing]) -> Iterator[Finding]:
    """Two protocols to one instrument that have no category in common."""
    families: dict[str, list[Filing]] = {}
    for filing in sorted(filings, key=lambda filing: filing.instrument):
        for parent in filing.protocol_to:
            families.setdefault(parent, []).append(filing)
    pairs = {pair: None for family in families.values() for pair in combinations(family, 2)}
    for one, other in pairs:
        if not {item.notation for item in one.categories} & {item.notation for item in other.categories}:
            yield finding(
                "siblings-filed-apart",
                tuple(item.field for filing in (one, other) for item in filing.categories),
                one=one.title,
                other=other.title,
                first=", ".join(item.printed for item in one.categories),
                second=", ".join(item.printed for item in other.categories),
            )
