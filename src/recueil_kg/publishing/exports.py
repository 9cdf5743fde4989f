"""The formats that the graph, or a network of it, is exported in: each a function that gives the file's bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recueil_kg.analysis.graphs import AnyNetwork
from recueil_kg.analysis.networks import network
from recueil_kg.i18n import Language
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.networks import as_gexf, as_graphml
from recueil_kg.querying.engines import Engine


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported.

    Attributes:
        engine: the store or the endpoint that holds it.
        language: the language of labels where a format has only one.
        network: the network, for formats of networks.
        since: first day of the window, for formats of networks.
        until: last day of the window.
    """

    engine: Engine
    language: Language
    network: str = "everything"
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """A format: what it is for, and the function that writes it."""

    purpose: Bilingual
    write: Callable[[Wanted], bytes]


def _of_network(write: Callable[[AnyNetwork, Language], bytes]) -> Callable[[Wanted], bytes]:
    def of(wanted: Wanted) -> bytes:
        graph = network(wanted.engine, wanted.network, since=wanted.since, until=wanted.until)
        return write(graph, wanted.language)

    return of


EXPORTS: dict[str, Export] = {
    "graphml": Export(
        Bilingual("a network, for Cytoscape and Gephi", "un réseau, pour Cytoscape et Gephi"), _of_network(as_graphml)
    ),
    "gexf": Export(
        Bilingual("a network over time, for Gephi", "un réseau dans le temps, pour Gephi"), _of_network(as_gexf)
    ),
}
"""The formats, by the name that `recueil-kg export` takes."""
