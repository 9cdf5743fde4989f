"""What looks wrong when the sources of one instrument are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from recueil_kg.findings.finding import Field, Finding, events_of, field_of, finding, instrument_of
from recueil_kg.folding import fold
from recueil_kg.model.records import SourceRecord

_COMPARED_ROLES = ("lead", "co-lead", "partner")


def findings_across(records: Sequence[SourceRecord]) -> tuple[Finding, ...]:
    """What looks wrong when the sources of one instrument are compared."""
    return (*_swapped_days_and_months(records), *_formats_that_disagree(records))


class _Listed(NamedTuple):
    """An institution that a sheet lists: the field and the words."""

    field: Field
    printed: str


def _swapped_days_and_months(records: Sequence[SourceRecord]) -> Iterator[Finding]:
    """One event, two sources, the same year, and the day of one is the month of the other."""
    stated = [
        (field, event)
        for record in records
        for field, event in events_of(record)
        if event.when and event.when.precision == "day"
    ]
    for (field, event), (other_field, other) in combinations(stated, 2):
        if (instrument_of(event), event.type) == (instrument_of(other), other.type) and _are_swapped(
            str(event.date), str(other.date)
        ):
            yield finding("day-and-month-swapped", (field, other_field), first=event.printed, second=other.printed)


def _are_swapped(one: str, other: str) -> bool:
    year, month, day = one[:4], one[5:7], one[8:10]
    return month != day and other[:10] == f"{year}-{day}-{month}"


def _formats_that_disagree(records: Sequence[SourceRecord]) -> Iterator[Finding]:
    """One sheet in two formats, of one edition as far as is known, with two lists of institutions in one role."""
    sheets = [record for record in records if record.source.kind == "fact-sheet" and record.source.format]
    for one, other in combinations(sheets, 2):
        if not _are_formats_of_one_sheet(one, other):
            continue
        for role in _COMPARED_ROLES:
            first, second = _in_role(one, role), _in_role(other, role)
            if first and second and first.keys() != second.keys():
                yield finding(
                    "formats-disagree",
                    tuple(item.field for item in (*first.values(), *second.values())),
                    one=str(one.source.format),
                    other=str(other.source.format),
                    first=", ".join(item.printed for item in first.values()),
                    second=", ".join(item.printed for item in second.values()),
                )


def _are_formats_of_one_sheet(one: SourceRecord, other: SourceRecord) -> bool:
    editions = {record.source.edition for record in (one, other)} - {None}
    return (
        one.source.format != other.source.format and one.source.language == other.source.language and len(editions) < 2
    )


def _in_role(record: SourceRecord, role: str) -> dict[str, _Listed]:
    """The institutions that a record lists in a role: by slug, else by name."""
    return {
        item.institution or fold(item.printed): _Listed(field_of(record, f"responsibilities[{index}]"), item.printed)
        for index, item in enumerate(record.responsibilities)
        if item.role == role
    }
