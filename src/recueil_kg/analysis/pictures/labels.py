"""What things are called in a picture, and what its data came from."""

from __future__ import annotations

from collections.abc import Iterable

from recueil_kg import iris
from recueil_kg.authorities import load_authorities
from recueil_kg.i18n import LANGUAGES, Language, messages_in
from recueil_kg.querying.catalogue import load_question
from recueil_kg.querying.engines import Engine, Term
from recueil_kg.querying.parameters import bind
from recueil_kg.vocabularies import load_vocabulary


def concept_label(scheme: str, notation: str, language: Language) -> str:
    """A concept's preferred label; its notation where the vocabulary does not know it."""
    concept = load_vocabulary().concept(scheme, notation)
    return concept.preferred[language] if concept else notation


def marked(label: str, of: str | None, language: Language) -> str:
    """A label, which says so where it is not in the language of the picture."""
    if of is None or of == language:
        return label
    _ = messages_in(language)
    return (_("{label} (in English)") if of == "en" else _("{label} (in French)")).format(label=label)


def titles_of(engine: Engine, question: str, language: Language, **parameters: str) -> dict[str, str]:
    """The titles that a question of the catalogue gives its instruments, by slug, each marked where it must be."""
    rows = engine.select(bind(load_question(question), {**parameters, "language": language}))
    at, title = rows.columns.index("instrument"), rows.columns.index("title")
    return {iris.local_name(_value(row[at])): _titled(row[title], language) for row in rows}


def authority_name(iri: str, language: Language) -> str:
    """The name in use of an instrument or institution, by its slug or IRI."""
    slug = iris.local_name(iri)
    entry = load_authorities().instrument(slug) or load_authorities().institution(slug)
    if entry is None:
        return slug
    name = entry.current_name.name
    for known in (language, *LANGUAGES):
        if text := name.in_language(known):
            return marked(text, known, language)
    return slug


def source_note(language: Language, questions: Iterable[str]) -> str:
    """Where the facts come from: the graph, and the questions of the catalogue that give them as a table."""
    _ = messages_in(language)
    source = _("Source: recueil-kg, the knowledge graph of Canada’s international environmental agreements.")
    calls = "; ".join(f"recueil-kg query {question}" for question in questions)
    return f"{source} {_('As a table: {calls}').format(calls=calls)}" if calls else source


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut after a word."""
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(' ', 1)[0].rstrip(',;')}…"


def _titled(term: Term | None, language: Language) -> str:
    return marked(_value(term), getattr(term, "language", None), language)


def _value(term: Term | None) -> str:
    return term.value if term is not None else ""


def node_words(kind: str, language: Language) -> str:
    """What kind of thing a node of a network is."""
    _ = messages_in(language)
    words = {
        "department": _("department or agency"),
        "instrument": _("instrument"),
        "state": _("state"),
        "body": _("body"),
        "theme": _("theme"),
        "event": _("event"),
        "province-or-territory": _("province or territory"),
        "foreign-ministry": _("foreign ministry or agency"),
        "international-organization": _("international organization"),
        "other-institution": _("other institution"),
    }
    return words.get(kind, kind)


def edge_words(kind: str, language: Language) -> str:
    """How a line of a network ties its two ends: a role, a relation, an event, or a word of our own."""
    for scheme in ("role", "relation", "event-type"):
        if (concept := load_vocabulary().concept(scheme, kind)) is not None:
            return concept.preferred[language]
    _ = messages_in(language)
    words = {
        "participation": _("takes part"),
        "shared-instruments": _("shared instruments"),
        "follows": _("is led by"),
        "theme": _("is about"),
        "broader": _("is a part of the theme"),
        "body-of": _("body of"),
        "sub-organization": _("is a part of"),
        "country": _("is of"),
    }
    return words.get(kind, kind)
