"""What shows when sources, languages, formats or instruments are compared, and what must not show."""

from __future__ import annotations

from typing import Any

import pytest

from recueil_kg import iris
from recueil_kg.findings import findings_across, findings_among
from recueil_kg.graph.consolidation import compare_filings, consolidate, filing_of
from recueil_kg.model.records import Classified, Event, Relation, Responsibility, Source, SourceRecord


def sheet(source_id: str, instrument: str = "cbd", format_: Any = None, **fields: Any) -> SourceRecord:
    edition, _, language = source_id.removesuffix(".pdf").partition(".")
    source = Source(
        id=source_id,
        kind="fact-sheet",
        language="fr" if language == "fr" else "en",
        edition=None if edition == "undated" else edition,
        format=format_,
    )
    return SourceRecord(instrument=instrument, source=source, **fields)


def values(records: list[SourceRecord], predicate: str) -> list[str]:
    return sorted(
        quad.object.value for quad in consolidate(records) if iris.local_name(quad.predicate.value) == predicate
    )


def partners(*slugs: str) -> tuple[Responsibility, ...]:
    return tuple(Responsibility(printed=slug.upper(), role="partner", institution=slug) for slug in slugs)


def test_one_source_that_dates_an_act_twice_tells_of_two_events() -> None:
    entries = tuple(
        Event(printed=date, type="entry-into-force", scope="canada", date=date) for date in ("1995", "2017-03-21")
    )
    assert values([sheet("2018-10.en", events=entries)], "edtf") == ["1995", "2017-03-21"]
    assert values([sheet("2018-10.en", events=entries)], "unresolved") == []


def test_what_another_source_says_belongs_to_the_nearest_of_two_events() -> None:
    entries = tuple(
        Event(printed=date, type="entry-into-force", scope="canada", date=date) for date in ("1995", "2017-03-21")
    )
    older = (Event(printed="1996", type="entry-into-force", scope="canada", date="1996"),)
    records = [sheet("2022-02.en", events=entries), sheet("2018-10.en", events=older)]
    assert values(records, "setAside") == [iris.source("cbd", "2018-10.en") + "#event-1"]
    assert values(records, "kept") == [iris.source("cbd", "2022-02.en") + "#event-1"]


@pytest.mark.parametrize("field", ["type", "form", "categories", "responsibilities"])
def test_languages_of_one_edition_that_list_other_values_disagree(field: str) -> None:
    def stated(concept: str) -> dict[str, Any]:
        if field == "responsibilities":
            return {field: (Responsibility(printed=concept, role="lead", institution=concept),)}
        value = Classified(printed=concept, concept=concept)
        return {field: (value,) if field == "categories" else value}

    apart = [sheet("2022-02.en", **stated("one")), sheet("2022-02.fr", **stated("other"))]
    assert values(apart, "between") == [iris.concept("rule", "language-disagreement")]
    united = field in {"categories", "responsibilities"}
    assert values(apart, "resolvedBy") == [iris.concept("rule", "union-of-languages" if united else "unresolved")]
    alike = [sheet("2022-02.en", **stated("one")), sheet("2022-02.fr", **stated("one"))]
    assert values(alike, "between") == []
    assert values([sheet("2022-02.en", **stated("one")), sheet("2022-02.fr")], "between") == []


def test_one_sheet_with_two_lists_in_two_formats_is_found() -> None:
    html = sheet("2022-02.en", format_="html", responsibilities=partners("eccc", "dfo"))
    for pdf in ("undated.en.pdf", "2022-02.en.pdf"):
        (found,) = findings_across([html, sheet(pdf, format_="pdf", responsibilities=partners("dfo"))])
        assert found.rule == "formats-disagree"
        assert found.message["en"] == 'the sheet in html lists "ECCC, DFO", and in pdf "DFO"'
        assert tuple(f"{field.source} {field.path}" for field in found.fields) == (
            "2022-02.en responsibilities[0]",
            "2022-02.en responsibilities[1]",
            f"{pdf} responsibilities[0]",
        )


@pytest.mark.parametrize(
    "other",
    [
        sheet("undated.en.pdf", format_="pdf", responsibilities=partners("dfo", "eccc")),
        sheet("2018-10.en.pdf", format_="pdf", responsibilities=partners("dfo")),
        sheet("2022-02.fr", format_="pdf", responsibilities=partners("dfo")),
        sheet("undated.en", format_="html", responsibilities=partners("dfo")),
        sheet("undated.en.pdf", format_="pdf"),
    ],
    ids=["the same list", "another edition", "another language", "the same format", "no list noted"],
)
def test_formats_do_not_disagree_over(other: SourceRecord) -> None:
    assert findings_across([sheet("2022-02.en", format_="html", responsibilities=partners("eccc", "dfo")), other]) == ()


def protocol(instrument: str, category: str, parent: str = "lrtap") -> SourceRecord:
    return sheet(
        "2022-02.en",
        instrument,
        categories=(Classified(printed=category, concept=category),),
        relations=(Relation(printed="the Convention", instrument=parent, relation="protocol-to"),),
    )


def test_sibling_protocols_without_a_common_category_are_found_on_both() -> None:
    filings = [filing_of([protocol(slug, category)]) for slug, category in (("a", "air"), ("b", "chemicals-wastes"))]
    quads = compare_filings([filing for filing in filings if filing])
    on = [quad.object.value for quad in quads if iris.local_name(quad.predicate.value) == "onInstrument"]
    assert on == [iris.instrument("a"), iris.instrument("b")]


def test_protocols_filed_alike_or_to_other_parents_are_not_found() -> None:
    filings = [
        filing_of([record])
        for record in (protocol("a", "air"), protocol("b", "air"), protocol("c", "water", parent="espoo-convention"))
    ]
    assert findings_among([filing for filing in filings if filing]) == ()
    assert filing_of([sheet("2022-02.en", categories=(Classified(printed="Air", concept="air"),))]) is None
