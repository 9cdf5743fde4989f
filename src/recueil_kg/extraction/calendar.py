"""Find dates as sheets print them, in English and French: day first or last, month and year, year alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_DAY = r"(?P<day>\d{1,2})\s?(?:st|nd|rd|th|er|e)?"
_YEAR = r"(?P<year>\d{4})"
_DIGIT = re.compile(r"\d")
_FORMS = tuple(
    re.compile(rf"(?<![\w-]){form}(?![\w]|-\d)")
    for form in (
        rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})",
        rf"{_MONTH}[.,]?\s+{_DAY}\s*[.,]?\s+{_YEAR}",
        rf"{_DAY}(?:\s+de)?\s+{_MONTH}[.,]?\s+{_YEAR}",
        rf"{_MONTH}[.,]?\s+(?:of\s+)?{_YEAR}",
        r"(?P<year>1[5-9]\d{2}|20\d{2})",
    )
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a text: its offsets, and the date; None where no calendar has such a day."""

    start: int
    end: int
    date: PartialDate | None


def dates_in(folded: str, start: int, end: int) -> list[PrintedDate]:
    """Every date in a stretch of folded text, in order, each as precise as it is printed."""
    found: list[PrintedDate] = []
    if not _DIGIT.search(folded, start, end):
        return found
    for form in _FORMS:
        for match in form.finditer(folded, start, end):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(PrintedDate(match.start(), match.end(), _date(match.groupdict())))
    return sorted(found, key=lambda printed: printed.start)


def _date(parts: dict[str, str | None]) -> PartialDate | None:
    edtf = str(parts["year"])
    if month := parts.get("month"):
        edtf += f"-{_MONTHS.get(month) or int(month):02}"
    if day := parts.get("day"):
        edtf += f"-{int(day):02}"
    try:
        return PartialDate.parse(edtf)
    except ValueError:
        return None
