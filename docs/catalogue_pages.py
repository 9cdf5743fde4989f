"""Write the pages of the catalogue of questions, docs/queries.md and docs/queries.fr.md, from the queries' headers."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.catalogue import GROUPS, Question, load_catalogue

FOLDER = Path(__file__).parent
PAGES: dict[Language, Path] = {"en": FOLDER / "queries.md", "fr": FOLDER / "queries.fr.md"}
_HEAD: dict[Language, str] = {
    "en": """\
# The catalogue of questions

[Français](queries.fr.md) · Made from the headers of [queries/](../queries) by `make catalogue`.

Each is a file that any SPARQL 1.1 engine runs as it stands; `recueil-kg query NAME -p KEY=VALUE` puts values in place
of those it asks about, and `--show` prints the query instead.
""",
    "fr": """\
# Le catalogue de questions

[English](queries.md) · Tirée des en-têtes de [queries/](../queries) par `make catalogue`.

Chacune est un fichier que tout moteur SPARQL 1.1 exécute tel quel; `recueil-kg query NOM -p CLÉ=VALEUR` remplace les
valeurs dont il est question, et `--show` affiche la requête.
""",
}
_WORDS: dict[Language, tuple[str, str, str, str]] = {
    "en": ("Parameters", "for example", "Columns", "Asks another server, off until `--allow-service` names it"),
    "fr": ("Paramètres", "par exemple", "Colonnes", "Interroge un autre serveur, fermé sans `--allow-service`"),
}
_COLON: dict[Language, str] = {"en": ":", "fr": " :"}


def page(language: Language) -> str:
    """The whole page in one language."""
    parts = [_HEAD[language]]
    for group, questions in groupby(load_catalogue(), key=lambda question: question.header.group):
        parts.append(f"## {getattr(GROUPS[group], language)}\n")
        parts += [_entry(question, language) for question in questions]
    return "\n".join(parts)


def _entry(question: Question, language: Language) -> str:
    header, (parameters, example, columns, asks) = question.header, _WORDS[language]
    lines = [
        f"### [{question.name}](../queries/{question.name}.rq){_COLON[language]} {getattr(header.title, language)}",
        "",
        getattr(header.question, language),
        "",
    ]
    if header.parameters:
        described = (
            f"`{item.name}` ({getattr(item.label, language)}; {example} `{item.example}`)" for item in header.parameters
        )
        lines.append(f"- {parameters}{_COLON[language]} {', '.join(described)}")
    lines.append(f"- {columns}{_COLON[language]} {', '.join(getattr(column.label, language) for column in header.columns)}")
    lines += [f"- {asks}{_COLON[language]} {address}" for address in header.services]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for language in LANGUAGES:
        PAGES[language].write_text(page(language), "utf-8")
