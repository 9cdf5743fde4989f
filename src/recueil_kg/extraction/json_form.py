"""Give a record of a document the form that `extract --json` prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from recueil_kg import iris
from recueil_kg.authorities import Authorities, Authority, load_authorities
from recueil_kg.extraction.json_types import (
    JsonConcept,
    JsonEvent,
    JsonFinding,
    JsonInstitution,
    JsonInstrument,
    JsonLink,
    JsonMessage,
    JsonRelation,
    JsonSection,
    JsonSheet,
    JsonSource,
    JsonUnread,
    JsonValue,
)
from recueil_kg.findings import findings_of
from recueil_kg.i18n import Language
from recueil_kg.model.records import (
    Classified,
    Event,
    NamedInstrument,
    Participant,
    Printed,
    Relation,
    Responsibility,
    Section,
    SourceRecord,
    Span,
)
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Vocabulary, load_vocabulary


def json_form(record: SourceRecord, document: Document) -> JsonSheet:
    """The record of a document in the form above."""
    return _JsonForm(record, document, load_vocabulary(), load_authorities()).sheet()


@dataclass(frozen=True)
class _JsonForm:
    record: SourceRecord
    document: Document
    vocabulary: Vocabulary
    authorities: Authorities

    @property
    def language(self) -> Language:
        return self.record.source.language

    def sheet(self) -> JsonSheet:
        record = self.record
        by_role: dict[str, list[Responsibility]] = {}
        for item in record.responsibilities:
            by_role.setdefault(item.role, []).append(item)
        relations = [self._relation(item) for item in record.relations]
        return JsonSheet(
            source=self._source(),
            instrument=iris.instrument(record.instrument),
            title=_plain(record.title),
            short_title=_plain(record.short_title),
            subject_categories=[self._concept("category", item) for item in record.categories],
            type=self._concept("type", record.type) if record.type else None,
            form=self._concept("form", record.form) if record.form else None,
            legal_nature=self._concept("legal-nature", record.legal_nature) if record.legal_nature else None,
            leads=[self._institution(item) for item in (*by_role.get("lead", ()), *by_role.get("co-lead", ()))],
            partners=[self._institution(item) for item in by_role.get("partner", ())],
            others_as_needed=next((_plain(item) for item in by_role.get("others-as-needed", ())), None),
            participants=[self._participant(item) for item in record.participants],
            counterparties=[self._participant(item) for item in record.participants if item.state != "can"],
            parent=next((item for item in relations if item.relation != "related-to"), None),
            relations=relations,
            bodies=[JsonInstitution(institution=self._body_iri(item.body), **_value(item)) for item in record.bodies],
            themes=[self._concept("theme", item) for item in record.themes],
            events=[self._event(event) for event in record.events],
            links=[JsonLink(address=item.address, **_value(item)) for item in record.links],
            contacts=[
                JsonInstitution(
                    institution=iris.institution(item.institution) if item.institution else None,
                    **_value(item, self._contact_point(item.institution)),
                )
                for item in record.contacts
            ],
            edition=_plain(record.edition, record.source.edition),
            reference=_plain(record.reference),
            sections=[self._section(item) for item in record.sections],
            findings=[
                JsonFinding(
                    rule=finding.rule,
                    message=JsonMessage(en=finding.message["en"], fr=finding.message["fr"]),
                    fields=[field.path for field in finding.fields],
                    start=finding.at.start if finding.at else None,
                    end=finding.at.end if finding.at else None,
                )
                for finding in findings_of(record)
            ],
            unread=[JsonUnread(text=item.printed, **_offsets(item.at)) for item in record.unread],
        )

    def _source(self) -> JsonSource:
        source = self.record.source
        return JsonSource(
            file=self.document.name,
            sha256=source.text_sha256,
            language=source.language,
            layout=source.layout,
            edition=source.edition,
            reference=_words(self.record.reference.printed) if self.record.reference else None,
        )

    def _concept(self, scheme: str, item: Classified) -> JsonConcept:
        concept = self.vocabulary.concept(scheme, item.concept) if item.concept else None
        label = concept.preferred[self.language] if concept else None
        return JsonConcept(concept=concept.iri if concept else None, **_value(item, label))

    def _institution(self, item: Responsibility) -> JsonInstitution:
        entry = self.authorities.institution(item.institution) if item.institution else None
        iri = iris.institution(item.institution) if item.institution else None
        return JsonInstitution(institution=iri, **_value(item, self._name(entry, item.printed)))

    def _participant(self, item: Participant) -> JsonInstitution:
        if item.state is not None:
            entry, iri = self.authorities.state(item.state), iris.state(item.state)
        elif item.institution is not None:
            entry, iri = self.authorities.institution(item.institution), iris.institution(item.institution)
        else:
            return JsonInstitution(institution=None, **_value(item))
        return JsonInstitution(institution=iri, **_value(item, self._name(entry, item.printed)))

    def _name(self, entry: Authority | None, printed: str) -> str | None:
        """The name in use that was printed; for a variant, the current name in the sheet's language."""
        if entry is None:
            return None
        return (entry.name_in_use(printed) or entry.current_name).name.in_language(self.language)

    def _contact_point(self, slug: str | None) -> str | None:
        entry = self.authorities.institution(slug) if slug else None
        return entry.contact_points[0].in_language(self.language) if entry and entry.contact_points else None

    def _body_iri(self, slug: str | None) -> str | None:
        if slug is None:
            return None
        return iris.instrument(slug) if slug == self.record.instrument else iris.body(slug)

    def _relation(self, item: Relation) -> JsonRelation:
        iri = iris.instrument(item.instrument) if item.instrument else None
        return JsonRelation(relation=item.relation, instrument=iri, **_value(item))

    def _event(self, event: Event) -> JsonEvent:
        date = event.when
        return JsonEvent(
            event_type=event.type,
            scope=None if event.scope == "unstated" else event.scope,
            party=iris.state(event.party) if event.party else None,
            instrument=_other_instrument(event.of),
            edtf=event.date,
            earliest=date.earliest.isoformat() if date and date.earliest else None,
            latest=date.latest.isoformat() if date and date.latest else None,
            recurrence=event.recurrence,
            count=event.count,
            as_published=event.printed,
            **_offsets(event.at),
        )

    def _section(self, item: Section) -> JsonSection:
        return JsonSection(
            heading=_words(item.printed),
            level=item.level,
            concept=iris.concept("section", item.concept) if item.concept else None,
            heading_start=item.at.start if item.at else None,
            heading_end=item.at.end if item.at else None,
            text=self.document.text[slice(*item.text)] if item.text else "",
            **_offsets(item.text),
        )


def _other_instrument(named: NamedInstrument | None) -> JsonInstrument | None:
    if named is None:
        return None
    return JsonInstrument(instrument=iris.instrument(named.instrument) if named.instrument else None, **_value(named))


def _plain(item: Printed | None, value: str | None = None) -> JsonValue | None:
    return None if item is None else JsonValue(**_value(item, value))


def _value(item: Printed, value: str | None = None) -> dict[str, Any]:
    return {"value": value or _words(item.printed), "as_published": item.printed, **_offsets(item.at)}


def _offsets(at: Span | None) -> dict[str, Any]:
    return {"start": at.start if at else None, "end": at.end if at else None}


def _words(printed: str) -> str:
    """The words with each run of white space as one space."""
    return " ".join(printed.split())
