"""A network as a file: read back whole, by the rules of its format, in both languages, the same to the byte."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir
from typing import Any, BinaryIO
from xml.etree import ElementTree

import networkx as nx
import pytest
from tests.conftest import CommandLine

from recueil_kg.analysis.graphs import AnyNetwork, label_of
from recueil_kg.analysis.networks import NETWORKS, network
from recueil_kg.analysis.streams import NetworkStream, stream_of
from recueil_kg.i18n import Language
from recueil_kg.publishing.networks import NETWORK_FILES, write_gexf, write_graphml
from recueil_kg.querying.engines import EmbeddedEngine

Writer = Callable[[NetworkStream, Language, BinaryIO, Path], None]
GEXF, GRAPHML = "{http://www.gexf.net/1.2draft}", "{http://graphml.graphdrawing.org/xmlns}"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

GEXF_RULES: dict[str, tuple[set[str], set[str], set[str]]] = {
    "gexf": ({"version"}, {"{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"}, {"meta", "graph"}),
    "meta": (set(), {"lastmodifieddate"}, {"creator", "description", "keywords"}),
    "creator": (set(), set(), set()),
    "description": (set(), set(), set()),
    "graph": (set(), {"timeformat", "defaultedgetype", "mode", "start", "end"}, {"attributes", "nodes", "edges"}),
    "attributes": ({"class"}, {"mode"}, {"attribute"}),
    "attribute": ({"id", "title", "type"}, set(), {"default", "options"}),
    "nodes": (set(), {"count"}, {"node"}),
    "node": ({"id"}, {"label", "start", "end", "pid"}, {"attvalues", "spells"}),
    "edges": (set(), {"count"}, {"edge"}),
    "edge": ({"id", "source", "target"}, {"type", "label", "weight", "start", "end"}, {"attvalues", "spells"}),
    "attvalues": (set(), set(), {"attvalue"}),
    "attvalue": ({"for", "value"}, {"start", "end"}, set()),
}
"""Of each element of the schema of GEXF 1.2: attributes it must have, others it may have, and its children."""
GEXF_TYPES = {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"}
GRAPHML_TYPES = {"boolean", "int", "long", "float", "double", "string"}


@pytest.fixture(scope="module")
def everything(engine: EmbeddedEngine) -> AnyNetwork:
    return network(engine, "everything")


def written(write: Writer, network: AnyNetwork | NetworkStream, language: Language) -> bytes:
    """What a writer makes of a network."""
    out = io.BytesIO()
    write(network if isinstance(network, NetworkStream) else stream_of(network), language, out, Path(gettempdir()))
    return out.getvalue()


def text_or_number(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, tuple) else value


def carried(attributes: dict[str, Any], read: dict[str, Any]) -> bool:
    """Whether every attribute came back as it was, of its own type."""
    wanted = {name: text_or_number(value) for name, value in attributes.items()}
    same = all(read[name] == value for name, value in wanted.items())
    return same and all(type(read[name]) is type(value) for name, value in wanted.items() if name != "weight")


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize(("write", "read"), [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)])
def test_a_network_is_read_back_without_loss(
    engine: EmbeddedEngine, name: str, write: Writer, read: Callable[[io.BytesIO], nx.Graph[Any]]
) -> None:
    graph = network(engine, name)
    back = read(io.BytesIO(written(write, graph, "en")))
    assert back.is_directed() == graph.is_directed()
    assert not back.is_multigraph()
    assert list(back) == list(graph)
    assert {frozenset(edge) for edge in back.edges()} == {frozenset(edge) for edge in graph.edges()}
    assert all(carried(graph.nodes[node], back.nodes[node]) for node in graph)
    assert all(carried(graph.edges[edge], back.edges[edge]) for edge in graph.edges())


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_label_is_in_the_language_asked_for_and_both_are_there(
    everything: AnyNetwork, write: Writer, language: Language
) -> None:
    read = nx.read_gexf if write is write_gexf else nx.read_graphml
    back = read(io.BytesIO(written(write, everything, language)))
    for node, attributes in everything.nodes(data=True):
        assert back.nodes[node]["label"] == (label_of(attributes, language) or node)
        assert ("label_fr" in back.nodes[node]) == ("label_fr" in attributes)
    edge = back.edges["institution/eccc", "instrument/cbd"]
    assert (edge["label"], edge["label_en"], edge["label_fr"]) == (
        {"en": "lead", "fr": "responsable"}[language],
        "lead",
        "responsable",
    )


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_the_same_network_gives_the_same_bytes(engine: EmbeddedEngine, everything: AnyNetwork, write: Writer) -> None:
    assert written(write, everything, "en") == written(write, network(engine, "everything"), "en")


@pytest.mark.parametrize("since", [None, "1985"])
@pytest.mark.parametrize("name", NETWORKS)
def test_an_export_is_the_file_of_the_network(
    recueil: CommandLine, engine: EmbeddedEngine, built_store: Path, tmp_path: Path, name: str, since: str | None
) -> None:
    graph = network(engine, name, since=since)
    for key, write in NETWORK_FILES.items():
        words = ["--network", name, *(["--since", since] if since else []), "--store", built_store, "--out", tmp_path]
        assert recueil("--lang", "fr", "export", key, *words).code == 0
        assert (tmp_path / f"{name}.{key}").read_bytes() == written(write, graph, "fr")


@pytest.mark.parametrize("name", NETWORKS)
def test_gexf_keeps_to_its_schema(engine: EmbeddedEngine, name: str) -> None:
    root = ElementTree.fromstring(written(write_gexf, network(engine, name), "fr"))
    for element in root.iter():
        tag = element.tag.removeprefix(GEXF)
        must, may, children = GEXF_RULES[tag]
        assert must <= set(element.attrib) <= must | may, tag
        assert {child.tag.removeprefix(GEXF) for child in element} <= children, tag
    for kind in ("node", "edge"):
        identities = [element.get("id") for element in root.iter(f"{GEXF}{kind}")]
        assert len(set(identities)) == len(identities)
        declared = {
            attribute.get("id"): attribute.get("type")
            for attributes in root.iter(f"{GEXF}attributes")
            if attributes.get("class") == kind
            for attribute in attributes
        }
        assert set(declared.values()) <= GEXF_TYPES
        used = {value.get("for") for element in root.iter(f"{GEXF}{kind}") for value in element.iter(f"{GEXF}attvalue")}
        assert used == set(declared)
    nodes = {node.get("id") for node in root.iter(f"{GEXF}node")}
    assert all({edge.get("source"), edge.get("target")} <= nodes for edge in root.iter(f"{GEXF}edge"))


def test_gexf_says_from_when_until_when_each_thing_is_there(everything: AnyNetwork) -> None:
    root = ElementTree.fromstring(written(write_gexf, everything, "en"))
    (content,) = root.iter(f"{GEXF}graph")
    assert (content.get("mode"), content.get("timeformat"), content.get("defaultedgetype")) == (
        "dynamic",
        "date",
        "directed",
    )
    nodes = {str(node.get("id")): node for node in root.iter(f"{GEXF}node")}
    assert (nodes["instrument/cbd"].get("start"), nodes["instrument/cbd"].get("end")) == ("1992-04-12", None)
    ended = nodes["instrument/canada-china-meteorology-mou"]
    assert (ended.get("start"), ended.get("end")) == ("2016-06-18", "2021-06-18")
    assert nodes["institution/eccc"].get("start") is None
    signed = nodes["instrument/minamata-convention#signature-canada"]
    assert (signed.get("start"), signed.get("end")) == ("2013-10-10", "2013-10-10")
    for element in (*root.iter(f"{GEXF}node"), *root.iter(f"{GEXF}edge")):
        start, end = element.get("start"), element.get("end")
        assert all(DAY.fullmatch(day) for day in (start, end) if day)
        assert not (start and end) or start <= end
    for edge in root.iter(f"{GEXF}edge"):
        start = edge.get("start") or ""
        assert all(start >= (nodes[str(edge.get(end))].get("start") or "") for end in ("source", "target"))


@pytest.mark.parametrize("name", NETWORKS)
def test_graphml_declares_each_attribute_once_with_its_type(engine: EmbeddedEngine, name: str) -> None:
    root = ElementTree.fromstring(written(write_graphml, network(engine, name), "en"))
    keys = {str(key.get("id")): key for key in root.iter(f"{GRAPHML}key")}
    assert len(keys) == len(list(root.iter(f"{GRAPHML}key")))
    assert {key.get("attr.type") for key in keys.values()} <= GRAPHML_TYPES
    named = [(key.get("for"), key.get("attr.name")) for key in keys.values()]
    assert len(set(named)) == len(named)
    assert [child.tag for child in root] == [f"{GRAPHML}key"] * len(keys) + [f"{GRAPHML}graph"]
    for scope in ("node", "edge"):
        for element in root.iter(f"{GRAPHML}{scope}"):
            assert all(keys[str(data.get("key"))].get("for") == scope for data in element)
    assert ("edge", "interaction") in named
    assert {("node", "label"), ("node", "name"), ("node", "kind")} <= set(named)


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_a_text_that_looks_like_markup_stays_text(write: Writer) -> None:
    from recueil_kg.analysis.graphs import Network

    graph = Network(name="small", title_en="A & B", title_fr="A et B", description_en="<x>", description_fr="<y>")
    graph.add_node("a", kind="state", label_en='<i>"A"</i> & é')
    graph.add_node("b", kind="state")
    graph.add_edge("a", "b", kind="shared-instruments", weight=1)
    read = nx.read_gexf if write is write_gexf else nx.read_graphml
    assert read(io.BytesIO(written(write, graph, "en"))).nodes["a"]["label"] == '<i>"A"</i> & é'
