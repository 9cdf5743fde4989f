"""The JSON form of a record that `extract --json` prints: values with concept or institution IRIs and offsets."""

from __future__ import annotations

from typing import Any

from recueil_kg import iris
from recueil_kg.authorities import Authorities, Authority
from recueil_kg.extraction.lexicons import load_lexicons
from recueil_kg.findings import findings_of
from recueil_kg.i18n import Language
from recueil_kg.model.dates import PartialDate
from recueil_kg.model.records import Classified, Event, NamedInstrument, Printed, SourceRecord, Span
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Vocabulary

Json = dict[str, Any]


def json_form(record: SourceRecord, document: Document) -> Json:
    """The record as the published schema `docs/extract.schema.json` describes it."""
    lexicons = load_lexicons()
    form = _JsonForm(record, document, lexicons.vocabulary, lexicons.authorities)
    return form.sheet()


class _JsonForm:
    def __init__(
        self, record: SourceRecord, document: Document, vocabulary: Vocabulary, authorities: Authorities
    ) -> None:
        self.record = record
        self.document = document
        self.vocabulary = vocabulary
        self.authorities = authorities
        self.language: Language = record.source.language

    def sheet(self) -> Json:
        record = self.record
        source = record.source
        leads = [item for item in record.responsibilities if item.role in {"lead", "co-lead"}]
        partners = [item for item in record.responsibilities if item.role == "partner"]
        others = [item for item in record.responsibilities if item.role == "others-as-needed"]
        parent = next((item for item in record.relations if item.relation != "related-to"), None)
        return {
            "source": {
                "file": self.document.name,
                "sha256": source.text_sha256,
                "language": source.language,
                "layout": source.layout,
                "edition": source.edition,
                "reference": _words(record.reference.printed) if record.reference else None,
            },
            "instrument": iris.instrument(record.instrument),
            "title": self._plain(record.title),
            "short_title": self._plain(record.short_title),
            "subject_categories": [self._concept("category", item) for item in record.categories],
            "type": self._concept("type", record.type),
            "form": self._concept("form", record.form),
            "legal_nature": self._legal_nature(),
            "leads": [self._institution(item, item.institution) for item in leads],
            "partners": [self._institution(item, item.institution) for item in partners],
            "others_as_needed": self._plain(others[0]) if others else None,
            "counterparties": [
                self._participant(item.printed, item.at, item.state, item.institution)
                for item in record.participants
                if item.state != "can"
            ],
            "participants": [
                self._participant(item.printed, item.at, item.state, item.institution) for item in record.participants
            ],
            "parent": {**self._named(parent), "relation": parent.relation} if parent else None,
            "relations": [{**self._named(item), "relation": item.relation} for item in record.relations],
            "bodies": [
                {
                    "value": _words(item.printed),
                    "institution": self._body_iri(item.body),
                    **_place(item.printed, item.at),
                }
                for item in record.bodies
            ],
            "themes": [self._concept("theme", item) for item in record.themes],
            "events": [self._event(event) for event in record.events],
            "links": [
                {"value": _words(item.printed), "address": item.address, **_place(item.printed, item.at)}
                for item in record.links
            ],
            "contacts": [
                {
                    "value": self._contact_point(item.institution) or _words(item.printed),
                    "institution": iris.institution(item.institution) if item.institution else None,
                    **_place(item.printed, item.at),
                }
                for item in record.contacts
            ],
            "edition": {"value": source.edition, **_place(record.edition.printed, record.edition.at)}
            if record.edition
            else None,
            "reference": self._plain(record.reference),
            "sections": [
                {
                    "heading": _words(item.printed),
                    "level": item.level,
                    "concept": iris.concept("section", item.concept) if item.concept else None,
                    "text": self.document.text[slice(*item.text)] if item.text else "",
                    "start": item.text.start if item.text else None,
                    "end": item.text.end if item.text else None,
                    "heading_start": item.at.start if item.at else None,
                    "heading_end": item.at.end if item.at else None,
                }
                for item in record.sections
            ],
            "findings": [
                {
                    "rule": finding.rule,
                    "message": finding.message,
                    "fields": list(finding.fields),
                    "start": finding.at.start if finding.at else None,
                    "end": finding.at.end if finding.at else None,
                }
                for finding in findings_of(record)
            ],
            "unread": [
                {"start": item.at.start, "end": item.at.end, "text": item.printed} for item in record.unread if item.at
            ],
        }

    def _plain(self, item: Printed | None) -> Json | None:
        return None if item is None else {"value": _words(item.printed), **_place(item.printed, item.at)}

    def _concept(self, scheme: str, item: Classified | None) -> Json | None:
        if item is None:
            return None
        concept = self.vocabulary.concept(scheme, item.concept) if item.concept else None
        return {
            "value": concept.preferred[self.language] if concept else _words(item.printed),
            "concept": concept.iri if concept else None,
            **_place(item.printed, item.at),
        }

    def _legal_nature(self) -> Json | None:
        return self._concept("legal-nature", self.record.legal_nature)

    def _institution(self, item: Printed, slug: str | None) -> Json:
        entry = self.authorities.institution(slug) if slug else None
        return {
            "value": self._name(entry, item.printed),
            "institution": iris.institution(slug) if slug else None,
            **_place(item.printed, item.at),
        }

    def _participant(self, printed: str, at: Span | None, state: str | None, institution: str | None) -> Json:
        if state is not None:
            value, iri = self._name(self.authorities.state(state), printed), iris.state(state)
        else:
            entry = self.authorities.institution(institution) if institution else None
            value, iri = self._name(entry, printed), iris.institution(institution) if institution else ""
        return {"value": value, "institution": iri or None, **_place(printed, at)}

    def _name(self, entry: Authority | None, printed: str) -> str:
        """The name in use that was printed; for a variant, the current name in the sheet's language."""
        if entry is None:
            return _words(printed)
        used = entry.name_in_use(printed) or entry.current_name
        return used.name.in_language(self.language) or _words(printed)

    def _contact_point(self, slug: str | None) -> str | None:
        entry = self.authorities.institution(slug) if slug else None
        return entry.contact_points[0].in_language(self.language) if entry and entry.contact_points else None

    def _named(self, item: NamedInstrument) -> Json:
        return {
            "value": _words(item.printed),
            "institution": None,
            "instrument": iris.instrument(item.instrument) if item.instrument else None,
            **_place(item.printed, item.at),
        }

    def _body_iri(self, slug: str | None) -> str | None:
        if slug is None:
            return None
        return iris.instrument(slug) if slug == self.record.instrument else iris.body(slug)

    def _event(self, event: Event) -> Json:
        date = PartialDate.parse(event.date) if event.date else None
        return {
            "event_type": event.type,
            "scope": None if event.scope == "unstated" else event.scope,
            "instrument": self._named(event.of) if event.of else None,
            "edtf": event.date,
            "earliest": date.earliest.isoformat() if date and date.earliest else None,
            "latest": date.latest.isoformat() if date and date.latest else None,
            "recurrence": event.recurrence,
            **_place(event.printed, event.at),
        }


def _words(printed: str) -> str:
    """The words with each run of white space as one space."""
    return " ".join(printed.split())


def _place(printed: str, at: Span | None) -> Json:
    return {"as_published": printed, "start": at.start if at else None, "end": at.end if at else None}
