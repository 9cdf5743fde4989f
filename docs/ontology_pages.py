"""Write docs/ontology.html and .fr.html from the ontology, its shapes, examples and queries, and a built graph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import jinja2
import yaml
from ontology_parts.figures import figure
from ontology_parts.names import RK, anchor, curie
from ontology_parts.queries import ShownQuery, one_of, query_for, questions_using, title_of
from ontology_parts.schemes import load_schemes
from ontology_parts.shapes import Rule
from ontology_parts.terms import ONTOLOGY, Ontology
from rdflib.namespace import DCTERMS, OWL, SKOS
from rdflib.term import URIRef

from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.catalogue import Question
from recueil_kg.querying.engines import EmbeddedEngine

FOLDER = Path(__file__).parent
PAGES: dict[Language, Path] = {"en": FOLDER / "ontology.html", "fr": FOLDER / "ontology.fr.html"}
_PARTS = FOLDER / "ontology_parts"
_CODE = "src/recueil_kg/graph"


@dataclass(frozen=True)
class Use:
    """A property as a class has it: its values, the shapes' rules, and the class that it is had from, if another."""

    iri: str
    definition: str | None
    range: str | None
    rules: tuple[Rule, ...]
    inherited: str | None


@dataclass(frozen=True)
class ClassEntry:
    """All that the page says of a class."""

    iri: str
    definition: str | None
    parents: tuple[str, ...]
    children: tuple[str, ...]
    aligned: tuple[str, ...]
    disjoint: tuple[str, ...]
    figure: str
    uses: tuple[Use, ...]
    example_class: str
    example_file: str
    example: str
    instance: str | None
    query: ShownQuery
    has_rows: bool


@dataclass(frozen=True)
class PropertyEntry:
    """All that the page says of a property."""

    iri: str
    definition: str | None
    kind: str
    domain: str | None
    range: str | None
    aligned: tuple[str, ...]
    users: tuple[str, ...]
    shaped: tuple[str, ...]
    examples: tuple[str, ...]
    questions: tuple[Question, ...]
    elsewhere: tuple[str, ...]


def page(language: Language, engine: EmbeddedEngine) -> str:
    """The whole page in one language; the graph is asked for a thing of each class and for each query’s rows."""
    ontology = Ontology(language)
    words = yaml.safe_load((_PARTS / "words.yaml").read_text("utf-8"))[language]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PARTS), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html.jinja").render(
        language=language,
        other="fr" if language == "en" else "en",
        colon=words["colon"],
        files={name: path.name for name, path in PAGES.items()},
        words=words,
        style=(_PARTS / "page.css").read_text("utf-8"),
        title=ontology.text(ONTOLOGY, DCTERMS.title),
        description=ontology.text(ONTOLOGY, DCTERMS.description),
        version=ontology.graph.value(ONTOLOGY, OWL.versionInfo),
        namespace=RK,
        classes=[class_entry(ontology, iri, engine) for iri in ontology.classes],
        properties=[property_entry(ontology, iri) for iri in ontology.properties],
        schemes=load_schemes(language),
        on_page={*ontology.classes, *ontology.properties},
        anchor=anchor,
        curie=curie,
        label=ontology.label,
        question_title=lambda question: title_of(question, language),
    )


def class_entry(ontology: Ontology, iri: str, engine: EmbeddedEngine) -> ClassEntry:
    """What the page says of a class."""
    shown = _class_of_example(ontology, iri)
    file = f"{curie(shown).split(':')[-1]}.ttl"
    path = next(path for path in ontology.example_files if path.name == file)
    query = query_for(ontology, iri)
    return ClassEntry(
        iri=iri,
        definition=ontology.text(URIRef(iri), SKOS.definition),
        parents=ontology.parents(iri),
        children=ontology.children(iri),
        aligned=ontology.parents(iri, ours=False),
        disjoint=ontology.disjoint(iri),
        figure=figure(ontology, iri, f"figure-{anchor(iri)}"),
        uses=tuple(_use(ontology, iri, prop) for prop in ontology.properties_of(iri)),
        example_class=shown,
        example_file=file,
        example=_without_idle_prefixes(path.read_text("utf-8")),
        instance=one_of(engine, ontology, iri),
        query=query,
        has_rows=query.has_rows(engine),
    )


def _class_of_example(ontology: Ontology, iri: str) -> str:
    """The class itself, or where it has no example its first kind that has one."""
    kinds = [iri]
    for kind in kinds:
        if curie(kind).split(":")[-1] in ontology.examples:
            return kind
        kinds += ontology.children(kind)
    raise LookupError(f"{iri} has no example in ontology/examples, nor has a class below it")


def _without_idle_prefixes(turtle: str) -> str:
    """The example without the prefixes that it does not use."""
    body = "\n".join(line for line in turtle.splitlines() if not line.startswith("@prefix")).strip()
    declared = [line for line in turtle.splitlines() if line.startswith("@prefix")]
    used = [line for line in declared if re.search(rf"(?<![\w:/]){re.escape(line.split()[1])}[\w]", body)]
    return "\n".join([*used, "", body])


def _use(ontology: Ontology, iri: str, prop: str) -> Use:
    rules = tuple(rule for rule in ontology.rules_of(iri) if rule.path == prop)
    owners = {rule.owner for rule in rules} or {ontology.domain(prop)}
    inherited = None if iri in {*owners, ontology.domain(prop)} else next(iter(owners))
    return Use(prop, ontology.text(URIRef(prop), SKOS.definition), ontology.range(prop), rules, inherited)


def property_entry(ontology: Ontology, iri: str) -> PropertyEntry:
    """What the page says of a property, with where it is used."""
    name = iri.removeprefix(RK)
    shaped = sorted({rule.owner for rule in ontology.rules if rule.path == iri})
    examples = [stem for stem, graph in ontology.examples.items() if (None, URIRef(iri), None) in graph]
    questions = questions_using(name)
    used = bool(shaped or examples or questions)
    return PropertyEntry(
        iri=iri,
        definition=ontology.text(URIRef(iri), SKOS.definition),
        kind=ontology.kind(iri),
        domain=ontology.domain(iri),
        range=ontology.range(iri),
        aligned=ontology.aligned_properties(iri),
        users=ontology.users_of(iri),
        shaped=tuple(shaped),
        examples=tuple(examples),
        questions=questions,
        elsewhere=() if used else _elsewhere(name),
    )


def _elsewhere(name: str) -> tuple[str, ...]:
    """The places that use a term which no shape, example or question uses."""
    used = re.compile(rf"\b(?:rk:|RK\.){name}\b")
    root = FOLDER.parent
    files = [root / "data" / "tables.yaml", *sorted((root / "ontology" / "vocabularies").glob("*.ttl"))]
    found = [file.relative_to(root).as_posix() for file in files if used.search(file.read_text("utf-8"))]
    if not found and any(used.search(file.read_text("utf-8")) for file in (root / _CODE).rglob("*.py")):
        found.append(_CODE)
    return tuple(found)


if __name__ == "__main__":
    built = EmbeddedEngine()
    for spoken in LANGUAGES:
        PAGES[spoken].write_text(page(spoken, built), "utf-8")
