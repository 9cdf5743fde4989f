"""Where sources contradict each other, fact by fact: both quotes, both sources, and the rule that decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recueil_kg import iris
from recueil_kg.auditing.asking import rows_of
from recueil_kg.querying.engines import Engine

Between = Literal["languages", "editions", "sources"]
BETWEEN: dict[Between, str] = {
    "languages": "language-disagreement",
    "editions": "edition-disagreement",
    "sources": "source-disagreement",
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that state a fact differently.

    Attributes:
        instrument: the instrument's slug.
        field: the field of the sheet, or the event type: IRI.
        between: `languages`, `editions` or `sources`.
        rule: notation of the rule that decided, or left it open.
        kept: the words that the conclusion follows; empty where it follows none.
        kept_source: the source that prints them: IRI.
        set_aside: the words that differ.
        set_aside_source: the source that prints those: IRI.
    """

    instrument: str
    field: str
    between: Between
    rule: str
    kept: str
    kept_source: str
    set_aside: str
    set_aside_source: str


def find_disagreements(
    engine: Engine, instrument: str | None = None, between: Between | None = None
) -> tuple[Disagreement, ...]:
    """The disagreements of the graph, one for each pair of sources.

    Args:
        engine: the store or the endpoint to ask.
        instrument: only those on this one: a slug, an IRI or a title.
        between: only those between languages, editions or kinds of source.

    Raises:
        RecueilError: there is no such instrument, or the engine does not answer.
    """
    rows = rows_of(engine, "disagreements", instrument=instrument, between=BETWEEN[between] if between else None)
    pairs: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in rows:
        pairs.setdefault((row["disagreement"], row["kept_source"], row["set_aside_source"]), []).append(row)
    kinds = {notation: kind for kind, notation in BETWEEN.items()}
    return tuple(
        Disagreement(
            instrument=iris.local_name(of_pair[0]["instrument"]),
            field=of_pair[0]["field"],
            between=kinds[iris.local_name(of_pair[0]["between"])],
            rule=iris.local_name(of_pair[0]["rule"]),
            kept="; ".join(dict.fromkeys(row["kept"] for row in of_pair)),
            kept_source=kept_source,
            set_aside="; ".join(dict.fromkeys(row["set_aside"] for row in of_pair)),
            set_aside_source=set_aside_source,
        )
        for (_disagreement, kept_source, set_aside_source), of_pair in pairs.items()
    )
