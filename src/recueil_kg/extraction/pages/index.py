"""Read the index of an edition (L9): a record of each row."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from recueil_kg.extraction.pages.page import Page
from recueil_kg.extraction.pages.rows import rows_of
from recueil_kg.model.records import SourceRecord


def of_index(page: Page) -> Iterator[SourceRecord]:
    """A record of each row; a row that breaks off before a title is unread in the one before it."""
    if not page.labels("short-title"):
        return
    lines = page.document.lines
    heading = next((line for line in lines if line.heading == 1), lines[0])
    edition = page.edition
    before: SourceRecord | None = None
    for row in rows_of(page.document, page.lexicons):
        if row.title is None:
            if before is not None:
                rest = page.printed(row.start, row.end)
                before = structs.replace(before, unread=(*before.unread, rest))
            continue
        if before is not None:
            yield before
        pieces = [page.piece(*row.short_title)] if row.short_title else []
        for name, span in (("title", row.title), *row.fields, ("reference", row.reference)):
            pieces += page.labelled(name, *span)
        if edition is not None:
            pieces += page.labelled("edition", *edition)
        record = page.record(pieces, "catalogue-title", "L9")
        title = page.document.text[heading.start : heading.end]
        record = structs.replace(record, source=structs.replace(record.source, title=" ".join(title.split())))
        unread = tuple(page.printed(*span) for span in row.unread)
        before = structs.replace(record, unread=(*record.unread, *unread))
    if before is not None:
        yield before
