"""What a measure gives: rows, bilingual column titles, and a few figures on the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias

from recueil_kg.analysis.graphs import AnyNetwork, label_of
from recueil_kg.analysis.kinds import node_words
from recueil_kg.i18n import LANGUAGES, Language, spoken
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.vocabularies import load_vocabulary

Cell: TypeAlias = "str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or a figure on the whole.

    Attributes:
        title: its title.
        node: whether its cells are keys of nodes, which are shown with their labels.
        scheme: the vocabulary whose notations its cells are.
    """

    title: Bilingual
    node: bool = False
    scheme: str | None = None


COLUMNS: dict[str, Column] = {
    "node": Column(Bilingual("node", "nœud"), node=True),
    "other": Column(Bilingual("other", "autre"), node=True),
    "from": Column(Bilingual("from", "de"), node=True),
    "to": Column(Bilingual("to", "vers"), node=True),
    "instrument": Column(Bilingual("instrument", "instrument"), node=True),
    "department": Column(Bilingual("department", "ministère"), node=True),
    "theme": Column(Bilingual("theme", "thème"), node=True),
    "party": Column(Bilingual("party", "partie"), node=True),
    "kind": Column(Bilingual("kind", "sorte")),
    "degree": Column(Bilingual("links", "liens")),
    "incoming": Column(Bilingual("incoming", "entrants")),
    "outgoing": Column(Bilingual("outgoing", "sortants")),
    "strength": Column(Bilingual("strength", "force")),
    "betweenness": Column(Bilingual("betweenness", "intermédiarité")),
    "pagerank": Column(Bilingual("PageRank", "PageRank")),
    "community": Column(Bilingual("community", "communauté")),
    "certainty": Column(Bilingual("certainty", "certitude")),
    "apart": Column(Bilingual("cut off", "isolés")),
    "pieces": Column(Bilingual("pieces", "morceaux")),
    "weight": Column(Bilingual("weight", "poids")),
    "significance": Column(Bilingual("significance", "signification")),
    "similarity": Column(Bilingual("similarity", "similitude")),
    "shared": Column(Bilingual("shared", "en commun")),
    "observed": Column(Bilingual("observed", "observé")),
    "expected": Column(Bilingual("expected", "attendu")),
    "ends": Column(Bilingual("share of ends", "part des bouts")),
    "year": Column(Bilingual("year", "année")),
    "new_nodes": Column(Bilingual("new nodes", "nouveaux nœuds")),
    "new_links": Column(Bilingual("new links", "nouveaux liens")),
    "nodes": Column(Bilingual("nodes", "nœuds")),
    "links": Column(Bilingual("links", "liens")),
    "earliest": Column(Bilingual("earliest", "au plus tôt")),
    "latest": Column(Bilingual("latest", "au plus tard")),
    "edtf": Column(Bilingual("date", "date")),
    "event": Column(Bilingual("event", "événement"), scheme="event-type"),
    "scope": Column(Bilingual("for whom", "pour qui"), scheme="scope"),
    "led": Column(Bilingual("instruments it leads", "instruments dont il est responsable")),
    "remaining": Column(Bilingual("other leads", "autres responsables")),
    "lost": Column(Bilingual("loses its lead", "perd son responsable")),
    "communities": Column(Bilingual("communities", "communautés")),
    "modularity": Column(Bilingual("modularity", "modularité")),
    "stability": Column(Bilingual("stability", "stabilité")),
    "runs": Column(Bilingual("runs", "essais")),
    "bridges": Column(Bilingual("bridges", "ponts")),
    "articulation_points": Column(Bilingual("articulation points", "points d’articulation")),
    "components": Column(Bilingual("separate parts", "parties séparées")),
    "coefficient": Column(Bilingual("coefficient", "coefficient")),
    "undated": Column(Bilingual("undated", "sans date")),
    "pivots": Column(Bilingual("sampled from", "échantillon de")),
    "kept": Column(Bilingual("links kept", "liens gardés")),
    "instruments": Column(Bilingual("instruments compared", "instruments comparés")),
    "without_lead": Column(Bilingual("instruments left without a lead", "instruments laissés sans responsable")),
}
"""Every column and figure that a measure gives, by its name in JSON and CSV."""


_ANSWERS: dict[Cell, Bilingual] = {
    "yes": Bilingual("yes", "oui"),
    "no": Bilingual("no", "non"),
    "bridge": Bilingual("bridge", "pont"),
    "articulation-point": Bilingual("articulation point", "point d’articulation"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of a measure.

    Attributes:
        columns: names of `COLUMNS`.
        rows: the cells of each row, one a column; None where a column does not apply.
        figures: numbers on the whole, by names of `COLUMNS`.
        labels: the labels of the nodes that the rows name.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    figures: dict[str, Cell] = field(default_factory=dict)
    labels: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, graph: AnyNetwork, columns: Sequence[str], rows: Iterable[Sequence[Cell]], figures: Mapping[str, Cell]
    ) -> Result:
        """The answer on a network, numbers rounded to six places, with the labels of the nodes that it names."""
        made = tuple(tuple(_rounded(cell) for cell in row) for row in rows)
        nodes = [at for at, name in enumerate(columns) if COLUMNS[name].node]
        named = sorted({str(row[at]) for row in made for at in nodes if row[at] is not None})
        labels = {node: _labels(graph, node) for node in named}
        return cls(tuple(columns), made, {name: _rounded(value) for name, value in figures.items()}, labels)

    def record_names(self) -> list[str]:
        """The names that every record has, in order."""
        return [
            each
            for name in self.columns
            for each in (name, *((f"{name}_label_{language}" for language in LANGUAGES) if COLUMNS[name].node else ()))
        ]

    def records(self) -> list[dict[str, Cell]]:
        """Each row as a mapping; beside a node its labels: `node`, `node_label_en`, `node_label_fr`."""
        return [self._record(row) for row in self.rows]

    def _record(self, row: tuple[Cell, ...]) -> dict[str, Cell]:
        found: dict[str, Cell] = {}
        for name, cell in zip(self.columns, row, strict=True):
            found[name] = cell
            if COLUMNS[name].node:
                for language in LANGUAGES:
                    found[f"{name}_label_{language}"] = self.labels.get(str(cell), {}).get(language)
        return found

    def shown(self, language: Language) -> tuple[list[str], list[list[str | int | float]]]:
        """Titles and rows for a person: labels in a language, and no column that applies to no row."""
        used = [at for at in range(len(self.columns)) if any(row[at] is not None for row in self.rows)]
        titles = [COLUMNS[self.columns[at]].title[language] for at in used]
        return titles, [[self._text(self.columns[at], row[at], language) for at in used] for row in self.rows]

    def shown_figures(self, language: Language) -> list[tuple[str, str | int | float]]:
        """The figures with their titles in a language."""
        return [
            (COLUMNS[name].title[language], self._text(name, value, language)) for name, value in self.figures.items()
        ]

    def _text(self, name: str, cell: Cell, language: Language) -> str | int | float:
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return _ANSWERS["yes" if cell else "no"][language]
        if COLUMNS[name].node:
            labels = {f"label_{spoken_}": text for spoken_, text in self.labels.get(str(cell), {}).items()}
            return label_of(labels, language) or str(cell)
        if name == "kind":
            return _ANSWERS[str(cell)][language] if cell in _ANSWERS else node_words(str(cell), language)
        if scheme := COLUMNS[name].scheme:
            concept = load_vocabulary().concept(scheme, str(cell))
            return concept.preferred[language] if concept else str(cell)
        return round(cell, 4) if isinstance(cell, float) else cell

    def _repr_html_(self) -> str:
        titles, rows = self.shown(spoken())
        head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
        body = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
        figures = " · ".join(f"{title}: {value}" for title, value in self.shown_figures(spoken()))
        return f"<p>{escape(figures)}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _labels(graph: AnyNetwork, node: str) -> dict[Language, str]:
    attributes = graph.nodes[node] if node in graph else {}
    return {
        language: str(attributes[f"label_{language}"]) for language in LANGUAGES if f"label_{language}" in attributes
    }


def _rounded(value: Cell) -> Cell:
    return round(value, 6) if isinstance(value, float) else value
