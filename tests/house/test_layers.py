"""A fact travels one way: the imports between rooms, read from the sources, follow the arrows of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "recueil_kg"

FLOOR = {"model", "errors", "extras", "i18n", "iris", "resources", "folding", "sorting", "table"}
LEXICON = {"vocabularies", "authorities"}
ABOUT_FILES = {"writing", "file_formats", "publication"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "i18n": set(),
    "extras": {"errors", "i18n"},
    "iris": set(),
    "resources": set(),
    "folding": set(),
    "sorting": set(),
    "table": set(),
    "model": {"errors", "i18n"},
    "vocabularies": FLOOR,
    "authorities": FLOOR,
    "matches": FLOOR | {"authorities"},
    "findings": FLOOR | LEXICON,
    "reading": FLOOR,
    "harvest": FLOOR | {"reading"},
    "extraction": FLOOR | LEXICON | {"findings", "reading"},
    "evaluation": FLOOR | {"reading", "extraction"},
    "graph": FLOOR | LEXICON | {"findings", "matches"},
    "querying": FLOOR | LEXICON | {"graph"},
    "reconciliation": FLOOR | LEXICON | {"matches", "reading", "extraction", "graph", "querying"},
    "auditing": FLOOR | LEXICON | {"graph", "querying"},
    "analysis": FLOOR | LEXICON | {"graph", "querying", "auditing"},
    "publishing": FLOOR | LEXICON | {"graph", "querying", "analysis"},
    "api": FLOOR | LEXICON | {"graph", "querying", "auditing", "analysis", "reconciliation"},
    "cli": FLOOR
    | LEXICON
    | {
        "findings",
        "matches",
        "reading",
        "harvest",
        "extraction",
        "evaluation",
        "graph",
        "querying",
        "auditing",
        "analysis",
        "publishing",
        "reconciliation",
        "api",
    },
    "__init__": {"api"},
    "__main__": {"cli"},
}
MAY_IMPORT_WITHIN: dict[str, dict[str, set[str]]] = {
    "reading": {
        "document": set(),
        "language": set(),
        "segments": set(),
        "markup_cost": set(),
        "workers": set(),
        "provenance": set(),
        "text": {"document", "language"},
        "mhtml": {"text"},
        "paragraphs": {"segments"},
        "columns": {"segments", "paragraphs"},
        "html": {"document", "language", "markup_cost"},
        "pdf": {"document", "text", "segments", "columns"},
        "container": {"provenance"},
        "formats": {"document", "provenance", "container", "text", "mhtml", "columns", "html", "pdf"},
        "files": {"document", "container", "workers", "formats"},
        "__init__": {"document", "container", "formats", "files"},
    },
    "graph": {
        "namespaces": set(),
        "store": set(),
        "record_files": set(),
        "derivation": set(),
        "dates": {"namespaces"},
        "term_labels": {"namespaces"},
        "thesauri": {"namespaces"},
        "identifiers": {"namespaces"},
        "validation": {"store"},
        "mapping": {"namespaces", "dates"},
        "compendium": {"namespaces", "mapping"},
        "consolidation": {"namespaces", "dates", "mapping", "compendium"},
        "reference": {"namespaces", "dates", "thesauri", "compendium", "consolidation"},
        "batch": {"namespaces", "record_files", "validation", "mapping", "consolidation"},
        "build": {
            "store",
            "validation",
            "record_files",
            "identifiers",
            "reference",
            "consolidation",
            "batch",
            "derivation",
        },
    },
    "analysis": {
        "patterns": set(),
        "windows": set(),
        "kinds": set(),
        "graphs": set(),
        "facts": {"patterns", "windows"},
        "streams": {"graphs"},
        "portions": {"patterns", "windows", "facts"},
        "assembly": {"patterns", "windows", "streams", "facts", "portions"},
        "projections": {"graphs"},
        "networks": {"patterns", "windows", "graphs", "streams", "facts", "assembly", "projections"},
        "measures": {"kinds", "graphs", "projections", "networks"},
        "pictures": {"kinds", "graphs", "facts", "networks"},
        "drawing": {"graphs", "measures", "pictures"},
    },
    "publishing": {
        "writing": set(),
        "file_formats": set(),
        "publication": set(),
        "access": set(),
        "networks": {"publication"},
        "dumps": ABOUT_FILES,
        "tables": ABOUT_FILES,
        "portals": ABOUT_FILES | {"access", "tables"},
        "remote": {"access", "dumps"},
        "exports": ABOUT_FILES | {"networks", "dumps", "tables", "portals"},
        "releases": ABOUT_FILES | {"dumps", "portals", "exports"},
    },
}
"""The rooms inside a large room: its folders and the modules beside them, each with those that it may import."""

KNOWS_NO_RDF = {"model", "reading", "harvest", "extraction", "findings", "matches", "authorities"}
RDF_LIBRARIES = {"rdflib", "pyoxigraph", "pyshacl", "SPARQLWrapper"}


def _name(path: Path) -> str:
    return ".".join(("recueil_kg", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


MODULES = {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: a relative import"
            assert node.module is not None
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else node.module


def _room(module: str) -> str:
    return [*module.split("."), "__init__"][1]


def _inner_room(module: str) -> str:
    return [*module.split("."), "__init__"][2]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_rooms_below_its_own(module: str) -> None:
    room = _room(module)
    imported = {_room(name) for name in _imports(MODULES[module]) if name.split(".")[0] == "recueil_kg"}
    assert imported - {room} <= MAY_IMPORT[room]


@pytest.mark.parametrize("module", [module for module in MODULES if _room(module) in MAY_IMPORT_WITHIN])
def test_a_module_of_a_large_room_imports_only_what_lies_below_it_there(module: str) -> None:
    may_import = {"__init__": set()} | MAY_IMPORT_WITHIN[_room(module)]
    room = _inner_room(module)
    imported = {
        _inner_room(name) for name in _imports(MODULES[module]) if name in MODULES and _room(name) == _room(module)
    }
    assert imported - {room} <= may_import[room]


def test_rooms_import_each_other_in_no_circle() -> None:
    for arrows in (MAY_IMPORT, *MAY_IMPORT_WITHIN.values()):
        assert nx.is_directed_acyclic_graph(nx.DiGraph((room, below) for room in arrows for below in arrows[room]))


@pytest.mark.parametrize("module", [module for module in MODULES if _room(module) in KNOWS_NO_RDF])
def test_reading_and_extraction_never_see_rdf(module: str) -> None:
    assert not {name.split(".")[0] for name in _imports(MODULES[module])} & RDF_LIBRARIES


def test_modules_import_each_other_in_no_circle() -> None:
    arrows = nx.DiGraph(
        (module, name) for module, path in MODULES.items() for name in _imports(path) if name in MODULES
    )
    assert list(nx.simple_cycles(arrows)) == []
