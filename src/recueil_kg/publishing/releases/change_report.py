"""The report of what changed since the release before, as a page in each language and as JSON."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from recueil_kg import iris
from recueil_kg.i18n import Language
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.releases.changes import Changes, InstrumentChange

_WORDS = {
    "title": Bilingual("Changes in version {version}", "Changements de la version {version}"),
    "first": Bilingual(
        "This is the first release: {quads} statements about {count} instruments.",
        "C’est la première version : {quads} énoncés sur {count} instruments.",
    ),
    "since": Bilingual(
        "Since version {previous}: {before} statements then, {quads} now; {count} instruments changed.",
        "Depuis la version {previous} : {before} énoncés alors, {quads} maintenant; {count} instruments ont changé.",
    ),
    "nothing": Bilingual("No instrument changed.", "Aucun instrument n’a changé."),
    "added": Bilingual("New instruments", "Nouveaux instruments"),
    "removed": Bilingual("Instruments no longer there", "Instruments qui n’y sont plus"),
    "changed": Bilingual("Instruments of which something changed", "Instruments dont quelque chose a changé"),
    "header": Bilingual(
        "instrument | title | statements | what we conclude", "instrument | titre | énoncés | ce que nous concluons"
    ),
    "untitled": Bilingual("(no English title)", "(pas de titre français)"),
    "evidence": Bilingual("only its evidence", "ses preuves seulement"),
    "graphs": Bilingual("Names and vocabularies", "Noms et vocabulaires"),
    "of_graphs": Bilingual("graph | statements", "graphe | énoncés"),
}


def as_json(changes: Changes) -> str:
    """The changes as one JSON object, its members in the order of `Changes`."""
    return msgspec.json.format(msgspec.json.encode(changes), indent=2).decode() + "\n"


def as_page(changes: Changes, language: Language, labels: Mapping[str, str]) -> str:
    """The changes as a Markdown page.

    Args:
        changes: what changed.
        language: the page's.
        labels: the ontology's labels in that language, from `term_labels`.
    """
    words = {name: text[language] for name, text in _WORDS.items()}
    count = len(changes.instruments)
    lines = [f"# {words['title'].format(version=changes.version)}", ""]
    if changes.previous is None:
        return "\n".join([*lines, words["first"].format(quads=changes.quads, count=count), ""])
    numbers = {"before": changes.quads_before, "quads": changes.quads, "count": count}
    lines += [words["since"].format(previous=changes.previous, **numbers) if count else words["nothing"], ""]
    for kind in ("added", "removed", "changed"):
        of_kind = [change for change in changes.instruments if change.change == kind]
        if of_kind:
            rows = [_row(change, language, labels) for change in of_kind]
            lines += [f"## {words[kind]}", "", *_table(words["header"], rows), ""]
    if changes.graphs:
        graphs = [f"{iris.local_name(graph)} | +{gained} −{lost}" for graph, (gained, lost) in changes.graphs.items()]
        lines += [f"## {words['graphs']}", "", *_table(words["of_graphs"], graphs), ""]
    return "\n".join(lines)


def _row(change: InstrumentChange, language: Language, labels: Mapping[str, str]) -> str:
    title = change.titles.get(language, _WORDS["untitled"][language]).replace("|", "\\|")
    concluded = ", ".join(labels.get(name, name) for name in change.properties)
    concluded = concluded or _WORDS["evidence"][language]
    return f"{change.slug} | {title} | +{change.gained} −{change.lost} | {concluded}"


def _table(header: str, rows: list[str]) -> list[str]:
    rule = "|".join("---" for _column in header.split(" | "))
    return [f"| {header} |", f"|{rule}|", *(f"| {row} |" for row in rows)]
