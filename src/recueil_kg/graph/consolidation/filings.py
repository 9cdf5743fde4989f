"""How instruments are filed, and what looks wrong when they are compared."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Quad

from recueil_kg import iris
from recueil_kg.findings import Field, FiledUnder, Filing, findings_among
from recueil_kg.graph.consolidation.standing import weightiest_that_state
from recueil_kg.graph.mapping import write_finding
from recueil_kg.graph.namespaces import QuadWriter
from recueil_kg.model.records import SourceRecord


def filing_of(records: Sequence[SourceRecord]) -> Filing | None:
    """How one instrument is filed, by the sources that state it best; None for what is no protocol or is not filed."""
    parents = {
        item.instrument
        for record in records
        for item in record.relations
        if item.relation == "protocol-to" and item.instrument
    }
    best = weightiest_that_state(records, lambda record: [item for item in record.categories if item.concept])
    if not parents or not best:
        return None
    return Filing(
        instrument=best[0].instrument,
        title=next((item.printed for item in (best[0].title, best[0].short_title) if item), best[0].instrument),
        protocol_to=tuple(sorted(parents)),
        categories=tuple(
            FiledUnder(item.concept, item.printed, Field(record.instrument, record.source.id, f"categories[{index}]"))
            for record in best
            for index, item in enumerate(record.categories)
            if item.concept
        ),
    )


def compare_filings(filings: Sequence[Filing]) -> list[Quad]:
    """The knowledge quads of what looks wrong when instruments are compared; pure."""
    writer = QuadWriter(iris.graph("knowledge"))
    for finding in findings_among(filings):
        first, *others = dict.fromkeys(field.instrument for field in finding.fields)
        node = NamedNode("-".join((f"{iris.instrument(first)}#finding", finding.rule, *others)))
        instruments = [NamedNode(iris.instrument(slug)) for slug in (first, *others)]
        write_finding(writer, node, finding, on=instruments)
    return writer.quads
