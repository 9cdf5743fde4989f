"""What the whole graph says of itself: counts, periods and more, each by a published query.

Nothing is stated here that the other graphs do not: the queries of `ontology/derivations` give each triple again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from recueil_kg import iris
from recueil_kg.resources import ontology_folder

GRAPH = "derived"
"""The named graph of what is derived."""


def derivations() -> list[Path]:
    """The files of the queries that derive, by name."""
    return sorted((ontology_folder() / "derivations").glob("*.rq"))


def derive(store: Store) -> Iterator[Quad]:
    """The quads of what all queries derive from a store, as they are found."""
    graph = NamedNode(iris.graph(GRAPH))
    for derivation in derivations():
        found = store.query(iris.rebase(derivation.read_text("utf-8")))
        assert isinstance(found, QueryTriples)
        for triple in found:
            yield Quad(triple.subject, triple.predicate, triple.object, graph)
