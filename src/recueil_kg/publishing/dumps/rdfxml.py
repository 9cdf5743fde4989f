"""RDF/XML as the engine writes it, and what XML cannot hold refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyoxigraph as ox
from pyoxigraph import Literal, Triple

from recueil_kg.errors import RecueilError
from recueil_kg.i18n import _
from recueil_kg.publishing.dumps.context import load_context

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not have, not even as references (production 2, Char)."""
_ENDS_IN_NAME = re.compile(r"[^\W\d][\w.\-]*$")
"""The end of an IRI that can be a property element's local name (an NCName)."""


def write_rdfxml(triples: Iterable[Triple], out: BinaryIO) -> None:
    """Write triples, which come by subject.

    Raises:
        RecueilError: a character or a property that RDF/XML cannot write, and of which node.
    """
    escaping = _CarriageReturnsEscaped(out)
    prefixes = load_context().prefixes
    ox.serialize(_writable(triples), escaping, format=ox.RdfFormat.RDF_XML, prefixes=prefixes)  # type: ignore[arg-type]


def _writable(triples: Iterable[Triple]) -> Iterator[Triple]:
    properties: set[str] = set()
    for triple in triples:
        if isinstance(triple.object, Literal) and (found := _NO_XML.search(triple.object.value)):
            character = f"U+{ord(found[0]):04X}"
            raise _refusal(triple, _("RDF/XML cannot hold the character {character}").format(character=character))
        if triple.predicate.value not in properties:
            if not _ENDS_IN_NAME.search(triple.predicate.value):
                raise _refusal(triple, _("RDF/XML cannot write this property, which does not end in a name"))
            properties.add(triple.predicate.value)
        yield triple


def _refusal(triple: Triple, what: str) -> RecueilError:
    where = f"{triple.subject} {triple.predicate}"
    return RecueilError(what, where=where, do=_("correct the record, or export another format"))


class _CarriageReturnsEscaped:
    """A file in which a carriage return is a reference: as itself, every XML reader makes a newline of it.

    The engine writes carriage returns only where a literal has them.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        self._out.write(data.replace(b"\r", b"&#xD;"))
        return len(data)

    def flush(self) -> None:
        self._out.flush()
