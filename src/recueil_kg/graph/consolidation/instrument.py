"""One instrument's records into the knowledge graph, by the rules of the `rule` scheme.

A conclusion equals one of the statements that it is derived from, or is marked unresolved. `docs/consolidation.md`
explains each rule with an example.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Quad

from recueil_kg.authorities import Authorities, load_authorities
from recueil_kg.findings import findings_across
from recueil_kg.graph.compendium import membership_of, write_membership
from recueil_kg.graph.consolidation.classifications import conclude_classifications
from recueil_kg.graph.consolidation.conclusions import Conclusions
from recueil_kg.graph.consolidation.events import conclude_events
from recueil_kg.graph.consolidation.participations import conclude_participations
from recueil_kg.graph.consolidation.relations import conclude_bodies, conclude_relations
from recueil_kg.graph.consolidation.responsibilities import conclude_responsibilities
from recueil_kg.graph.consolidation.titles import conclude_titles
from recueil_kg.graph.mapping import source_node, write_finding
from recueil_kg.graph.namespaces import RK, A
from recueil_kg.model.records import SourceRecord


def consolidate(records: Sequence[SourceRecord], authorities: Authorities | None = None) -> list[Quad]:
    """The knowledge quads of one instrument; pure, and the same whatever the order of the records.

    Args:
        records: everything that the sources say of the instrument; at least one.
        authorities: those that the records refer to; the shipped ones by default.
    """
    about = Conclusions(records, authorities or load_authorities())
    about.add(about.instrument, A, RK.Instrument)
    for record in about.records:
        about.add(about.instrument, RK.describedBy, source_node(record))
    conclude_titles(about)
    write_membership(about.writer, about.instrument, membership_of(about.records, about.entry))
    conclude_classifications(about)
    conclude_responsibilities(about)
    conclude_participations(about, conclude_events(about))
    conclude_relations(about)
    conclude_bodies(about)
    _write_findings(about)
    return about.writer.quads


def _write_findings(about: Conclusions) -> None:
    """What looks wrong when the instrument's records are read together."""
    for index, finding in enumerate(findings_across(about.records)):
        node = NamedNode(f"{about.instrument.value}#finding-{index + 1}")
        write_finding(about.writer, node, finding, on=[about.instrument])
