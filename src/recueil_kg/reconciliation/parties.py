"""Which parties a text names, what they are called, and what it says of two agreements that they share some."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from recueil_kg.authorities import Authority
from recueil_kg.extraction.lexicons import load_lexicons
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.folding import fold
from recueil_kg.i18n import _, spoken
from recueil_kg.reconciliation.signs import Sign

_CANADA = "can"
_FEW = 4
"""Parties of an agreement between so few are all named; of others, some."""
_SAME_PARTIES, _SOME_PARTIES, _OTHER_PARTIES = 0.2, 0.08, 0.4


def are_few(parties: frozenset[str]) -> bool:
    """Whether an agreement is one between Canada and few others, so that a list of them names all."""
    return 0 < len(parties - {_CANADA}) <= _FEW


def signs_of_parties(theirs: frozenset[str], ours: frozenset[str]) -> Iterator[Sign]:
    """What the parties beside Canada say; nothing where either side names none."""
    beside, our_beside = theirs - {_CANADA}, ours - {_CANADA}
    if not beside or not our_beside:
        return
    if beside == our_beside:
        both = theirs | ({_CANADA} & ours)
        yield Sign(lambda: _("parties {names}").format(names=_named(both)), gain=_SAME_PARTIES)
    elif beside & our_beside:
        shared = beside & our_beside
        yield Sign(lambda: _("parties in common: {names}").format(names=_named(shared)), gain=_SOME_PARTIES)
    elif len(beside) <= _FEW or len(our_beside) <= _FEW:
        yield Sign(
            lambda: _("other parties: theirs {theirs}, ours {ours}").format(
                theirs=_named(beside), ours=_named(our_beside)
            ),
            kept=_OTHER_PARTIES,
        )


@lru_cache(maxsize=4096)
def parties_in(text: str) -> frozenset[str]:
    """Codes of the states, and slugs of the institutions that are no state's own, that a text names."""
    if not text:
        return frozenset()
    lexicons, tokens = load_lexicons("en"), tokens_of(fold(text))
    found = {match.payload.id for match in lexicons.states.find_all(tokens)}
    return frozenset(found) | {
        match.payload.id
        for match in lexicons.institutions.find_all(tokens)
        if match.payload.kind in {"international-organization", "province-or-territory"}
    }


def _named(parties: frozenset[str]) -> str:
    """Parties by their names in the language in use, Canada first."""
    authorities = load_lexicons("en").authorities
    names = []
    for slug in sorted(parties, key=lambda slug: (slug != _CANADA, slug)):
        entry: Authority | None = authorities.state(slug) or authorities.institution(slug)
        name = entry.current_name.name.in_language(spoken()) if entry else None
        names.append(name or slug)
    return ", ".join(names)
