"""What the graph says of itself as a series of datasets: its editions, their period, their themes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal

from recueil_kg import iris
from recueil_kg.errors import ExitCode, RecueilError
from recueil_kg.graph.namespaces import LANGUAGE_AUTHORITY
from recueil_kg.i18n import LANGUAGES, _
from recueil_kg.model.bilingual import Bilingual
from recueil_kg.querying.engines import Engine, Term

_PREFIXES = """\
PREFIX rk: <https://w3id.org/recueil/ontology#>
PREFIX rkg: <https://w3id.org/recueil/graph/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition, as far as its sheets are seen.

    Attributes:
        version: year and month.
        previous: IRI of the edition before; None of the first.
        instruments: how many its sheets are about.
        sheets: how many there are.
        in_english: how many of them are in English.
        in_french: how many are in French.
    """

    version: str
    previous: str | None
    instruments: int
    sheets: int
    in_english: int
    in_french: int


@dataclass
class _Seen:
    """An edition while its sheets are met: by language, and what they are about."""

    previous: str | None
    sheets: dict[str, set[str]] = field(default_factory=dict)
    instruments: set[str] = field(default_factory=set)


def _select(engine: Engine, pattern: str) -> list[tuple[Term | None, ...]]:
    return list(engine.select(iris.rebase(f"{_PREFIXES}{pattern}")))


def _value(term: Term | None) -> str:
    return term.value if term is not None else ""


def series_title(engine: Engine) -> Bilingual:
    """The title of the series that the editions are of.

    Raises:
        RecueilError: it is not in both languages.
    """
    rows = _select(
        engine, f"SELECT ?title WHERE {{ GRAPH rkg:knowledge {{ <{iris.series()}> dcterms:title ?title }} }}"
    )
    return _bilingual({iris.series(): [row[0] for row in rows]})[iris.series()]


def editions_of(engine: Engine) -> list[Edition]:
    """Each edition of which a sheet is seen, the oldest first."""
    rows = _select(
        engine,
        """SELECT DISTINCT ?version ?previous ?sheet ?instrument ?language WHERE {
          GRAPH rkg:knowledge {
            ?edition a rk:Edition ; dcat:version ?version . OPTIONAL { ?edition dcat:prev ?previous }
          }
          GRAPH ?graph { ?sheet rk:inEditionOf ?edition ; dcterms:language ?language ; rk:describes ?instrument }
        }""",
    )
    seen: dict[str, _Seen] = {}
    for version, previous, sheet, instrument, language in rows:
        edition = seen.setdefault(_value(version), _Seen(_value(previous) or None))
        edition.sheets.setdefault(_value(language), set()).add(_value(sheet))
        edition.instruments.add(_value(instrument))
    return [
        Edition(
            version=version,
            previous=edition.previous,
            instruments=len(edition.instruments),
            sheets=len(set().union(*edition.sheets.values())),
            in_english=len(edition.sheets.get(LANGUAGE_AUTHORITY["en"].value, ())),
            in_french=len(edition.sheets.get(LANGUAGE_AUTHORITY["fr"].value, ())),
        )
        for version, edition in sorted(seen.items())
    ]


def period_of(engine: Engine, statements: str = "") -> tuple[dt.date | None, dt.date | None]:
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


def themes_of(engine: Engine) -> dict[str | None, list[str]]:
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


def labels_of(engine: Engine, themes: Iterable[str]) -> dict[str, Bilingual]:
    """The labels of themes, by their IRIs.

    Raises:
        RecueilError: one is not in both languages.
    """
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
