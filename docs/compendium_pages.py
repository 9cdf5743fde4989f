"""Write docs/compendium.md and docs/compendium.fr.md from the built store: which of the compendium is covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import yaml

from recueil_kg import iris
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.querying.catalogue import load_question
from recueil_kg.querying.engines import EmbeddedEngine
from recueil_kg.querying.parameters import bind
from recueil_kg.resources import data_folder
from recueil_kg.vocabularies import load_vocabulary

FOLDER = Path(__file__).parent
PAGES: dict[Language, Path] = {"en": FOLDER / "compendium.md", "fr": FOLDER / "compendium.fr.md"}
SERIES = ("a", "b", "c", "d")


class Counts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `data/compendium.yaml` says: how many instruments the newest edition summarizes."""

    edition: str
    year: str
    total: int
    series: dict[str, int]
    source: str
    source_fr: str


@dataclass(frozen=True, slots=True)
class Row:
    """An instrument's row of the question `in-compendium`."""

    slug: str
    title: str
    place: str
    series: str | None
    rule: str | None
    reference: str | None
    newest: str | None


_TEXT: dict[Language, dict[str, str]] = {
    "en": {
        "head": """\
# What of the compendium is covered

[Français](compendium.fr.md) · Made from the built store by `make compendium`; `recueil-kg query in-compendium` gives
the same rows with their evidence.

The {edition} edition summarizes **{total}** instruments. {source} Its sheets are dated {year}; a sheet of an older
edition says nothing of whether the instrument is still there.

**{covered} of the {total} are covered** by a sheet of {year} that was read. **{unidentified} remain unidentified**:
their sheets were not read. They are counted, and no title is guessed.
""",
        "table": "| series | in the edition | sheet of {year} read | only an older sheet read"
        " | only listed | unidentified |",
        "unknown": "series not known",
        "all": "all",
        "note": """\
"Only listed" is an instrument that a catalogue or the compendium's own table names, without its sheet. Sheets whose
reference and type were lost in the copy that was read have no series; they count in the last line alone, and so the
unidentified of a series can be fewer than its line says. A series is known by the letter of the reference, else by the
catalogue number, else by the type printed.
""",
        "covered": "## Covered by a sheet of {year}",
        "older": "## Only an older edition's sheet was read",
        "listed": "## Known to be there, no sheet read",
        "outside": "## Not shown to be there",
        "outside_text": "{count} instruments of the graph are known from other sources only, or are named inside"
        " others. Nothing that was read shows them in the compendium; some may be among the unidentified.",
        "columns": "| instrument | series | reference | known by | newest edition read |",
        "undated": "undated",
        "other-language": "in French",
    },
    "fr": {
        "head": """\
# Ce que l'on couvre du recueil

[English](compendium.md) · Tirée de l'entrepôt construit par `make compendium`; `recueil-kg query in-compendium` donne
les mêmes lignes avec leurs preuves.

La {edition} édition résume **{total}** instruments. {source} Ses fiches sont datées de {year}; une fiche d'une édition
plus ancienne ne dit pas si l'instrument y est encore.

**{covered} des {total} sont couverts** par une fiche de {year} qui a été lue. **{unidentified} restent non
identifiés** : leurs fiches n'ont pas été lues. Ils sont comptés, et aucun titre n'est deviné.
""",
        "table": "| série | dans l'édition | fiche de {year} lue | seule une fiche plus ancienne lue"
        " | seulement signalé | non identifiés |",
        "unknown": "série inconnue",
        "all": "toutes",
        "note": """\
« Seulement signalé » : un catalogue ou la table même du recueil nomme l'instrument, sans sa fiche. Les fiches dont la
référence et le type se sont perdus dans la copie lue n'ont pas de série; elles ne comptent qu'à la dernière ligne, et
les non identifiés d'une série peuvent donc être moins nombreux que sa ligne ne le dit. Une série est connue par la
lettre de la référence, sinon par le numéro de catalogue, sinon par le type imprimé.
""",
        "covered": "## Couverts par une fiche de {year}",
        "older": "## Seule une fiche d'une édition plus ancienne a été lue",
        "listed": "## Présents selon une liste, aucune fiche lue",
        "outside": "## Rien ne montre qu'ils y sont",
        "outside_text": "{count} instruments du graphe ne sont connus que d'autres sources, ou sont nommés dans"
        " d'autres instruments. Rien de ce qui a été lu ne les montre dans le recueil; certains peuvent être parmi les"
        " non identifiés.",
        "columns": "| instrument | série | référence | connue par | édition lue la plus récente |",
        "undated": "sans date",
        "other-language": "en anglais",
    },
}
_EDITION: dict[Language, str] = {"en": "tenth", "fr": "dixième"}


def load_counts() -> Counts:
    """What the compendium says of itself."""
    path = data_folder() / "compendium.yaml"
    return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Counts)


def rows_of(engine: EmbeddedEngine, language: Language) -> list[Row]:
    """Every instrument of the store, with its place in the compendium."""
    question = load_question("in-compendium")
    return [
        Row(_local(row[0]) or "", _title(row[1], language), _local(row[2]) or "", *map(_local, row[3:]))
        for row in engine.select(bind(question, {"language": language}))
    ]


def _title(term: object, language: Language) -> str:
    """A title; where no source gives one in the page's language, with the language that it is in."""
    title, spoken = getattr(term, "value", ""), getattr(term, "language", None)
    return title if spoken in {None, language} else f"{title} ({_TEXT[language]['other-language']})"


def page(language: Language, rows: Sequence[Row], counts: Counts) -> str:
    """The whole page in one language."""
    text = _TEXT[language]
    shown = [row for row in rows if row.place == "shown-by-sheet"]
    covered = [row for row in shown if (row.newest or "").startswith(counts.year)]
    older = [row for row in shown if row not in covered]
    listed = [row for row in rows if row.place in {"shown-by-reference", "shown-by-catalogue"}]
    outside = [row for row in rows if row.place == "not-shown"]
    words: Mapping[str, object] = {
        "edition": _EDITION[language],
        "year": counts.year,
        "total": counts.total,
        "source": counts.source if language == "en" else counts.source_fr,
        "covered": len(covered),
        "unidentified": counts.total - len(covered),
    }
    parts = [text["head"].format(**words), text["table"].format(**words), "|---|---|---|---|---|---|"]
    parts += _table(language, covered, older, listed, counts)
    parts += ["", text["note"]]
    for name, group in (("covered", covered), ("older", older), ("listed", listed)):
        parts += [text[name].format(**words), "", text["columns"], "|---|---|---|---|---|"]
        parts += [_line(row, language) for row in group]
        parts.append("")
    parts += [text["outside"], "", text["outside_text"].format(count=len(outside))]
    return "\n".join(parts) + "\n"


def _table(
    language: Language, covered: Sequence[Row], older: Sequence[Row], listed: Sequence[Row], counts: Counts
) -> list[str]:
    by = [Counter(row.series for row in group) for group in (covered, older, listed)]
    lines = []
    for series in SERIES:
        of_edition, read = counts.series[series], by[0][series]
        cells = [of_edition, read, by[1][series], by[2][series], of_edition - read]
        lines.append(f"| {_label('compendium-series', series, language)} | {' | '.join(map(str, cells))} |")
    unknown = " | ".join(str(counter[None]) for counter in by)
    lines.append(f"| {_TEXT[language]['unknown']} | | {unknown} | |")
    totals = [counts.total, len(covered), len(older), len(listed), counts.total - len(covered)]
    lines.append(f"| **{_TEXT[language]['all']}** | {' | '.join(f'**{total}**' for total in totals)} |")
    return lines


def _line(row: Row, language: Language) -> str:
    series = row.series.upper() if row.series else ""
    rule = _label("rule", row.rule, language) if row.rule else ""
    newest = row.newest or (_TEXT[language]["undated"] if row.place == "shown-by-sheet" else "")
    return f"| {row.title.replace('|', '/')} (`{row.slug}`) | {series} | {row.reference or ''} | {rule} | {newest} |"


def _label(scheme: str, notation: str, language: Language) -> str:
    concept = load_vocabulary().concept(scheme, notation)
    assert concept is not None
    return concept.preferred[language]


def _local(term: object) -> str | None:
    """The slug, code or notation that an IRI ends in, or a literal's text; None where a column is not bound."""
    value = getattr(term, "value", None)
    return None if value is None else iris.local_name(str(value))


if __name__ == "__main__":
    for language in LANGUAGES:
        PAGES[language].write_text(page(language, rows_of(EmbeddedEngine(), language), load_counts()), "utf-8")
