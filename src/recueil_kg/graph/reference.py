"""What the graph holds beside the records: authorities, the ontology with its vocabularies, the editions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from recueil_kg import iris
from recueil_kg.authorities import INSTITUTION_KINDS, Authorities, Authority, Both
from recueil_kg.graph.compendium import NOT_SHOWN, write_membership
from recueil_kg.graph.consolidation.classifications import write_themes
from recueil_kg.graph.dates import write_date
from recueil_kg.graph.namespaces import DCAT, DCTERMS, ORG, RK, SKOS, A, QuadWriter
from recueil_kg.graph.thesauri import map_thesaurus_matches
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.dates import PartialDate
from recueil_kg.resources import ontology_folder

_CLASSES = {
    "department": RK.Department,
    "foreign-ministry": RK.ForeignMinistry,
    "international-organization": RK.InternationalOrganization,
    "province-or-territory": RK.ProvinceOrTerritory,
    "other-institution": RK.OtherInstitution,
    "working-group": RK.WorkingGroup,
    "committee": RK.Committee,
    "commission": RK.Commission,
    "council": RK.Council,
    "secretariat": RK.Secretariat,
    "conference-of-parties": RK.ConferenceOfParties,
    "body": RK.Body,
    "state": RK.State,
}
_COMPENDIUM = {
    "en": "Compendium of Canada's Engagement in International Environmental Agreements and Instruments",
    "fr": "Recueil des engagements du Canada aux accords et instruments internationaux sur l'environnement",
}


def map_authorities(authorities: Authorities, named: Collection[str]) -> list[Quad]:
    """Institutions, bodies and states, with every name in use; into the graph of authorities.

    An institution that is known only from a list is among them where its IRI is one of `named`.
    """
    writer = QuadWriter(iris.graph("authorities"))
    for entry in authorities.all():
        if entry.kind != "instrument" and (not entry.listed or iris.institution(entry.id) in named):
            _write_authority(writer, entry)
    return writer.quads


def _node(entry: Authority) -> NamedNode:
    if entry.kind in INSTITUTION_KINDS:
        return NamedNode(iris.institution(entry.id))
    return NamedNode(iris.state(entry.id) if entry.kind == "state" else iris.body(entry.id))


def _write_authority(writer: QuadWriter, entry: Authority) -> None:
    node = _node(entry)
    writer.add(node, A, _CLASSES[entry.kind])
    _write_labels(writer, node, entry)
    _write_both(writer, node, RK.acronym, entry.current_name.acronym)
    writer.add(node, RK.portalName, entry.portal)
    if entry.part_of:
        writer.add(node, ORG.subOrganizationOf, NamedNode(iris.institution(entry.part_of)))
    if entry.country:
        writer.add(node, RK.country, NamedNode(iris.state(entry.country)))
    if entry.under:
        writer.add(node, RK.establishedUnder, NamedNode(iris.instrument(entry.under)))
    for code in entry.codes:
        if code.system.startswith("iso"):
            writer.add(node, SKOS.notation, code.value)
        elif code.value.startswith("http"):
            writer.add(node, SKOS.exactMatch, NamedNode(code.value))
    if entry.kind == "state":
        authority = f"http://publications.europa.eu/resource/authority/country/{entry.id.upper()}"
        if NamedNode(authority) not in {quad.object for quad in writer.quads if quad.subject == node}:
            writer.add(node, SKOS.exactMatch, NamedNode(authority))
    if entry.kind == "department" or (entry.kind in INSTITUTION_KINDS and len(entry.names) > 1):
        _write_names(writer, node, entry)
    _write_succession(writer, node, entry)


def _write_names(writer: QuadWriter, node: NamedNode, entry: Authority) -> None:
    """Each name in use with its period; from one to the next, a change of name."""
    names = [NamedNode(f"{node.value}#name-{number}") for number in range(1, len(entry.names) + 1)]
    for name, used in zip(names, entry.names, strict=True):
        writer.add(node, RK.nameInUse, name)
        writer.add(name, A, RK.NameInUse)
        _write_both(writer, name, RK.name, used.name)
        if used.used_from:
            writer.add(name, RK.usedFrom, write_date(writer, NamedNode(f"{name.value}-from"), used.used_from))
        if used.used_until:
            writer.add(name, RK.usedUntil, write_date(writer, NamedNode(f"{name.value}-until"), used.used_until))
        writer.add(name, DCTERMS.source, used.source)
    for number, (old, new, used) in enumerate(zip(names, names[1:], entry.names[1:], strict=False), start=1):
        change = NamedNode(f"{node.value}#change-{number}")
        writer.add(node, ORG.changedBy, change)
        writer.add(change, A, RK.NameChange)
        writer.add(change, A, ORG.ChangeEvent)
        writer.add(change, ORG.originalOrganization, node)
        writer.add(change, ORG.resultingOrganization, node)
        writer.add(change, RK.oldName, old)
        writer.add(change, RK.newName, new)
        if used.used_from:
            date = write_date(writer, NamedNode(f"{change.value}-date"), used.used_from)
            writer.add(change, RK.changeDate, date)


def _write_succession(writer: QuadWriter, node: NamedNode, entry: Authority) -> None:
    """A department that was split from another one, or merged into one: an event of both."""
    for other, day, local in (
        (entry.came_from, entry.names[0].used_from, "split"),
        (entry.merged_into, _day_after(entry.names[-1].used_until), "merger"),
    ):
        if other is None:
            continue
        event, far = NamedNode(f"{node.value}#{local}"), NamedNode(iris.institution(other))
        old, new = (far, node) if local == "split" else (node, far)
        writer.add(event, A, ORG.ChangeEvent)
        writer.add(event, ORG.originalOrganization, old)
        writer.add(event, ORG.resultingOrganization, new)
        writer.add(old, ORG.changedBy, event)
        writer.add(new, ORG.resultedFrom, event)
        if day:
            writer.add(event, RK.changeDate, write_date(writer, NamedNode(f"{event.value}-date"), day))
        writer.add(event, DCTERMS.source, entry.names[0 if local == "split" else -1].source)


def _day_after(edtf: str | None) -> str | None:
    """The day after a last day of use; the date itself where it is less precise than a day."""
    if edtf is None:
        return None
    latest = PartialDate.parse(edtf).latest
    precise = latest is not None and edtf == latest.isoformat()
    return (latest + timedelta(days=1)).isoformat() if precise and latest else edtf


def _write_labels(writer: QuadWriter, node: NamedNode, entry: Authority) -> None:
    """The name in use now is the preferred label; every other name is an alternative one."""
    _write_both(writer, node, SKOS.prefLabel, entry.current_name.name)
    for language in LANGUAGES:
        current = entry.current_name.name.in_language(language)
        for name in entry.all_names(language):
            if name != current:
                writer.add_text(node, SKOS.altLabel, name, language)


def _write_both(writer: QuadWriter, node: NamedNode, predicate: NamedNode, text: Both | None) -> None:
    for language in LANGUAGES:
        writer.add_text(node, predicate, text.in_language(language) if text else None, language)


def map_named_instruments(recorded: Iterable[str], authorities: Authorities) -> list[Quad]:
    """Instruments that sources only name; those with records of their own have their labels from them."""
    writer = QuadWriter(iris.graph("knowledge"))
    known = set(recorded)
    for entry in authorities.all():
        if entry.kind == "instrument" and entry.id not in known:
            node = NamedNode(iris.instrument(entry.id))
            writer.add(node, A, RK.Instrument)
            _write_labels(writer, node, entry)
            write_membership(writer, node, NOT_SHOWN)
            write_themes(writer, node, (), entry.themes)
    return writer.quads


def map_editions(versions: Iterable[str]) -> list[Quad]:
    """The compendium as a series, and its editions one after the other; into the knowledge graph."""
    writer = QuadWriter(iris.graph("knowledge"))
    series = NamedNode(iris.series())
    writer.add(series, A, DCAT.DatasetSeries)
    for language in LANGUAGES:
        writer.add_text(series, DCTERMS.title, _COMPENDIUM[language], language)
    previous: NamedNode | None = None
    for version in sorted(set(versions)):
        node = NamedNode(iris.edition(version))
        writer.add(node, A, RK.Edition)
        writer.add(node, A, DCAT.Dataset)
        writer.add(node, DCAT.inSeries, series)
        writer.add(node, DCAT.version, Literal(version))
        if previous is not None:
            writer.add(node, DCAT.prev, previous)
        previous = node
    return writer.quads


def map_vocabulary() -> list[Quad]:
    """The ontology, its alignments, every concept scheme and its matches with other thesauri; into their graph."""
    graph = NamedNode(iris.graph("vocabulary"))
    folder = ontology_folder()
    quads: list[Quad] = []
    for path in (folder / "recueil.ttl", folder / "alignments.ttl", *sorted((folder / "vocabularies").glob("*.ttl"))):
        text = iris.rebase(path.read_text("utf-8"))
        quads.extend(
            Quad(quad.subject, quad.predicate, quad.object, graph)
            for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
        )
    inverse = {SKOS.broader: SKOS.narrower, SKOS.topConceptOf: SKOS.hasTopConcept}
    quads.extend(
        Quad(quad.object, inverse[quad.predicate], quad.subject, graph)
        for quad in list(quads)
        if quad.predicate in inverse and isinstance(quad.object, NamedNode)
    )
    return [*quads, *map_thesaurus_matches()]
