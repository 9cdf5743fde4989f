"""What shows an instrument to be in the compendium, and how its series is known."""

from __future__ import annotations

from typing import Any

import pytest

from recueil_kg.authorities import Authority, Both, Identifier, NameInUse
from recueil_kg.graph.compendium import NOT_SHOWN, membership_of
from recueil_kg.model.records import Classified, Printed, Source, SourceRecord


def record(kind: Any = "fact-sheet", edition: str | None = None, **fields: Any) -> SourceRecord:
    source = Source(id=f"{edition or kind}.en", kind=kind, language="en", edition=edition)
    return SourceRecord(instrument="cbd", source=source, **fields)


def reference(text: str) -> Printed:
    return Printed(printed=text)


def printed_type(concept: str) -> Classified:
    return Classified(printed=concept, concept=concept)


def test_a_sheet_shows_it_before_a_reference_and_a_catalogue_entry() -> None:
    sheet, listed = record(edition="2022-02"), record("catalogue-title", reference=reference("A1"))
    assert membership_of([listed, sheet]).status == "shown-by-sheet"
    assert membership_of([listed, sheet]).shown_by == (sheet,)
    assert membership_of([listed]).status == "shown-by-reference"
    assert membership_of([record("catalogue-title")]).status == "shown-by-catalogue"


def test_other_sources_show_nothing() -> None:
    others = [record(kind) for kind in ("government-page", "ieadb", "named-in-another-sheet", "other-public-source")]
    assert membership_of(others) == NOT_SHOWN


@pytest.mark.parametrize(
    ("text", "series"), [("A49/EN", "a"), ("A10 FR", "a"), ("B-EC-1/FR", "b"), ("C2", "c"), ("D4/EN", "d")]
)
def test_the_letter_of_the_reference_names_the_series_whatever_the_type(text: str, series: str) -> None:
    shown = membership_of([record(edition="2022-02", reference=reference(text), type=printed_type("bilateral"))])
    assert (shown.series, shown.rule) == (series, "series-of-reference")


def test_a_catalogue_number_in_place_of_a_reference_is_none() -> None:
    numbered = record(edition="2022-02", reference=reference("En4-83/2021E-PDF"), type=printed_type("bilateral"))
    assert (membership_of([numbered]).series, membership_of([numbered]).rule) == ("b", "series-of-type")


def test_the_catalogue_number_of_the_sheet_names_the_series() -> None:
    entry = Authority(
        id="cbd",
        kind="instrument",
        names=(NameInUse(name=Both(en="Small")),),
        codes=(Identifier(system="catalogue-number", value="En4-381/4-5-2018E-PDF"),),
    )
    shown = membership_of([record("catalogue-title")], entry)
    assert (shown.series, shown.rule) == ("d", "series-of-catalogue-number")


def test_the_newest_sheets_type_tells_where_nothing_else_does() -> None:
    old, new = (
        record(edition=edition, type=printed_type(concept))
        for edition, concept in (("2018-10", "multilateral"), ("2022-02", "canada-united-states"))
    )
    assert membership_of([old, new]).series == "c"


def test_without_any_of_them_the_series_is_not_known() -> None:
    shown = membership_of([record(edition="2022-02")])
    assert (shown.series, shown.rule) == (None, None)
