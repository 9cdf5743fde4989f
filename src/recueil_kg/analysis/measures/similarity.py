"""Which instruments are alike, by what they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from heapq import nsmallest
from math import sqrt
from typing import Literal, get_args

from recueil_kg.analysis.graphs import AnyNetwork
from recueil_kg.analysis.measures.features import By, features_of, node_named
from recueil_kg.analysis.measures.results import Result

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
    only = node_named(graph, instrument, "instrument") if instrument else None
    scored = (
        (-_score(shared, len(features[one]), len(features[other]), coefficient), -shared, one, other)
        for one, other, shared in _sharing(features, only)
        if shared >= least
    )
    rows = [(one, other, -score, -shared) for score, shared, one, other in nsmallest(top, scored)]
    return Result.of(graph, ("instrument", "other", "similarity", "shared"), rows, {"instruments": len(features)})


def _sharing(features: dict[str, set[str]], only: str | None) -> Iterator[tuple[str, str, int]]:
    """Each pair that shares any feature, with how many; in order of keys, or the chosen instrument first."""
    having: dict[str, list[str]] = defaultdict(list)
    for instrument, held in features.items():
        for feature in held:
            having[feature].append(instrument)
    for one in features if only is None else [only]:
        sharing: Counter[str] = Counter()
        for feature in features.get(one, ()):
            sharing.update(having[feature])
        for other, shared in sharing.items():
            if other > one or (only is not None and other != one):
                yield one, other, shared


def _score(shared: int, one: int, other: int, coefficient: Coefficient) -> float:
    return shared / (one + other - shared) if coefficient == "jaccard" else shared / sqrt(one * other)
