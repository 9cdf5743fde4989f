"""Canada's international environmental agreements as an open knowledge graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recueil_kg.api import Recueil

__all__ = ["Recueil"]


def __getattr__(name: str) -> object:
    """Load the API when it is asked for: the command line starts without it."""
    if name == "Recueil":
        from recueil_kg.api import Recueil

        return Recueil
    raise AttributeError(name)
