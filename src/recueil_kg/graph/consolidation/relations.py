"""What an instrument has to do with others, and its bodies."""

from __future__ import annotations

from pyoxigraph import NamedNode

from recueil_kg import iris
from recueil_kg.graph.consolidation.conclusions import Conclusions
from recueil_kg.graph.mapping import body_node
from recueil_kg.graph.namespaces import DCTERMS, RK, A

_RELATION_PROPERTY = {
    "protocol-to": RK.protocolTo,
    "amends": RK.amends,
    "adopted-under": RK.adoptedUnder,
    "established-under": RK.establishedUnder,
    "replaces": DCTERMS.replaces,
    "related-to": RK.relatedTo,
    "part-of": RK.partOf,
}
_KINDS_OF_BODY = {"working-group": RK.WorkingGroup, "committee": RK.Committee, "commission": RK.Commission}


def conclude_relations(about: Conclusions) -> None:
    """State every relation to another instrument that a source names."""
    relations = dict.fromkeys(
        (item.relation, item.instrument)
        for record in about.records
        for item in record.relations
        if item.instrument and item.instrument != about.slug
    )
    for relation, slug in relations:
        about.add(about.instrument, _RELATION_PROPERTY[relation], NamedNode(iris.instrument(slug)))


def conclude_bodies(about: Conclusions) -> None:
    """State every body that a source names; a sheet can be about one, and the instrument is then one too."""
    for slug in dict.fromkeys(item.body for record in about.records for item in record.bodies if item.body):
        if slug == about.slug:
            about.add(about.instrument, A, _kind_of_body(slug))
        else:
            about.add(about.instrument, RK.hasBody, body_node(slug, about.slug))


def _kind_of_body(slug: str) -> NamedNode:
    """The kind of body that a slug names."""
    words = slug.replace("-wg", "-working-group")
    return next((kind for name, kind in _KINDS_OF_BODY.items() if name in words), RK.Body)
