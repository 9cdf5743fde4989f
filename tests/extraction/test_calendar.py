"""Dates are found in every printed form, each as precise as it is printed."""

from __future__ import annotations

import pytest

from recueil_kg.extraction.calendar import dates_in
from recueil_kg.folding import fold


def found(text: str) -> list[tuple[str, str | None]]:
    return [
        (text[date.start : date.end], date.date.edtf if date.date else None)
        for date in dates_in(fold(text), 0, len(text))
    ]


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("October 10, 2013", "2013-10-10"),
        ("March, 22, 1989", "1989-03-22"),
        ("April, 10 1961", "1961-04-10"),
        ("May 30 2008", "2008-05-30"),
        ("September 13,  2018", "2018-09-13"),
        ("October, 28, 2009", "2009-10-28"),
        ("2 October 1983", "1983-10-02"),
        ("14 June 2013", "2013-06-14"),
        ("July 1997", "1997-07"),
        ("November 1972", "1972-11"),
        ("November 4, 3016", "3016-11-04"),
        ("13 mai 1998", "1998-05-13"),
        ("1er juin 1999", "1999-06-01"),
        ("1 janvier 2005", "2005-01-01"),
        ("novembre 1975", "1975-11"),
        ("Fevrier 2022", "2022-02"),
        ("Juilet 2022", "2022-07"),
        ("24 octobre 2004", "2004-10-24"),
        ("21\njanvier 2018", "2018-01-21"),
        ("AOÛT 2022", "2022-08"),
        ("2018-10-24", "2018-10-24"),
        ("2008", "2008"),
        ("31 février 2015", None),
        ("February 30, 2001", None),
    ],
)
def test_a_printed_date_is_found_whole(printed: str, edtf: str | None) -> None:
    assert found(f"le {printed}. Fin") == [(printed, edtf)]


def test_several_dates_come_in_order() -> None:
    assert [edtf for _, edtf in found("Renouvelé en 1998, en 2003, en 2010 et en 2017.")] == [
        "1998",
        "2003",
        "2010",
        "2017",
    ]


@pytest.mark.parametrize(
    "text", ["A49/EN", "En4-83/2021E-PDF", "n° 3016", "PDF; 683 KB", "120 state parties", "31 août"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert [edtf for _, edtf in found(text) if edtf != "2021"] == []
