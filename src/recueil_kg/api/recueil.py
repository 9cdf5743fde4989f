"""The graph in a researcher's hands: one object to ask, to look up, to measure and to draw with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from recueil_kg import iris
from recueil_kg.api.asking import evidence_of
from recueil_kg.api.facts import Evidence
from recueil_kg.api.frames import LIBRARIES, Library, frame
from recueil_kg.api.institutions import Institution
from recueil_kg.api.instruments import Instrument
from recueil_kg.api.naming import institution_slug, instrument_slug
from recueil_kg.api.questions import Given, as_texts, questions_in
from recueil_kg.api.reading import read_institutions, read_instruments
from recueil_kg.errors import RecueilError
from recueil_kg.i18n import LANGUAGES, Language, _
from recueil_kg.querying.catalogue import load_question
from recueil_kg.querying.engines import EmbeddedEngine, EndpointEngine, Engine, Rows
from recueil_kg.querying.parameters import bind
from recueil_kg.querying.services import answer_services

if TYPE_CHECKING:
    from recueil_kg.analysis.graphs import AnyNetwork
    from recueil_kg.analysis.measures.results import Result
    from recueil_kg.analysis.pictures import Picture


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

    Attributes:
        language: in which instruments are shown and questions answered where they ask for a language.
        frames: the library of the tables that questions are answered with.
    """

    def __init__(self, engine: Engine, *, language: Language = "en", frames: Library = "pandas") -> None:
        for value, known in ((language, LANGUAGES), (frames, LIBRARIES)):
            if value not in known:
                raise RecueilError(
                    _("{value} is not known").format(value=repr(value)),
                    do=_("give for example {close}").format(close=", ".join(known)),
                )
        self._engine = engine
        self.language = language
        self.frames = frames

    @classmethod
    def open(cls, store: Path | str | None = None, *, language: Language = "en", frames: Library = "pandas") -> Recueil:
        """The built store: `store`, or the setting `RECUEIL_STORE`, or the user's own.

        Args:
            store: its folder.
            language: `en` or `fr`.
            frames: `pandas` or `polars`.

        Raises:
            RecueilError: there is none, or it is corrupt.
        """
        engine = EmbeddedEngine(Path(store) if store is not None else None)
        return cls(engine, language=language, frames=frames)

    @classmethod
    def connect(cls, address: str, *, language: Language = "en", frames: Library = "pandas") -> Recueil:
        """A SPARQL 1.1 endpoint that serves the graph; everything is asked there, and answered as from the store."""
        return cls(EndpointEngine(address), language=language, frames=frames)

    def questions(self) -> Any:
        """The catalogue as a table: name, title, question and parameters (with an example each), by group."""
        return frame(questions_in(self.language), self.frames)

    def rows(self, question: str, *, allow_service: Collection[str] = (), **parameters: Given) -> Rows:
        """The answer to a question of the catalogue, as terms; everything as in `query`."""
        asked = load_question(question)
        given = as_texts(parameters)
        if any(parameter.name == "language" for parameter in asked.header.parameters):
            given.setdefault("language", self.language)
        return self._engine.select(answer_services(bind(asked, given), allow_service))

    def query(self, question: str, *, allow_service: Collection[str] = (), **parameters: Given) -> Any:
        """The answer to a question of the catalogue, as a table of pandas, or of polars where `frames` says so.

        Whole numbers, numbers, truth values and days have their types; IRIs are text, in full; partial dates are EDTF
        text; what is not known is missing.

        Args:
            question: its name; `questions()` lists them.
            allow_service: addresses that a federated question may ask; none by default.
            parameters: text, numbers, days, instruments or institutions. A name that Python keeps for itself takes a
                final underscore: `from_="1990-01-01"`. Labels are in the graph's language unless `language` is given.

        Raises:
            RecueilError: no such question or parameter, a value that it does not know, or the library is not installed.
        """
        return frame(self.rows(question, allow_service=allow_service, **parameters), self.frames)

    def sparql(self, query: str) -> Any:
        """The answer to any SELECT query, as a table like that of `query`."""
        return frame(self._engine.select(query), self.frames)

    def instrument(self, name: str) -> Instrument:
        """One instrument, by its slug, its IRI or a name of its own in either language.

        Raises:
            RecueilError: there is none of that name; those closest to it are named.
        """
        return read_instruments(self._engine, instrument_slug(self._engine, name), self.language)[0]

    def instruments(self) -> tuple[Instrument, ...]:
        """Every instrument, by slug."""
        return tuple(read_instruments(self._engine, None, self.language))

    def institution(self, name: str) -> Institution:
        """One institution, by its slug, its IRI or any name that it has had, in either language.

        >>> [(name.names["en"], name.until) for name in Recueil.open().institution("Environment Canada").names]
        [('Environment Canada', '2015-11-03'), ('Environment and Climate Change Canada', None)]

        Raises:
            RecueilError: there is none of that name; those closest to it are named.
        """
        return read_institutions(self._engine, institution_slug(self._engine, name), self.language)[0]

    def institutions(self) -> tuple[Institution, ...]:
        """Every institution, by slug."""
        return tuple(read_institutions(self._engine, None, self.language))

    def evidence(self, iri: str) -> tuple[Evidence, ...]:
        """The printed words behind anything that a query names: an event, a role, a participation, a statement, a
        finding, a disagreement, or whatever is said of an instrument.

        >>> kg = Recueil.open()
        >>> [words.quote for words in kg.evidence("instrument/minamata-convention#ratification-canada")]
        ['Ratified by Canada: April 7, 2017']

        Args:
            iri: its IRI, in full or without the base.

        Raises:
            RecueilError: it is no IRI, or nothing printed stands behind it.
        """
        full = iri if iri.startswith(iris.base()) else iris.base() + iri
        try:
            node = NamedNode(full)
        except ValueError:
            raise RecueilError(_("{iri} is no IRI").format(iri=repr(iri)), do=_("give the IRI of a row")) from None
        found = evidence_of(
            self._engine,
            f"""{{ GRAPH ?holding {{ {node} prov:wasDerivedFrom|rk:kept|rk:setAside|rk:concerns ?statement }} }}
            UNION {{ GRAPH ?holding {{ ?statement rk:about|rk:evidence {node} }} }}
            UNION {{ VALUES ?statement {{ {node} }} }}""",
        )
        if not found:
            raise RecueilError(
                _("no printed words stand behind {iri}").format(iri=iri),
                do=_("give the IRI of an event, a role, a finding …"),
            )
        return tuple(found.values())

    def network(
        self, name: str, *, since: str | dt.date | None = None, until: str | dt.date | None = None
    ) -> AnyNetwork:
        """A network as a networkx graph: `co-partnership`, `states`, `themes` …, in a window of time or of all times.

        >>> pairs = Recueil.open().network("co-partnership")
        >>> pairs["institution/eccc"]["institution/gac"]["kind"]
        'shared-instruments'

        Args:
            name: one of `recueil_kg.analysis.networks.NETWORKS`.
            since: first day, inclusive, or an EDTF date such as `1992`.
            until: last day, inclusive, likewise.

        Raises:
            RecueilError: an unknown name, or a date or window that cannot be.
        """
        from recueil_kg.analysis.networks import network

        return network(self._engine, name, since=since, until=until)

    def analyse(
        self,
        measure: str,
        *,
        network: str | None = None,
        since: str | dt.date | None = None,
        until: str | dt.date | None = None,
        **choices: str | float | bool,
    ) -> Result:
        """A measure of a network: `centrality`, `communities`, `bridges` …, as `recueil-kg analyse` takes it.

        >>> len(Recueil.open().analyse("centrality").records()) > 10
        True

        Args:
            measure: one of `recueil_kg.analysis.measures.MEASURES`.
            network: another network than the measure's own.
            since: first day of the window, as for `network`.
            until: last day.
            choices: what the measure can be told.

        Returns:
            Rows (`.records()` for a table) and figures on the whole (`.figures`), shown by itself in a notebook.

        Raises:
            RecueilError: an unknown measure, network, choice or value.
        """
        from recueil_kg.analysis.measures import measure as take

        return take(self._engine, measure, network_name=network, since=since, until=until, **choices).result

    def reconcile(
        self, path: Path | str, *, candidates: int = 3, threshold: float = 0.5, **columns: str | Sequence[str]
    ) -> Any:
        """Which instruments the rows of somebody's list of agreements could be: a table, best first, with reasons.

        Args:
            path: the list, as CSV; `docs/reconcile.md` says what is read of it. A row that cannot be read is a warning.
            candidates: how many for a row, at most.
            threshold: the lowest score, from 0 to 1.
            columns: headers, where they are not known by themselves: `title`, `id`, `signed`, `in_force`, `date`,
                `parties` (one or several).

        Raises:
            RecueilError: no such file, no list, or a header that it does not have.
        """
        from recueil_kg.api.lists import candidates_for

        chosen = {
            name.replace("_", "-"): [header] if isinstance(header, str) else list(header)
            for name, header in columns.items()
        }
        found = candidates_for(self._engine, Path(path), chosen, most=candidates, least=threshold)
        return frame(found, self.frames)

    def plot(self, name: str, *, language: Language | None = None, **parameters: Given) -> Picture:
        """A picture, shown in a notebook and saved by `.save("figure.svg")`; its words are in the graph's language.

        Args:
            name: one of `recueil_kg.analysis.pictures.PICTURES`.
            language: another language.
            parameters: its parameters, given as in `query`.

        Raises:
            RecueilError: no such picture, parameter or value; nothing to draw; or a library is not installed.
        """
        from recueil_kg.analysis.pictures import plot

        return plot(self._engine, name, language=language or self.language, **as_texts(parameters))
