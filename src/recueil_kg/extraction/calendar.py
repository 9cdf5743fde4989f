"""Find dates as sheets print them, in English and French: day first or last, month and year, year alone."""

from __future__ import annotations

import re

from msgspec import Struct

from recueil_kg.model.dates import PartialDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier jan",
            "february fevrier feb fevr",
            "march mars mar",
            "april avril apr avr",
            "may mai",
            "june juin jun",
            "july juillet juilet jul juil",
            "august aout aug",
            "september septembre sept sep",
            "october octobre oct",
            "november novembre nov",
            "december decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_APART = r"(?<![\w-].)"
"""After a first digit: no word or number goes on with it. Begun with a digit, a form is found fast."""
_ORDINAL = r"\s?(?:st|nd|rd|th|er|e)?"
_DAY = rf"(?P<day>\d{{1,2}}){_ORDINAL}"
_YEAR = r"(?P<year>\d{4})"
_LONGEST_FIRST = 28
_SOME_YEAR = re.compile(r"\d{4}")
_SOME_MONTH = re.compile(rf"{_MONTH}[.,]?\s")
_FORMS = tuple(
    (first, re.compile(rf"{form}(?![\w]|-\d)"))
    for first, form in (
        ("year", rf"(?P<year>\d{_APART}\d{{3}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})"),
        ("month", rf"(?<![\w-]){_MONTH}[.,]?\s+(?P<first>\d{{1,2}})\s*(?:-|to|and)\s*{_DAY}\s*,?\s+{_YEAR}"),
        ("day", rf"(?P<first>\d{_APART}\d?)\s*(?:-|to|and|au|et)\s*{_DAY}\s+{_MONTH}[.,]?\s+{_YEAR}"),
        ("month", rf"(?<![\w-]){_MONTH}[.,]?\s+{_DAY}\s*[.,]?\s+{_YEAR}"),
        ("day", rf"(?P<day>\d{_APART}\d?){_ORDINAL}(?:\s+de)?\s+{_MONTH}[.,]?\s+{_YEAR}"),
        ("month", rf"(?<![\w-]){_MONTH}[.,]?\s+(?:of\s+)?{_YEAR}"),
        ("year", rf"(?P<year>[12]{_APART}(?:(?<=1)[5-9]|(?<=2)0)\d{{2}})"),
    )
)
"""What each form of a date begins with, and the form; the earlier ones take precedence."""


_FIRST_OF_TWO = re.compile(
    rf"(?<![\w-])(?:{_MONTH}[.,]?\s+)?(?:{_DAY})(?:\s+{_MONTH.replace('month', 'month_after')})?,?"
    r"\s*(?:-|to|and|au|et)\s*(?:le\s+)?$"
)
"""What stands before the last day of a range: "April 29 to", "du 29 avril au", "February 4-"."""
_FIRST_YEAR = re.compile(r"(?:from|between|de|entre)\s+(?P<year>\d{4})\s*(?:-|to|and|a|et)\s*$")


class PrintedDate(Struct, frozen=True):
    """A date in a text: its offsets, and the date; None where no calendar has such a day."""

    start: int
    end: int
    date: PartialDate | None


def dates_in(folded: str, start: int, end: int) -> list[PrintedDate]:
    """Every date in a stretch of folded text, in order, each as precise as it is printed."""
    found: list[PrintedDate] = []
    year = _SOME_YEAR.search(folded, start, end)
    if year is None:
        return found
    month = _SOME_MONTH.search(folded, start, end)
    begins = {"year": year.start(), "month": month.start() if month else end, "day": start if month else end}
    for first, form in _FORMS:
        for match in form.finditer(folded, begins[first], end):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(PrintedDate(match.start(), match.end(), _date(match.groupdict())))
    return _with_ranges(folded, start, sorted(found, key=lambda printed: printed.start))


def _with_ranges(folded: str, start: int, dates: list[PrintedDate]) -> list[PrintedDate]:
    """Dates with those put together that are the ends of a range ("du 29 avril au 10 mai 2019", "from 2013 - 2015")."""
    together: list[PrintedDate] = []
    for date in dates:
        before = together[-1] if together else None
        first_year = _FIRST_YEAR.search(folded, start, date.start)
        year_only = date.date is not None and date.date.precision == "year"
        if first_year and year_only and before and before.start == first_year.start("year"):
            together[-1] = _range(before.start, date, first_year["year"])
            continue
        first_day = _FIRST_OF_TWO.search(folded, max(start, date.start - _LONGEST_FIRST), date.start)
        if first_day and date.date and date.date.precision == "day" and (not before or before.end <= first_day.start()):
            month = first_day["month"] or first_day["month_after"]
            year, last_month, _day = date.date.edtf.split("-")
            number = f"{_MONTHS[month]:02}" if month else last_month
            together.append(_range(first_day.start(), date, f"{year}-{number}-{int(first_day['day']):02}"))
            continue
        together.append(date)
    return together


def _range(start: int, last: PrintedDate, first: str) -> PrintedDate:
    try:
        return PrintedDate(start, last.end, PartialDate.parse(f"{first}/{last.date}"))
    except ValueError:
        return last


def _date(parts: dict[str, str | None]) -> PartialDate | None:
    edtf = str(parts["year"])
    if month := parts.get("month"):
        edtf += f"-{_MONTHS.get(month) or int(month):02}"
    first = parts.get("first")
    if day := parts.get("day"):
        edtf = f"{edtf}-{int(first):02}/{edtf}-{int(day):02}" if first else f"{edtf}-{int(day):02}"
    try:
        return PartialDate.parse(edtf)
    except ValueError:
        return None
