"""What looks wrong in sources: rules over one record, over those of one instrument, and over several instruments.

Nothing is repaired.

Each rule's name, definition and message are a concept of the `rule` scheme; the code below only decides when it
applies. A finding keeps the words as printed and says what is doubtful about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import partial
from itertools import combinations

from recueil_kg.authorities import Authorities, Authority, load_authorities
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, Language
from recueil_kg.model.dates import PartialDate
from recueil_kg.model.records import Contact, Event, Responsibility, SourceRecord, Span
from recueil_kg.vocabularies import load_vocabulary

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
_COMPARED_ROLES = ("lead", "co-lead", "partner")
_TREATY_ACTS = ("ratification", "acceptance", "approval", "accession")


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about what a source prints.

    Attributes:
        rule: notation of the rule.
        message: one line in each language, with the printed words.
        fields: the record's fields that it concerns, as paths: `events[0]`; where several sources are compared, each
            path follows the source's id: `2022-02.fr events[0]`; where several instruments are, the id follows the
            instrument's slug: `cbd/2022-02.fr events[0]`.
        at: where the first of them stands in the text; None where the text is not at hand.
    """

    rule: str
    message: dict[Language, str]
    fields: tuple[str, ...]
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """Under which categories a protocol is filed, as far as other instruments' filing can be compared with it.

    Attributes:
        instrument: the protocol's slug.
        title: its title or heading as printed.
        protocol_to: slugs of the instruments that it is a protocol to.
        categories: for each printed category: its notation, its words, and the field, as `2022-02.en categories[0]`.
    """

    instrument: str
    title: str
    protocol_to: tuple[str, ...]
    categories: tuple[tuple[str, str, str], ...]


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


def findings_across(records: Sequence[SourceRecord]) -> tuple[Finding, ...]:
    """What looks wrong when the sources of one instrument are compared."""
    return (*_swapped_days_and_months(records), *_formats_that_disagree(records))


def findings_among(filings: Sequence[Filing]) -> tuple[Finding, ...]:
    """What looks wrong when instruments are compared with each other."""
    return tuple(_siblings_filed_apart(filings))


def _finding(rule: str, fields: tuple[str, ...], at: Span | None, **values: str) -> Finding:
    concept = load_vocabulary().concept("rule", rule)
    assert concept is not None, rule
    words = {name: " ".join(value.split()) for name, value in values.items()}
    return Finding(rule, {lang: concept.message[lang].format(**words) for lang in LANGUAGES}, fields, at)


def _impossible_dates(record: SourceRecord) -> Iterator[Finding]:
    for path, event in _events(record):
        if event.date_printed and event.date is None and event.effective is None:
            yield _finding("impossible-date", (path,), event.at, printed=event.date_printed)


def _dates_after_the_edition(record: SourceRecord) -> Iterator[Finding]:
    if record.source.edition is None:
        return
    edition = PartialDate.parse(record.source.edition)
    for path, event in _events(record):
        if event.date and event.type not in _AFTER_THE_EDITION and edition.surely_before(PartialDate.parse(event.date)):
            yield _finding(
                "date-after-edition", (path,), event.at, printed=event.printed, edition=record.source.edition
            )


def _acts_out_of_order(record: SourceRecord) -> Iterator[Finding]:
    """Canada's own acts, and the entry into force that follows from them, for each instrument on the sheet.

    Between two states an entry into force without a scope is Canada's as well; Canada's first consent counts.
    """
    between_two = record.type is not None and record.type.concept in _BETWEEN_TWO
    acts: dict[str, dict[tuple[str, str], tuple[str, Event]]] = {}
    for path, event in _events(record):
        if event.date:
            scope = "canada" if event.scope == "unstated" and between_two else event.scope
            acts.setdefault(_instrument_of(event), {}).setdefault((event.type, scope), (path, event))
    for by_act in acts.values():
        signature = by_act.get(("signature", "canada"))
        in_force = by_act.get(("entry-into-force", "canada"))
        international = by_act.get(("entry-into-force", "international"))
        consents = [by_act[act, "canada"] for act in _TREATY_ACTS if (act, "canada") in by_act]
        consent = min(consents, key=lambda act: PartialDate.parse(str(act[1].date)).latest or date.max, default=None)
        yield from _if_earlier("ratification-before-signature", consent, signature)
        yield from _if_earlier("in-force-before-ratification", in_force, consent)
        if consent is None:
            yield from _if_earlier("in-force-before-signature", in_force, signature)
        yield from _if_earlier("in-force-for-canada-before-international", in_force, international)


def _if_earlier(rule: str, one: tuple[str, Event] | None, other: tuple[str, Event] | None) -> Iterator[Finding]:
    if one is None or other is None or one[1].date is None or other[1].date is None:
        return
    if PartialDate.parse(one[1].date).surely_before(PartialDate.parse(other[1].date)):
        yield _finding(rule, (one[0], other[0]), one[1].at, first=one[1].printed, second=other[1].printed)


def _unknown_institutions(record: SourceRecord) -> Iterator[Finding]:
    for index, stated in enumerate(record.responsibilities):
        if stated.institution is None and stated.role != "others-as-needed":
            yield _finding("unknown-institution", (f"responsibilities[{index}]",), stated.at, printed=stated.printed)


def _names_not_in_use(authorities: Authorities, record: SourceRecord) -> Iterator[Finding]:
    if record.source.edition is None:
        return
    edition = PartialDate.parse(record.source.edition)
    for path, stated, entry in _named_institutions(authorities, record):
        used = entry.name_in_use(stated.printed)
        if used and used.used_until and PartialDate.parse(used.used_until).surely_before(edition):
            current = entry.current_name.name.in_language(record.source.language) or entry.id
            yield _finding(
                "name-not-in-use-at-edition",
                (path,),
                stated.at,
                printed=stated.printed,
                current=current,
                edition=record.source.edition,
            )


def _misspelt_names(authorities: Authorities, record: SourceRecord) -> Iterator[Finding]:
    """A name with a letter more or less, by itself or in the name of an enquiry point; a shorter name is none."""
    for path, stated, entry in _named_institutions(authorities, record):
        language = record.source.language
        names = [name for used in entry.names if (name := used.name.in_language(language))]
        points = [point for both in entry.contact_points if (point := both.in_language(language))]
        if path.startswith("contacts"):
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
            yield _finding("misspelt-name", (path,), stated.at, printed=stated.printed, current=proper or entry.id)


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
        yield _finding(
            "type-and-form-disagree", ("type", "form"), record.type.at, first=record.type.printed, second=form.printed
        )
    if form.concept == "legally-binding-treaty" and record.legal_nature is not None and no_treaty:
        yield _finding(
            "type-and-form-disagree",
            ("legal_nature", "form"),
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
        yield _finding(
            "heading-and-title-disagree",
            ("short_title", "title"),
            record.short_title.at,
            first=record.short_title.printed,
            second=record.title.printed,
        )


def _kinds_named(title: str) -> set[str]:
    words = re.findall(r"\w+", _NOT_A_KIND.sub(" ", fold(title)))
    return {_KIND_OF_INSTRUMENT[word] for word in words if word in _KIND_OF_INSTRUMENT}


def _unread_passages(record: SourceRecord) -> Iterator[Finding]:
    for index, passage in enumerate(record.unread):
        yield _finding("unread-passage", (f"unread[{index}]",), passage.at, printed=passage.printed)


def _swapped_days_and_months(records: Sequence[SourceRecord]) -> Iterator[Finding]:
    """One event, two sources, the same year, and the day of one is the month of the other."""
    stated = [
        (f"{record.source.id} {path}", event)
        for record in records
        for path, event in _events(record)
        if event.date and PartialDate.parse(event.date).precision == "day"
    ]
    for (path, event), (other_path, other) in combinations(stated, 2):
        if (_instrument_of(event), event.type) == (_instrument_of(other), other.type) and _are_swapped(
            str(event.date), str(other.date)
        ):
            yield _finding("day-and-month-swapped", (path, other_path), None, first=event.printed, second=other.printed)


def _formats_that_disagree(records: Sequence[SourceRecord]) -> Iterator[Finding]:
    """One sheet in two formats, of one edition as far as is known, with two lists of institutions in one role."""
    sheets = [record for record in records if record.source.kind == "fact-sheet" and record.source.format]
    for one, other in combinations(sheets, 2):
        editions = {record.source.edition for record in (one, other)} - {None}
        if (
            one.source.format == other.source.format
            or one.source.language != other.source.language
            or len(editions) > 1
        ):
            continue
        for role in _COMPARED_ROLES:
            lists = [_in_role(record, role) for record in (one, other)]
            if all(lists) and lists[0].keys() != lists[1].keys():
                yield _finding(
                    "formats-disagree",
                    tuple(
                        f"{record.source.id} {path}"
                        for record, listed in zip((one, other), lists, strict=True)
                        for path, _printed in listed.values()
                    ),
                    None,
                    one=str(one.source.format),
                    other=str(other.source.format),
                    first=", ".join(printed for _path, printed in lists[0].values()),
                    second=", ".join(printed for _path, printed in lists[1].values()),
                )


def _in_role(record: SourceRecord, role: str) -> dict[str, tuple[str, str]]:
    """The institutions that a record lists in a role: by slug, else by name, with the field and the words."""
    return {
        item.institution or fold(item.printed): (f"responsibilities[{index}]", item.printed)
        for index, item in enumerate(record.responsibilities)
        if item.role == role
    }


def _siblings_filed_apart(filings: Sequence[Filing]) -> Iterator[Finding]:
    """Two protocols to one instrument that have no category in common."""
    families: dict[str, list[Filing]] = {}
    for filing in sorted(filings, key=lambda filing: filing.instrument):
        for parent in filing.protocol_to:
            families.setdefault(parent, []).append(filing)
    pairs = {pair: None for family in families.values() for pair in combinations(family, 2)}
    for one, other in pairs:
        if not {notation for notation, *_ in one.categories} & {notation for notation, *_ in other.categories}:
            yield _finding(
                "siblings-filed-apart",
                tuple(
                    f"{filing.instrument}/{field}"
                    for filing in (one, other)
                    for _notation, _words, field in filing.categories
                ),
                None,
                one=one.title,
                other=other.title,
                first=", ".join(words for _notation, words, _field in one.categories),
                second=", ".join(words for _notation, words, _field in other.categories),
            )


def _are_swapped(one: str, other: str) -> bool:
    year, month, day = one[:4], one[5:7], one[8:10]
    return month != day and other[:10] == f"{year}-{day}-{month}"


def _events(record: SourceRecord) -> Iterator[tuple[str, Event]]:
    for index, event in enumerate(record.events):
        yield f"events[{index}]", event


def _instrument_of(event: Event) -> str:
    return "" if event.of is None else event.of.instrument or fold(event.of.printed)


def _named_institutions(
    authorities: Authorities, record: SourceRecord
) -> Iterator[tuple[str, Responsibility | Contact, Authority]]:
    named: tuple[tuple[str, Sequence[Responsibility | Contact]], ...] = (
        ("responsibilities", record.responsibilities),
        ("contacts", record.contacts),
    )
    for name, items in named:
        for index, item in enumerate(items):
            entry = authorities.institution(item.institution) if item.institution else None
            if entry is not None:
                yield f"{name}[{index}]", item, entry
