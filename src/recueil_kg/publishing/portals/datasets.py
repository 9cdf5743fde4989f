"""The datasets that a publication consists of, as catalogues describe them: the whole, and each edition."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recueil_kg import iris
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import LANGUAGES, Language, _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.publishing.portals.dataset_facts import (
    Edition,
    editions_of,
    labels_of,
    period_of,
    series_title,
    themes_of,
)
from recueil_kg.publishing.publication import Keywords, Publication, PublishedFile
from recueil_kg.querying.engines import Engine

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
    themes = themes_of(engine)
    labels = labels_of(engine, {theme for found in themes.values() for theme in found})
    first, last = period_of(engine)
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
    series = series_title(engine)
    for edition in editions_of(engine):
        iri = iris.edition(edition.version)
        own = tuple(file for file in files if file.edition == edition.version)
        first, last = period_of(engine, f"GRAPH ?graph {{ ?sheet rk:inEditionOf <{iri}> ; rk:states ?statement }}")
        datasets.append(
            Dataset(
                iri=iri,
                edition=edition.version,
                title=_filled(_EDITION_TITLE, series, edition),
                description=_attributed(publication, _filled(_EDITION_DESCRIPTION, series, edition)),
                keywords=_keywords(publication, (labels[theme] for theme in themes.get(iri, ()))),
                earliest=first,
                latest=last,
                series=series,
                previous=edition.previous,
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


def _filled(template: Bilingual, series: Bilingual, edition: Edition) -> Bilingual:
    return Bilingual(
        **{
            language: template[language].format(
                series=series[language],
                edition=edition.version,
                sheets=edition.sheets,
                en=edition.in_english,
                fr=edition.in_french,
                instruments=edition.instruments,
            )
            for language in LANGUAGES
        }
    )
