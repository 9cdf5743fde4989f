"""RDF files that others read: everything comes back, the same graph gives the same bytes, all or nothing is written."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple

from recueil_kg import iris, sorting
from recueil_kg.errors import RecueilError
from recueil_kg.graph.build import build
from recueil_kg.graph.namespaces import RK, SKOS, XSD
from recueil_kg.graph.store import open_store
from recueil_kg.publishing.dumps.context import load_context
from recueil_kg.publishing.dumps.formats import DUMPS
from recueil_kg.publishing.dumps.jsonld import write_jsonld
from recueil_kg.publishing.dumps.parts import WITH_GRAPHS, WITHOUT_GRAPHS, conclusions
from recueil_kg.publishing.publication import PublishedFile, read_publication
from recueil_kg.publishing.writing import written_whole

RDFLIB_NAMES = {
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "turtle": "turtle",
    "ntriples": "nt",
    "rdfxml": "xml",
}
Files = dict[str, tuple[PublishedFile, ...]]


@pytest.fixture(scope="module")
def store(built_store: Path) -> Store:
    return open_store(built_store)


def export(store: Store, folder: Path, keys: Iterable[str] = DUMPS) -> Files:
    return {key: DUMPS[key](store, read_publication(), folder) for key in keys}


@pytest.fixture(scope="module")
def exported(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Files:
    return export(store, tmp_path_factory.mktemp("dumps"))


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib keeps the text of a literal as it is, and may not reach the network."""

    def refuse(*_words: object, **_named: object) -> NoReturn:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    monkeypatch.setattr("rdflib.term.rdflib.NORMALIZE_LITERALS", False)
    monkeypatch.setattr(socket, "socket", refuse)


def rdflib_term(term: object) -> rdflib.term.Node:
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        plain = term.datatype == XSD.string
        return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))
    assert isinstance(term, NamedNode)
    return rdflib.URIRef(term.value)


def read_with_the_engine(files: Iterable[PublishedFile]) -> list[Quad]:
    formats = WITH_GRAPHS | WITHOUT_GRAPHS
    return [quad for file in files for quad in ox.parse(path=str(file.path), format=formats[file.format])]


def read_with_rdflib(files: Iterable[PublishedFile]) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for file in files:
        dataset = rdflib.Dataset()
        dataset.parse(file.path, format=RDFLIB_NAMES[file.format])
        found.update(dataset.quads())
    return found


def in_rdflib(quads: Iterable[Quad]) -> set[tuple[object, ...]]:
    return {tuple(rdflib_term(term) for term in quad) for quad in quads}


def without_graph(quads: Iterable[tuple[object, ...]]) -> set[tuple[object, ...]]:
    return {quad[:3] for quad in quads}


def test_n_quads_loaded_into_a_store_and_written_again_are_the_same_bytes(exported: Files, tmp_path: Path) -> None:
    (file,) = exported["nquads"]
    again = Store(str(tmp_path / "store"))
    again.bulk_load(path=str(file.path), format=RdfFormat.N_QUADS)
    (written,) = export(again, tmp_path / "again", ["nquads"])["nquads"]
    assert written.path.read_bytes() == file.path.read_bytes()


@pytest.mark.parametrize("key", WITH_GRAPHS)
def test_a_format_with_graphs_gives_back_every_quad(key: str, store: Store, exported: Files) -> None:
    back = read_with_the_engine(exported[key])
    assert len(back) == len(store)
    assert set(back) == set(store)


@pytest.mark.parametrize("key", WITH_GRAPHS)
@pytest.mark.usefixtures("as_written")
def test_rdflib_reads_every_quad_without_the_network(key: str, store: Store, exported: Files) -> None:
    assert read_with_rdflib(exported[key]) == in_rdflib(store)


@pytest.mark.parametrize("key", WITHOUT_GRAPHS)
def test_two_files_give_back_every_triple_of_all_graphs(key: str, store: Store, exported: Files) -> None:
    first, second = exported[key]
    assert [quad.triple for quad in read_with_the_engine([first])] == list(
        dict.fromkeys(quad.triple for quad in read_with_the_engine([first]))
    )
    assert {quad.triple for quad in read_with_the_engine([first])} == {quad.triple for quad in conclusions(store)}
    assert {quad.triple for quad in read_with_the_engine([first, second])} == {quad.triple for quad in store}


@pytest.mark.parametrize("key", WITHOUT_GRAPHS)
@pytest.mark.usefixtures("as_written")
def test_rdflib_reads_every_triple(key: str, store: Store, exported: Files) -> None:
    assert without_graph(read_with_rdflib(exported[key])) == without_graph(in_rdflib(store))


def test_the_graph_of_a_sources_statement_can_be_told_from_its_subject(store: Store) -> None:
    own = {iris.graph(name) for name in ("knowledge", "derived", "authorities", "vocabulary")}
    for quad in store:
        graph = str(quad.graph_name)[1:-1]
        if graph not in own:
            subject = str(quad.subject)[1:-1].partition("#")[0]
            assert subject.replace(iris.base(), iris.graph(""), 1) == graph


def test_another_build_in_another_process_gives_the_same_bytes(exported: Files, tmp_path: Path) -> None:
    build(store=tmp_path / "store", jobs=1)
    program = """
import sys
from pathlib import Path
from recueil_kg.graph.store import open_store
from recueil_kg.publishing.dumps.formats import DUMPS
from recueil_kg.publishing.publication import read_publication
for write in DUMPS.values():
    write(open_store(Path(sys.argv[1])), read_publication(), Path(sys.argv[2]))
"""
    words = [sys.executable, "-c", program, str(tmp_path / "store"), str(tmp_path / "again")]
    subprocess.run(words, check=True, env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)})
    for file in (file for files in exported.values() for file in files):
        assert (tmp_path / "again" / file.name).read_bytes() == file.path.read_bytes(), file.name


def test_what_does_not_fit_into_memory_is_merged_from_files_into_the_same_bytes(
    store: Store, exported: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "HELD", 300_000)
    monkeypatch.setattr(sorting, "OPEN_FILES", 3)
    for file in (file for files in export(store, tmp_path, ["nquads", "turtle"]).values() for file in files):
        (same,) = (other for other in exported[file.format] if other.name == file.name)
        assert file.path.read_bytes() == same.path.read_bytes()


def test_lines_are_ordered_by_their_bytes_however_many_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "HELD", 500)
    monkeypatch.setattr(sorting, "OPEN_FILES", 4)
    lines = [f"{number * 7919 % 1000} é\u2028\r{chr(0x20 + number % 90)}\n".encode() for number in range(1000)]
    assert list(sorting.in_order(iter(lines), tmp_path)) == sorted(lines)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_holds_the_files_that_were_named_and_nothing_else(exported: Files) -> None:
    files = [file for files in exported.values() for file in files]
    assert sorted(file.name for file in files) == sorted(path.name for path in files[0].path.parent.iterdir())
    assert all(file.title.en != file.title.fr for file in files)


# -- JSON-LD ------------------------------------------------------------------------------------------------------


def test_json_ld_reads_as_plain_json_with_our_terms(exported: Files) -> None:
    document = json.loads(exported["jsonld"][0].path.read_text("utf-8"))
    assert document["@context"] == load_context().document
    graphs = {graph["id"]: {node["id"]: node for node in graph["@graph"]} for graph in document["@graph"]}
    cbd = graphs["graph/knowledge"]["instrument/cbd"]
    assert cbd["type"] == ["Instrument", "Treaty"]
    assert cbd["title"] == {
        "en": "Convention on Biological Diversity",
        "fr": "Convention sur la diversité biologique",
    }
    assert cbd["leadDepartment"] == "institution/eccc"
    assert graphs["graph/source/cbd/2022-02.fr"]["source/cbd/2022-02.fr"]["textAtHand"] is False
    assert list(cbd)[:2] == ["id", "type"]


def test_a_number_is_one_in_json_only_where_its_text_comes_back() -> None:
    texts = ("12", "012", "-0", "+1", "9007199254740993", "x", "٣")
    start, graph = NamedNode("http://www.w3.org/ns/oa#start"), NamedNode(iris.graph("knowledge"))
    quads = [
        Quad(NamedNode(iris.instrument(f"n{number}")), start, Literal(text, datatype=XSD.integer), graph)
        for number, text in enumerate(texts)
    ]
    out = io.BytesIO()
    write_jsonld(quads, out)
    nodes = json.loads(out.getvalue())["@graph"][0]["@graph"]
    assert [node["start"] for node in nodes] == [12, *texts[1:]]
    assert list(ox.parse(out.getvalue(), format=RdfFormat.JSON_LD)) == quads


# -- hostile texts ------------------------------------------------------------------------------------------------

HOSTILE = {
    "quotes": '"\'\\ """ \'\'\' \\" </rdf:RDF> ]]> <!-- & &amp; &#13;',
    "lines": "one\ntwo\r\nthree\rfour\tfive \n ",
    "separators": "line\u2028paragraph\u2029next\u0085nbsp\u00a0narrow\u202f",
    "directions": "\u200fright\u202eoverride\u2066isolate\u2069 \ufeffbom",
    "emptiness": "",
    "planes": "é e\u0301 漢字 🌍 \U0010fffd",
    "syntax": '@prefix x: <http://x> . } { [ ] ^^ "@id" @context =HYPERLINK("x")',
    "length": "long " * 10_000,
}
CONTROLS = {"controls": "".join(map(chr, range(0x20))) + "\x7f\ufffe\uffff"}


def hostile_store(texts: dict[str, str]) -> Store:
    store = Store()
    graphs = [NamedNode(iris.graph("knowledge")), NamedNode(iris.source_graph("a", "b"))]
    for graph in graphs:
        for number, (name, text) in enumerate(texts.items()):
            node = NamedNode(iris.instrument(f"{name}-%C3%A9'()*,;=:@!$&~"))
            for term in (
                Literal(text),
                Literal(text, language="fr"),
                Literal(text, language="en-ca"),
                Literal(text, datatype=XSD.integer),
                Literal(text, datatype=NamedNode("http://example.org/a:b#c")),
            ):
                for predicate in (SKOS.prefLabel, RK.reference, RK.date, NamedNode("http://example.org/p/é.q-r")):
                    store.add(Quad(node, predicate, term, graph))
            for iri in ("type", "id", "a:b", "a//b", "?q", "#f", "", "é", "entry/x/TRE%3A1", f"x{number}"):
                store.add(Quad(node, RK.date, NamedNode(iris.base() + iri), graph))
                store.add(Quad(NamedNode(iris.base() + iri), SKOS.exactMatch, node, graph))
            for iri in ("urn:x:y", "mailto:a@example.org", "http://example.org", "http://purl.org/dc/terms/"):
                store.add(Quad(node, SKOS.exactMatch, NamedNode(iri), graph))
    return store


@pytest.mark.parametrize("key", [*WITH_GRAPHS, *WITHOUT_GRAPHS])
def test_hostile_texts_and_names_survive(key: str, tmp_path: Path) -> None:
    texts = HOSTILE if key == "rdfxml" else HOSTILE | CONTROLS
    store = hostile_store(texts)
    back = read_with_the_engine(export(store, tmp_path, [key])[key])
    if key in WITH_GRAPHS:
        assert set(back) == set(store)
    else:
        assert {quad.triple for quad in back} == {quad.triple for quad in store}


@pytest.mark.parametrize("key", [*WITH_GRAPHS, *WITHOUT_GRAPHS])
@pytest.mark.usefixtures("as_written")
def test_rdflib_reads_hostile_texts(key: str, tmp_path: Path) -> None:
    texts = HOSTILE if key == "rdfxml" else HOSTILE | CONTROLS
    store = hostile_store(texts)
    back = read_with_rdflib(export(store, tmp_path, [key])[key])
    if key in WITH_GRAPHS:
        assert back == in_rdflib(store)
    else:
        assert without_graph(back) == without_graph(in_rdflib(store))


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\ufffe"])
def test_rdf_xml_refuses_a_character_that_xml_does_not_have_and_keeps_the_old_file(
    character: str, tmp_path: Path
) -> None:
    node, graph = NamedNode(iris.instrument("x")), NamedNode(iris.graph("knowledge"))
    store = Store()
    store.add(Quad(node, SKOS.prefLabel, Literal("good"), graph))
    (file, _evidence) = export(store, tmp_path, ["rdfxml"])["rdfxml"]
    before = file.path.read_bytes()
    store.add(Quad(node, SKOS.prefLabel, Literal(f"bad{character}"), graph))
    with pytest.raises(RecueilError, match=rf"instrument/x.*U\+{ord(character):04X}; correct the record"):
        export(store, tmp_path, ["rdfxml"])
    assert file.path.read_bytes() == before


def test_rdf_xml_refuses_a_property_that_it_cannot_write(tmp_path: Path) -> None:
    store = Store()
    node, graph = NamedNode(iris.instrument("x")), NamedNode(iris.graph("knowledge"))
    store.add(Quad(node, NamedNode("http://example.org/1"), node, graph))
    with pytest.raises(RecueilError, match=r"<http://example\.org/1>.*cannot write this property"):
        export(store, tmp_path, ["rdfxml"])


@pytest.mark.parametrize("key", [*WITH_GRAPHS, *WITHOUT_GRAPHS])
def test_an_empty_store_gives_files_that_say_nothing(key: str, tmp_path: Path) -> None:
    assert read_with_the_engine(export(Store(), tmp_path, [key])[key]) == []


# -- whole or not at all ------------------------------------------------------------------------------------------


def test_an_interrupted_export_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file.ttl"
    path.write_text("old")

    def interrupted() -> Iterable[Triple]:
        yield Triple(RK.date, RK.date, RK.date)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), written_whole(path) as out:
        ox.serialize(interrupted(), out, format=RdfFormat.TURTLE)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("held", [sorting.HELD, 50_000])
def test_a_full_disk_is_one_line_and_leaves_the_old_file(built_store: Path, tmp_path: Path, held: int) -> None:
    (tmp_path / "recueil-kg.ttl").write_text("old")
    program = f"""
import resource, sys
from pathlib import Path
from recueil_kg.errors import RecueilError
from recueil_kg.graph.store import open_store
from recueil_kg import sorting
from recueil_kg.publishing.dumps.formats import DUMPS
from recueil_kg.publishing.publication import read_publication
sorting.HELD = {held}
store = open_store(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    DUMPS["turtle"](store, read_publication(), Path(sys.argv[2]))
except RecueilError as error:
    print(error, int(error.exit_code))
"""
    words = [sys.executable, "-c", program, str(built_store), str(tmp_path)]
    ended = subprocess.run(words, check=True, capture_output=True, text=True)
    path = tmp_path / "recueil-kg.ttl"
    assert ended.stdout == f"{path}: no room to write the file (File too large); make room, then export again 3\n"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RecueilError, match=r"recueil-kg\.nq: .*; check the path and its permissions"):
        export(Store(), tmp_path / "file", ["nquads"])
