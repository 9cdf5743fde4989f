"""The query that shows a class at work: a question of the catalogue that uses it, or one made from the class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from ontology_parts.names import RK, curie, prefixes
from ontology_parts.terms import Ontology
from recueil_kg.i18n import Language
from recueil_kg.querying.catalogue import Question, load_catalogue
from recueil_kg.querying.engines import EmbeddedEngine


@dataclass(frozen=True)
class ShownQuery:
    """A query as a class's entry shows it; `question` is the catalogue's, None where it was made from the class."""

    text: str
    question: Question | None

    def has_rows(self, engine: EmbeddedEngine) -> bool:
        """Whether the graph answers it."""
        return len(engine.select(self.text)) > 0


@cache
def _bodies() -> tuple[tuple[Question, str, frozenset[str]], ...]:
    """Each question that asks nobody else, its query without the header, and the terms that it uses."""
    found = []
    for question in load_catalogue():
        if not question.header.services:
            body = "\n".join(line for line in question.text.splitlines() if not line.startswith("#+"))
            found.append((question, body, frozenset(re.findall(r"\brk:(\w+)", body))))
    return tuple(found)


def questions_using(name: str) -> tuple[Question, ...]:
    """The catalogue's questions whose query uses a class or property."""
    return tuple(question for question, _body, terms in _bodies() if name in terms)


def query_for(ontology: Ontology, iri: str) -> ShownQuery:
    """The shortest question that names the class, or the one that uses most of its own properties, or a made one."""
    name = iri.removeprefix(RK)
    own = {prop.removeprefix(RK) for prop in ontology.properties if ontology.domain(prop) == iri}
    using = [(name in terms, len(own & terms), -len(body), question.name) for question, body, terms in _bodies()]
    named, shared, _length, chosen = max(using)
    if not (named or shared):
        return ShownQuery(_made(ontology, iri), None)
    return next(ShownQuery(body.strip(), question) for question, body, _terms in _bodies() if question.name == chosen)


def _made(ontology: Ontology, iri: str) -> str:
    """A query of ten things of the class, with what shapes demand of each."""
    demanded = [rule.path for rule in ontology.rules_of(iri) if rule.low and rule.severity == "Violation"]
    lines = [f"  ?thing a {curie(iri)} ."]
    for path in dict.fromkeys(demanded):
        variable = curie(path).split(":")[-1]
        spoken = f' FILTER(LANG(?{variable}) = "{ontology.language}")' if "prefLabel" in path else ""
        lines.append(f"  OPTIONAL {{ ?thing {curie(path)} ?{variable}{spoken} }}")
    body = "\n".join(["SELECT DISTINCT * WHERE {", *lines, "}", "ORDER BY ?thing", "LIMIT 10"])
    used = sorted(set(re.findall(r"\b([a-z]+):\w", body)))
    return "\n".join([*(f"PREFIX {prefix}: <{prefixes()[prefix]}>" for prefix in used), "", body])


def one_of(engine: EmbeddedEngine, ontology: Ontology, iri: str) -> str | None:
    """A thing of the class, or of one of its kinds, in the graph: the first by its IRI; None where there is none."""
    kinds = [iri]
    for kind in kinds:
        kinds += ontology.children(kind)
    listed = " ".join(f"<{kind}>" for kind in kinds)
    asked = f"SELECT (MIN(STR(?thing)) AS ?first) WHERE {{ VALUES ?kind {{ {listed} }} ?thing a ?kind }}"
    first = next(iter(engine.select(asked)))[0]
    return first.value if isinstance(first, ox.Literal) else None


def title_of(question: Question, language: Language) -> str:
    """A question's title in a language."""
    return str(getattr(question.header.title, language))
