"""A federal body that is known only from a list is in the graph where a record names it, and nowhere else."""

from __future__ import annotations

import pyoxigraph as ox

from recueil_kg import iris
from recueil_kg.authorities import load_authorities
from recueil_kg.graph.reference import map_authorities


def subjects(named: set[str]) -> set[str]:
    quads = map_authorities(load_authorities(), named)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def test_a_listed_body_that_nothing_names_is_left_out() -> None:
    listed = {iris.institution(entry.id) for entry in load_authorities().all() if entry.listed}
    assert iris.institution("statistics-canada") in listed
    assert not listed & subjects(set())


def test_a_listed_body_that_a_record_names_is_there() -> None:
    body = iris.institution("statistics-canada")
    assert body in subjects({body})
    assert subjects({body}) - subjects(set()) >= {body}
