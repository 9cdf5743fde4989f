"""Dates as printed sources give them: a day, a month, a year, or a span open at one end."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from recueil_kg.i18n import _

Precision = Literal["day", "month", "year", "decade", "interval"]

_POINT = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?[?~%]?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month, the year or less, in the Extended Date/Time Format (ISO 8601-2).

    Attributes:
        edtf: the EDTF string: level 0 dates and intervals, with the level 1 marks `?`, `~`, `%`, `X` and `..`.
        earliest: the first day that it can be, inclusive; None where the interval is open to the past.
        latest: the last day that it can be, inclusive; None where the interval is open to the future.
    """

    edtf: str
    earliest: date | None
    latest: date | None

    @classmethod
    def parse(cls, edtf: str) -> PartialDate:
        """Read an EDTF string.

        Raises:
            ValueError: not in the subset above, a day that no calendar has (31 February), or an interval
                that ends before it starts. The message says which.
        """
        return _parse(edtf)

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if "/" in self.edtf:
            return "interval"
        point = self.edtf.rstrip("?~%")
        if "X" in point[:4]:
            return "decade"
        known: tuple[Precision, ...] = ("year", "month", "day")
        return known[point.replace("-XX", "").count("-")]

    def surely_before(self, other: PartialDate) -> bool:
        """Whether every day this can be comes before every day the other can be."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def contains(self, other: PartialDate) -> bool:
        """Whether every day the other can be is one that this can be."""
        starts = self.earliest is None or (other.earliest is not None and self.earliest <= other.earliest)
        ends = self.latest is None or (other.latest is not None and other.latest <= self.latest)
        return starts and ends

    def __str__(self) -> str:
        return self.edtf


@lru_cache(maxsize=65536)
def _parse(edtf: str) -> PartialDate:
    first, slash, last = edtf.partition("/")
    if not slash:
        return PartialDate(edtf, *_bounds(first))
    earliest = None if first in {"", ".."} else _bounds(first)[0]
    latest = None if last in {"", ".."} else _bounds(last)[1]
    if earliest is not None and latest is not None and latest < earliest:
        raise ValueError(_("the interval {edtf} ends before it starts").format(edtf=edtf))
    return PartialDate(edtf, earliest, latest)


def _bounds(point: str) -> tuple[date, date]:
    matched = _POINT.fullmatch(point)
    if matched is None:
        raise ValueError(_("{date} is no date written as 2008, 2008-10 or 2008-10-24").format(date=repr(point)))
    year, month, day = matched["year"], matched["month"], matched["day"]
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year == 0:
        raise ValueError(_("{date} has no year that a calendar has").format(date=repr(point)))
    if month in {None, "XX"} or first_year != last_year:
        return date(first_year, 1, 1), date(last_year, 12, 31)
    if not 1 <= int(month) <= 12:
        raise ValueError(_("{date} has no month that a calendar has").format(date=repr(point)))
    length = monthrange(first_year, int(month))[1]
    if day in {None, "XX"}:
        return date(first_year, int(month), 1), date(first_year, int(month), length)
    if not 1 <= int(day) <= length:
        what = _("{date} is no day of the calendar: that month has {count} days")
        raise ValueError(what.format(date=repr(point), count=length))
    exact = date(first_year, int(month), int(day))
    return exact, exact
