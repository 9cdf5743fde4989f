"""One statement per fact, by written rules; what was set aside stays visible."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from recueil_kg import iris
from recueil_kg.graph.consolidation import consolidate
from recueil_kg.graph.mapping import map_record
from recueil_kg.model.records import (
    Classified,
    Event,
    NamedInstrument,
    Printed,
    Responsibility,
    Source,
    SourceRecord,
    Span,
)

RK = iris.term("")


def record(source_id: str, *, kind: Any = "fact-sheet", **fields: Any) -> SourceRecord:
    edition, _, language = source_id.rpartition(".")
    named = edition if kind == "fact-sheet" else None
    source = Source(id=source_id, kind=kind, language="fr" if language == "fr" else "en", edition=named)
    return SourceRecord(instrument="cbd", source=source, **fields)


def signature(date: str | None, **fields: Any) -> Event:
    return Event(printed=f"Signed {date}", type="signature", scope="canada", date=date, **fields)


def facts(*records: SourceRecord) -> list[tuple[str, str, str]]:
    return [
        (str(quad.subject.value), iris.local_name(quad.predicate.value), quad.object.value)
        for quad in consolidate(records)
    ]


def values(found: list[tuple[str, str, str]], predicate: str) -> list[str]:
    return sorted(value for _, name, value in found if name == predicate)


def test_the_newest_edition_prevails_and_the_older_one_is_set_aside() -> None:
    old, new = (
        record(f"{edition}.en", events=(signature(date),))
        for edition, date in (("2018-10", "1991"), ("2022-02", "1992"))
    )
    found = facts(old, new)
    assert values(found, "edtf") == ["1992"]
    assert values(found, "setAside") == [iris.source("cbd", "2018-10.en") + "#event-1"]
    assert values(found, "resolvedBy") == [iris.concept("rule", "newest-edition")]
    assert values(found, "between") == [iris.concept("rule", "edition-disagreement")]


def test_a_fact_sheet_prevails_over_any_other_source() -> None:
    page = record("government-page.en", kind="government-page", events=(signature("1992-06-11"),))
    sheet = record("2016-01.en", events=(signature("1992-11-06"),))
    found = facts(page, sheet)
    assert values(found, "edtf") == ["1992-11-06"]
    assert values(found, "resolvedBy") == [iris.concept("rule", "fact-sheet-over-other-source")]


def test_a_compatible_date_that_is_more_precise_is_taken_and_is_no_disagreement() -> None:
    sheet = record("2022-02.en", events=(signature("1997-02"),))
    entry = record("ieadb.en", kind="ieadb", events=(signature("1997-02-06"),))
    found = facts(sheet, entry)
    assert values(found, "edtf") == ["1997-02-06"]
    assert values(found, "setAside") == []


def test_languages_of_one_edition_that_contradict_leave_the_date_unresolved() -> None:
    found = facts(
        record("2022-02.en", events=(signature("2012-06-29"),)), record("2022-02.fr", events=(signature("2009-06-29"),))
    )
    assert values(found, "edtf") == []
    assert values(found, "unresolved") == ["true"]
    assert values(found, "between") == [iris.concept("rule", "language-disagreement")]
    assert len([1 for _, name, _ in found if name == "wasDerivedFrom"]) == 2


def test_languages_of_one_edition_are_united_for_lists() -> None:
    eccc = Responsibility(printed="Environment Canada", role="lead", institution="eccc")
    gac = Responsibility(printed="Affaires mondiales Canada", role="partner", institution="gac")
    found = facts(record("2022-02.en", responsibilities=(eccc,)), record("2022-02.fr", responsibilities=(eccc, gac)))
    assert values(found, "leadDepartment") == [iris.institution("eccc")]
    assert values(found, "partnerDepartment") == [iris.institution("gac")]


def test_a_field_that_the_newest_source_does_not_state_is_taken_from_the_next() -> None:
    form = Classified(printed="Legally-binding treaty", concept="legally-binding-treaty")
    found = facts(record("2018-10.en", form=form), record("2022-02.en"))
    assert values(found, "form") == [iris.concept("form", "legally-binding-treaty")]
    assert RK + "Treaty" in values(found, "type")


def test_events_that_repeat_are_told_apart_by_their_date() -> None:
    renewals = tuple(
        Event(printed=f"Renewed {year}", type="renewal", scope="unstated", date=year) for year in ("1998", "2003")
    )
    assert values(facts(record("2022-02.en", events=renewals)), "edtf") == ["1998", "2003"]


def test_an_event_of_another_instrument_is_concluded_there() -> None:
    other = NamedInstrument(printed="Nagoya Protocol", instrument="nagoya-protocol")
    found = facts(record("2022-02.en", events=(signature("2010", of=other),)))
    assert [subject for subject, name, _ in found if name == "event"] == [iris.instrument("nagoya-protocol")]


def test_the_order_of_the_records_does_not_matter() -> None:
    records = [
        record(f"{edition}.en", events=(signature(date),))
        for edition, date in (("2018-10", "1991"), ("2022-02", "1992"))
    ]
    assert consolidate(records) == consolidate(records[::-1])


def test_a_title_is_never_copied_into_the_other_language() -> None:
    quads = consolidate([record("2022-02.en", title=Printed(printed="Convention"))])
    titles = [quad.object for quad in quads if iris.local_name(quad.predicate.value) == "title"]
    assert titles == [ox.Literal("Convention", language="en")]


@pytest.mark.parametrize("at", [None, Span(3, 12)])
def test_evidence_has_a_position_only_where_the_text_is_at_hand(at: Span | None) -> None:
    quads = map_record(record("2022-02.en", title=Printed(printed="A Title", at=at)))
    kinds = {iris.local_name(quad.object.value) for quad in quads if quad.subject.value.endswith("#title-evidence")}
    assert ("TextPositionSelector" in kinds) is (at is not None)


def test_knowledge_and_statements_share_no_predicate_but_those_of_dates() -> None:
    one = record("2022-02.en", title=Printed(printed="A"), events=(signature("1992"),))
    knowledge = {quad.predicate.value for quad in consolidate([one])}
    stated = {quad.predicate.value for quad in map_record(one)}
    shared = {iris.local_name(predicate) for predicate in knowledge & stated}
    assert shared == {"type", "edtf", "earliest", "latest"}


def test_where_no_source_names_a_theme_the_category_gives_it_and_the_rule_is_named() -> None:
    category = Classified(printed="Freshwater", concept="freshwater")
    found = facts(record("2022-02.en", categories=(category,)))
    assert values(found, "theme") == [iris.concept("theme", "freshwater")]
    assert values(found, "themeRule") == [iris.concept("rule", "theme-of-category")]


def test_where_a_source_names_a_theme_no_rule_adds_another() -> None:
    category, theme = (Classified(printed="x", concept=concept) for concept in ("freshwater", "mercury"))
    found = facts(record("2022-02.en", categories=(category,), themes=(theme,)))
    assert values(found, "theme") == [iris.concept("theme", "mercury")]
    assert values(found, "themeRule") == []
