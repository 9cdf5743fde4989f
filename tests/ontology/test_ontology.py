"""The ontology holds together: bilingual, closed against code and shapes, and its shapes mean what they say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import to_isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from recueil_kg.folding import fold
from recueil_kg.graph.validation import SHAPES_FILES, validate_files
from recueil_kg.i18n import LANGUAGES
from recueil_kg.vocabularies import load_vocabulary

REPOSITORY = Path(__file__).resolve().parents[2]
ONTOLOGY = REPOSITORY / "ontology"
RK = "https://w3id.org/recueil/ontology#"
OUTSIDE_OWL = {rdflib.XSD.date, rdflib.URIRef("http://id.loc.gov/datatypes/edtf/EDTF")}
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*.ttl"))
COUNTER_EXAMPLES = sorted((ONTOLOGY / "examples" / "counter").glob("*.ttl"))


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "recueil.ttl").parse(ONTOLOGY / "alignments.ttl")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in SHAPES_FILES:
        graph.parse(ONTOLOGY / "shapes" / f"{name}.ttl")
    return graph


def defined(ontology: rdflib.Graph) -> set[str]:
    return {str(term).removeprefix(RK) for term in ontology.subjects(RDF.type) if str(term).startswith(RK)}


def used() -> set[str]:
    """Every term that code, shapes, queries, vocabularies and examples use."""
    found: set[str] = set()
    for path in (REPOSITORY / "src").rglob("*.py"):
        text = path.read_text("utf-8")
        found |= set(re.findall(r"\bRK\.([A-Za-z]+)", text)) | set(re.findall(r"\brk:([A-Za-z]+)", text))
        found |= set(re.findall(r"iris\.term\(\"([A-Za-z]+)\"\)", text))
    folders = {"queries": "rq", "ontology/derivations": "rq", "ontology/shapes": "ttl", "ontology/vocabularies": "ttl"}
    for folder, ending in folders.items():
        for path in (REPOSITORY / folder).glob(f"*.{ending}"):
            found |= set(re.findall(r"\brk:([A-Za-z]+)", path.read_text("utf-8")))
    return found


def test_every_term_that_is_used_is_defined(ontology: rdflib.Graph) -> None:
    assert used() - defined(ontology) == set()


def test_every_term_that_is_defined_is_used(ontology: rdflib.Graph) -> None:
    parents = {str(parent).removeprefix(RK) for parent in ontology.objects(None, RDFS.subClassOf)}
    assert defined(ontology) - used() - parents == set()


def test_every_term_has_a_label_and_a_definition_in_both_languages(ontology: rdflib.Graph) -> None:
    for name in defined(ontology):
        term = rdflib.URIRef(RK + name)
        for predicate in (RDFS.label, SKOS.definition):
            assert sorted(str(text.language) for text in ontology.objects(term, predicate)) == ["en", "fr"], name


def test_every_concept_is_bilingual_and_its_label_its_own() -> None:
    vocabulary = load_vocabulary()
    for scheme in vocabulary.schemes:
        seen: dict[tuple[str, str], str] = {}
        for concept in vocabulary.concepts(scheme):
            assert set(concept.preferred) == set(concept.definition) == set(LANGUAGES), concept.iri
            if concept.broader:
                assert vocabulary.concept(scheme, concept.broader) is not None
            for language in LANGUAGES:
                for label in concept.labels(language):
                    assert seen.setdefault((language, fold(label)), concept.notation) == concept.notation, label


def test_every_class_that_has_instances_of_its_own_has_a_shape(ontology: rdflib.Graph, shapes: rdflib.Graph) -> None:
    targeted = set(shapes.objects(None, SH.targetClass))
    abstract = {rdflib.URIRef(RK + name) for name in ("Statement", "Institution")}
    for term in ontology.subjects(RDF.type, OWL.Class):
        if str(term).startswith(RK) and term not in abstract and term not in targeted:
            parents = set(ontology.objects(term, RDFS.subClassOf))
            assert parents & targeted, f"{term} has no shape, nor has its parent"


def test_every_message_of_a_shape_is_bilingual(shapes: rdflib.Graph) -> None:
    for node in shapes.subjects(SH.severity):
        assert sorted(str(text.language) for text in shapes.objects(node, SH.message)) == ["en", "fr"]


def test_every_shape_has_an_example_and_a_counter_example(shapes: rdflib.Graph) -> None:
    names = {str(target).rsplit("#", 1)[-1] for target in shapes.objects(None, SH.targetClass)}
    assert {path.stem for path in COUNTER_EXAMPLES} == names
    assert {path.stem for path in EXAMPLES} == names | {"ConceptScheme", "Treaty"}, (
        "the last two have no shape of their own"
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_conforms(path: Path) -> None:
    assert [result for result in validate_files([path]).results if result.severity == "Violation"] == []


@pytest.mark.parametrize("path", COUNTER_EXAMPLES, ids=lambda path: path.stem)
def test_a_counter_example_fails_for_the_reason_that_it_states(path: Path) -> None:
    stated = re.match(r"# fails: (\S+):(\S+) \S+ (\S+)", path.read_text("utf-8"))
    assert stated is not None
    report = validate_files([path])
    assert not report.conforms
    violations = [result for result in report.results if result.severity == stated[3]]
    assert {str(result.path).replace("#", "/").rsplit("/", 1)[-1] for result in violations} == {stated[2]}
    assert all(set(result.messages) == set(LANGUAGES) for result in violations)


@pytest.mark.engines
def test_the_ontology_is_consistent_under_a_reasoner(ontology: rdflib.Graph, tmp_path: Path) -> None:
    """HermiT, through Owlready; and it does find an inconsistency that is there."""
    import owlready2

    everything = rdflib.Graph().parse(ONTOLOGY / "recueil.ttl")
    for path in EXAMPLES:
        everything.parse(path)
    graph = rdflib.Graph()
    for triple in everything:
        if getattr(triple[2], "datatype", None) not in OUTSIDE_OWL:
            graph.add(triple)
    sound = tmp_path / "sound.owl"
    graph.serialize(sound, format="xml")
    world = owlready2.World()
    with world.get_ontology(sound.as_uri()).load():
        owlready2.sync_reasoner_hermit(world, debug=0)
    assert list(world.inconsistent_classes()) == []
    node = rdflib.URIRef("https://w3id.org/recueil/state/mex")
    graph.add((node, RDF.type, rdflib.URIRef(RK + "Finding")))
    broken = tmp_path / "broken.owl"
    graph.serialize(broken, format="xml")
    other = owlready2.World()
    with other.get_ontology(broken.as_uri()).load(), pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        owlready2.sync_reasoner_hermit(other, debug=0)


def test_the_json_ld_context_names_every_term_and_no_other(ontology: rdflib.Graph) -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]
    targets = {value["@id"] if isinstance(value, dict) else value for value in context.values() if value != 1.1}
    named = {target.removeprefix("rk:") for target in targets if target.startswith("rk:")}
    assert named == defined(ontology)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_survives_json_ld_with_the_context(path: Path) -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))
    graph = rdflib.Graph().parse(path)
    back = rdflib.Graph().parse(data=graph.serialize(format="json-ld", context=context), format="json-ld")
    assert to_isomorphic(back) == to_isomorphic(graph)


def test_no_shape_is_closed_so_that_what_no_shape_mentions_cannot_change_a_result() -> None:
    for name in SHAPES_FILES:
        shapes = rdflib.Graph().parse(ONTOLOGY / "shapes" / f"{name}.ttl")
        assert not set(shapes.predicates()) & {SH.closed, SH.sparql, SH.target, SH.js}
