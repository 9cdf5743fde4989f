"""What speaks for a candidate or against it, and how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import prod


@dataclass(frozen=True, slots=True)
class Sign:
    """What speaks for a candidate or against it.

    Attributes:
        words: says it, in the language in use, for a candidate that is shown.
        gain: of what the score still lacks, the share that is added.
        kept: the share of the score that is kept.
    """

    words: Callable[[], str]
    gain: float = 0.0
    kept: float = 1.0


def weighed(score: float, signs: Iterable[Sign]) -> float:
    """The score of two titles after the signs, from 0 to 1, to two places."""
    signs = tuple(signs)
    for sign in signs:
        score += (1 - score) * sign.gain
    return round(score * prod(sign.kept for sign in signs), 2)
