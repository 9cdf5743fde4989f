"""Put facts together with the words behind them, from what an engine was asked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from recueil_kg import iris
from recueil_kg.api.asking import Values, by_language, text
from recueil_kg.api.facts import (
    Body,
    Classification,
    Evidence,
    LifecycleEvent,
    NameInUse,
    Participation,
    Relation,
    Responsibility,
    Title,
)
from recueil_kg.api.labels import Labels
from recueil_kg.i18n import Language
from recueil_kg.querying.engines import Term

_SCHEMES = {
    "category": "category",
    "theme": "theme",
    "instrumentType": "type",
    "form": "form",
    "legalNature": "legal-nature",
}
_RELATIONS = {
    "protocolTo": "protocol-to",
    "amends": "amends",
    "adoptedUnder": "adopted-under",
    "establishedUnder": "established-under",
    "replaces": "replaces",
    "relatedTo": "related-to",
    "partOf": "part-of",
}


@dataclass(slots=True)
class Read:
    """What was read of some things.

    Attributes:
        parts: events, responsibilities, participations, names in use, by IRI.
        dates: partial dates, by IRI.
        evidence: printed words, by statement, in the order in which they are shown.
        said: what each statement says.
        labels: names of whatever else is mentioned, by IRI.
    """

    parts: Mapping[str, Values]
    dates: Mapping[str, Values] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    said: Mapping[str, Values] = field(default_factory=dict)
    labels: Mapping[str, Labels] = field(default_factory=dict)
    _rank: dict[str, int] = field(init=False)
    _saying: dict[tuple[str, str, str], list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._rank = {statement: rank for rank, statement in enumerate(self.evidence)}
        self._saying = defaultdict(list)
        for statement, values in self.said.items():
            for name in ("statedTitle", "statedConcept", "statedBody", "statedInstrument"):
                for term in values.get(name, ()):
                    key = (first(values, "about"), iris.local_name(first(values, "type")), term.value)
                    self._saying[key].append(statement)

    def words(self, statements: Iterable[str]) -> tuple[Evidence, ...]:
        """The printed words of statements."""
        known = sorted({one for one in statements if one in self._rank}, key=self._rank.__getitem__)
        return tuple(self.evidence[statement] for statement in known)

    def titles(self, iri: str, terms: Iterable[Term], stated: str) -> dict[Language, Title]:
        """Titles by language, with the words of the statements of a class that print them."""
        return {
            language: Title(title, language, self.words(self._saying[iri, stated, title]))
            for language, title in by_language(terms).items()
        }

    def classifications(self, iri: str, known: Values) -> tuple[Classification, ...]:
        """Its concepts, scheme by scheme."""
        rule = iris.local_name(first(known, "themeRule")) or None
        return tuple(
            Classification(
                scheme=scheme,
                concept=iris.local_name(concept),
                labels=self.labels.get(concept, {}),
                evidence=self.words(self._saying[iri, "StatedClassification", concept]),
                rule=rule if scheme == "theme" else None,
            )
            for name, scheme in _SCHEMES.items()
            for concept in values(known, name)
        )

    def bodies(self, iri: str, known: Values) -> tuple[Body, ...]:
        """Its bodies."""
        return tuple(
            Body(
                iri=body,
                slug=iris.local_name(body),
                labels=self.labels.get(body, {}),
                evidence=self.words(self._saying[iri, "StatedBody", body]),
            )
            for body in values(known, "hasBody")
        )

    def relations(self, iri: str, known: Values) -> tuple[Relation, ...]:
        """How it stands to other instruments."""
        return tuple(
            Relation(
                relation=relation,
                instrument=iris.local_name(other),
                labels=self.labels.get(other, {}),
                evidence=self.words(self._saying[iri, "StatedRelation", other]),
            )
            for name, relation in _RELATIONS.items()
            for other in values(known, name)
        )

    def responsibility(self, iri: str, *, seen_from_institution: bool = False) -> Responsibility:
        """An institution in a role."""
        part, instrument = self.parts[iri], iri.partition("#")[0]
        institution = first(part, "institution")
        return Responsibility(
            iri=iri,
            role=iris.local_name(first(part, "role")),
            instrument=iris.local_name(instrument),
            institution=iris.local_name(institution),
            labels=self.labels.get(instrument if seen_from_institution else institution, {}),
            edition=iris.local_name(first(part, "inEdition")) or None,
            evidence=self.words(values(part, "wasDerivedFrom")),
        )

    def participation(self, iri: str, *, seen_from_institution: bool = False) -> Participation:
        """The part that a state or an institution has."""
        part, instrument = self.parts[iri], iri.partition("#")[0]
        participant = first(part, "participant")
        return Participation(
            iri=iri,
            instrument=iris.local_name(instrument),
            participant=iris.local_name(participant),
            is_state=participant.startswith(iris.state("")),
            labels=self.labels.get(instrument if seen_from_institution else participant, {}),
            actions=tuple(values(part, "action")),
            evidence=self.words(values(part, "wasDerivedFrom")),
        )

    def event(self, iri: str) -> LifecycleEvent:
        """Something that happened."""
        part = self.parts[iri]
        date = self.dates.get(first(part, "date"), {})
        return LifecycleEvent(
            type=iris.local_name(first(part, "eventType")),
            scope=iris.local_name(first(part, "scope")),
            date=first(date, "edtf") or None,
            earliest=_day(first(date, "earliest")),
            latest=_day(first(date, "latest")),
            evidence=self.words(values(part, "wasDerivedFrom")),
            effective=first(self.dates.get(first(part, "effectiveDate"), {}), "edtf") or None,
            iri=iri,
            unresolved=first(part, "unresolved") in {"true", "1"},
        )

    def name_in_use(self, iri: str) -> NameInUse:
        """A name with its period."""
        part = self.parts[iri]
        since, until = (self.dates.get(first(part, name), {}) for name in ("usedFrom", "usedUntil"))
        return NameInUse(
            names=by_language(part.get("name", ())),
            since=first(since, "edtf") or None,
            until=first(until, "edtf") or None,
            source=first(part, "source") or None,
        )


def values(of: Values, name: str) -> list[str]:
    """The values of a property that are things, in order."""
    return sorted(term.value for term in of.get(name, ()) if isinstance(term, NamedNode))


def first(of: Values, name: str) -> str:
    """The only value of a property as text; empty where there is none."""
    return text(next(iter(of.get(name, ())), None))


def _day(text_: str) -> dt.date | None:
    return dt.date.fromisoformat(text_) if text_ else None
