"""The language of a sheet is told by its small words, however they are written."""

from __future__ import annotations

import pytest

from recueil_kg.reading.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Parties to the Convention met in Paris", "en"),
        ("Les Parties à la Convention se sont réunies à Paris pour l’examiner avec les autres", "fr"),
        ("LES PARTIES QUI SONT DANS LA RÉGION, ET UNE AUTRE", "fr"),
        ("Cette mesure A Été prise Par Le Canada", "fr"),
        ("WHAT THE PARTIES HAVE AGREED ON THIS", "en"),
        ("", "en"),
        ("Minamata 2013", "en"),
    ],
)
def test_a_text_is_in_the_language_whose_small_words_it_has_more_of(text: str, language: str) -> None:
    assert language_of(text) == language
