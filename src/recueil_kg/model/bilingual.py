"""A text in both official languages: neither stands for the other."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from recueil_kg.i18n import Language

Text = Annotated[str, Meta(min_length=1)]


class Bilingual(Struct, frozen=True, forbid_unknown_fields=True):
    """A text in English and in French, neither of them empty."""

    en: Text
    fr: Text

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en

    def followed_by(self, other: Bilingual) -> Bilingual:
        """Both texts, one after the other, in each language."""
        return Bilingual(en=f"{self.en} {other.en}", fr=f"{self.fr} {other.fr}")
