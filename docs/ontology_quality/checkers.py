"""Run the independent checkers over the ontology and print what they find as JSON; for their own environment.

Arguments: the ontology and the vocabularies, as Turtle, and the JAR that has the OWL API.
"""

from __future__ import annotations

import asyncio
import json
import sys
from html import unescape
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jpype
import rdflib
from askwol.checks import CHECKS
from askwol.pipeline import run_full_validation
from semanticlint.checks.base import CheckConfig, VocabType
from semanticlint.checks.registry import CheckRegistry
from semanticlint.pipeline import check_graph
from semanticlint.shacl.builder import build_config_shapes
from semanticlint.shacl.runner import SLINT

NEEDS_A_NETWORK = {"external-terms", "imports", "namespaces"}


def askwol(ontology: Path) -> dict[str, Any]:
    """Ask Wol, without its checks that need a network."""
    report, _ = asyncio.run(run_full_validation(str(ontology), include_mermaid=False, skip_resolution=True))
    if report.parse_errors or report.input_error or report.severity_summary is None:
        raise SystemExit(f"askwol could not read {ontology}")
    return {
        "checker": "askwol",
        "version": version("askwol"),
        "checks": sorted(unescape(check["title"]) for check in CHECKS if check["report_anchor"] not in NEEDS_A_NETWORK),
        "findings": [
            {
                "rule": finding.rule,
                "severity": str(getattr(finding.severity, "value", finding.severity)),
                "subject": finding.subject,
                "message": finding.message,
            }
            for finding in report.severity_summary.findings
        ],
    }


def vocabularies(vocabulary: Path) -> dict[str, Any]:
    """semanticlint, with all its rules on SKOS, both languages wanted everywhere and a definition of every concept."""
    config = CheckConfig(quality={"languages": ["en", "fr"], "min_definition_coverage": 1.0})
    found = check_graph(rdflib.Graph().parse(vocabulary), config)
    own = {check.id for check in CheckRegistry.for_vocab(VocabType.RDF | VocabType.SKOS)}
    return {
        "checker": "semanticlint",
        "version": version("semanticlint"),
        "checks": sorted(own | _shapes_on_skos(config)),
        "findings": [
            {
                "rule": item.check_id,
                "severity": item.severity.value,
                "subject": str(item.subject or ""),
                "message": item.message,
            }
            for item in found
        ],
    }


def _shapes_on_skos(config: CheckConfig) -> set[str]:
    """The names of those of its checks that are SHACL shapes, as far as they are of SKOS or of any RDF."""
    shapes = build_config_shapes(config)
    for file in (resources.files("semanticlint.shacl") / "shapes").iterdir():
        shapes.parse(data=file.read_text("utf-8"), format="turtle")
    of_skos = {shape for shape, kind in shapes.subject_objects(SLINT.appliesTo) if str(kind) in {"RDF", "SKOS"}}
    return {str(shapes.value(shape, SLINT.checkId)) for shape in of_skos}


def owl_api(ontology: Path, jar: Path) -> dict[str, Any]:
    """The OWL API's own checker of the profile OWL 2 DL."""
    as_xml = ontology.with_suffix(".rdf")
    rdflib.Graph().parse(ontology).serialize(as_xml, format="xml")
    jpype.startJVM(classpath=[str(jar)], convertStrings=True)
    api = jpype.JPackage("org").semanticweb.owlapi
    manager = api.apibinding.OWLManager.createOWLOntologyManager()
    loaded = manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(str(as_xml)))
    report = api.profiles.OWL2DLProfile().checkOntology(loaded)
    return {
        "checker": "owl-api",
        "version": str(api.util.VersionInfo.getVersionInfo().getVersion()),
        "checks": [f"OWL 2 DL ({loaded.getAxiomCount()} axioms)"],
        "findings": [
            {"rule": str(item.getClass().getSimpleName()), "severity": "error", "subject": "", "message": str(item)}
            for item in report.getViolations()
        ],
    }


if __name__ == "__main__":
    checked, whole, archive = (Path(word) for word in sys.argv[1:4])
    json.dump([askwol(checked), vocabularies(whole), owl_api(checked, archive)], sys.stdout)
