"""In force on a day, and for Canada: yes, no, or unknown; the same in Python and in SPARQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from recueil_kg import iris
from recueil_kg.api import Instrument, Recueil
from recueil_kg.auditing.asking import rows_of
from recueil_kg.auditing.status import Status, status_on
from recueil_kg.errors import RecueilError
from recueil_kg.model.dates import PartialDate
from recueil_kg.querying.engines import EmbeddedEngine


@dataclass(frozen=True)
class Event:
    type: str
    scope: str
    edtf: str | None

    @property
    def when(self) -> PartialDate | None:
        return PartialDate.parse(self.edtf) if self.edtf else None


def entry(edtf: str | None, scope: str = "international") -> Event:
    return Event("entry-into-force" if scope == "international" else "entry-into-force-for-party", scope, edtf)


def asked(day: str, *events: Event, treaty: bool = True, between_two: bool = False) -> Status[Event]:
    return status_on(date.fromisoformat(day), events, treaty=treaty, between_two=between_two)


def answers(day: str, *events: Event, treaty: bool = True, between_two: bool = False) -> tuple[str, str]:
    status = asked(day, *events, treaty=treaty, between_two=between_two)
    return status.in_force, status.for_canada


WITHDRAWAL_AND_RETURN = (
    Event("signature", "canada", "1994-10-14"),
    Event("ratification", "canada", "1995-12-01"),
    entry("1996"),
    entry("1995", "canada"),
    Event("withdrawal", "canada", "2014-03-28"),
    Event("accession", "canada", "2016-12-21"),
    entry("2017-03-21", "canada"),
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1993-01-01", ("no", "no")),
        ("1996-06-01", ("unknown", "unknown")),
        ("1997-01-01", ("yes", "yes")),
        ("2014-03-28", ("yes", "yes")),
        ("2014-03-29", ("yes", "no")),
        ("2016-12-31", ("yes", "no")),
        ("2017-03-20", ("yes", "no")),
        ("2017-03-21", ("yes", "yes")),
    ],
)
def test_a_state_that_withdraws_and_accedes_again_is_out_between(day: str, expected: tuple[str, str]) -> None:
    assert answers(day, *WITHDRAWAL_AND_RETURN) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("1993-12-31", "no"), ("1994-06-01", "unknown"), ("1994-12-31", "yes"), ("1995-01-01", "yes")]
)
def test_a_year_is_unknown_while_it_lasts(day: str, expected: str) -> None:
    assert answers(day, entry("1994"), entry("1994", "canada")) == (expected, expected)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2019-12-31", "yes"), ("2020-06-30", "unknown"), ("2020-12-31", "unknown"), ("2021-01-01", "no")],
)
def test_the_last_day_of_an_expiry_is_a_day_in_force_and_a_year_of_expiry_is_unknown(day: str, expected: str) -> None:
    assert answers(day, entry("2010-01-01"), Event("expiry", "unstated", "2020"))[0] == expected
    assert answers("2020-06-15", entry("2010-01-01"), Event("expiry", "unstated", "2020-06-15"))[0] == "yes"
    assert answers("2020-06-16", entry("2010-01-01"), Event("expiry", "unstated", "2020-06-15"))[0] == "no"


def test_what_was_renewed_after_its_expiry_is_in_force_again() -> None:
    events = (
        entry("2000-01-01"),
        Event("expiry", "unstated", "2005-01-01"),
        Event("renewal", "unstated", "2006-01-01"),
    )
    assert [answers(day, *events, between_two=True) for day in ("2004-01-01", "2005-06-01", "2006-06-01")] == [
        ("yes", "yes"),
        ("no", "no"),
        ("yes", "yes"),
    ]


def test_what_is_signed_and_has_not_entered_into_force_is_unknown_afterwards_and_no_before() -> None:
    signed = Event("signature", "canada", "2013-10-10")
    assert answers("2013-10-09", signed) == ("no", "no")
    assert answers("2015-01-01", signed) == ("unknown", "unknown")


def test_what_is_not_yet_in_force_is_not_in_force() -> None:
    signed = Event("signature", "canada", "2013-10-10")
    assert answers("2015-01-01", signed, entry("2017-08-16"), entry("2017-08-16", "canada")) == ("no", "no")


def test_an_amendment_alone_decides_nothing() -> None:
    status = asked("2000-01-01", Event("amendment", "unstated", "1990-06-29"))
    assert (status.in_force, status.for_canada, status.decided_by) == ("unknown", "unknown", ())


def test_nothing_known_is_unknown() -> None:
    assert answers("2000-01-01") == ("unknown", "unknown")


def test_a_date_that_sources_contradict_leaves_the_answer_open() -> None:
    assert answers("2030-01-01", entry(None)) == ("unknown", "unknown")
    assert answers("2030-01-01", entry("2000"), Event("termination", "unstated", None)) == ("unknown", "unknown")


def test_in_force_for_canada_before_it_consented_is_unknown() -> None:
    events = (
        entry("1992-05-05"),
        entry("1992-05-05", "canada"),
        Event("signature", "canada", "1989-03-22"),
        Event("ratification", "canada", "1992-08-28"),
    )
    assert answers("1992-06-01", *events) == ("yes", "unknown")
    assert answers("1992-08-28", *events) == ("yes", "yes")


def test_an_instrument_can_be_in_force_and_not_for_canada() -> None:
    assert answers("2005-03-01", entry("2005-02-16"), entry("2010-01-01", "canada")) == ("yes", "no")


def test_another_partys_withdrawal_ends_only_what_is_between_two() -> None:
    events = (entry("1990-01-01"), entry("1990-01-01", "canada"), Event("withdrawal", "other", "1999-05-01"))
    assert answers("2000-01-01", *events) == ("yes", "yes")
    assert answers("2000-01-01", *events, between_two=True) == ("no", "no")


def test_what_is_no_treaty_begins_with_its_launch() -> None:
    launch = Event("launch", "unstated", "2004-10-24")
    assert answers("2010-01-01", launch, treaty=False, between_two=True) == ("yes", "yes")
    assert answers("2004-10-23", launch, treaty=False, between_two=True) == ("no", "no")
    assert answers("2010-01-01", launch, treaty=True)[0] == "unknown"


def test_the_events_that_decide_are_named() -> None:
    status = asked("2015-01-01", *WITHDRAWAL_AND_RETURN)
    assert status.decided_by == (entry("1996"),)
    assert status.decided_for_canada_by == (Event("withdrawal", "canada", "2014-03-28"),)


def test_the_desertification_convention_is_left_and_joined_again(built_store: Path) -> None:
    convention = Recueil.open(built_store).instrument("unccd")
    found = {
        day: convention.status_on(day).for_canada for day in ("1993-01-01", "2010-05-01", "2016-01-01", "2018-01-01")
    }
    assert found == {"1993-01-01": "no", "2010-05-01": "yes", "2016-01-01": "no", "2018-01-01": "yes"}
    (decisive,) = convention.status_on("2016-01-01").decided_for_canada_by
    assert [words.quote for words in decisive.evidence if "withdrew" in words.quote] == ["Canada withdrew in 2014"]


def test_a_day_that_no_calendar_has_is_one_line(built_store: Path) -> None:
    with pytest.raises(RecueilError, match="'2010-02-30' is no day of the calendar; write for example 2010-05-01"):
        Recueil.open(built_store).instrument("unccd").status_on("2010-02-30")


@pytest.fixture(scope="module")
def instruments(built_store: Path) -> dict[str, Instrument]:
    return {instrument.iri: instrument for instrument in Recueil.open(built_store).instruments()}


@pytest.mark.parametrize(
    "day", ["1970-01-01", "1990-06-30", "1995-07-01", "1996-01-01", "2004-02-24", "2014-06-01", "2024-01-01"]
)
def test_the_question_in_sparql_gives_the_same_answers(
    instruments: dict[str, Instrument], engine: EmbeddedEngine, day: str
) -> None:
    rows = rows_of(engine, "status-on", on=day)
    assert len(rows) > 150
    different = []
    for row in rows:
        status = instruments[row["instrument"]].status_on(day)
        if (row["in_force"], row["for_canada"]) != (status.in_force, status.for_canada):
            different.append((iris.local_name(row["instrument"]), row["in_force"], row["for_canada"], status))
    assert different == []
