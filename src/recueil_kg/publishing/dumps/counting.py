"""Count what a store holds, in one pass in order of subjects, in memory that does not grow with the number of quads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from pyoxigraph import NamedNode, Store, Triple

from recueil_kg import iris
from recueil_kg.graph.namespaces import OWL, A
from recueil_kg.publishing.dumps.linked_datasets import linked_dataset
from recueil_kg.publishing.dumps.ordering import by_subject
from recueil_kg.publishing.dumps.parts import CONCLUSIONS
from recueil_kg.sorting import in_order

SOURCES = "sources"
"""The kind of the graphs that hold what sources state; each of `CONCLUSIONS` is a kind of its own."""


@dataclass
class Counts:
    """Counts of a set of triples.

    Attributes:
        triples: how many different ones.
        subjects: how many different subjects.
        entities: subjects named below our base that are no part of another (their IRI has no hash).
        properties: triples by property.
        classes: things by class.
        examples: of each class, the thing of which most is said, and how many triples that is.
    """

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    properties: Counter[NamedNode] = field(default_factory=Counter)
    classes: Counter[NamedNode] = field(default_factory=Counter)
    examples: dict[NamedNode, tuple[int, NamedNode]] = field(default_factory=dict)

    def add(self, subject: object, triples: Collection[Triple]) -> None:
        """Count the triples of the next subject in."""
        self.triples += len(triples)
        self.subjects += 1
        if isinstance(subject, NamedNode) and subject.value.startswith(iris.base()) and "#" not in subject.value:
            self.entities += 1
        for triple in triples:
            self.properties[triple.predicate] += 1
            if triple.predicate == A and isinstance(triple.object, NamedNode):
                self.classes[triple.object] += 1
                said, _example = self.examples.get(triple.object, (0, None))
                if len(triples) > said and isinstance(subject, NamedNode):
                    self.examples[triple.object] = (len(triples), subject)


@dataclass
class StoreCounts:
    """Counts of a store.

    Attributes:
        whole: the union of its graphs.
        kinds: the union of the graphs of each kind.
        objects: how many different objects.
        links: triples by the linked dataset's slug that their object belongs to, and property.
    """

    whole: Counts
    kinds: dict[str, Counts]
    objects: int
    links: Counter[tuple[str, NamedNode]]


def count_store(store: Store, folder: Path) -> StoreCounts:
    """Count a store.

    Args:
        store: it.
        folder: where what does not fit into memory is kept meanwhile.
    """
    kinds = {iris.graph(name): name for name in CONCLUSIONS}
    counts = StoreCounts(Counts(), {name: Counts() for name in (*CONCLUSIONS, SOURCES)}, 0, Counter())
    for subject, members in groupby(by_subject(store, folder), key=lambda quad: quad.subject):
        triples: dict[Triple, None] = {}
        by_kind: dict[str, dict[Triple, None]] = {}
        for quad in members:
            kind = kinds.get(str(quad.graph_name)[1:-1], SOURCES)
            triples[quad.triple] = by_kind.setdefault(kind, {})[quad.triple] = None
        counts.whole.add(subject, triples)
        for kind, some in by_kind.items():
            counts.kinds[kind].add(subject, some)
        _count_links(counts.links, triples)
    objects = in_order((f"{quad.object}\n".encode() for quad in store), folder)
    counts.objects = sum(1 for _object in groupby(objects))
    return counts


def _count_links(links: Counter[tuple[str, NamedNode]], triples: Collection[Triple]) -> None:
    """Count what leads elsewhere; an axiom about a link repeats it and is none."""
    for triple in triples:
        if isinstance(triple.object, NamedNode) and triple.predicate != OWL.annotatedTarget:
            dataset = linked_dataset(triple.object.value)
            if dataset is not None:
                links[dataset.id, triple.predicate] += 1
