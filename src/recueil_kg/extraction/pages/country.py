"""Read an archived page about a country (L16): what it says of each instrument that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from recueil_kg.authorities import Authority
from recueil_kg.errors import RecueilError
from recueil_kg.extraction.events import events_in_prose
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.mentions import Subject
from recueil_kg.extraction.pages.page import Page
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.i18n import _
from recueil_kg.model.records import Event, Participant, SourceRecord, Span


def of_country(page: Page) -> Iterator[SourceRecord]:
    """What the page says of each instrument that it names: that and how it names it, its events, the country's part."""
    document = page.document
    headed = _heading(page)
    below = document.lines[headed[0] + 1 :] if headed else ()
    if headed is None or not below:
        return
    number, country = headed
    named = _instruments_in(page, Span(below[0].start, below[-1].end))
    if not named:
        raise RecueilError(
            _("this page about a country names no instrument that is known: {country}").format(country=country.printed),
            where=document.name,
            do=_("add the instrument's name to data/authorities/instruments.yaml"),
        )
    subject = Subject(None, frozenset())
    events = [
        event for line in below for event in events_in_prose(document, page.lexicons, line.start, line.end, subject)
    ]
    for match in named:
        yield _record(page, number, country, match, events)


def _heading(page: Page) -> tuple[int, Participant] | None:
    """The country whose name is a line below the archive's notice, and that line's number."""
    document = page.document
    notices = page.labels("archived")
    first = page.line_of(notices[-1].start) + 1 if notices else len(document.lines)
    for number, line in enumerate(document.lines[first:], start=first):
        country = page.lexicons.states.whole(tokens_of(document.folded, line.start, line.end))
        if country is not None and country.payload.id != "can":
            words = document.text[line.start : line.end]
            return number, Participant(printed=words, at=Span(line.start, line.end), state=country.payload.id)
    return None


def _instruments_in(page: Page, prose: Span) -> Sequence[Match[Authority]]:
    """Each instrument where it is first named."""
    named: dict[str, Match[Authority]] = {}
    for match in page.lexicons.instruments.find_in(page.document.folded, *prose):
        if len(match.payloads) == 1:
            named.setdefault(match.payload.id, match)
    return tuple(named.values())


def _record(
    page: Page, number: int, country: Participant, match: Match[Authority], events: Sequence[Event]
) -> SourceRecord:
    """The record of one instrument that the page names."""
    text, line, slug = page.document.text, page.document.lines[number], match.payload.id
    bracket = text[match.end : match.end + 1] == ")" and "(" in text[match.start : match.end]
    pieces = [
        *page.labelled("title", match.start, match.end + bracket),
        *page.text_below(line.start, line.end, number + 1),
    ]
    record = page.record(pieces, "government-page", "L16")
    own = [structs.replace(event, of=None) for event in events if event.of and event.of.instrument == slug]
    known = [item for item in record.participants if item.state != country.state]
    return structs.replace(
        record, instrument=slug, events=tuple(own), participants=(country, *known), bodies=(), themes=()
    )
