"""Read what the SHACL shapes demand of each class, for the pages that document the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from ontology_parts.names import curie
from recueil_kg.i18n import Language
from recueil_kg.resources import ontology_folder


@dataclass(frozen=True)
class Rule:
    """What one SHACL shape demands of one property of one class."""

    owner: str
    path: str
    low: int
    high: int | None
    severity: str
    values: tuple[str, ...]
    message: str

    @property
    def count(self) -> str:
        """How many values there may be: `1`, `0..1`, `1..n`."""
        high = "n" if self.high is None else str(self.high)
        return high if str(self.low) == high else f"{self.low}..{high}"


def read_rules(language: Language) -> tuple[Rule, ...]:
    """Every demand of the shapes, by class and property, with its message in a language."""
    shapes = rdflib.Graph()
    for path in sorted((ontology_folder() / "shapes").glob("*.ttl")):
        shapes.parse(path)
    found = [_rule(shapes, shape, language) for shape in shapes.subjects(RDF.type, SH.PropertyShape)]
    return tuple(sorted(found, key=lambda rule: (rule.owner, rule.path, rule.low)))


def _rule(shapes: rdflib.Graph, shape: Node, language: Language) -> Rule:
    low, high = shapes.value(shape, SH.minCount), shapes.value(shape, SH.maxCount)
    return Rule(
        owner=str(shapes.value(shape, SH.targetClass)),
        path=str(shapes.value(shape, SH.path)),
        low=int(str(low)) if low is not None else 0,
        high=int(str(high)) if high is not None else None,
        severity=str(shapes.value(shape, SH.severity)).rsplit("#", 1)[-1],
        values=tuple(_values(shapes, shape)),
        message=next(str(text) for text in shapes.objects(shape, SH.message) if text.language == language),
    )


def _values(shapes: rdflib.Graph, shape: Node) -> Iterator[str]:
    """What the shape says of a value, in SHACL's own words."""
    for predicate, before in (
        (SH.datatype, ""),
        (SH["class"], ""),
        (SH.nodeKind, ""),
        (SH.pattern, ""),
        (SH.lessThanOrEquals, "≤ "),
        (SH.minInclusive, "≥ "),
        (SH.maxInclusive, "≤ "),
    ):
        for value in sorted(shapes.objects(shape, predicate)):
            yield before + curie(str(value))
    for head in shapes.objects(shape, SH["in"]):
        yield ", ".join(curie(str(item)) for item in Collection(shapes, head))
