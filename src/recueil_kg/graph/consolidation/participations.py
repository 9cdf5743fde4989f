"""Who takes part in an instrument, and what Canada has done in it."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from recueil_kg import iris
from recueil_kg.graph.consolidation.conclusions import Conclusions
from recueil_kg.graph.consolidation.standing import weightiest_that_state
from recueil_kg.graph.mapping import participant_node, statement_node
from recueil_kg.graph.namespaces import PROV, RK, A


def conclude_participations(about: Conclusions, actions: Sequence[NamedNode]) -> None:
    """State every participation.

    Args:
        about: the instrument.
        actions: the events of Canada's own; where there is one, Canada takes part even if no source lists it.
    """
    concluded: dict[NamedNode, list[NamedNode]] = {}
    for record in weightiest_that_state(about.records, lambda record: record.participants):
        for index, item in enumerate(record.participants):
            participant = participant_node(item.state, item.institution)
            if participant is not None:
                concluded.setdefault(participant, []).append(statement_node(record, f"participants[{index}]"))
    canada = NamedNode(iris.state("can"))
    if actions:
        concluded.setdefault(canada, [])
    for participant, statements in concluded.items():
        node = NamedNode(f"{about.instrument.value}#participation-{iris.local_name(participant.value)}")
        about.add(about.instrument, RK.participation, node)
        about.add(node, A, RK.Participation)
        about.add(node, RK.participant, participant)
        for statement in statements:
            about.add(node, PROV.wasDerivedFrom, statement)
        if participant == canada:
            for action in actions:
                about.add(node, RK.action, action)
