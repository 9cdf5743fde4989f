"""A network as a networkx graph that shows itself in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import LANGUAGES, Language, _

if TYPE_CHECKING:
    _Graph = nx.Graph[str]
    _DiGraph = nx.DiGraph[str]
else:
    _Graph, _DiGraph = nx.Graph, nx.DiGraph

_SHOWN = 10
_WORDS: dict[Language, dict[str, str]] = {
    "en": {"nodes": "nodes", "edges": "links", "undated": "left out, undated", "degree": "links", "thing": "thing"},
    "fr": {"nodes": "nœuds", "edges": "liens", "undated": "écartés, sans date", "degree": "liens", "thing": "chose"},
}


class Network(_Graph):
    """An undirected network; `graph.graph` has its `name`, titles and window."""

    def to_directed_class(self) -> type[DirectedNetwork]:
        """What networkx makes of it where it needs directions."""
        return DirectedNetwork

    def to_undirected_class(self) -> type[Network]:
        """What networkx makes of it where it needs no directions."""
        return Network

    def _repr_html_(self) -> str:
        return shown_as_html(self)


class DirectedNetwork(_DiGraph):
    """A directed network; `graph.graph` has its `name`, titles and window."""

    def to_directed_class(self) -> type[DirectedNetwork]:
        """What networkx makes of it where it needs directions."""
        return DirectedNetwork

    def to_undirected_class(self) -> type[Network]:
        """What networkx makes of it where it needs no directions."""
        return Network

    def _repr_html_(self) -> str:
        return shown_as_html(self)


AnyNetwork: TypeAlias = "Network | DirectedNetwork"


def without_directions(graph: AnyNetwork, weight: str = "weight") -> Network:
    """The same nodes, tied where an edge goes either way; weights of both ways add up, and are 1 where none is given.

    Raises:
        RecueilError: no edge has the attribute to weigh by, and it is not the usual one.
    """
    ties = Network()
    ties.add_nodes_from(graph)
    if weight != "weight" and graph.number_of_edges() and not nx.get_edge_attributes(graph, weight):
        raise RecueilError(
            _("the links of this network have no {weight}").format(weight=weight), do=_("weigh them by weight")
        )
    for one, other, amount in graph.edges(data=weight, default=1):
        if one != other:
            before = ties.edges[one, other]["weight"] if ties.has_edge(one, other) else 0
            ties.add_edge(one, other, weight=before + amount)
    return ties


def label_of(attributes: dict[str, Any], language: Language) -> str | None:
    """A thing's label in a language; in the other one where it has only that."""
    order = (language, *(other for other in LANGUAGES if other != language))
    return next((str(attributes[f"label_{name}"]) for name in order if attributes.get(f"label_{name}")), None)


def shown_as_html(graph: AnyNetwork) -> str:
    """Title, numbers and the things with most links, in both languages, everything escaped."""
    return f'<div class="recueil-network">{"".join(_section(graph, language) for language in LANGUAGES)}</div>'


def _section(graph: AnyNetwork, language: Language) -> str:
    words, about = _WORDS[language], graph.graph
    numbers = [f"{graph.number_of_nodes()} {words['nodes']}", f"{graph.number_of_edges()} {words['edges']}"]
    if about.get("since") or about.get("until"):
        numbers.append(f"{about.get('since', '…')} – {about.get('until', '…')}")
    if about.get("undated"):
        numbers.append(f"{about['undated']} {words['undated']}")
    rows = "".join(
        f'<tr><td title="{escape(node)}">{_labelled(graph.nodes[node], node, language)}</td><td>{degree}</td></tr>'
        for node, degree in _most_linked(graph)
    )
    title = escape(str(about.get(f"title_{language}") or about.get("name", "")))
    return (
        f'<section lang="{language}"><h4>{title}</h4><p>{escape(" · ".join(numbers))}</p>'
        f'<table><thead><tr><th scope="col">{words["thing"]}</th><th scope="col">{words["degree"]}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def _most_linked(graph: AnyNetwork) -> list[tuple[str, int]]:
    degrees = [(str(node), int(degree)) for node, degree in graph.degree()]
    return sorted(degrees, key=lambda item: (-item[1], item[0]))[:_SHOWN]


def _labelled(attributes: dict[str, Any], node: str, language: Language) -> str:
    """A label that is in the other language says so, for those who have pages read to them."""
    label = label_of(attributes, language)
    if label is None:
        return escape(node)
    if attributes.get(f"label_{language}"):
        return escape(label)
    other = next(name for name in LANGUAGES if name != language)
    return f'<span lang="{other}">{escape(label)}</span>'
