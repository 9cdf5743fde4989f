"""JSON-LD 1.1, compacted with our context, a node at a time: no processor compacts without holding everything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from recueil_kg.graph.namespaces import XSD, A
from recueil_kg.publishing.dumps.context import Context, Term, load_context

_STRING = XSD.string.value
_LARGEST = 2**53
"""From here on a reader that takes JSON's numbers as floating point may lose digits (RFC 8259, section 6)."""


def write_jsonld(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write quads, which come by graph and subject, as one document that has its context in it, a node a line."""
    context = load_context()
    out.write(b'{"@context":' + _json(context.document) + b',\n"@graph":[')
    for number, (graph, members) in enumerate(groupby(quads, key=lambda quad: quad.graph_name)):
        if isinstance(graph, DefaultGraph):
            out.write(b",\n" if number else b"\n")
            _write_nodes(members, context, out)
            continue
        out.write((b"," if number else b"") + b'\n{"id":' + _json(_id(graph, context)) + b',"@graph":[\n')
        _write_nodes(members, context, out)
        out.write(b"\n]}")
    out.write(b"\n]}\n")


def _write_nodes(quads: Iterable[Quad], context: Context, out: BinaryIO) -> None:
    for number, (subject, members) in enumerate(groupby(quads, key=lambda quad: quad.subject)):
        out.write((b",\n" if number else b"") + _json({"id": _id(subject, context), **_properties(members, context)}))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _properties(quads: Iterable[Quad], context: Context) -> dict[str, Any]:
    """The types first, as streaming readers want them; then the properties in the order of their IRIs."""
    types: list[str] = []
    found: dict[str, Any] = {}
    for predicate, members in groupby(quads, key=lambda quad: quad.predicate):
        values = [quad.object for quad in members]
        if predicate == A and all(isinstance(value, NamedNode) for value in values):
            types = [_type(value.value, context) for value in values if isinstance(value, NamedNode)]
        else:
            found.update(_property(predicate.value, values, context))
    return {"type": _few(types), **found} if types else found


def _property(predicate: str, values: list[Any], context: Context) -> Iterator[tuple[str, Any]]:
    """A property's values under its term; those that its term cannot hold under its prefixed name."""
    term = context.terms.get(predicate)
    rest = values
    if term is not None and term.by_language:
        by_language: dict[str, list[str]] = {}
        for value in values:
            if isinstance(value, Literal) and value.language:
                by_language.setdefault(value.language, []).append(value.value)
        if by_language:
            filed = {language: texts if term.always_list else _few(texts) for language, texts in by_language.items()}
            yield term.name, filed
        rest = [value for value in values if not (isinstance(value, Literal) and value.language)]
        term = None
    if rest:
        shown = [_value(value, term, context) for value in rest]
        yield term.name if term else context.prefixed(predicate), _few(shown)


def _few(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _value(value: object, term: Term | None, context: Context) -> Any:
    wanted = term.type if term else None
    if not isinstance(value, Literal):
        name = _id(value, context)
        return name if wanted == "@id" else {"id": name}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if datatype == wanted:
        return _native(value.value, datatype)
    if datatype == _STRING:
        return {"@value": value.value} if wanted else value.value
    return {"@value": value.value, "@type": context.prefixed(datatype)}


def _native(text: str, datatype: str) -> str | int | bool:
    """A number or truth as JSON has it, where the text that comes back is the same."""
    if datatype == XSD.integer.value and text.removeprefix("-").isdecimal():
        number = int(text)
        return number if str(number) == text and abs(number) < _LARGEST else text
    return text == "true" if datatype == XSD.boolean.value and text in {"true", "false"} else text


def _type(iri: str, context: Context) -> str:
    term = context.terms.get(iri)
    return term.name if term else context.prefixed(iri)


def _id(node: object, context: Context) -> str:
    """A node's name: prefixed, else relative to the base where that cannot be read as anything else, else whole.

    A relative name that is a term could be a keyword: the scheme `…/type` is none of `@type` (IRI expansion, step 4).
    """
    if not isinstance(node, NamedNode):
        return str(node)
    prefixed = context.prefixed(node.value)
    relative = prefixed.removeprefix(context.base)
    if not relative or relative in context.document or ":" in relative or relative[0] in "/?#@" or "//" in relative:
        return prefixed
    return relative
