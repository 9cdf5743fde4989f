"""Write the pages on data quality, docs/quality.md and docs/quality.fr.md, from the built graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from recueil_kg import iris
from recueil_kg.auditing.asking import rows_of
from recueil_kg.auditing.coverage import QUESTIONS, Question, State, find_coverage
from recueil_kg.auditing.disagreements import BETWEEN, find_disagreements
from recueil_kg.auditing.editions import Change, compare_editions, differences
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.engines import EmbeddedEngine, Engine
from recueil_kg.vocabularies import load_vocabulary

FOLDER = Path(__file__).parent
PAGES: dict[Language, Path] = {"en": FOLDER / "quality.md", "fr": FOLDER / "quality.fr.md"}
_HEAD: dict[Language, str] = {
    "en": """\
# What the sources get wrong

[Français](quality.fr.md) · Made from the built graph by `make quality`. Printed words stand as printed;
nothing is repaired.

`recueil-kg query findings`, `recueil-kg disagreements`, `recueil-kg diff EDITION EDITION` and `recueil-kg coverage`
give the same, as tables, JSON or CSV; `recueil-kg validate` gives every finding as a SHACL Warning.
""",
    "fr": """\
# Ce que les sources disent mal

[English](quality.md) · Tirée du graphe construit par `make quality`. Les mots imprimés restent tels
quels; rien n'est réparé.

`recueil-kg query findings`, `recueil-kg disagreements`, `recueil-kg diff ÉDITION ÉDITION` et `recueil-kg coverage`
donnent la même chose, en tableaux, en JSON ou en CSV; `recueil-kg validate` donne chaque constat comme un
avertissement SHACL.
""",
}
_HEADINGS: dict[Language, dict[str, str]] = {
    "en": {
        "findings": "Findings",
        "disagreements": "Disagreements",
        "editions": "From edition to edition",
        "coverage": "What the sheets answer",
    },
    "fr": {
        "findings": "Constats",
        "disagreements": "Désaccords",
        "editions": "D'une édition à l'autre",
        "coverage": "Ce à quoi les fiches répondent",
    },
}
_NOTES: dict[Language, dict[str, str]] = {
    "en": {
        "editions": """\
What sheets of one instrument print differently in two editions, each with the next that is seen. A field that was noted
of one sheet only is no difference.""",
        "coverage": """\
Instruments by answer. "Not stated" needs the sheet's text; of most sheets a few printed words were noted and the text
is not at hand: "not seen".""",
    },
    "fr": {
        "editions": """\
Ce que les fiches d'un instrument impriment différemment dans deux éditions, chacune avec la suivante qui est vue. Un
champ noté d'une seule fiche n'est pas une différence.""",
        "coverage": """\
Instruments par réponse. « Non énoncé » suppose le texte de la fiche; de la plupart, quelques mots imprimés ont été
notés et le texte n'est pas disponible : « non vu ».""",
    },
}
_COLUMNS: dict[Language, dict[str, Sequence[str]]] = {
    "en": {
        "rules": ("rule", "says", "findings"),
        "findings": ("sources", "finding"),
        "between": ("between", "number"),
        "disagreements": ("fact", "kept", "set aside", "rule"),
        "editions": ("instrument, field", "before", "after"),
        "coverage": ("question", "stated", "not stated", "not seen"),
    },
    "fr": {
        "rules": ("règle", "dit", "constats"),
        "findings": ("sources", "constat"),
        "between": ("entre", "nombre"),
        "disagreements": ("fait", "retenu", "écarté", "règle"),
        "editions": ("instrument, champ", "avant", "après"),
        "coverage": ("question", "énoncé", "non énoncé", "non vu"),
    },
}
_QUESTIONS: dict[Language, dict[Question, str]] = {
    "en": {
        "objective": "What is it for?",
        "expected-results": "What results are expected?",
        "results": "What was achieved?",
        "responsible": "Who is responsible?",
        "reports": "Who reports, and when?",
    },
    "fr": {
        "objective": "À quoi sert-il?",
        "expected-results": "Quels résultats sont attendus?",
        "results": "Qu'est-ce qui a été atteint?",
        "responsible": "Qui en est responsable?",
        "reports": "Qui en rend compte, et quand?",
    },
}
_STATES: tuple[State, ...] = ("stated", "not-stated", "not-seen")


def page(engine: Engine, language: Language) -> str:
    """The whole page in one language."""
    headings = _HEADINGS[language]
    parts = {
        "findings": _findings(engine, language),
        "disagreements": _disagreements(engine, language),
        "editions": _editions(engine, language),
        "coverage": _coverage(engine, language),
    }
    return "\n".join([_HEAD[language], *(f"## {headings[name]}\n\n{part}" for name, part in parts.items())])


def _findings(engine: Engine, language: Language) -> str:
    by_rule: dict[str, dict[str, list[str]]] = {}
    for row in rows_of(engine, "findings", language=language):
        messages = by_rule.setdefault(iris.local_name(row["rule"]), {})
        messages.setdefault(row["message"], []).append(_source(row["source"]))
    rules = [
        (_label("rule", rule, language), _definition(rule, language), len(messages))
        for rule, messages in sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    parts = [_table(_COLUMNS[language]["rules"], rules)]
    for rule, messages in sorted(by_rule.items()):
        rows = [(", ".join(dict.fromkeys(sources)), message) for message, sources in messages.items()]
        label = _label("rule", rule, language)
        parts.append(f"### {label[0].upper()}{label[1:]}\n\n{_table(_COLUMNS[language]['findings'], rows)}")
    return "\n".join(parts)


def _disagreements(engine: Engine, language: Language) -> str:
    found = find_disagreements(engine)
    counts = Counter(item.between for item in found)
    between = [(_label("rule", notation, language), counts[kind]) for kind, notation in BETWEEN.items()]
    rows = [
        (
            f"{item.instrument}: {_label_of(item.field, language)}",
            _quoted(item.kept, item.kept_source),
            _quoted(item.set_aside, item.set_aside_source),
            _label("rule", item.rule, language),
        )
        for item in found
    ]
    columns = _COLUMNS[language]
    return _table(columns["between"], between) + "\n" + _table(columns["disagreements"], rows)


def _editions(engine: Engine, language: Language) -> str:
    rows = {
        (
            f"{change.instrument}: {change.field}",
            _quoted(change.before, change.before_sheet),
            _quoted(change.after, change.after_sheet),
        )
        for change in _changes(engine)
    }
    return f"{_NOTES[language]['editions']}\n\n{_table(_COLUMNS[language]['editions'], sorted(rows))}"


@cache
def _changes(engine: Engine) -> tuple[Change, ...]:
    """The fields that differ between two editions of one instrument's sheets with none seen between them."""
    seen: dict[str, list[str]] = {}
    for row in rows_of(engine, "sheets-by-edition"):
        edition = iris.local_name(row["edition"])
        for slug in {sheet["instrument"] for sheet in rows_of(engine, "sheet-statements", edition=edition)}:
            seen.setdefault(slug, []).append(edition)
    neighbours = sorted({pair for editions in seen.values() for pair in pairwise(sorted(editions))})
    return tuple(
        change
        for first, second in neighbours
        for change in differences(compare_editions(engine, first, second))
        if change.kind == "changed"
    )


def _coverage(engine: Engine, language: Language) -> str:
    found = find_coverage(engine)
    rows = [
        (
            _QUESTIONS[language][question],
            *(sum(item.answers[question].state == state for item in found) for state in _STATES),
        )
        for question in QUESTIONS
    ]
    return f"{_NOTES[language]['coverage']}\n\n{_table(_COLUMNS[language]['coverage'], rows)}"


def _quoted(words: str, source: str) -> str:
    """The printed words and the source under them."""
    return f"{' '.join(words.split())} ({_source(source)})" if words else ""


def _source(iri: str) -> str:
    return iri.removeprefix(iris.source("", "").removesuffix("/"))


def _label(scheme: str, notation: str, language: Language) -> str:
    concept = load_vocabulary().concept(scheme, notation)
    return concept.preferred[language] if concept else notation


def _label_of(iri: str, language: Language) -> str:
    scheme, _slash, notation = iri.removeprefix(iris.base()).rpartition("/")
    return _label(scheme, notation, language)


def _definition(rule: str, language: Language) -> str:
    concept = load_vocabulary().concept("rule", rule)
    return concept.definition[language] if concept else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    built = EmbeddedEngine()
    for language in LANGUAGES:
        PAGES[language].write_text(page(built, language), "utf-8")
