"""The datasets that a publication consists of, as catalogues describe them: the whole, and each edition."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from recueil_kg import iris
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.i18n import LANGUAGES, Language, _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.publication import Keywords, Publication, PublishedFile
from recueil_kg.querying.engines import Engine, Term

_PREFIXES = """\
PREFIX rk: <https://w3id.org/recueil/ontology#>
PREFIX rkg: <https://w3id.org/recueil/graph/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
_EDITION_TITLE = Bilingual(en="{series}, edition {edition}", fr="{series}, édition {edition}")
_EDITION_DESCRIPTION = Bilingual(
    en=(
        "What the fact sheets of edition {edition} of “{series}” state, each value with the printed words that it was "
        "read from. Fact sheets at hand: {sheets} ({en} in English, {fr} in French); instruments: {instruments}."
    ),
    fr=(
        "Ce qu’énoncent les fiches de l’édition {edition} de « {series} », chaque valeur avec les mots imprimés où "
        "elle a été lue. Fiches disponibles : {sheets} ({en} en anglais, {fr} en français); instruments : "
        "{instruments}."
    ),
)
_SEPARATORS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The whole, or an edition.

    Attributes:
        iri: what it is called in the graph; of the whole, `{base}dataset`.
        edition: year and month; None of the whole.
        title: in both languages.
        description: in both languages, with the words of attribution.
        keywords: fit for portals: no comma, no other space than a single plain one.
        earliest: the first possible day of what it tells; None where it dates nothing.
        latest: the last possible day.
        series: the series' title; None of the whole.
        previous: IRI of the edition before; None of the first and of the whole.
        files: those about this edition, or where there are none, those of the whole, which hold it.
    """

    iri: str
    edition: str | None
    title: Bilingual
    description: Bilingual
    keywords: Keywords
    earliest: dt.date | None
    latest: dt.date | None
    series: Bilingual | None
    previous: str | None
    files: tuple[PublishedFile, ...]


def describe_datasets(engine: Engine, publication: Publication, files: Sequence[PublishedFile]) -> tuple[Dataset, ...]:
    """The whole first, then each edition, the oldest first.

    Raises:
        RecueilError: a title of the series or a theme's label is not in both languages, or the engine does not answer.
    """
    of_editions = {file.edition for file in files} - {None}
    whole = tuple(file for file in files if file.edition is None)
    themes = _themes(engine)
    labels = _labels(engine, {theme for found in themes.values() for theme in found})
    first, last = _period(engine)
    datasets = [
        Dataset(
            iri=iris.dataset(),
            edition=None,
            title=publication.title,
            description=_attributed(publication, publication.description),
            keywords=_keywords(publication, (labels[theme] for theme in themes.get(None, ()))),
            earliest=first,
            latest=last,
            series=None,
            previous=None,
            files=whole,
        )
    ]
    series = _series(engine)
    for version, previous, sheets in _editions(engine):
        iri = iris.edition(version)
        own = tuple(file for file in files if file.edition == version)
        of_this = {name: str(count) for name, count in sheets.items()} | {"edition": version}
        first, last = _period(engine, f"GRAPH ?graph {{ ?sheet rk:inEditionOf <{iri}> ; rk:states ?statement }}")
        datasets.append(
            Dataset(
                iri=iri,
                edition=version,
                title=_filled(_EDITION_TITLE, series, of_this),
                description=_attributed(publication, _filled(_EDITION_DESCRIPTION, series, of_this)),
                keywords=_keywords(publication, (labels[theme] for theme in themes.get(iri, ()))),
                earliest=first,
                latest=last,
                series=series,
                previous=previous,
                files=own or whole,
            )
        )
    if unknown := of_editions - {dataset.edition for dataset in datasets}:
        raise RecueilError(
            _("no sheet of the edition {edition} is seen").format(edition=sorted(map(str, unknown))[0]),
            do=_("leave out its files, or add its sheets"),
        )
    return tuple(datasets)


def normalised_keyword(text: str) -> str:
    """A label as portals take it: composed characters, single plain spaces, and a dash for a comma."""
    composed = unicodedata.normalize("NFC", text)
    return _SEPARATORS.sub(" ", composed.replace(",", " –")).strip()


def _keywords(publication: Publication, labels: Iterable[Bilingual]) -> Keywords:
    themes = list(labels)
    found: dict[Language, tuple[str, ...]] = {}
    for language in LANGUAGES:
        texts = [*publication.keywords[language], *(label[language] for label in themes)]
        words = {word.casefold(): word for word in reversed([normalised_keyword(text) for text in texts])}
        found[language] = tuple(reversed(words.values()))
    return Keywords(**found)


def _attributed(publication: Publication, text: Bilingual) -> Bilingual:
    attribution = publication.licence.attribution
    return Bilingual(**{language: f"{text[language]} {attribution[language]}" for language in LANGUAGES})


def _filled(template: Bilingual, series: Bilingual, values: Mapping[str, str]) -> Bilingual:
    return Bilingual(
        **{language: template[language].format(series=series[language], **values) for language in LANGUAGES}
    )


def _select(engine: Engine, pattern: str) -> list[tuple[Term | None, ...]]:
    return list(engine.select(iris.rebase(f"{_PREFIXES}{pattern}")))


def _value(term: Term | None) -> str:
    return term.value if term is not None else ""


def _series(engine: Engine) -> Bilingual:
    rows = _select(
        engine, f"SELECT ?title WHERE {{ GRAPH rkg:knowledge {{ <{iris.series()}> dcterms:title ?title }} }}"
    )
    return _bilingual({iris.series(): [row[0] for row in rows]})[iris.series()]


def _editions(engine: Engine) -> list[tuple[str, str | None, dict[str, int]]]:
    """Each edition's version, the edition before, and how many sheets and instruments, the oldest first."""
    rows = _select(
        engine,
        """SELECT DISTINCT ?version ?previous ?sheet ?instrument ?language WHERE {
          GRAPH rkg:knowledge {
            ?edition a rk:Edition ; dcat:version ?version . OPTIONAL { ?edition dcat:prev ?previous }
          }
          GRAPH ?graph { ?sheet rk:inEditionOf ?edition ; dcterms:language ?language ; rk:describes ?instrument }
        }""",
    )
    found: dict[str, tuple[str | None, dict[str, set[str]]]] = {}
    for version, previous, sheet, instrument, language in rows:
        sets = found.setdefault(
            _value(version), (_value(previous) or None, {name: set() for name in ("sheets", "instruments", "en", "fr")})
        )[1]
        sets["sheets"].add(_value(sheet))
        sets["instruments"].add(_value(instrument))
        spoken = {f"{_LANGUAGES}ENG": "en", f"{_LANGUAGES}FRA": "fr"}.get(_value(language))
        if spoken:
            sets[spoken].add(_value(sheet))
    return [
        (version, previous, {name: len(values) for name, values in sets.items()})
        for version, (previous, sets) in sorted(found.items())
    ]


def _period(engine: Engine, statements: str = "") -> tuple[dt.date | None, dt.date | None]:
    """The first and the last possible day of events, of all or of those that some statements support.

    Conclusions, not what is stated: a misprinted year is no period that a catalogue covers.
    """
    ((first, last),) = _select(
        engine,
        f"""SELECT (MIN(?earliest) AS ?first) (MAX(?latest) AS ?last) WHERE {{
          {statements}
          GRAPH rkg:knowledge {{
            ?event rk:eventType ?type ; rk:date ?date ; prov:wasDerivedFrom ?statement .
            ?date rk:earliest ?earliest ; rk:latest ?latest
          }}
        }}""",
    ) or [(None, None)]
    return (
        dt.date.fromisoformat(_value(first)) if first is not None else None,
        dt.date.fromisoformat(_value(last)) if last is not None else None,
    )


def _themes(engine: Engine) -> dict[str | None, list[str]]:
    """The themes of each edition's instruments, and under None those of all, in the order of their IRIs."""
    whole = _select(engine, "SELECT DISTINCT ?theme WHERE { GRAPH rkg:knowledge { ?instrument rk:theme ?theme } }")
    by_edition = _select(
        engine,
        """SELECT DISTINCT ?edition ?theme WHERE {
          GRAPH ?graph { ?sheet rk:inEditionOf ?edition ; rk:describes ?instrument }
          GRAPH rkg:knowledge { ?instrument rk:theme ?theme }
        }""",
    )
    found: dict[str | None, list[str]] = {None: sorted(_value(row[0]) for row in whole)}
    for edition, theme in sorted((_value(edition), _value(theme)) for edition, theme in by_edition):
        found.setdefault(edition, []).append(theme)
    return found


def _labels(engine: Engine, themes: Iterable[str]) -> dict[str, Bilingual]:
    found: dict[str, list[Term | None]] = {theme: [] for theme in themes}
    for theme, label in _select(
        engine, "SELECT ?theme ?label WHERE { GRAPH rkg:vocabulary { ?theme skos:prefLabel ?label } }"
    ):
        if _value(theme) in found:
            found[_value(theme)].append(label)
    return _bilingual(found)


def _bilingual(found: Mapping[str, Iterable[Term | None]]) -> dict[str, Bilingual]:
    """The texts of each thing by language.

    Raises:
        RecueilError: of some thing there is none in a language; all of them are named.
    """
    texts = {
        iri: {str(term.language): term.value for term in terms if isinstance(term, Literal)}
        for iri, terms in found.items()
    }
    for language, missing in (
        (language, sorted(iri for iri, text in texts.items() if not text.get(language))) for language in LANGUAGES
    ):
        if missing:
            what = _("no English text") if language == "en" else _("no French text")
            raise RecueilError(
                f"{what}: {', '.join(missing)}",
                do=_("write it; nothing is copied from the other language"),
                exit_code=ExitCode.DIFFERENCE,
            )
    return {iri: Bilingual(en=text["en"], fr=text["fr"]) for iri, text in texts.items()}
