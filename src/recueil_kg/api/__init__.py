"""The Python API: the built graph, or an endpoint that serves it, as questions, instruments, networks and pictures."""

from recueil_kg.api.facts import Evidence
from recueil_kg.api.institutions import Institution
from recueil_kg.api.instruments import Instrument
from recueil_kg.api.recueil import Recueil

__all__ = ["Evidence", "Institution", "Instrument", "Recueil"]
