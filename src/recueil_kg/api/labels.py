"""Names in English and French, each of which may be absent."""

from __future__ import annotations

from collections.abc import Mapping

from recueil_kg.i18n import LANGUAGES, Language

Labels = Mapping[Language, str]
"""A text by language; a language in which there is none is absent."""


def in_language(labels: Labels, language: Language, otherwise: str = "") -> str:
    """A text in a language, else in the other one, else `otherwise`."""
    return next((labels[one] for one in (language, *LANGUAGES) if one in labels), otherwise)
