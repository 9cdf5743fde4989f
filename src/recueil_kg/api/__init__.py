"""The Python API: the built graph, or an endpoint that serves it, as questions, instruments, networks and pictures."""

from recueil_kg.api.recueil import Recueil

__all__ = ["Recueil"]
