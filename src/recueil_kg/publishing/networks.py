"""A network as a file that Gephi and Cytoscape open, with its labels, dates and types: GraphML and GEXF.

The same network gives the same bytes: nothing depends on the clock, the day is that of the publication.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import networkx as nx

from recueil_kg.analysis.graphs import AnyNetwork, label_of
from recueil_kg.analysis.kinds import edge_words
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.publishing.publication import read_publication

_GEXF_VERSION = "1.2draft"
"""Gephi reads it in every version since 0.8; 1.3 adds nothing that these networks need."""
_UNSAID = frozenset({"rank_against"})


def as_graphml(graph: AnyNetwork, language: Language) -> bytes:
    """The network as GraphML 1.0, typed.

    `label` is what Gephi shows, `name` and, on edges, `interaction` what Cytoscape does; dates are attributes.

    Args:
        graph: the network.
        language: the language of `label` and `name`; `label_en` and `label_fr` are there whatever it is.
    """
    plain = _plain(graph, language)
    for _node, attributes in plain.nodes(data=True):
        attributes["name"] = attributes["label"]
    for _one, _other, attributes in plain.edges(data=True):
        attributes["interaction"] = attributes["kind"]
    out = io.BytesIO()
    nx.readwrite.graphml.write_graphml_xml(plain, out, encoding="utf-8")
    return out.getvalue() + b"\n"


def as_gexf(graph: AnyNetwork, language: Language) -> bytes:
    """The network as GEXF 1.2, typed and dynamic: things that are dated are there from `start` until `end`, inclusive.

    An instrument is there from the first day of its earliest dated event until it ended, an event between the days that
    it lies between, an edge as long as both its ends and from its own date where it has one. What nothing dates is
    always there; where no end is known there is none.

    Args:
        graph: the network.
        language: the language of `label`; `label_en` and `label_fr` are there whatever it is.
    """
    plain = _plain(graph, language)
    spans = {node: _span_of_node(graph.nodes[node]) for node in graph}
    for node, attributes in plain.nodes(data=True):
        attributes.update(_written(spans[node]))
    for one, other, attributes in plain.edges(data=True):
        attributes.update(_written(_span_of_edge(graph.edges[one, other], spans[one], spans[other])))
    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", version=_GEXF_VERSION)
    writer.add_graph(plain)
    _describe(writer.xml, graph, language)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue() + b"\n"


Span = tuple[str | None, str | None]


def _span_of_node(attributes: dict[str, Any]) -> Span:
    if attributes.get("kind") == "event":
        return attributes.get("earliest"), attributes.get("latest")
    return attributes.get("first"), attributes.get("ended")


def _span_of_edge(attributes: dict[str, Any], one: Span, other: Span) -> Span:
    start = max(filter(None, (attributes.get("earliest"), one[0], other[0])), default=None)
    end = min(filter(None, (one[1], other[1])), default=None)
    return start, None if start and end and end < start else end


def _written(span: Span) -> dict[str, str]:
    return {name: day for name, day in zip(("start", "end"), span, strict=True) if day is not None}


def _plain(graph: AnyNetwork, language: Language) -> nx.Graph[str]:
    """The network with attributes of text, number or truth only, each node and edge with a label."""
    plain: nx.Graph[str] = nx.DiGraph() if graph.is_directed() else nx.Graph()
    plain.graph.update({name: value for name, value in graph.graph.items() if name not in _UNSAID})
    for node, attributes in graph.nodes(data=True):
        plain.add_node(node, label=label_of(attributes, language) or node, **_texts(attributes))
    for one, other, attributes in graph.edges(data=True):
        words = {f"label_{name}": edge_words(str(attributes["kind"]), name) for name in LANGUAGES}
        plain.add_edge(one, other, label=words[f"label_{language}"], **_texts(attributes), **words)
    return plain


def _texts(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in attributes.items()}


def _describe(root: ElementTree.Element, graph: AnyNetwork, language: Language) -> None:
    """Say in the header what it is and of which day, and take away what the schema of GEXF does not have."""
    publication = read_publication()
    meta, content = root.find("meta"), root.find("graph")
    assert meta is not None
    assert content is not None
    meta.set("lastmodifieddate", publication.issued.isoformat())
    for element in list(meta):
        meta.remove(element)
    ElementTree.SubElement(meta, "creator").text = publication.publisher.name[language]
    title = str(graph.graph.get(f"title_{language}", ""))
    description = str(graph.graph.get(f"description_{language}", ""))
    ElementTree.SubElement(meta, "description").text = f"{title}. {description}"
    content.attrib.pop("name", None)


NETWORK_FILES: dict[str, Callable[[AnyNetwork, Language], bytes]] = {"graphml": as_graphml, "gexf": as_gexf}
"""The file of a network in each format."""
