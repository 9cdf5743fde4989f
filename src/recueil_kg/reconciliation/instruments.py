"""The graph's instruments as reconciliation needs them: names, dates, parties and identifiers, from any engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from recueil_kg import iris
from recueil_kg.model.dates import PartialDate
from recueil_kg.querying.engines import Engine
from recueil_kg.reconciliation.lists import DateKind

_PREFIXES = """\
PREFIX rk: <https://w3id.org/recueil/ontology#>
PREFIX rkg: <https://w3id.org/recueil/graph/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_NAMES = """SELECT DISTINCT ?instrument ?role ?name WHERE { GRAPH rkg:knowledge {
  ?instrument a rk:Instrument .
  { ?instrument skos:prefLabel ?name . BIND("preferred" AS ?role) }
  UNION { ?instrument dcterms:title ?name . BIND("title" AS ?role) }
  UNION { ?instrument dcterms:alternative|skos:altLabel ?name . BIND("other" AS ?role) }
} }"""
_DATES = """SELECT DISTINCT ?instrument ?type ?edtf WHERE { GRAPH rkg:knowledge {
  ?instrument rk:event ?event . ?event rk:eventType ?type ; rk:date ?date . ?date rk:edtf ?edtf
} }"""
_PARTIES = """SELECT DISTINCT ?instrument ?party WHERE { GRAPH rkg:knowledge {
  ?instrument rk:participation ?part . ?part rk:participant ?party
} }"""
_IDENTIFIERS = """SELECT DISTINCT ?instrument ?system ?value WHERE { GRAPH rkg:knowledge {
  ?instrument rk:identifier ?identifier . ?identifier rk:system ?system ; skos:notation ?value
} }"""
_SIGNED = frozenset(
    "signature definitive-signature adoption opening-for-signature launch establishment acceptance".split()
)
_IN_FORCE = frozenset({"entry-into-force", "entry-into-force-for-party"})


@dataclass(slots=True)
class Instrument:
    """One of ours.

    Attributes:
        slug: its slug.
        names: preferred labels, titles, short titles and other names, in both languages.
        titles: those of them that are official titles.
        labels: its preferred label, by language.
        dates: of signature or adoption, and of entry into force.
        parties: codes of states and slugs of institutions.
        identifiers: values by system.
    """

    slug: str
    names: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    dates: dict[DateKind, list[PartialDate]] = field(default_factory=dict)
    parties: set[str] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)

    @property
    def iri(self) -> str:
        """Its IRI."""
        return iris.instrument(self.slug)

    def label(self, language: str) -> str:
        """Its label in a language, or in the other where it has none."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.slug)


def instruments_of(engine: Engine) -> list[Instrument]:
    """Every instrument of a graph, by slug.

    Raises:
        RecueilError: there is no store, or the endpoint does not answer.
    """
    found: dict[str, Instrument] = {}
    for iri, role, name, language in _names(engine):
        instrument = found.setdefault(iri, Instrument(iri.removeprefix(iris.instrument(""))))
        if name not in instrument.names:
            instrument.names.append(name)
        if role == "preferred":
            instrument.labels[language] = name
        elif role == "title":
            instrument.titles.append(name)
    for iri, kind, edtf in _texts(engine, _DATES):
        notation = iris.local_name(kind)
        which: DateKind | None = "signed" if notation in _SIGNED else "in-force" if notation in _IN_FORCE else None
        if which is not None and iri in found:
            kinds: tuple[DateKind, ...] = (which, "date")
            for one in kinds:
                found[iri].dates.setdefault(one, []).append(PartialDate.parse(edtf))
    for iri, party in _texts(engine, _PARTIES):
        if iri in found:
            found[iri].parties.add(iris.local_name(party))
    for iri, system, value in _texts(engine, _IDENTIFIERS):
        if iri in found:
            found[iri].identifiers.add((iris.local_name(system), value))
    return sorted(found.values(), key=lambda instrument: instrument.slug)


def _names(engine: Engine) -> Iterable[tuple[str, str, str, str]]:
    from pyoxigraph import Literal

    for row in engine.select(iris.rebase(_PREFIXES + _NAMES)):
        iri, role, name = row
        if iri is not None and role is not None and isinstance(name, Literal):
            yield iri.value, role.value, name.value, name.language or ""


def _texts(engine: Engine, query: str) -> Iterable[tuple[str, ...]]:
    for row in engine.select(iris.rebase(_PREFIXES + query)):
        if all(term is not None for term in row):
            yield tuple(term.value for term in row if term is not None)
