"""Partial dates mean what the Extended Date/Time Format says."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf, struct_time_to_date
from hypothesis import given
from hypothesis import strategies as st

from recueil_kg.model.dates import PartialDate

YEARS = st.integers(1700, 3016)
DATES = st.one_of(
    YEARS.map(str),
    st.tuples(YEARS, st.integers(1, 12)).map(lambda parts: f"{parts[0]}-{parts[1]:02}"),
    st.dates(date(1700, 1, 1), date(3016, 12, 31)).map(date.isoformat),
)


@given(DATES)
def test_bounds_are_those_of_the_reference_library(edtf: str) -> None:
    reference = parse_edtf(edtf)
    ours = PartialDate.parse(edtf)
    assert ours.earliest == struct_time_to_date(reference.lower_strict())
    assert ours.latest == struct_time_to_date(reference.upper_strict())


@given(DATES, DATES)
def test_a_closed_interval_runs_from_its_first_bound_to_its_last(one: str, other: str) -> None:
    first, last = PartialDate.parse(one), PartialDate.parse(other)
    if last.latest < first.earliest:  # type: ignore[operator]
        with pytest.raises(ValueError, match="ends before it starts"):
            PartialDate.parse(f"{one}/{other}")
    else:
        interval = PartialDate.parse(f"{one}/{other}")
        assert (interval.earliest, interval.latest) == (first.earliest, last.latest)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "precision"),
    [
        ("2008", date(2008, 1, 1), date(2008, 12, 31), "year"),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29), "month"),
        ("2004-10-24", date(2004, 10, 24), date(2004, 10, 24), "day"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("1997-XX", date(1997, 1, 1), date(1997, 12, 31), "year"),
        ("1997-02?", date(1997, 2, 1), date(1997, 2, 28), "month"),
        ("../2030-06", None, date(2030, 6, 30), "interval"),
        ("2004-10-24/..", date(2004, 10, 24), None, "interval"),
    ],
)
def test_a_date_is_as_precise_as_it_is_printed(
    edtf: str, earliest: date | None, latest: date | None, precision: str
) -> None:
    parsed = PartialDate.parse(edtf)
    assert (parsed.earliest, parsed.latest, parsed.precision) == (earliest, latest, precision)


@pytest.mark.parametrize("nonsense", ["2015-02-31", "2015-13", "2015-00", "24 October", "", "20080", "2008/2007"])
def test_what_no_calendar_has_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(nonsense)


def test_one_date_is_before_another_only_when_every_day_of_it_is() -> None:
    year, day = PartialDate.parse("1992"), PartialDate.parse("1992-06-11")
    assert not year.surely_before(day)
    assert not day.surely_before(year)
    assert PartialDate.parse("1991").surely_before(day)


def test_a_year_contains_its_days_and_not_the_other_way_round() -> None:
    year, day = PartialDate.parse("1992"), PartialDate.parse("1992-06-11")
    assert year.contains(day)
    assert not day.contains(year)
