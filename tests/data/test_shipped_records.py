"""Every record stands where its content says, and everything that it refers to exists."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from recueil_kg.authorities import Authorities
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.records import SourceRecord
from recueil_kg.model.yaml_form import read_yaml
from recueil_kg.resources import data_folder
from recueil_kg.vocabularies import load_vocabulary

Records = dict[Path, SourceRecord]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def test_a_record_stands_under_its_instrument_and_is_called_after_its_source(records: Records) -> None:
    assert records
    for path, record in records.items():
        assert path.parent.name == record.instrument
        assert path.stem == record.source.id


def test_no_two_records_are_of_the_same_source(records: Records) -> None:
    times = Counter(
        (
            record.instrument,
            record.source.kind,
            record.source.language,
            record.source.edition,
            record.source.format,
            record.source.address,
            record.source.title,
            None if record.source.address or record.source.title else record.source.id,
        )
        for record in records.values()
        if record.source.kind != "fact-sheet" or record.source.address
    )
    assert [key for key, number in times.items() if number > 1] == []


def test_a_sheets_name_says_its_edition_and_its_language(records: Records) -> None:
    for path, record in records.items():
        language, edition = record.source.language, record.source.edition
        assert f".{language}" in f".{path.stem}"
        if record.source.kind == "fact-sheet":
            assert path.stem.startswith(edition or "undated")
        else:
            assert path.stem.startswith(record.source.kind)


def test_every_instrument_of_a_record_has_an_authority_entry(records: Records, authorities: Authorities) -> None:
    assert {record.instrument for record in records.values() if not authorities.instrument(record.instrument)} == set()


def test_every_slug_that_a_record_refers_to_exists(records: Records, authorities: Authorities) -> None:
    unknown = [
        (str(path), slug)
        for path, record in records.items()
        for slug, found in _references(record, authorities)
        if slug is not None and not found
    ]
    assert unknown == []


def _references(record: SourceRecord, authorities: Authorities) -> Iterator[tuple[str | None, object]]:
    for slug in _institutions(record):
        yield slug, authorities.institution(slug or "")
    for participant in record.participants:
        yield participant.state, authorities.state(participant.state or "")
    for body in record.bodies:
        yield body.body, authorities.body(body.body or "")
    for relation in record.relations:
        yield relation.instrument, authorities.instrument(relation.instrument or "")
    for event in record.events:
        yield event.party, authorities.state(event.party or "")
        if event.of is not None:
            yield event.of.instrument, authorities.instrument(event.of.instrument or "")


def _institutions(record: SourceRecord) -> Iterator[str | None]:
    yield from (item.institution for item in record.responsibilities)
    yield from (item.institution for item in record.contacts)
    yield from (item.institution for item in record.participants)


def test_every_concept_that_a_record_names_is_in_its_scheme(records: Records) -> None:
    vocabulary = load_vocabulary()
    unknown = Counter(
        (scheme, notation)
        for record in records.values()
        for scheme, notation in _concepts(record)
        if notation is not None and vocabulary.concept(scheme, notation) is None
    )
    assert unknown == Counter()


def _concepts(record: SourceRecord) -> Iterator[tuple[str, str | None]]:
    yield from (("category", item.concept) for item in record.categories)
    yield from (("theme", item.concept) for item in record.themes)
    yield from (("section", item.concept) for item in record.sections)
    yield from (("role", item.role) for item in record.responsibilities)
    yield from (("relation", item.relation) for item in record.relations)
    for scheme, value in (("type", record.type), ("form", record.form), ("legal-nature", record.legal_nature)):
        yield scheme, value.concept if value else None
    for event in record.events:
        yield from (("event-type", event.type), ("scope", event.scope), ("recurrence", event.recurrence))
    yield "source-kind", record.source.kind


def test_every_category_type_and_form_is_resolved(records: Records) -> None:
    for path, record in records.items():
        for value in (*record.categories, record.type, record.form):
            assert value is None or value.concept, (str(path), value)


def test_a_printed_name_is_one_of_the_institutions_that_it_is_said_to_be(
    records: Records, authorities: Authorities
) -> None:
    strangers = []
    for path, record in records.items():
        printed = [(item.printed, item.institution) for item in record.responsibilities]
        printed += [(item.printed, item.institution) for item in record.participants]
        for name_as_printed, slug in printed:
            entry = authorities.institution(slug or "")
            if entry is None:
                continue
            names = [_words(name) for language in LANGUAGES for name in entry.all_names(language)]
            if _words(name_as_printed) not in names:
                strangers.append((str(path), name_as_printed, entry.id))
    assert strangers == []


def test_a_printed_contact_is_a_known_contact_point(records: Records, authorities: Authorities) -> None:
    for path, record in records.items():
        for contact in record.contacts:
            entry = authorities.institution(contact.institution or "")
            assert entry is not None, (str(path), contact.printed)
            points = [text for point in entry.contact_points for text in (point.en, point.fr) if text]
            known = [*points, *entry.all_names(record.source.language)]
            assert _words(contact.printed) in [_words(name) for name in known], (str(path), contact.printed)


def test_whoever_has_no_institution_is_no_single_department(records: Records) -> None:
    unresolved = {
        item.printed
        for record in records.values()
        for item in record.responsibilities
        if item.institution is None and item.role != "others-as-needed"
    }
    assert unresolved == {"Many federal departments, including Environment and Climate Change Canada"}


def test_a_date_that_was_printed_alone_stands_in_the_printed_words(records: Records) -> None:
    for path, record in records.items():
        for event in record.events:
            if event.date_printed is not None and event.date_printed not in event.printed:
                assert "Entrée en en vigueur" in event.printed or "Dubai" in event.printed, (str(path), event)


def test_a_french_source_prints_french_titles_and_an_english_one_english_titles(records: Records) -> None:
    french = re.compile(r"(?i)\b(accord|convention sur|convention relative|protocole|entente|le|la|du|des|et|entre)\b")
    english = re.compile(r"(?i)\b(agreement|treaty|the|of|and|between|on)\b")
    for path, record in records.items():
        for title in (record.title, record.short_title):
            if title is None:
                continue
            if record.source.language == "fr":
                assert french.search(title.printed) or not english.search(title.printed), str(path)
            else:
                assert english.search(title.printed) or not french.search(title.printed), str(path)


def test_the_correction_that_the_guide_shows_is_one_that_a_record_takes(tmp_path: Path) -> None:
    guide = (data_folder() / "README.md").read_text(encoding="utf-8")
    shown = guide.split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "2018-10.en.yaml"
    source = "instrument: paris-agreement\nsource: {id: 2018-10.en, kind: fact-sheet, language: en}\n"
    path.write_text(f"{source}events:\n{shown}    type: entry-into-force\n", encoding="utf-8")
    (event,) = read_yaml(path, SourceRecord).events
    assert event.correction is not None
    assert event.correction.on == "2026-11-23"


def test_there_are_enough_instruments_to_ask_questions_about(records: Records) -> None:
    by_kind: dict[str, set[str]] = defaultdict(set)
    for record in records.values():
        by_kind[record.source.kind].add(record.instrument)
    assert len(by_kind["fact-sheet"]) >= 60
    assert len(set().union(*by_kind.values())) >= 150
