"""Read instruments and institutions from an engine: one, or all of them in as many queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import NamedNode

from recueil_kg import iris
from recueil_kg.api.asking import Values, by_language, describe, evidence_of, labels_of, sources_of
from recueil_kg.api.assembly import Read, first, values
from recueil_kg.api.institutions import Institution, InstitutionKind
from recueil_kg.api.instruments import Instrument
from recueil_kg.i18n import Language
from recueil_kg.querying.engines import Engine

_KINDS: dict[str, InstitutionKind] = {
    "Department": "department",
    "ForeignMinistry": "foreign-ministry",
    "InternationalOrganization": "international-organization",
    "ProvinceOrTerritory": "province-or-territory",
    "OtherInstitution": "other-institution",
}


def read_instruments(engine: Engine, slug: str | None, language: Language) -> list[Instrument]:
    """Every instrument of the graph in order of slug, or the one of a slug; none where there is none of it."""
    these = _these(iris.instrument(slug) if slug else None, "?instrument")
    known = describe(
        engine,
        f"{these} GRAPH rkg:knowledge {{ ?instrument a rk:Instrument ; ?property ?value }} BIND(?instrument AS ?thing)",
    )
    parts = describe(
        engine,
        f"""{these} VALUES ?of {{ rk:event rk:responsibility rk:participation }}
        GRAPH rkg:knowledge {{ ?instrument ?of ?thing . ?thing ?property ?value }}""",
    )
    dates = describe(
        engine,
        f"""{these} VALUES ?of {{ rk:date rk:effectiveDate }}
        GRAPH rkg:knowledge {{ ?instrument rk:event ?event . ?event ?of ?thing . ?thing ?property ?value }}""",
    )
    said = describe(
        engine,
        f"""{these} VALUES ?property {{ rk:about rdf:type rk:statedTitle rk:statedConcept rk:statedBody
        rk:statedInstrument }} GRAPH ?graph {{ ?thing rk:about ?instrument ; ?property ?value }}""",
    )
    evidence = evidence_of(engine, f"{these} GRAPH ?graph {{ ?statement rk:about ?instrument }}")
    labels = labels_of(engine, _mentioned(*known.values(), *parts.values()))
    sources = sources_of(engine, these)
    read = Read(parts, dates, evidence, said, labels)
    return [
        Instrument(
            iri=iri,
            slug=iris.local_name(iri),
            labels=by_language(about.get("prefLabel", ())),
            titles=read.titles(iri, about.get("title", ()), "StatedTitle"),
            short_titles=read.titles(iri, about.get("alternative", ()), "StatedShortTitle"),
            classifications=read.classifications(iri, about),
            responsibilities=tuple(map(read.responsibility, values(about, "responsibility"))),
            participations=tuple(map(read.participation, values(about, "participation"))),
            events=tuple(map(read.event, values(about, "event"))),
            bodies=read.bodies(iri, about),
            relations=read.relations(iri, about),
            sources=tuple(sources.get(iri, ())),
            reference=first(about, "reference") or None,
            treaty=iris.term("Treaty") in values(about, "type"),
            language=language,
        )
        for iri, about in sorted(known.items())
    ]


def read_institutions(engine: Engine, slug: str | None, language: Language) -> list[Institution]:
    """Every institution of the graph in order of slug, or the one of a slug; none where there is none of it."""
    these = _these(iris.institution(slug) if slug else None, "?institution")
    classes = " ".join(f"rk:{name}" for name in _KINDS)
    known = describe(
        engine,
        f"""{these} VALUES ?class {{ {classes} }}
        GRAPH rkg:authorities {{ ?institution a ?class ; ?property ?value }} BIND(?institution AS ?thing)""",
    )
    names = describe(
        engine, f"{these} GRAPH rkg:authorities {{ ?institution rk:nameInUse ?thing . ?thing ?property ?value }}"
    )
    dates = describe(
        engine,
        f"""{these} VALUES ?of {{ rk:usedFrom rk:usedUntil }} GRAPH rkg:authorities {{
        ?institution rk:nameInUse ?name . ?name ?of ?thing . ?thing ?property ?value }}""",
    )
    parts = describe(
        engine,
        f"""{these} VALUES ?by {{ rk:institution rk:participant }}
        GRAPH rkg:knowledge {{ ?thing ?by ?institution ; ?property ?value }}""",
    )
    evidence = evidence_of(
        engine,
        f"""{these} VALUES ?says {{ rk:statedInstitution rk:statedParticipant }}
        GRAPH ?graph {{ ?statement ?says ?institution }}""",
    )
    labels = labels_of(engine, (part.partition("#")[0] for part in parts))
    read = Read({**names, **parts}, dates, evidence, {}, labels)
    having: dict[tuple[str, str], list[str]] = defaultdict(list)
    for part, about in sorted(parts.items()):
        for role in ("institution", "participant"):
            having[role, first(about, role)].append(part)
    return [
        Institution(
            iri=iri,
            slug=iris.local_name(iri),
            kind=next((_KINDS[name] for name in map(iris.local_name, values(about, "type")) if name in _KINDS), None),
            labels=by_language(about.get("prefLabel", ())),
            acronyms=by_language(about.get("acronym", ())),
            names=tuple(map(read.name_in_use, sorted(values(about, "nameInUse"), key=lambda name: (len(name), name)))),
            responsibilities=tuple(
                read.responsibility(part, seen_from_institution=True) for part in having["institution", iri]
            ),
            participations=tuple(
                read.participation(part, seen_from_institution=True) for part in having["participant", iri]
            ),
            language=language,
        )
        for iri, about in sorted(known.items())
    ]


def _these(iri: str | None, variable: str) -> str:
    """Bind a variable to one thing, or leave it to be any."""
    return f"VALUES {variable} {{ {NamedNode(iri)} }}" if iri else ""


def _mentioned(*things: Values) -> Iterator[str]:
    for about in things:
        for name in about:
            yield from values(about, name)
