"""The libraries that come with an extra of the package, and the one line that says that one is missing."""

from __future__ import annotations

from importlib.util import find_spec

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _


def require(library: str, *, extra: str) -> None:
    """Refuse what cannot be done without a library; nothing is imported yet.

    Raises:
        RecueilError: it is not installed.
    """
    if find_spec(library) is None:
        raise RecueilError(
            _("{library} is not installed").format(library=library), do=f"pip install 'recueil-kg[{extra}]'"
        )
