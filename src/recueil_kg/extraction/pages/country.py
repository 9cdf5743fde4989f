"""Read an archived page about a country (L16): what it says of each instrument that it names."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from recueil_kg.authorities import Authority
from recueil_kg.errors import RecueilError
from recueil_kg.extraction.events import events_in_prose
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.mentions import Subject
from recueil_kg.extraction.pages.page import Page
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.i18n import _
from recueil_kg.model.records import Participant, SourceRecord, Span


def of_country(page: Page) -> Iterator[SourceRecord]:
    """What the page says of each instrument that it names: that and how it names it, its events, the country's part."""
    document, lexicons = page.document, page.lexicons
    notices = page.labels("archived")
    if not notices:
        return
    first = page.line_of(notices[-1].start) + 1
    for number, line in enumerate(document.lines[first:], start=first):
        country = lexicons.states.whole(tokens_of(document.folded, line.start, line.end))
        if country is None or country.payload.id == "can":
            continue
        below = document.lines[number + 1 :]
        if not below:
            return
        prose = Span(below[0].start, below[-1].end)
        named: dict[str, Match[Authority]] = {}
        for match in lexicons.instruments.find_in(document.folded, *prose):
            if len(match.payloads) == 1:
                named.setdefault(match.payload.id, match)
        if not named:
            raise RecueilError(
                _("this page about a country names no instrument that is known: {country}").format(
                    country=document.text[line.start : line.end]
                ),
                where=document.name,
                do=_("add the instrument's name to data/authorities/instruments.yaml"),
            )
        subject = Subject(None, frozenset())
        events = [
            event
            for following in below
            for event in events_in_prose(document, lexicons, following.start, following.end, subject)
        ]
        for slug, match in named.items():
            bracket = document.text[match.end : match.end + 1] == ")" and "(" in document.text[match.start : match.end]
            pieces = [
                *page.labelled("title", match.start, match.end + bracket),
                *page.text_below(line.start, line.end, number + 1),
            ]
            record = page.record(pieces, "government-page", "L16")
            own = [structs.replace(event, of=None) for event in events if event.of and event.of.instrument == slug]
            state = Participant(
                printed=document.text[line.start : line.end], at=Span(line.start, line.end), state=country.payload.id
            )
            known = [item for item in record.participants if item.state != country.payload.id]
            yield structs.replace(
                record, instrument=slug, events=tuple(own), participants=(state, *known), bodies=(), themes=()
            )
        return
