"""Write the pages of the published tables, docs/tables.md and docs/tables.fr.md, from data/tables.yaml."""

from __future__ import annotations

from pathlib import Path

from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.publishing.tables.schema import Column, Table, load_tables

FOLDER = Path(__file__).parent
PAGES: dict[Language, Path] = {"en": FOLDER / "tables.md", "fr": FOLDER / "tables.fr.md"}
_HEAD: dict[Language, str] = {
    "en": """\
# The tables

[Français](tables.fr.md) · Made from [data/tables.yaml](../data/tables.yaml) by `make tables`.

The graph as tables, one row a fact. They are the same in every format:

- `csv`, for spreadsheets: `csv/*.csv`, with a byte order mark, by which Excel and LibreOffice know UTF-8.
- `datapackage`, for programs: `datapackage/*.csv` without that mark, described with keys by `datapackage.json`
  (Data Package 2.0) and by `csv-metadata.json` (CSV on the Web).
- `parquet`, for pandas, Polars, DuckDB and Spark: `parquet/*.parquet`, with typed columns.
- `sqlite`, for SQL and Datasette: `sqlite/recueil.sqlite`, with foreign keys, indexes, full-text search without regard
  to accents and case; `metadata.json` and `metadata.fr.json` for Datasette.
- `schema-org`, for search engines for data: `schema-org.jsonld`.
- `croissant`, for machine learning: `croissant.json`, which describes the Parquet files.

A column means the same wherever it is. One that ends in `_iri` holds IRIs, and the one without the ending their last
part: `instrument` is `cbd` where `instrument_iri` is `https://w3id.org/recueil/instrument/cbd`. Tables are joined by
the IRIs. A cell in one language is empty where that language has no text: nothing is translated or copied. A date is
given as it is known, in EDTF, and as its first and last possible day.

In CSV, a cell that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or an apostrophe has an apostrophe before
it, so that no spreadsheet runs it as a formula. Whoever takes one leading apostrophe away has the words again; Parquet
and SQLite hold them as they are.

Keys are **bold**; → is the table that a column refers to; \\* is a column without empty cells.
""",
    "fr": """\
# Les tableaux

[English](tables.md) · Tirée de [data/tables.yaml](../data/tables.yaml) par `make tables`.

Le graphe en tableaux, une ligne par fait. Ils sont les mêmes dans tous les formats :

- `csv`, pour les tableurs : `csv/*.csv`, avec l’indicateur d’ordre des octets, auquel Excel et LibreOffice
  reconnaissent l’UTF-8.
- `datapackage`, pour les programmes : `datapackage/*.csv` sans cet indicateur, décrits avec leurs clés par
  `datapackage.json` (Data Package 2.0) et par `csv-metadata.json` (CSV pour le Web).
- `parquet`, pour pandas, Polars, DuckDB et Spark : `parquet/*.parquet`, aux colonnes typées.
- `sqlite`, pour SQL et Datasette : `sqlite/recueil.sqlite`, avec clés étrangères, index et recherche plein texte sans
  égard aux accents ni à la casse; `metadata.json` et `metadata.fr.json` pour Datasette.
- `schema-org`, pour les moteurs de recherche de données : `schema-org.jsonld`.
- `croissant`, pour l’apprentissage automatique : `croissant.json`, qui décrit les fichiers Parquet.

Une colonne a le même sens partout. Celle qui se termine par `_iri` contient des IRI, et celle sans cette fin leur
dernière partie : `instrument` vaut `cbd` là où `instrument_iri` vaut `https://w3id.org/recueil/instrument/cbd`. Les
tableaux se joignent par les IRI. Une cellule dans une langue est vide là où cette langue n’a pas de texte : rien n’est
traduit ni copié. Une date est donnée telle qu’elle est connue, en EDTF, et par ses premier et dernier jours possibles.

En CSV, une cellule qui commence par `=`, `+`, `-`, `@`, une tabulation, un retour de chariot ou une apostrophe droite
est précédée d’une apostrophe droite, afin qu’aucun tableur ne l’exécute comme une formule. Qui enlève une apostrophe de
tête retrouve les mots; Parquet et SQLite les contiennent tels quels.

Les clés sont en **gras**; → est le tableau auquel une colonne renvoie; \\* est une colonne sans cellule vide.
""",
}
_COLUMNS: dict[Language, str] = {"en": "| column | type | holds |", "fr": "| colonne | type | contient |"}
_TYPES: dict[Language, dict[str, str]] = {
    "en": {"text": "text", "iri": "IRI", "date": "date", "integer": "integer", "boolean": "true or false"},
    "fr": {"text": "texte", "iri": "IRI", "date": "date", "integer": "entier", "boolean": "vrai ou faux"},
}


def page(language: Language) -> str:
    """The whole page in one language."""
    return "\n".join([_HEAD[language], *(_entry(table, language) for table in load_tables())])


def _entry(table: Table, language: Language) -> str:
    lines = [f"## {table.name}: {table.title[language]}", "", table.description[language], ""]
    lines += [_COLUMNS[language], "|---|---|---|", *(_row(column, table, language) for column in table.columns)]
    return "\n".join(lines) + "\n"


def _row(column: Column, table: Table, language: Language) -> str:
    name = f"**`{column.name}`**" if column.name in table.key else f"`{column.name}`"
    type_ = _TYPES[language][column.type]
    refers_to = f" → [{column.refers_to}](#{_anchor(column.refers_to, language)})" if column.refers_to else ""
    holds = ". ".join(text[language].rstrip(".") for text in (column.title, column.description) if text)
    full = r"\*" if column.required else ""
    return f"| {name}{full} | {type_}{refers_to} | {holds} |"


def _anchor(name: str, language: Language) -> str:
    """The anchor that a page makes of a table's heading."""
    title = next(table.title[language] for table in load_tables() if table.name == name)
    kept = "".join(letter for letter in f"{name}: {title}".lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


if __name__ == "__main__":
    for language in LANGUAGES:
        PAGES[language].write_text(page(language), "utf-8")
