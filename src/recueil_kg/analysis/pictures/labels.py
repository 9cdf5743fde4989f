"""What things are called in a picture, and where its data came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from recueil_kg import iris
from recueil_kg.analysis.pictures import words
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.catalogue import load_question
from recueil_kg.querying.engines import Engine, Term
from recueil_kg.querying.parameters import bind
from recueil_kg.vocabularies import load_vocabulary

_NAMES = """PREFIX rkg: <https://w3id.org/recueil/graph/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name FROM rkg:knowledge FROM rkg:authorities WHERE {{ <{iri}> skos:prefLabel ?name }} ORDER BY ?name"""


def concept_label(scheme: str, notation: str, language: Language) -> str:
    """A concept's preferred label; its notation where the vocabulary does not know it."""
    concept = load_vocabulary().concept(scheme, notation)
    return concept.preferred[language] if concept else notation


def marked(label: str, of: str | None, language: Language) -> str:
    """A label, which says so where it is not in the language of the picture."""
    if of is None or of == language:
        return label
    return (words.IN_ENGLISH if of == "en" else words.IN_FRENCH)[language].format(label=label)


def label_in(attributes: Mapping[str, Any], language: Language) -> str:
    """The label of a thing of a network, marked where it is in the other language; its IRI where it has none."""
    for known in (language, *LANGUAGES):
        if label := attributes.get(f"label_{known}"):
            return marked(str(label), known, language)
    return str(attributes.get("iri", ""))


def name_of(engine: Engine, iri: str, language: Language) -> str:
    """What the graph calls a thing, by its IRI; marked where it has no name in that language."""
    names = {getattr(row[0], "language", None): row for row in engine.select(iris.rebase(_NAMES).format(iri=iri))}
    for known in (language, *LANGUAGES):
        if known in names:
            return titled(names[known][0], language)
    return iris.local_name(iri)


def titles_of(engine: Engine, question: str, language: Language, **parameters: str) -> dict[str, str]:
    """The titles that a question of the catalogue gives its instruments, by slug, each marked where it must be."""
    rows = engine.select(bind(load_question(question), {**parameters, "language": language}))
    at, title = rows.columns.index("instrument"), rows.columns.index("title")
    return {iris.local_name(slug.value): titled(row[title], language) for row in rows if (slug := row[at])}


def titled(term: Term | None, language: Language) -> str:
    """A label of the graph, marked where it is not in the language of the picture."""
    return marked(term.value, getattr(term, "language", None), language) if term is not None else ""


def source_note(language: Language, commands: Iterable[str] = ()) -> str:
    """Where the facts come from: the graph, and the commands that print them as a table."""
    calls = "; ".join(f"recueil-kg {command}" for command in commands)
    source = words.SOURCE[language]
    return f"{source}\n{words.AS_TABLE[language].format(calls=calls)}" if calls else source


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut after a word."""
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(' ', 1)[0].rstrip(',;')}…"
