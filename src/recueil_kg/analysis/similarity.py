"""Which instruments are alike, by what they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import nsmallest
from math import sqrt
from typing import Literal, get_args

from recueil_kg.analysis.features import By, features_of, node_named
from recueil_kg.analysis.graphs import AnyNetwork
from recueil_kg.analysis.results import Result

Coefficient = Literal["jaccard", "cosine"]
COEFFICIENTS: tuple[Coefficient, ...] = get_args(Coefficient)


def similarity(
    graph: AnyNetwork,
    *,
    by: By = "all",
    coefficient: Coefficient = "jaccard",
    instrument: str | None = None,
    least: int = 2,
    top: int = 20,
) -> Result:
    """The pairs of instruments that share most of what they have, the most alike first.

    Jaccard: what both have, over what either has. Cosine: what both have, over the geometric mean of what each has,
    which is kinder where one has much more than the other. Every feature counts the same; Canada is none.

    Args:
        graph: the network of everything.
        by: which features: `departments`, `themes`, `states` or `all` of them.
        coefficient: `jaccard` or `cosine`.
        instrument: only pairs with this instrument: its slug, key or a label.
        least: only pairs that share so many features; one alone says little.
        top: how many pairs.
    """
    features = features_of(graph, by)
    pairs = _shared(features, node_named(graph, instrument, "instrument") if instrument else None)
    scored = (
        (-_score(shared, len(features[one]), len(features[other]), coefficient), -shared, one, other)
        for (one, other), shared in pairs.items()
        if shared >= least
    )
    rows = [(one, other, -score, -shared) for score, shared, one, other in nsmallest(top, scored)]
    return Result.of(graph, ("instrument", "other", "similarity", "shared"), rows, {"pairs": len(pairs)})


def _shared(features: dict[str, set[str]], only: str | None) -> Counter[tuple[str, str]]:
    """How many features each pair shares that shares any; the chosen instrument first, else in order of keys."""
    having: dict[str, list[str]] = defaultdict(list)
    for instrument, held in features.items():
        for feature in held:
            having[feature].append(instrument)
    found: Counter[tuple[str, str]] = Counter()
    for instruments in having.values():
        for at, one in enumerate(instruments):
            if only is None:
                found.update((one, other) for other in instruments[at + 1 :])
            elif one == only:
                found.update((one, other) for other in instruments if other != one)
    return found


def _score(shared: int, one: int, other: int, coefficient: Coefficient) -> float:
    return shared / (one + other - shared) if coefficient == "jaccard" else shared / sqrt(one * other)
