"""Partial dates as nodes: the EDTF string, and its first and last possible days."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from recueil_kg.graph.namespaces import EDTF, RK, XSD, A, QuadWriter
from recueil_kg.model.dates import PartialDate


def write_date(writer: QuadWriter, node: NamedNode, edtf: str) -> NamedNode:
    """State a partial date; an open end has no day."""
    date = PartialDate.parse(edtf)
    writer.add(node, A, RK.PartialDate)
    writer.add(node, RK.edtf, Literal(edtf, datatype=EDTF))
    if date.earliest is not None:
        writer.add(node, RK.earliest, Literal(date.earliest.isoformat(), datatype=XSD.date))
    if date.latest is not None:
        writer.add(node, RK.latest, Literal(date.latest.isoformat(), datatype=XSD.date))
    return node
