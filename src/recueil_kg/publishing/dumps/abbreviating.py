"""Turtle and its relatives as the engine writes them, with the prefixes of our context."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat, Triple

from recueil_kg.publishing.dumps.context import load_context


def write_abbreviated(
    statements: Iterable[Quad] | Iterable[Triple],
    out: BinaryIO,
    format_: RdfFormat = RdfFormat.TURTLE,
    prefixes: dict[str, str] | None = None,
) -> None:
    """Write statements as they come, abbreviated where the format can.

    Args:
        statements: quads for TriG and N-Quads, triples for Turtle and N-Triples.
        out: where to.
        format_: one of these formats.
        prefixes: namespaces by prefix, beside those of the context.
    """
    ox.serialize(statements, out, format=format_, prefixes=load_context().prefixes | (prefixes or {}))
