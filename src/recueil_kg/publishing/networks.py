"""A network as a file that other programs open, with its labels, dates and types: GraphML and GEXF.

A node or an edge at a time, so that memory does not grow with their number. Attributes are declared before the nodes
and edges that have them, and known after them: nodes and edges wait in files without a name. The same network gives the
same bytes: nothing depends on the clock, the day is that of the publication.
"""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from recueil_kg.analysis.graphs import label_of
from recueil_kg.analysis.kinds import edge_words
from recueil_kg.analysis.streams import Edge, NetworkStream, Node, Span, span_of
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.publishing.publication import read_publication

Attributes: TypeAlias = "dict[str, str | int | float]"

_TYPES = {str: "string", int: "long", float: "double"}
"""What both formats call the types of attributes."""
_UNSAID = frozenset({"rank_against"})
_XML = "<?xml version='1.0' encoding='utf-8'?>\n"
_SCHEMAS = "http://www.w3.org/2001/XMLSchema-instance"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
"""Gephi reads it in every version since 0.8; 1.3 adds nothing that these networks need."""


def write_graphml(network: NetworkStream, language: Language, out: BinaryIO, folder: Path) -> None:
    """Write a network as GraphML 1.0, typed.

    `label` is what Gephi shows, `name` and, on edges, `interaction` what Cytoscape does; dates are attributes.

    Args:
        network: the network, which is read.
        language: the language of `label` and `name`; `label_en` and `label_fr` are there whatever it is.
        out: where to.
        folder: where what does not fit into memory is kept meanwhile.
    """
    _GraphML(network, language).write(out, folder)


def write_gexf(network: NetworkStream, language: Language, out: BinaryIO, folder: Path) -> None:
    """Write a network as GEXF 1.2, typed and dynamic: what is dated is there from `start` until `end`, inclusive.

    An instrument is there from the first day of its earliest dated event until it ended, an event between the days that
    it lies between, an edge as long as both its ends and from its own date where it has one. What nothing dates is
    always there; where no end is known there is none.

    Args:
        network: the network, which is read.
        language: the language of `label`; `label_en` and `label_fr` are there whatever it is.
        out: where to.
        folder: where what does not fit into memory is kept meanwhile.
    """
    _Gexf(network, language).write(out, folder)


class _NetworkFile(ABC):
    """A file in the making: its head is known when its nodes and edges have been put into words."""

    middle: str
    end: str

    def __init__(self, network: NetworkStream, language: Language) -> None:
        self._network = network
        self._language = language
        self._direction = "directed" if network.directed else "undirected"
        self._declared: dict[tuple[str, str, str], int] = {}

    def write(self, out: BinaryIO, folder: Path) -> None:
        """Write the file."""
        with TemporaryFile(dir=folder) as nodes, TemporaryFile(dir=folder) as edges:
            for part in self._network.parts:
                if isinstance(part, Node):
                    nodes.write(self.node(part).encode())
                else:
                    edges.write(self.edge(part).encode())
            out.write(self.head().encode())
            nodes.seek(0)
            shutil.copyfileobj(nodes, out)
            out.write(self.middle.encode())
            edges.seek(0)
            shutil.copyfileobj(edges, out)
            out.write(self.end.encode())

    @abstractmethod
    def node(self, node: Node) -> str:
        """A node in the format."""

    @abstractmethod
    def edge(self, edge: Edge) -> str:
        """An edge in the format."""

    @abstractmethod
    def head(self) -> str:
        """What stands before the nodes: what is used in them and in the edges is declared there."""

    def _of_node(self, node: Node) -> Attributes:
        label = label_of(node.attributes, self._language) or node.key
        return {"label": label, **_texts(node.attributes)}

    def _of_edge(self, edge: Edge) -> Attributes:
        kind = str(edge.attributes["kind"])
        words = {f"label_{language}": edge_words(kind, language) for language in LANGUAGES}
        return {"label": words[f"label_{self._language}"], **_texts(edge.attributes), **words}

    def _numbered(self, scope: str, attributes: Attributes) -> Iterator[tuple[int, str]]:
        """The number under which each attribute is declared, in order of first use, and its value as text."""
        for name, value in attributes.items():
            declaration = (scope, name, _TYPES[type(value)])
            yield self._declared.setdefault(declaration, len(self._declared)), str(value)


class _GraphML(_NetworkFile):
    middle = ""

    def __init__(self, network: NetworkStream, language: Language) -> None:
        super().__init__(network, language)
        about = {name: value for name, value in network.about.items() if name not in _UNSAID}
        self.end = f"{self._data('graph', _texts(about), 4)}  </graph>\n</graphml>\n"

    def node(self, node: Node) -> str:
        attributes = self._of_node(node)
        data = self._data("node", {**attributes, "name": attributes["label"]}, 6)
        return f"    <node id={quoteattr(node.key)}>\n{data}    </node>\n"

    def edge(self, edge: Edge) -> str:
        attributes = self._of_edge(edge)
        data = self._data("edge", {**attributes, "interaction": attributes["kind"]}, 6)
        return f"    <edge source={quoteattr(edge.source)} target={quoteattr(edge.target)}>\n{data}    </edge>\n"

    def head(self) -> str:
        keys = "".join(
            f'  <key id="d{number}" for="{scope}" attr.name="{name}" attr.type="{type_}" />\n'
            for (scope, name, type_), number in reversed(self._declared.items())
        )
        schema = f'xmlns:xsi="{_SCHEMAS}" xsi:schemaLocation="{_GRAPHML} {_GRAPHML}/1.0/graphml.xsd"'
        return f'{_XML}<graphml xmlns="{_GRAPHML}" {schema}>\n{keys}  <graph edgedefault="{self._direction}">\n'

    def _data(self, scope: str, attributes: Attributes, indent: int) -> str:
        return "".join(
            f'{" " * indent}<data key="d{number}">{_text(value)}</data>\n'
            for number, value in self._numbered(scope, attributes)
        )


class _Gexf(_NetworkFile):
    middle = "    </nodes>\n    <edges>\n"
    end = "    </edges>\n  </graph>\n</gexf>\n"

    def __init__(self, network: NetworkStream, language: Language) -> None:
        super().__init__(network, language)
        self._dated = False
        self._edges = count()

    def node(self, node: Node) -> str:
        attributes = self._of_node(node)
        about = {"id": node.key, "label": attributes.pop("label"), **self._days(span_of(node.attributes))}
        return self._element("node", about, attributes)

    def edge(self, edge: Edge) -> str:
        attributes = self._of_edge(edge)
        about = {
            "source": edge.source,
            "target": edge.target,
            "id": next(self._edges),
            "label": attributes.pop("label"),
            "weight": attributes.pop("weight"),
            **self._days(_span_of_edge(edge)),
        }
        return self._element("edge", about, attributes)

    def head(self) -> str:
        publication, about = read_publication(), self._network.about
        description = f"{about.get(f'title_{self._language}', '')}. {about.get(f'description_{self._language}', '')}"
        mode = 'mode="dynamic" timeformat="date"' if self._dated else 'mode="static"'
        return (
            f'{_XML}<gexf xmlns="{_GEXF}" xmlns:xsi="{_SCHEMAS}" xsi:schemaLocation="{_GEXF} {_GEXF}/gexf.xsd" '
            f'version="1.2">\n  <meta lastmodifieddate="{publication.issued.isoformat()}">\n'
            f"    <creator>{_text(publication.publisher.name[self._language])}</creator>\n"
            f"    <description>{_text(description)}</description>\n  </meta>\n"
            f'  <graph defaultedgetype="{self._direction}" {mode}>\n'
            f"{self._declarations('edge')}{self._declarations('node')}    <nodes>\n"
        )

    def _declarations(self, class_: str) -> str:
        """The declarations of attributes of nodes or edges; nothing where there are none."""
        lines = [
            f'      <attribute id="{number}" title="{name}" type="{type_}" />\n'
            for (scope, name, type_), number in self._declared.items()
            if scope == class_
        ]
        return f'    <attributes mode="static" class="{class_}">\n{"".join(lines)}    </attributes>\n' if lines else ""

    def _element(self, tag: str, about: Attributes, attributes: Attributes) -> str:
        said = "".join(f" {name}={quoteattr(str(value))}" for name, value in about.items())
        values = "".join(
            f'          <attvalue for="{number}" value={quoteattr(value)} />\n'
            for number, value in self._numbered(tag, attributes)
        )
        return f"      <{tag}{said}>\n        <attvalues>\n{values}        </attvalues>\n      </{tag}>\n"

    def _days(self, span: Span) -> dict[str, str]:
        days = {name: day for name, day in zip(("start", "end"), span, strict=True) if day is not None}
        self._dated = self._dated or bool(days)
        return days


def _span_of_edge(edge: Edge) -> Span:
    start, end = edge.ends
    start = max(filter(None, (edge.attributes.get("earliest"), start)), default=None)
    return start, None if start and end and end < start else end


def _texts(attributes: dict[str, Any]) -> Attributes:
    """Attributes of text or number only."""
    return {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in attributes.items()}


def _text(value: str) -> str:
    """A text in XML; a carriage return is a reference: as itself, every reader makes a newline of it."""
    return escape(value, {"\r": "&#13;"})


NETWORK_FILES = {"graphml": write_graphml, "gexf": write_gexf}
"""What writes a network in each format."""
