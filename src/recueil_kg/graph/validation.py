"""SHACL validation of quads, of the built store, and of RDF files, with messages in both languages."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal as OneOf

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, RDFS, SH

from recueil_kg import iris
from recueil_kg.errors import RecueilError
from recueil_kg.graph.store import open_store
from recueil_kg.i18n import LANGUAGES, Language, _, reason
from recueil_kg.resources import ontology_folder

Severity = OneOf["Violation", "Warning", "Info"]
ShapesFile = OneOf["knowledge", "source", "authorities", "vocabulary", "derived"]
SHAPES_FILES: tuple[ShapesFile, ...] = ("knowledge", "source", "authorities", "vocabulary", "derived")
LARGEST_FILE = 64 * 1024 * 1024
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One result: how grave, which node, which property and value, and why, in both languages."""

    severity: Severity
    focus: str
    path: str | None
    value: str | None
    messages: dict[Language, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ValidationReport:
    """All results; the graph conforms where none is a Violation."""

    results: tuple[ValidationResult, ...]

    @property
    def conforms(self) -> bool:
        """Whether the graph is right; Warnings and Infos speak of the sources."""
        return not any(result.severity == "Violation" for result in self.results)

    def turtle(self) -> str:
        """The report as a `sh:ValidationReport`; the same report gives the same text."""
        graph = rdflib.Graph()
        graph.bind("sh", SH)
        report = rdflib.BNode("report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, rdflib.Literal(self.conforms)))
        for number, result in enumerate(self.results):
            node = rdflib.BNode(f"result{number:09}")
            graph.add((report, SH.result, node))
            graph.add((node, RDF.type, SH.ValidationResult))
            graph.add((node, SH.resultSeverity, SH[result.severity]))
            graph.add((node, SH.focusNode, rdflib.URIRef(result.focus)))
            if result.path:
                graph.add((node, SH.resultPath, rdflib.URIRef(result.path)))
            for language, text in result.messages.items():
                graph.add((node, SH.resultMessage, rdflib.Literal(text, lang=language)))
        return graph.serialize(format="turtle")


@cache
def load_shapes(*names: ShapesFile) -> rdflib.Graph:
    """The shapes of some kinds of named graph, together."""
    graph = rdflib.Graph()
    for name in names:
        text = (ontology_folder() / "shapes" / f"{name}.ttl").read_text("utf-8")
        graph.parse(data=iris.rebase(text), format="turtle")
    return graph


@cache
def _mentioned(*names: ShapesFile) -> frozenset[str]:
    """The predicates that can change a result, as no shape is closed: those that the shapes mention."""
    mentioned = {str(term) for triple in load_shapes(*names) for term in triple if isinstance(term, rdflib.URIRef)}
    return frozenset({*mentioned, str(RDF.type), str(RDFS.subClassOf)})


def validate_quads(quads: Iterable[ox.Quad], shapes: Sequence[ShapesFile] = SHAPES_FILES) -> list[ValidationResult]:
    """Check quads, all named graphs together, against shapes."""
    mentioned = _mentioned(*shapes)
    with _no_cycle_collection():
        graph = _rdflib_graph(quad for quad in quads if quad.predicate.value in mentioned)
        _conforms, report, _text = pyshacl.validate(
            graph,
            shacl_graph=load_shapes(*shapes),
            inplace=True,
            inference="none",
            allow_warnings=True,
            allow_infos=True,
        )
        return [_in_its_own_words(result, graph) for result in _read_report(report)]


def _in_its_own_words(result: ValidationResult, graph: rdflib.Graph) -> ValidationResult:
    """A Warning on a finding says what the finding says: which printed words are doubtful, and why."""
    if result.severity != "Warning" or result.path != iris.term("rule"):
        return result
    texts = graph.objects(rdflib.URIRef(result.focus), rdflib.URIRef(iris.term("message")))
    own = {language: str(text) for text in texts for language in LANGUAGES if getattr(text, "language", "") == language}
    return replace(result, messages={**result.messages, **own})


@contextmanager
def _no_cycle_collection() -> Iterator[None]:
    """Fill and check a graph without the collector's walks over its many dictionaries, which find nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def validate_store(folder: Path | None = None) -> ValidationReport:
    """Check the built store against all shapes."""
    return _report(validate_quads(open_store(folder).quads_for_pattern(None, None, None, None)))


def validate_files(paths: Sequence[Path]) -> ValidationReport:
    """Check RDF files, all together, against all shapes; the format is told by the name's ending.

    Raises:
        RecueilError: missing, too large, of no known format, or not well-formed: the file and line.
    """
    quads: list[ox.Quad] = []
    for path in paths:
        quads.extend(_read_rdf(path))
    return _report(validate_quads(quads))


def _report(results: Iterable[ValidationResult]) -> ValidationReport:
    grave: dict[Severity, int] = {"Violation": 0, "Warning": 1, "Info": 2}
    order = sorted(results, key=lambda result: (grave[result.severity], result.focus, result.path or ""))
    return ValidationReport(tuple(order))


def _read_rdf(path: Path) -> list[ox.Quad]:
    format_ = _FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise RecueilError(
            _("this is no RDF file by its name"),
            where=str(path),
            do=_("name it {endings}").format(endings=", ".join(_FORMATS)),
        )
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RecueilError(_("the file is too large to validate"), where=str(path), do=_("validate the store"))
        data = path.read_bytes()
    except OSError as error:
        raise RecueilError(reason(error), where=str(path), do=_("check the path and its permissions")) from None
    try:
        return list(ox.parse(data, format=format_, base_iri=path.resolve().as_uri()))
    except (SyntaxError, ValueError, OSError) as error:
        line = getattr(error, "lineno", None) or data.count(b"\n") + 1
        what = " ".join(str(getattr(error, "msg", None) or error).split())
        raise RecueilError(what, where=f"{path}:{line}", do=_("correct the syntax")) from None


def _rdflib_graph(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The union of the quads' graphs; each term is made once."""
    terms: dict[object, rdflib.term.Identifier] = {}

    def term(node: object) -> rdflib.term.Identifier:
        made = terms.get(node)
        if made is None:
            made = terms[node] = _rdflib_term(node)
        return made

    graph = rdflib.Graph()
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def _rdflib_term(node: object) -> rdflib.term.Identifier:
    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.Literal):
        datatype = None if node.language else rdflib.URIRef(node.datatype.value)
        if datatype == rdflib.XSD.string:
            datatype = None
        return rdflib.Literal(node.value, lang=node.language, datatype=datatype)
    assert isinstance(node, ox.BlankNode)
    return rdflib.BNode(node.value)


def _read_report(report: rdflib.Graph) -> list[ValidationResult]:
    results = []
    for node in report.subjects(RDF.type, SH.ValidationResult):
        path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
        messages: dict[Language, str] = {}
        for message in report.objects(node, SH.resultMessage):
            for language in LANGUAGES:
                if isinstance(message, rdflib.Literal) and message.language == language:
                    messages[language] = str(message)
        severity = str(report.value(node, SH.resultSeverity)).rsplit("#", 1)[-1]
        results.append(
            ValidationResult(
                severity=severity,  # type: ignore[arg-type]
                focus=str(report.value(node, SH.focusNode)),
                path=str(path) if path else None,
                value=str(value) if value is not None else None,
                messages=messages,
            )
        )
    return results
