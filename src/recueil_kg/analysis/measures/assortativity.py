"""Whether instruments that are tied are about the same themes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Literal, get_args

from recueil_kg.analysis.graphs import AnyNetwork
from recueil_kg.analysis.measures.features import features_of, themes_of
from recueil_kg.analysis.measures.results import Result

Tie = Literal["departments", "states", "relations"]
TIES: tuple[Tie, ...] = get_args(Tie)
Level = Literal["broadest", "own"]
LEVELS: tuple[Level, ...] = get_args(Level)
_RELATIONS = frozenset(
    {"protocol-to", "amends", "adopted-under", "established-under", "replaces", "part-of", "related-to"}
)
Mixing = dict[tuple[str, str], float]


def assortativity(graph: AnyNetwork, *, tie: Tie = "departments", level: Level = "broadest") -> Result:
    """How much more often than by chance both ends of a tie are about the same theme.

    The coefficient is Newman's (2003): 1 where tied instruments always share their theme, 0 where they do as by chance,
    below where they avoid it. An instrument of several themes counts for each in equal parts. Two instruments are tied
    once for each department or state that they share, or by a relation between them.

    Args:
        graph: the network of everything.
        tie: what ties two instruments.
        level: the broadest themes above those stated, or the stated ones themselves.
    """
    themes = themes_of(graph, broadest=level == "broadest")
    if tie == "relations":
        mixing = _mixing_of_pairs(themes, _related(graph, themes))
    else:
        mixing = _mixing_of_groups(themes, features_of(graph, tie))
    total = sum(mixing.values())
    ends: Counter[str] = Counter()
    for (one, _other), amount in mixing.items():
        ends[one] += amount / total  # type: ignore[assignment]
    rows = [(theme, share, mixing.get((theme, theme), 0.0) / total, share**2) for theme, share in ends.items()]
    rows.sort(key=lambda row: (-(row[2] - row[3]), row[0]))
    return Result.of(graph, ("theme", "ends", "observed", "expected"), rows, {"coefficient": coefficient_of(mixing)})


def coefficient_of(mixing: Mixing) -> float | None:
    """Newman's assortativity coefficient of a symmetric mixing matrix; None where all ends are of one sort.

    Args:
        mixing: how much ties a thing of the first sort to one of the second, each tie counted from both its ends.
    """
    total = sum(mixing.values())
    if not total:
        return None
    ends: defaultdict[str, float] = defaultdict(float)
    for (one, _other), amount in mixing.items():
        ends[one] += amount / total
    same = sum(amount for (one, other), amount in mixing.items() if one == other) / total
    by_chance = sum(share**2 for share in ends.values())
    return None if by_chance > 1 - 1e-12 else (same - by_chance) / (1 - by_chance)


def _related(graph: AnyNetwork, themes: dict[str, set[str]]) -> set[tuple[str, str]]:
    return {
        (min(one, other), max(one, other))
        for one, other in graph.edges()
        if graph.edges[one, other]["kind"] in _RELATIONS and one in themes and other in themes
    }


def _mixing_of_pairs(themes: dict[str, set[str]], pairs: Iterable[tuple[str, str]]) -> Mixing:
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for one, other in sorted(pairs):
        for first in sorted(themes[one]):
            for second in sorted(themes[other]):
                part = 1 / (len(themes[one]) * len(themes[other]))
                found[first, second] += part
                found[second, first] += part
    return dict(found)


def _mixing_of_groups(themes: dict[str, set[str]], holders: dict[str, set[str]]) -> Mixing:
    """What tying each pair of instruments of a holder gives, without making the pairs: all, less each with itself."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    for instrument in sorted(holders.keys() & themes.keys()):
        for holder in sorted(holders[instrument]):
            held[holder].append(instrument)
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for instruments in held.values():
        profile: defaultdict[str, float] = defaultdict(float)
        for instrument in instruments:
            part = 1 / len(themes[instrument])
            for first in sorted(themes[instrument]):
                profile[first] += part
                for second in sorted(themes[instrument]):
                    found[first, second] -= part * part
        for first, one in profile.items():
            for second, other in profile.items():
                found[first, second] += one * other
    return {pair: amount for pair, amount in sorted(found.items()) if amount > 1e-12}
