"""A catalogue's triples as Turtle, RDF/XML and JSON-LD: the same triples give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Literal, TypeAlias

import pyoxigraph as ox
from pyoxigraph import NamedNode, Triple

from recueil_kg.graph.namespaces import DCAT, DCTERMS, FOAF, RDFS, SKOS, SPDX, XSD, A
from recueil_kg.publishing.portals.dcat import DCATAP, VCARD

CatalogueForm: TypeAlias = Literal["dcat", "dcat-rdfxml", "dcat-jsonld"]
"""The form's key among the file formats."""
_PREFIXES = {
    "dcat": DCAT.base,
    "dcatap": DCATAP.base,
    "dcterms": DCTERMS.base,
    "foaf": FOAF.base,
    "rdfs": RDFS.base,
    "skos": SKOS.base,
    "spdx": SPDX.base,
    "vcard": VCARD.base,
    "xsd": XSD.base,
}


def as_bytes(triples: Sequence[Triple], form: CatalogueForm) -> bytes:
    """The triples, which come by subject and predicate, in one of the three forms."""
    if form == "dcat-jsonld":
        return _json_ld(triples)
    rdf_format = ox.RdfFormat.TURTLE if form == "dcat" else ox.RdfFormat.RDF_XML
    written = ox.serialize(triples, format=rdf_format, prefixes=_PREFIXES)
    assert written is not None
    return written


def _json_ld(triples: Iterable[Triple]) -> bytes:
    """A flattened document whose context, which is in it, is the prefixes; values are in the order of the triples."""
    nodes = []
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        assert isinstance(subject, NamedNode)
        node: dict[str, Any] = {"@id": subject.value}
        for predicate, found in groupby(about, key=lambda triple: triple.predicate):
            objects = [triple.object for triple in found]
            if predicate == A:
                node["@type"] = [_compact(each.value) for each in objects if isinstance(each, NamedNode)]
            else:
                node[_compact(predicate.value)] = [_json_value(each) for each in objects]
        nodes.append(node)
    document = {"@context": _PREFIXES, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _json_value(term: object) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"@id": term.value}
    assert isinstance(term, ox.Literal)
    if term.language is not None:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == XSD.string:
        return {"@value": term.value}
    return {"@value": term.value, "@type": _compact(term.datatype.value)}


def _compact(iri: str) -> str:
    for prefix, base in _PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri
