"""The published SKOS vocabularies as the lexicon that readers and writers share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from recueil_kg import iris
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.resources import ontology_folder

_SKOS = "http://www.w3.org/2004/02/skos/core#"

Labels: TypeAlias = "dict[Language, tuple[str, ...]]"


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme.

    Attributes:
        scheme: the scheme's name: `category`, `form`, `event-type` …
        notation: its slug, the last part of its IRI.
        preferred: one label in each language.
        alternative: legitimate synonyms, by language.
        hidden: spellings met in print that nobody should copy, by language.
        definition: what it means, in each language.
        broader: notation of the broader concept.
        category: notation of the category that it is (scheme `theme` only).
        message: template of the message to users, in each language (scheme `rule` only).
        address_template: the address of what a system numbers, with `{value}` (scheme `identifier-system` only).
    """

    scheme: str
    notation: str
    preferred: dict[Language, str] = field(default_factory=dict)
    alternative: Labels = field(default_factory=dict)
    hidden: Labels = field(default_factory=dict)
    definition: dict[Language, str] = field(default_factory=dict)
    broader: str | None = None
    category: str | None = None
    message: dict[Language, str] = field(default_factory=dict)
    address_template: str | None = None

    @property
    def iri(self) -> str:
        """The concept's IRI."""
        return iris.concept(self.scheme, self.notation)

    def labels(self, language: Language) -> tuple[str, ...]:
        """Every label in a language: preferred, alternative, hidden."""
        preferred = (self.preferred[language],) if language in self.preferred else ()
        return preferred + self.alternative.get(language, ()) + self.hidden.get(language, ())


class Vocabulary:
    """All concept schemes, by name."""

    def __init__(self, concepts: dict[str, dict[str, Concept]]) -> None:
        self._concepts = concepts

    @property
    def schemes(self) -> tuple[str, ...]:
        """The names of the schemes."""
        return tuple(self._concepts)

    def concepts(self, scheme: str) -> tuple[Concept, ...]:
        """The concepts of a scheme, in order of notation; empty where there is no such scheme."""
        return tuple(self._concepts.get(scheme, {}).values())

    def concept(self, scheme: str, notation: str) -> Concept | None:
        """One concept, or None."""
        return self._concepts.get(scheme, {}).get(notation)

    def is_within(self, scheme: str, notation: str | None, broader: str) -> bool:
        """Whether a concept is `broader` itself or narrower than it."""
        while notation is not None:
            if notation == broader:
                return True
            concept = self.concept(scheme, notation)
            notation = concept.broader if concept else None
        return False


@cache
def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Read every scheme in `ontology/vocabularies/`.

    Args:
        folder: another folder of Turtle files in the same form.
    """
    store = ox.Store()
    for path in sorted((folder or ontology_folder() / "vocabularies").glob("*.ttl")):
        store.load(iris.rebase(path.read_text("utf-8")).encode(), format=ox.RdfFormat.TURTLE)
    concepts: dict[str, dict[str, Concept]] = {}
    for quad in sorted(store.quads_for_pattern(None, ox.NamedNode(f"{_SKOS}inScheme"), None, None), key=str):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            concept = _read_concept(store, quad.subject, iris.local_name(quad.object.value))
            concepts.setdefault(concept.scheme, {})[concept.notation] = concept
    return Vocabulary(concepts)


def _read_concept(store: ox.Store, node: ox.NamedNode, scheme: str) -> Concept:
    template = ox.NamedNode(iris.term("addressTemplate"))
    addresses = [quad.object for quad in store.quads_for_pattern(node, template, None, None)]
    broader = [quad.object for quad in store.quads_for_pattern(node, ox.NamedNode(f"{_SKOS}broader"), None, None)]
    matches = store.quads_for_pattern(node, ox.NamedNode(f"{_SKOS}exactMatch"), None, None)
    same = [quad.object.value for quad in matches if isinstance(quad.object, ox.NamedNode)]
    category = iris.concept("category", "")
    return Concept(
        scheme=scheme,
        notation=iris.local_name(node.value),
        preferred=_single(_texts(store, node, f"{_SKOS}prefLabel")),
        alternative=_texts(store, node, f"{_SKOS}altLabel"),
        hidden=_texts(store, node, f"{_SKOS}hiddenLabel"),
        definition=_single(_texts(store, node, f"{_SKOS}definition")),
        broader=next((iris.local_name(term.value) for term in broader if isinstance(term, ox.NamedNode)), None),
        category=next((iris.local_name(iri) for iri in same if iri.startswith(category)), None),
        message=_single(_texts(store, node, iris.term("messageTemplate"))),
        address_template=next((term.value for term in addresses if isinstance(term, ox.Literal)), None),
    )


def _texts(store: ox.Store, node: ox.NamedNode, predicate: str) -> Labels:
    found: dict[Language, list[str]] = {}
    for quad in store.quads_for_pattern(node, ox.NamedNode(predicate), None, None):
        if isinstance(quad.object, ox.Literal):
            for language in LANGUAGES:
                if quad.object.language == language:
                    found.setdefault(language, []).append(quad.object.value)
    return {language: tuple(sorted(texts)) for language, texts in found.items()}


def _single(texts: Labels) -> dict[Language, str]:
    return {language: values[0] for language, values in texts.items()}
