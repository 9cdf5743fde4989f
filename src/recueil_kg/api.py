"""The Python API: the built graph, or an endpoint that serves it, as questions, instruments and evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from recueil_kg import iris
from recueil_kg.auditing.status import BETWEEN_TWO, Status, status_on
from recueil_kg.authorities import load_authorities
from recueil_kg.errors import RecueilError
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, Language, _
from recueil_kg.model.dates import PartialDate
from recueil_kg.querying.catalogue import load_question
from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine, Engine, Rows, Term
from recueil_kg.querying.parameters import bind
from recueil_kg.querying.services import answer_services

if TYPE_CHECKING:
    import pandas as pd

_PREFIXES = """\
PREFIX rk: <https://w3id.org/recueil/ontology#>
PREFIX rkg: <https://w3id.org/recueil/graph/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Printed words and where they stand.

    Attributes:
        quote: the words, exactly.
        start: offset of the first character in the source's text; None where the text is not at hand.
        end: offset after the last.
        source: the source's IRI.
    """

    quote: str
    start: int | None
    end: int | None
    source: str


@dataclass(frozen=True, slots=True)
class LifecycleEvent:
    """Something that happened to an instrument.

    Attributes:
        type: notation of the event type.
        scope: `canada`, `international`, `other` or `unstated`.
        date: EDTF; None where no date is stated, or sources of equal standing contradict each other.
        earliest: first possible day, inclusive.
        latest: last possible day, inclusive.
        evidence: the printed words, one for each statement.
        effective: EDTF of when it took effect, where sources tell that from when it was done.
    """

    type: str
    scope: str
    date: str | None
    earliest: dt.date | None
    latest: dt.date | None
    evidence: tuple[Evidence, ...]
    effective: str | None = None

    @property
    def when(self) -> PartialDate | None:
        """When it took effect, else when it was done; None where no date is known."""
        edtf = self.effective or self.date
        return PartialDate.parse(edtf) if edtf else None


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument: its IRI, slug, official titles by language, lead and partner institutions, events, and types."""

    iri: str
    slug: str
    titles: dict[Language, str]
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    events: tuple[LifecycleEvent, ...]
    types: tuple[str, ...] = ()
    treaty: bool = False

    def status_on(self, day: str | dt.date) -> Status[LifecycleEvent]:
        """Whether it was in force on a day, and for Canada: yes, no or unknown, with the events that decide.

        >>> unccd = Recueil.open().instrument("unccd")
        >>> [unccd.status_on(day).for_canada for day in ("1995-06-01", "2010-05-01", "2016-01-01", "2020-01-01")]
        ['unknown', 'yes', 'no', 'yes']

        Raises:
            RecueilError: the text is no day of the calendar.
        """
        try:
            on = dt.date.fromisoformat(day) if isinstance(day, str) else day
        except ValueError:
            raise RecueilError(
                _("{day} is no day of the calendar").format(day=repr(day)), do=_("write for example 2010-05-01")
            ) from None
        return status_on(on, self.events, treaty=self.treaty, between_two=bool(BETWEEN_TWO & set(self.types)))

    def timeline(self) -> tuple[LifecycleEvent, ...]:
        """The dated events, earliest first."""
        dated = [event for event in self.events if event.date is not None]
        return tuple(sorted(dated, key=lambda event: (event.earliest or dt.date.min, event.type, event.scope)))


class Recueil:
    """The knowledge graph.

    >>> kg = Recueil.open()
    >>> [event.date for event in kg.instrument("canada-mexico-partnership").timeline()]
    ['2004-10-24']
    >>> kg.instrument("canada-mexico-partnership").timeline()[0].evidence[0].quote
    'Le Partenariat Canada-Mexique a été lancé le 24 octobre 2004'
    >>> ("instrument/cbd" in {row[0].value.removeprefix("https://w3id.org/recueil/")
    ...     for row in kg.rows("agreements-led-by", department="eccc")})
    True
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, store: Path | str | None = None) -> Recueil:
        """The built store: `store`, or the setting `RECUEIL_STORE`, or the user's own.

        Raises:
            RecueilError: there is none, or it is corrupt.
        """
        return cls(EmbeddedEngine(Path(store) if store is not None else None))

    @classmethod
    def connect(cls, address: str) -> Recueil:
        """A SPARQL 1.1 endpoint that serves the graph."""
        return cls(EndpointEngine(address))

    def rows(self, question: str, *, allow_service: Collection[str] = (), **parameters: str) -> Rows:
        """The answer to a question of the catalogue, as terms; a federated one may ask the addresses allowed."""
        return self._engine.select(answer_services(bind(load_question(question), parameters), allow_service))

    def query(self, question: str, *, allow_service: Collection[str] = (), **parameters: str) -> pd.DataFrame:
        """The answer to a question of the catalogue, as a pandas table of plain values.

        Raises:
            RecueilError: no such question or parameter, or pandas is not installed.
        """
        return _table(self.rows(question, allow_service=allow_service, **parameters))

    def sparql(self, text: str) -> pd.DataFrame:
        """The answer to any SELECT query, as a pandas table of plain values."""
        return _table(self._engine.select(text))

    def instrument(self, name: str) -> Instrument:
        """One instrument, by its slug, IRI or a title in either language.

        Raises:
            RecueilError: there is none of that name.
        """
        node = NamedNode(iris.instrument(_slug(name)))
        titles: dict[Language, str] = {}
        for term in self._column(f"GRAPH rkg:knowledge {{ {node} dcterms:title ?value }}"):
            for language in LANGUAGES:
                if isinstance(term, Literal) and term.language == language:
                    titles[language] = term.value
        return Instrument(
            iri=node.value,
            slug=iris.local_name(node.value),
            titles=titles,
            leads=tuple(self._slugs(f"GRAPH rkg:knowledge {{ {node} rk:leadDepartment ?value }}")),
            partners=tuple(self._slugs(f"GRAPH rkg:knowledge {{ {node} rk:partnerDepartment ?value }}")),
            events=tuple(self._events(node)),
            types=tuple(self._slugs(f"GRAPH rkg:knowledge {{ {node} rk:instrumentType ?value }}")),
            treaty=NamedNode(iris.term("Treaty")) in self._column(f"GRAPH rkg:knowledge {{ {node} a ?value }}"),
        )

    def _column(self, pattern: str) -> list[Term]:
        text = iris.rebase(f"{_PREFIXES}SELECT DISTINCT ?value WHERE {{ {pattern} }} ORDER BY ?value")
        return [row[0] for row in self._engine.select(text) if row[0] is not None]

    def _slugs(self, pattern: str) -> Iterator[str]:
        for term in self._column(pattern):
            yield iris.local_name(term.value)

    def _events(self, node: NamedNode) -> Iterator[LifecycleEvent]:
        text = f"""{_PREFIXES}SELECT ?event ?type ?scope ?date ?earliest ?latest ?effective
          ?quote ?start ?end ?source WHERE {{
          GRAPH rkg:knowledge {{
            {node} rk:event ?event .
            ?event rk:eventType ?type ; rk:scope ?scope ; prov:wasDerivedFrom ?statement .
            OPTIONAL {{ ?event rk:date ?when . ?when rk:edtf ?date .
              OPTIONAL {{ ?when rk:earliest ?earliest }} OPTIONAL {{ ?when rk:latest ?latest }} }}
            OPTIONAL {{ ?event rk:effectiveDate ?effect . ?effect rk:edtf ?effective }}
          }}
          GRAPH ?graph {{
            ?source rk:states ?statement . ?statement rk:evidence ?words . ?words oa:exact ?quote .
            OPTIONAL {{ ?words oa:start ?start ; oa:end ?end }}
          }}
        }} ORDER BY ?event ?source ?start ?quote"""
        grouped: dict[str, list[tuple[Term | None, ...]]] = {}
        for row in self._engine.select(iris.rebase(text)):
            grouped.setdefault(str(row[0]), []).append(row)
        for rows in grouped.values():
            _event, type_, scope, edtf, earliest, latest, effective = rows[0][:7]
            yield LifecycleEvent(
                type=iris.local_name(_text(type_)),
                scope=iris.local_name(_text(scope)),
                date=_text(edtf) or None,
                earliest=dt.date.fromisoformat(_text(earliest)) if earliest else None,
                latest=dt.date.fromisoformat(_text(latest)) if latest else None,
                evidence=tuple(
                    Evidence(_text(quote), _number(start), _number(end), _text(source))
                    for quote, start, end, source in (row[7:] for row in rows)
                ),
                effective=_text(effective) or None,
            )


def _slug(name: str) -> str:
    if name.startswith(iris.instrument("")):
        return name.removeprefix(iris.instrument(""))
    folded = fold(name)
    for entry in load_authorities().all():
        names = (fold(text) for language in LANGUAGES for text in entry.all_names(language))
        if entry.kind == "instrument" and (entry.id == name or folded in names):
            return entry.id
    raise RecueilError(_("there is no instrument {name}").format(name=repr(name)), do=_("give its slug or a title"))


def _table(rows: Rows) -> pd.DataFrame:
    try:
        import pandas as pd
    except ImportError:
        raise RecueilError(_("pandas is not installed"), do="pip install recueil-kg[notebooks]") from None
    return pd.DataFrame([[_text(term) or None for term in row] for row in rows], columns=list(rows.columns))


def _text(term: Term | None) -> str:
    return term.value if term is not None else ""


def _number(term: Term | None) -> int | None:
    return int(term.value) if term is not None else None
