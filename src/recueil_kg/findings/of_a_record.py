"""What looks wrong in one source's record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import partial

from recueil_kg.authorities import Authorities, Authority, load_authorities
from recueil_kg.findings.finding import Field, Finding, events_of, field_of, finding, instrument_of
from recueil_kg.folding import fold
from recueil_kg.model.dates import PartialDate
from recueil_kg.model.records import Contact, Event, Responsibility, SourceRecord

_KIND_OF_INSTRUMENT = {
    "convention": "convention",
    "protocol": "protocol",
    "protocole": "protocol",
    "charter": "charter",
    "charte": "charter",
}
_BRACKET = re.compile(r"\s*\([^()]*\)")
_ALIKE = 0.8
_NOT_A_KIND = re.compile(r"protocoles? d'entente")
_NO_TREATY = frozenset({"diplomatic-mechanism", "memorandum-of-understanding", "voluntary-instrument"})
_AFTER_THE_EDITION = frozenset({"expiry", "termination", "review", "plan"})
_BETWEEN_TWO = frozenset({"bilateral", "canada-united-states"})
_TREATY_ACTS = ("ratification", "acceptance", "approval", "accession")


def findings_of(record: SourceRecord, authorities: Authorities | None = None) -> tuple[Finding, ...]:
    """What looks wrong in one source's record; its institutions are those of `authorities`, or the shipped ones."""
    known = authorities or load_authorities()
    return tuple(
        finding
        for rule in (
            _impossible_dates,
            _dates_after_the_edition,
            _acts_out_of_order,
            _unknown_institutions,
            partial(_names_not_in_use, known),
            partial(_misspelt_names, known),
            _type_and_form_that_disagree,
            _heading_and_title_that_disagree,
            _unread_passages,
        )
        for finding in rule(record)
    )


def _impossible_dates(record: SourceRecord) -> Iterator[Finding]:
    for field, event in events_of(record):
        if event.date_printed and event.date is None and event.effective is None:
            yield finding("impossible-date", (field,), event.at, printed=event.date_printed)


def _dates_after_the_edition(record: SourceRecord) -> Iterator[Finding]:
    if record.source.edition is None:
        return
    edition = PartialDate.parse(record.source.edition)
    for field, event in events_of(record):
        if event.when and event.type not in _AFTER_THE_EDITION and edition.surely_before(event.when):
            yield finding(
                "date-after-edition", (field,), event.at, printed=event.printed, edition=record.source.edition
            )


def _acts_out_of_order(record: SourceRecord) -> Iterator[Finding]:
    """Canada's own acts, and the entry into force that follows from them, for each instrument on the sheet.

    Between two states an entry into force without a scope is Canada's as well; Canada's first consent counts.
    """
    between_two = record.type is not None and record.type.concept in _BETWEEN_TWO
    acts: dict[str, dict[tuple[str, str], tuple[Field, Event]]] = {}
    for field, event in events_of(record):
        if event.date:
            scope = "canada" if event.scope == "unstated" and between_two else event.scope
            acts.setdefault(instrument_of(event), {}).setdefault((event.type, scope), (field, event))
    for by_act in acts.values():
        signature = by_act.get(("signature", "canada"))
        in_force = by_act.get(("entry-into-force", "canada"))
        international = by_act.get(("entry-into-force", "international"))
        consents = [by_act[act, "canada"] for act in _TREATY_ACTS if (act, "canada") in by_act]
        consent = min(consents, key=lambda act: (act[1].when and act[1].when.latest) or date.max, default=None)
        yield from _if_earlier("ratification-before-signature", consent, signature)
        yield from _if_earlier("in-force-before-ratification", in_force, consent)
        if consent is None:
            yield from _if_earlier("in-force-before-signature", in_force, signature)
        yield from _if_earlier("in-force-for-canada-before-international", in_force, international)


def _if_earlier(rule: str, one: tuple[Field, Event] | None, other: tuple[Field, Event] | None) -> Iterator[Finding]:
    if one is None or other is None or one[1].when is None or other[1].when is None:
        return
    if one[1].when.surely_before(other[1].when):
        yield finding(rule, (one[0], other[0]), one[1].at, first=one[1].printed, second=other[1].printed)


def _unknown_institutions(record: SourceRecord) -> Iterator[Finding]:
    for index, stated in enumerate(record.responsibilities):
        if stated.institution is None and stated.role != "others-as-needed":
            field = field_of(record, f"responsibilities[{index}]")
            yield finding("unknown-institution", (field,), stated.at, printed=stated.printed)


def _names_not_in_use(authorities: Authorities, record: SourceRecord) -> Iterator[Finding]:
    if record.source.edition is None:
        return
    edition = PartialDate.parse(record.source.edition)
    for field, stated, entry in _named_institutions(authorities, record):
        used = entry.name_in_use(stated.printed)
        if used and used.used_until and PartialDate.parse(used.used_until).surely_before(edition):
            current = entry.current_name.name.in_language(record.source.language) or entry.id
            yield finding(
                "name-not-in-use-at-edition",
                (field,),
                stated.at,
                printed=stated.printed,
                current=current,
                edition=record.source.edition,
            )


def _misspelt_names(authorities: Authorities, record: SourceRecord) -> Iterator[Finding]:
    """A name with a letter more or less, by itself or in the name of an enquiry point; a shorter name is none."""
    for field, stated, entry in _named_institutions(authorities, record):
        language = record.source.language
        names = [name for used in entry.names if (name := used.name.in_language(language))]
        points = [point for both in entry.contact_points if (point := both.in_language(language))]
        if isinstance(stated, Contact):
            variants = [text for both in entry.variants if (text := both.in_language(language))]
            wrong = any(
                fold(variant) in fold(stated.printed) and any(_is_misspelling(variant, name) for name in names)
                for variant in variants
            )
            proper = points[0] if points else None
        else:
            proper = next((name for name in names if _is_misspelling(stated.printed, name)), None)
            wrong = proper is not None
        if wrong:
            yield finding("misspelt-name", (field,), stated.at, printed=stated.printed, current=proper or entry.id)


def _is_misspelling(printed: str, name: str) -> bool:
    """Whether the words are those of the name, one or more of them with a few letters changed."""
    words, proper = (re.findall(r"\w+", fold(_BRACKET.sub("", text))) for text in (printed, name))
    if len(words) != len(proper) or words == proper:
        return False
    pairs = [(one, other) for one, other in zip(words, proper, strict=True) if one != other]
    return all(SequenceMatcher(None, one, other).ratio() >= _ALIKE for one, other in pairs)


def _type_and_form_that_disagree(record: SourceRecord) -> Iterator[Finding]:
    form = record.form
    if form is None or form.concept is None:
        return
    binding = form.concept in {"legally-binding-treaty", "legally-binding-decisions"}
    voluntary_type = record.type is not None and record.type.concept == "multilateral-voluntary-instrument"
    no_treaty = record.legal_nature is not None and record.legal_nature.concept in _NO_TREATY
    if binding and record.type is not None and voluntary_type:
        yield finding(
            "type-and-form-disagree",
            (field_of(record, "type"), field_of(record, "form")),
            record.type.at,
            first=record.type.printed,
            second=form.printed,
        )
    if form.concept == "legally-binding-treaty" and record.legal_nature is not None and no_treaty:
        yield finding(
            "type-and-form-disagree",
            (field_of(record, "legal_nature"), field_of(record, "form")),
            record.legal_nature.at,
            first=record.legal_nature.printed,
            second=form.printed,
        )


def _heading_and_title_that_disagree(record: SourceRecord) -> Iterator[Finding]:
    """The page's heading names one kind of instrument and the official title another: a protocol, a convention."""
    if record.title is None or record.short_title is None:
        return
    heading, title = _kinds_named(record.short_title.printed), _kinds_named(record.title.printed)
    if heading and title and not heading & title:
        yield finding(
            "heading-and-title-disagree",
            (field_of(record, "short_title"), field_of(record, "title")),
            record.short_title.at,
            first=record.short_title.printed,
            second=record.title.printed,
        )


def _kinds_named(title: str) -> set[str]:
    words = re.findall(r"\w+", _NOT_A_KIND.sub(" ", fold(title)))
    return {_KIND_OF_INSTRUMENT[word] for word in words if word in _KIND_OF_INSTRUMENT}


def _unread_passages(record: SourceRecord) -> Iterator[Finding]:
    for index, passage in enumerate(record.unread):
        yield finding("unread-passage", (field_of(record, f"unread[{index}]"),), passage.at, printed=passage.printed)


def _named_institutions(
    authorities: Authorities, record: SourceRecord
) -> Iterator[tuple[Field, Responsibility | Contact, Authority]]:
    named: tuple[tuple[str, Sequence[Responsibility | Contact]], ...] = (
        ("responsibilities", record.responsibilities),
        ("contacts", record.contacts),
    )
    for name, items in named:
        for index, item in enumerate(items):
            entry = authorities.institution(item.institution) if item.institution else None
            if entry is not None:
                yield field_of(record, f"{name}[{index}]"), item, entry
