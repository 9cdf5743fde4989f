"""One record into its source's graph: what the source states, as stated, each statement with its evidence."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from recueil_kg import iris
from recueil_kg.authorities import Authorities
from recueil_kg.findings import Finding, findings_of
from recueil_kg.graph.dates import write_date
from recueil_kg.graph.namespaces import DCTERMS, LANGUAGE_AUTHORITY, OA, RK, XSD, A, QuadWriter
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.records import Classified, Event, Printed, SourceRecord


def map_record(record: SourceRecord, authorities: Authorities | None = None) -> list[Quad]:
    """The quads of the source's named graph; pure. Its institutions are those of `authorities`, or the shipped ones."""
    return _RecordMapping(record, authorities).quads()


def source_node(record: SourceRecord) -> NamedNode:
    """The source that a record is of."""
    return NamedNode(iris.source(record.instrument, record.source.id))


def statement_node(record: SourceRecord, path: str) -> NamedNode:
    """The statement that a field of the record becomes: `events[0]` is `#event-1`."""
    return statement_of(record.instrument, record.source.id, path)


def statement_of(instrument: str, source_id: str, path: str) -> NamedNode:
    """The statement that a field of a source's record becomes, by the slug of its instrument and the source's id."""
    name, _, index = path.partition("[")
    single = {
        "categories": "category",
        "responsibilities": "responsibility",
        "participants": "participation",
        "relations": "relation",
        "bodies": "body",
    }.get(name, name.removesuffix("s") if index else name)
    number = f"-{int(index.rstrip(']')) + 1}" if index else ""
    return NamedNode(f"{iris.source(instrument, source_id)}#{single.replace('_', '-')}{number}")


def write_finding(writer: QuadWriter, node: NamedNode, finding: Finding, on: Iterable[NamedNode] = ()) -> None:
    """State a finding: its rule, its message in both languages, the statements it concerns and the instruments."""
    writer.add(node, A, RK.Finding)
    for instrument in on:
        writer.add(node, RK.onInstrument, instrument)
    writer.add(node, RK.rule, NamedNode(iris.concept("rule", finding.rule)))
    for language in LANGUAGES:
        writer.add_text(node, RK.message, finding.message[language], language)
    for field in finding.fields:
        writer.add(node, RK.concerns, statement_of(*field))


def participant_node(state: str | None, institution: str | None) -> NamedNode | None:
    """A state or an institution; None where the record knows neither."""
    if state is not None:
        return NamedNode(iris.state(state))
    return NamedNode(iris.institution(institution)) if institution is not None else None


def body_node(slug: str, instrument: str) -> NamedNode:
    """A body; one that is the sheet's own subject is the instrument itself."""
    return NamedNode(iris.instrument(slug) if slug == instrument else iris.body(slug))


class _RecordMapping:
    def __init__(self, record: SourceRecord, authorities: Authorities | None) -> None:
        self.record = record
        self.authorities = authorities
        self.source = source_node(record)
        self.writer = QuadWriter(iris.source_graph(record.instrument, record.source.id))
        self.add = self.writer.add

    def quads(self) -> list[Quad]:
        self._source()
        self._titles()
        self._classifications()
        self._institutions()
        self._other_instruments_and_bodies()
        for index, event in enumerate(self.record.events):
            self._event(index, event)
        self._links_and_contacts()
        self._sections_and_unread()
        for index, finding in enumerate(findings_of(self.record, self.authorities)):
            self._finding(index, finding)
        return self.writer.quads

    def _source(self) -> None:
        source = self.record.source
        self.add(self.source, A, RK.FactSheet if source.kind == "fact-sheet" else RK.Source)
        self.add(self.source, RK.sourceKind, NamedNode(iris.concept("source-kind", source.kind)))
        self.add(self.source, RK.describes, NamedNode(iris.instrument(self.record.instrument)))
        self.add(self.source, DCTERMS.language, LANGUAGE_AUTHORITY[source.language])
        if source.edition:
            self.add(self.source, RK.inEditionOf, NamedNode(iris.edition(source.edition)))
        if source.address:
            self.add(self.source, RK.address, NamedNode(source.address))
        if source.retrieved:
            self.add(self.source, RK.retrieved, Literal(source.retrieved, datatype=XSD.date))
        self.add(self.source, RK.textAtHand, Literal(source.text_sha256 is not None))
        self.add(self.source, RK.textHash, source.text_sha256)
        self.add(self.source, RK.layout, source.layout)
        self.add(self.source, RK.fileFormat, source.format)
        self.add(self.source, RK.sourceTitle, source.title)
        self.add(self.source, RK.sourceNote, source.note)

    def _statement(self, path: str, kind: NamedNode, item: Printed, about: NamedNode | None = None) -> NamedNode:
        node = statement_node(self.record, path)
        self.add(node, A, kind)
        self.add(self.source, RK.states, node)
        self.add(node, RK.about, about or NamedNode(iris.instrument(self.record.instrument)))
        self._evidence(node, item)
        if item.correction is not None:
            self.add(node, RK.shouldBe, item.correction.should_be)
            self.add(node, RK.correctionReason, item.correction.reason)
            self.add(node, RK.correctedOn, Literal(item.correction.on, datatype=XSD.date))
        return node

    def _evidence(self, node: NamedNode, item: Printed) -> None:
        evidence = NamedNode(f"{node.value}-evidence")
        self.add(node, RK.evidence, evidence)
        self.add(evidence, A, RK.Evidence)
        self.add(evidence, A, OA.TextQuoteSelector)
        self.add(evidence, OA.exact, item.printed)
        if item.at is not None:
            self.add(evidence, A, OA.TextPositionSelector)
            self.add(evidence, OA.start, Literal(item.at.start))
            self.add(evidence, OA.end, Literal(item.at.end))

    def _titles(self) -> None:
        record, language = self.record, self.record.source.language
        if record.title:
            node = self._statement("title", RK.StatedTitle, record.title)
            self.writer.add_text(node, RK.statedTitle, record.title.printed, language)
        if record.short_title:
            node = self._statement("short_title", RK.StatedShortTitle, record.short_title)
            self.writer.add_text(node, RK.statedTitle, record.short_title.printed, language)
        if record.reference:
            node = self._statement("reference", RK.StatedReference, record.reference)
            self.add(node, RK.statedReference, record.reference.printed)
        if record.edition:
            node = self._statement("edition", RK.StatedEdition, record.edition)
            if record.source.edition:
                self.add(node, RK.statedEdition, NamedNode(iris.edition(record.source.edition)))

    def _classifications(self) -> None:
        record = self.record
        for name, scheme, items in (
            ("categories", "category", record.categories),
            ("themes", "theme", record.themes),
        ):
            for index, item in enumerate(items):
                self._classification(f"{name}[{index}]", scheme, item)
        for name, scheme, single in (
            ("type", "type", record.type),
            ("form", "form", record.form),
            ("legal_nature", "legal-nature", record.legal_nature),
        ):
            if single is not None:
                self._classification(name, scheme, single)

    def _classification(self, path: str, scheme: str, item: Classified) -> None:
        node = self._statement(path, RK.StatedClassification, item)
        self.add(node, RK.statedScheme, NamedNode(iris.scheme(scheme)))
        if item.concept:
            self.add(node, RK.statedConcept, NamedNode(iris.concept(scheme, item.concept)))

    def _institutions(self) -> None:
        for index, item in enumerate(self.record.responsibilities):
            node = self._statement(f"responsibilities[{index}]", RK.StatedResponsibility, item)
            self.add(node, RK.statedRole, NamedNode(iris.concept("role", item.role)))
            if item.institution:
                self.add(node, RK.statedInstitution, NamedNode(iris.institution(item.institution)))
        for index, participant in enumerate(self.record.participants):
            node = self._statement(f"participants[{index}]", RK.StatedParticipation, participant)
            self.add(node, RK.statedParticipant, participant_node(participant.state, participant.institution))

    def _other_instruments_and_bodies(self) -> None:
        for index, relation in enumerate(self.record.relations):
            node = self._statement(f"relations[{index}]", RK.StatedRelation, relation)
            self.add(node, RK.statedRelation, NamedNode(iris.concept("relation", relation.relation)))
            if relation.instrument:
                self.add(node, RK.statedInstrument, NamedNode(iris.instrument(relation.instrument)))
        for index, body in enumerate(self.record.bodies):
            node = self._statement(f"bodies[{index}]", RK.StatedBody, body)
            if body.body:
                self.add(node, RK.statedBody, body_node(body.body, self.record.instrument))

    def _event(self, index: int, event: Event) -> None:
        about = NamedNode(iris.instrument(event.of.instrument)) if event.of and event.of.instrument else None
        node = self._statement(f"events[{index}]", RK.StatedEvent, event, about)
        self.add(node, RK.statedEventType, NamedNode(iris.concept("event-type", event.type)))
        self.add(node, RK.statedScope, NamedNode(iris.concept("scope", event.scope)))
        self.add(node, RK.statedPlace, event.place)
        self.add(node, RK.statedCount, None if event.count is None else Literal(event.count))
        self.add(node, RK.statedOf, event.of.printed if event.of else None)
        if event.party:
            self.add(node, RK.statedParty, NamedNode(iris.state(event.party)))
        if event.recurrence:
            self.add(node, RK.statedRecurrence, NamedNode(iris.concept("recurrence", event.recurrence)))
        if event.date:
            date = write_date(self.writer, NamedNode(f"{node.value}-date"), event.date)
            self.add(node, RK.statedDate, date)
            self.add(date, RK.datePrinted, event.date_printed)
        elif event.date_printed:
            self.add(node, RK.datePrinted, event.date_printed)
        if event.effective:
            effective = write_date(self.writer, NamedNode(f"{node.value}-effective-date"), event.effective)
            self.add(node, RK.statedEffectiveDate, effective)

    def _links_and_contacts(self) -> None:
        for index, link in enumerate(self.record.links):
            node = self._statement(f"links[{index}]", RK.StatedLink, link)
            if link.address:
                self.add(node, RK.statedAddress, NamedNode(link.address))
        for index, contact in enumerate(self.record.contacts):
            node = self._statement(f"contacts[{index}]", RK.StatedContact, contact)
            if contact.institution:
                self.add(node, RK.statedInstitution, NamedNode(iris.institution(contact.institution)))

    def _sections_and_unread(self) -> None:
        for index, section in enumerate(self.record.sections):
            node = statement_node(self.record, f"sections[{index}]")
            self.add(self.source, RK.section, node)
            self.add(node, A, RK.Section)
            self.writer.add_text(node, RK.heading, section.printed, self.record.source.language)
            self.add(node, RK.headingLevel, Literal(section.level))
            if section.concept:
                self.add(node, RK.sectionConcept, NamedNode(iris.concept("section", section.concept)))
            self._evidence(node, section)
        for index, passage in enumerate(self.record.unread):
            node = statement_node(self.record, f"unread[{index}]")
            self.add(self.source, RK.unread, node)
            self.add(node, A, RK.UnreadPassage)
            self._evidence(node, passage)

    def _finding(self, index: int, finding: Finding) -> None:
        node = NamedNode(f"{self.source.value}#finding-{index + 1}")
        self.add(self.source, RK.hasFinding, node)
        write_finding(self.writer, node, finding)
