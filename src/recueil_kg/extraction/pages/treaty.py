"""Read a treaty's page in Canada's collection, or in a public copy of it (L14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.pages.page import Page
from recueil_kg.model.records import SourceKind, SourceRecord, Span

_TREATY_NUMBER = re.compile(r"\b[EF]\d{6}\b")
_SERIES_YEAR = re.compile(r"\s*\[\d{4}\]\s*")
_IN_BRACKETS = re.compile(r"\s*\d+\s*\((?P<date>[^()]+)\)")


def of_treaty(page: Page) -> Iterator[SourceRecord]:
    """A treaty's number and title, and its text as the section below the title; whose copy gives a day has that too."""
    document = page.document
    lines = document.lines
    for label in page.labels("treaty-series"):
        number = page.line_of(label.start)
        line = lines[number]
        copied = list(_SERIES_YEAR.finditer(document.text, line.start, label.start))
        treaty = _TREATY_NUMBER.search(document.text, line.start, line.end)
        if copied and copied[-1].end() == label.start and copied[-1].start() > line.start and number + 1 < len(lines):
            treaty = _TREATY_NUMBER.match(document.text, lines[number + 1].start, lines[number + 1].end)
            title = Span(line.start, copied[-1].start())
            kind: SourceKind = "other-public-source"
            below = number + 2
        elif treaty is not None and page.labels("treaty-view") and number:
            title = Span(lines[number - 1].start, lines[number - 1].end)
            kind = "government-page"
            below = number + 1
        else:
            continue
        if treaty is None:
            continue
        heading, below = _heading_again(page, title, below)
        pieces = [*page.labelled("title", *title), *page.text_below(*heading, below)]
        record = page.record_under(("treaty-accord", treaty[0][1:]), pieces, kind, "L14")
        record = structs.replace(record, reference=page.printed(*treaty.span()))
        dated = _IN_BRACKETS.match(document.folded, label.end, line.end)
        for date in dates_in(document.folded, *dated.span("date")) if dated else ():
            start = copied[-1].start() + 1 if copied else label.start
            event = page.event("other", start, date.end + 1, Span(date.start, date.end))
            record = structs.replace(record, events=(structs.replace(event, scope="unstated"), *record.events))
        views = [(view.start, page.document.lines[page.line_of(view.start)].end) for view in page.labels("treaty-view")]
        yield page.with_unread(record, views)
        return


def _heading_again(page: Page, title: Span, below: int) -> tuple[Span, int]:
    """The title where it stands again at the head of the text, and the number of the line below it."""
    folded, lines = page.document.folded, page.document.lines
    if below < len(lines) and folded[slice(*title)].split() == folded[lines[below].start : lines[below].end].split():
        return Span(lines[below].start, lines[below].end), below + 1
    return title, below
