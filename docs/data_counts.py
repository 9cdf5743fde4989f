"""Write the counts of data/README.md from a build of the shipped data, between its markers, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Literal, NamedNode

from recueil_kg import iris
from recueil_kg.graph.batch import Counts
from recueil_kg.graph.build import build
from recueil_kg.graph.reference import map_vocabulary
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.resources import data_folder
from recueil_kg.vocabularies import load_vocabulary

README = data_folder() / "README.md"
MARKERS = {language: (f"<!-- counts {language} -->", f"<!-- end of counts {language} -->") for language in LANGUAGES}
_CONCLUDED_BY_RULES = {"Finding", "Disagreement"}
"""Classes whose number depends on the rules in force, not on the data alone: the data-quality page has them."""
_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "head": "Counted by the build (`make counts`); never typed by hand.",
        "records": "{count} records",
        "kinds": "records by kind of source",
        "languages": "records by language",
        "editions": "records by edition",
        "things": "things by class",
        "statements": "statements by class",
        "en": "English",
        "fr": "French",
    },
    "fr": {
        "head": "Comptés par la construction (`make counts`); jamais tapés à la main.",
        "records": "{count} enregistrements",
        "kinds": "enregistrements par sorte de source",
        "languages": "enregistrements par langue",
        "editions": "enregistrements par édition",
        "things": "choses par classe",
        "statements": "énoncés par classe",
        "en": "anglais",
        "fr": "français",
    },
}


def section(report: Counts, language: Language) -> str:
    """The counts as a list, the most numerous first; editions by date."""
    words = _WORDS[language]
    kinds = {concept.notation: concept.preferred[language] for concept in load_vocabulary().concepts("source-kind")}
    classes = _class_labels(language)
    stated = Counter({name: count for name, count in report.classes.items() if name.startswith("Stated")})
    things = Counter({n: c for n, c in report.classes.items() if n not in stated and n not in _CONCLUDED_BY_RULES})
    lines = [words["head"], "", f"- {words['records'].format(count=sum(report.languages.values()))}"]
    for title, labels, counted in (
        ("kinds", kinds, _by_number(report.source_kinds)),
        ("languages", {"en": words["en"], "fr": words["fr"]}, _by_number(report.languages)),
        ("editions", {}, sorted(report.editions.items())),
        ("things", classes, _by_number(things)),
        ("statements", classes, _by_number(stated)),
    ):
        listed = " · ".join(f"{labels.get(name, name)} {count}" for name, count in counted)
        lines.append(f"- {words[title]}: {listed}" if language == "en" else f"- {words[title]} : {listed}")
    return "\n".join(lines)


def with_counts(text: str, report: Counts) -> str:
    """The README's text with the counts of a build between its markers."""
    for language in LANGUAGES:
        start, end = MARKERS[language]
        before, _marker, rest = text.partition(start)
        text = f"{before}{start}\n{section(report, language)}\n{end}{rest.partition(end)[2]}"
    return text


def build_shipped_data(folder: Path) -> Counts:
    """The report of a build of the shipped data, whose store stands in a folder."""
    return build(store=folder / "store")


def _by_number(counted: Counter[str]) -> Iterable[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _class_labels(language: Language) -> dict[str, str]:
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    return {
        iris.local_name(quad.subject.value): quad.object.value
        for quad in map_vocabulary()
        if quad.predicate == label and isinstance(quad.subject, NamedNode)
        if isinstance(quad.object, Literal) and quad.object.language == language
    }


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        README.write_text(with_counts(README.read_text("utf-8"), build_shipped_data(Path(scratch))), "utf-8")
