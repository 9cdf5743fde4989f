"""What instruments are like: their departments, themes and parties, taken from the network of everything."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, get_args

from recueil_kg.analysis.graphs import AnyNetwork
from recueil_kg.analysis.projections import LEADS
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _

By = Literal["all", "departments", "themes", "states"]
BY: tuple[By, ...] = get_args(By)
_SORTS: dict[str, By] = {
    **dict.fromkeys((*LEADS, "partner"), "departments"),
    "participation": "states",
    "theme": "themes",
}


def features_of(graph: AnyNetwork, by: By = "all") -> dict[str, set[str]]:
    """Of each instrument, its responsible institutions, themes and states, or one sort of these.

    Canada is no feature: it takes part in nearly all.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in graph.edges():
        kind = graph.edges[one, other]["kind"]
        sort = _SORTS.get(str(kind))
        if sort is not None and by in {"all", sort} and one != "state/can":
            instrument, feature = (one, other) if sort == "themes" else (other, one)
            found[instrument].add(feature)
    return dict(sorted(found.items()))


def themes_of(graph: AnyNetwork, *, broadest: bool = False) -> dict[str, set[str]]:
    """Of each instrument, its themes as stated, or the broadest ones above them."""
    found = features_of(graph, "themes")
    if not broadest:
        return found
    return {instrument: {_top(graph, theme) for theme in themes} for instrument, themes in found.items()}


def _top(graph: AnyNetwork, theme: str) -> str:
    above = sorted(other for other in graph[theme] if graph.edges[theme, other]["kind"] == "broader")
    return _top(graph, above[0]) if above else theme


def leads_of(graph: AnyNetwork) -> dict[str, set[str]]:
    """Of each instrument, the institutions that lead it."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in sorted(graph.edges()):
        if graph.edges[one, other]["kind"] in LEADS:
            found[other].add(one)
    return dict(sorted(found.items()))


def node_named(graph: AnyNetwork, name: str, kind: str) -> str:
    """The key of a node, by itself, its last part, or its label in either language.

    Raises:
        RecueilError: the network has no such node of this kind; the closest are named.
    """
    from difflib import get_close_matches

    from recueil_kg.folding import fold

    names: dict[str, str] = {}
    for node in sorted(graph, reverse=True):
        attributes = graph.nodes[node]
        if attributes.get("kind") == kind or (kind == "department" and node.startswith("institution/")):
            labels = [str(attributes[name_]) for name_ in ("label_en", "label_fr") if name_ in attributes]
            names.update({fold(text): node for text in (*labels, node.rsplit("/", 1)[-1], node)})
    if fold(name) in names:
        return names[fold(name)]
    close = [names[match] for match in get_close_matches(fold(name), names, n=3, cutoff=0.3)]
    raise RecueilError(
        _("{name}: {value} is not known").format(name=kind, value=repr(name)),
        do=_("give for example {close}").format(close=", ".join(dict.fromkeys(close)) or "query --list"),
    )
