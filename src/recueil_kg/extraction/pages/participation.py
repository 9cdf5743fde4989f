"""Read a page of the United Nations' treaty collection (L11): who takes part, and what Canada did."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.pages.page import Page
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.model.dates import PartialDate
from recueil_kg.model.records import Event, SourceRecord, Span
from recueil_kg.reading import Document

_ASKED_ON = re.compile(r"\s*:?\s*(?P<date>(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d{4}))")
_NUMBERED = re.compile(r"(?P<number>\d+)\s?\.\s?(?:(?P<letter>[a-z])\b\s*)?")
_CHAPTER = re.compile(r"chap\w+ (?P<chapter>[ivxlc]+)")
_PLACE = re.compile(r"(?P<place>[^,;:\d]{2,60}),\s*")
_COLON = re.compile(r"\s*:\s*")
_NUMBER = re.compile(r"\s*:\s*(?P<number>\d+)")
_CODE = re.compile(r"\s*\((?P<code>[A-Za-z]{1,2})\)")
_CODED = re.compile(r"\s+(?P<code>[A-Za-z]{1,2})\b(?!\.)")
_LONGEST_VALUE = 3
"""Lines in which a value stands below its label."""


def of_participation(page: Page) -> Iterator[SourceRecord]:
    """A treaty with the place and day of its adoption, its entry into force, its parties, and what Canada did."""
    document = page.document
    asked = next(
        ((label, found) for label in page.labels("status-as-at") if (found := _asked_on(document, label.end))), None
    )
    title = _title_above_place(page, page.line_of(asked[0].end) + 1) if asked else None
    if asked is None or title is None:
        return
    start, end, place_line = title
    pieces = list(page.labelled("title", start, end))
    record = page.record_under(_number_in_collection(page, start), pieces, "other-public-source", "L11")
    as_at = asked[1]
    events = [
        *_adoption(page, place_line),
        *_in_force(page, place_line),
        *_registration(page),
        *_parties(page, as_at.group("date"), _iso(as_at)),
        *_acts_of_canada(page),
    ]
    record = structs.replace(record, events=tuple(events))
    yield page.with_unread(record, [(asked[0].start, as_at.end())])


def _asked_on(document: Document, start: int) -> re.Match[str] | None:
    found = _ASKED_ON.match(document.text, start)
    return found if found is not None and _iso(found) is not None else None


def _iso(found: re.Match[str]) -> str | None:
    try:
        return PartialDate.parse(f"{found['year']}-{found['month']}-{found['day']}").edtf
    except ValueError:
        return None


def _title_above_place(page: Page, first: int) -> tuple[int, int, int] | None:
    """The title's stretch without its number in the chapter, and the number of the line with place and day below it."""
    document = page.document
    lines = document.lines
    below = next((number for number in range(first, len(lines)) if _place_and_day(document, number)), None)
    if below is None or below == first:
        return None
    numbered = [
        number
        for number in range(first, below)
        if _NUMBERED.match(document.folded, lines[number].start, lines[number].end)
    ]
    top = numbered[-1] if numbered else below - 1
    found = _NUMBERED.match(document.folded, lines[top].start, lines[top].end) if numbered else None
    start = found.end() if found else lines[top].start
    if start >= lines[top].end and top + 1 < below:
        start = lines[top + 1].start
    return (start, lines[below - 1].end, below) if start < lines[below - 1].end else None


def _number_in_collection(page: Page, title: int) -> tuple[str, str] | None:
    """The treaty's number in the collection: its chapter's, its own, and the letter of a protocol ("XXVII-1-f")."""
    folded = page.document.folded
    chapter = number = None
    for line in page.document.lines:
        if line.start > title:
            break
        chapter = _CHAPTER.fullmatch(folded, line.start, line.end) or chapter
        number = _NUMBERED.match(folded, line.start, line.end) or number
    if chapter is None or number is None:
        return None
    parts = (chapter["chapter"].upper(), number["number"], number["letter"])
    return "untc", "-".join(part for part in parts if part)


def _place_and_day(document: Document, number: int) -> tuple[Span, Span] | None:
    """Where a line is a place and a day, and nothing else."""
    line = document.lines[number]
    place = _PLACE.match(document.text, line.start, line.end)
    dates = dates_in(document.folded, place.end(), line.end) if place else []
    if place is None or len(dates) != 1 or (dates[0].start, dates[0].end) != (place.end(), line.end):
        return None
    return Span(*place.span("place")), Span(dates[0].start, dates[0].end)


def _adoption(page: Page, number: int) -> Iterator[Event]:
    line = page.document.lines[number]
    parts = _place_and_day(page.document, number)
    if parts is not None:
        event = page.event("adoption", line.start, line.end, parts[1])
        yield structs.replace(event, place=page.document.text[slice(*parts[0])])


def _in_force(page: Page, first: int) -> Iterator[Event]:
    """Under its label, the day; or that it has not come yet."""
    folded = page.document.folded
    for line in page.document.lines[first + 1 :]:
        matched = page.lexicons["event-type"].match_at(tokens_of(folded, line.start, line.end), 0)
        if matched is None or matched[0].payload.notation != "entry-into-force":
            continue
        label = matched[0]
        colon = _COLON.match(folded, label.end)
        if colon is None:
            continue
        value = page.document.lines[page.line_of(colon.end())]
        dates = dates_in(folded, colon.end(), value.end)
        if dates:
            yield page.event("entry-into-force", label.start, dates[0].end, Span(dates[0].start, dates[0].end))
        for other in page.lexicons["event-type"].find_in(folded, colon.end(), value.end):
            if other.payload.notation == "not-in-force" and not dates:
                yield page.event("not-in-force", label.start, other.end)
        return


def _registration(page: Page) -> Iterator[Event]:
    folded = page.document.folded
    for label in page.labels("registration"):
        colon = _COLON.match(folded, label.end)
        if colon is not None:
            value = page.document.lines[page.line_of(colon.end())]
            dates = dates_in(folded, colon.end(), value.end)
            if dates:
                yield page.event("other", label.start, value.end, Span(dates[0].start, dates[0].end))
            return


def _parties(page: Page, printed: str, asked: str | None) -> Iterator[Event]:
    """The number of parties on the day on which the collection was asked; signatories are none."""
    folded = page.document.folded
    signatories = {label.start for label in page.labels("signatories")}
    for match in page.lexicons["event-type"].find_in(folded, 0, len(folded)):
        number = _NUMBER.match(folded, match.end) if match.payload.notation == "party-count" else None
        if number is not None and match.start not in signatories:
            event = page.event("party-count", match.start, number.end())
            yield structs.replace(event, count=int(number["number"]), date=asked, date_printed=printed)
            return


def _acts_of_canada(page: Page) -> Iterator[Event]:
    """Canada's row in the table of participants: its signature, and its consent by the letter in the head."""
    document, lexicons = page.document, page.lexicons
    head = next((label for label in page.labels("participants")), None)
    if head is None:
        return
    lines = document.lines
    states = [
        (number, matched[0])
        for number in range(page.line_of(head.start), len(lines))
        if (matched := lexicons.states.match_at(tokens_of(document.folded, lines[number].start, lines[number].end), 0))
    ]
    if not states:
        return
    acts = {
        code["code"]: match.payload.notation
        for match in lexicons["event-type"].find_in(document.folded, head.end, states[0][1].start)
        if (code := _CODE.match(document.text, match.end))
    }
    row = next((at for at, (_number, match) in enumerate(states) if match.payload.id == "can"), None)
    if row is None:
        return
    number, canada = states[row]
    last = states[row + 1][0] - 1 if row + 1 < len(states) else min(number + _LONGEST_VALUE, len(lines) - 1)
    for order, date in enumerate(dates_in(document.folded, canada.end, lines[last].end)):
        coded = _CODED.match(document.text, date.end, lines[last].end)
        known = acts.get(coded["code"]) if coded else None
        end = coded.end() if coded and known else date.end
        type_ = known or ("ratification" if order else "signature")
        event = page.event(type_, canada.start, end, Span(date.start, date.end))
        yield structs.replace(event, scope="canada")
