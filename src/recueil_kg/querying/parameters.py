"""Bind a question's parameters: a value becomes an RDF term in its `VALUES` block, and can be nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from recueil_kg import iris
from recueil_kg.authorities import Authority, load_authorities
from recueil_kg.errors import RecueilError
from recueil_kg.folding import fold
from recueil_kg.graph.namespaces import XSD
from recueil_kg.i18n import LANGUAGES, _
from recueil_kg.model.dates import PartialDate
from recueil_kg.querying.catalogue import Parameter, Question
from recueil_kg.vocabularies import load_vocabulary


def bind(question: Question, values: Mapping[str, str]) -> str:
    """The question's query with each given value in its parameter's `VALUES` block.

    Raises:
        RecueilError: an unknown parameter, or a value that its type does not know; the closest are named.
    """
    known = {parameter.name: parameter for parameter in question.header.parameters}
    for name in values:
        if name not in known:
            names = ", ".join(known) or _("none")
            raise RecueilError(
                _("{question} has no parameter {name}").format(question=question.name, name=name),
                do=_("its parameters are: {names}").format(names=names),
            )
    text = question.text
    for name, value in values.items():
        block = re.compile(rf"(VALUES\s+\?{re.escape(name)}\s*\{{)[^{{}}]*(\}})")
        term = str(as_term(known[name], value))
        text, count = block.subn(rf"\1 {_escaped(term)} \2", text)
        assert count == 1, f"{question.name}: {name} must have one VALUES block"
    return text


def _escaped(term: str) -> str:
    return term.replace("\\", r"\\")


def as_term(parameter: Parameter, value: str) -> NamedNode | Literal:
    """What a user means by a parameter's value: a slug, an IRI or a name becomes the thing's IRI, a date a literal.

    Raises:
        RecueilError: the parameter's type does not know the value; the closest ones are named.
    """
    match parameter.type:
        case "institution":
            kinds = [entry for entry in load_authorities().all() if load_authorities().institution(entry.id) is entry]
            return _entity(parameter, value, kinds, iris.institution)
        case "state":
            states = [entry for entry in load_authorities().all() if entry.kind == "state"]
            return _entity(parameter, value, states, iris.state)
        case "instrument":
            instruments = [entry for entry in load_authorities().all() if entry.kind == "instrument"]
            return _entity(parameter, value, instruments, iris.instrument)
        case "concept":
            return _concept(parameter, value)
        case "date":
            return Literal(_checked(parameter, value, r"\d{4}-\d{2}-\d{2}"), datatype=XSD.date)
        case "year" | "integer":
            return Literal(int(_checked(parameter, value, r"\d{1,9}")))
        case "edition":
            return NamedNode(iris.edition(_checked(parameter, value, r"\d{4}(-\d{2})?")))
        case "language":
            if value not in LANGUAGES:
                raise _unknown(parameter, value, LANGUAGES)
            return Literal(value)
        case "text":
            return Literal(value)


def _checked(parameter: Parameter, value: str, pattern: str) -> str:
    refused = RecueilError(
        _("{name}: {value} is not written as it must be").format(name=parameter.name, value=repr(value)),
        do=_("write for example {example}").format(example=parameter.example),
    )
    if re.fullmatch(pattern, value) is None:
        raise refused
    if parameter.type == "date":
        try:
            PartialDate.parse(value)
        except ValueError as error:
            raise RecueilError(f"{parameter.name}: {error}", do=refused.do) from None
    return value


def _entity(parameter: Parameter, value: str, entries: list[Authority], mint: Callable[[str], str]) -> NamedNode:
    """A slug, an IRI of the base, whole or as tables print it, or a name in either language."""
    folded = fold(value)
    for entry in entries:
        if value in {entry.id, mint(entry.id), mint(entry.id).removeprefix(iris.base())}:
            return NamedNode(mint(entry.id))
    for entry in entries:
        if any(fold(name) == folded for language in LANGUAGES for name in entry.all_names(language)):
            return NamedNode(mint(entry.id))
    if any(entry.id == folded for entry in entries):
        return NamedNode(mint(folded))
    names = [entry.id for entry in entries]
    names += [name for entry in entries for language in LANGUAGES for name in entry.all_names(language)]
    raise _unknown(parameter, value, _closest(value, names))


def _closest(value: str, names: list[str]) -> list[str]:
    """Up to three names: those that hold the value, however it is spelt, then those that look like it."""
    spelt: dict[str, str] = {}
    for name in names:
        spelt.setdefault(fold(name), name)
    holding = sorted((name for name in spelt if fold(value) in name), key=len) if value.strip() else []
    close = [*holding, *get_close_matches(fold(value), spelt, n=3, cutoff=0.4)]
    return [spelt[name] for name in dict.fromkeys(close)][:3] or names[:3]


def _concept(parameter: Parameter, value: str) -> NamedNode:
    concepts = load_vocabulary().concepts(parameter.scheme or "")
    for concept in concepts:
        labels = [fold(label) for language in LANGUAGES for label in concept.labels(language)]
        if value in {concept.notation, concept.iri, concept.iri.removeprefix(iris.base())} or fold(value) in labels:
            return NamedNode(concept.iri)
    names = [concept.notation for concept in concepts]
    raise _unknown(parameter, value, _closest(value, names))


def _unknown(parameter: Parameter, value: str, close: Iterable[str]) -> RecueilError:
    return RecueilError(
        _("{name}: {value} is not known").format(name=parameter.name, value=repr(value)),
        do=_("give for example {close}").format(close=", ".join(close)),
    )
