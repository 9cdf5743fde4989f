"""The words that status lines and names of institutions are made of, for the panel's fields."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from recueil_kg.authorities import INSTITUTION_KINDS
from recueil_kg.extraction.lexicons import load_lexicons
from recueil_kg.extraction.tokens import Token, tokens_of
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, Language

SMALL = frozenset(
    "on since in of to by le la les l en depuis du de a au aux the et and ou or it is its il elle".split()
)


def is_begun(tokens: Sequence[Token], language: Language) -> bool:
    """Whether words are the beginning of a known name, and not all of it."""
    return " ".join(token.word for token in tokens) in beginnings_of_names(language)


@cache
def status_words(language: Language) -> frozenset[str]:
    """The words of which status lines are made, by the vocabulary; and the small words between them and a date."""
    lexicons = load_lexicons(language)
    labels = (
        label
        for scheme in ("event-type", "scope", "recurrence", "cue")
        for concept in lexicons.vocabulary.concepts(scheme)
        for language in LANGUAGES
        for label in concept.labels(language)
    )
    words = {token.word for label in labels for token in tokens_of(fold(label))}
    return frozenset({*words, *SMALL, *"convention protocol protocole accord agreement amendment".split()})


@cache
def event_labels(language: Language) -> tuple[str, ...]:
    """The words of every event's phrase, folded, with one space between words."""
    lexicons = load_lexicons(language)
    labels = [
        label
        for concept in lexicons.vocabulary.concepts("event-type")
        for language in LANGUAGES
        for label in concept.labels(language)
    ]
    return tuple(" ".join(token.word for token in tokens_of(fold(label))) for label in labels)


@cache
def beginnings_of_names(language: Language) -> frozenset[str]:
    """Every way to begin an institution's name or "others as needed" without ending it, folded, with single spaces."""
    lexicons = load_lexicons(language)
    institutions = [entry for entry in lexicons.authorities.all() if entry.kind in INSTITUTION_KINDS]
    names = [name for entry in institutions for spoken in LANGUAGES for name in entry.all_names(spoken)]
    roles = lexicons.vocabulary.concepts("role")
    names += [label for role in roles for spoken in LANGUAGES for label in role.labels(spoken)]
    words = [[token.word for token in tokens_of(fold(name))] for name in names]
    return frozenset(" ".join(name[:count]) for name in words for count in range(1, len(name)))
