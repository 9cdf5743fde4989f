"""Read the pages beside the sheets: the compendium's index, catalogue records, treaty collections, archived pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from recueil_kg.authorities import Authority
from recueil_kg.errors import RecueilError
from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.events import events_in_prose
from recueil_kg.extraction.index import rows_of
from recueil_kg.extraction.lexicon import Match, tokens_of
from recueil_kg.extraction.lexicons import Lexicons, load_lexicons
from recueil_kg.extraction.mentions import Subject
from recueil_kg.extraction.outline import Piece
from recueil_kg.extraction.sheet import extract_sheet, record_of
from recueil_kg.extraction.values import CATALOGUE_NUMBER
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES, Language, _
from recueil_kg.model.dates import PartialDate
from recueil_kg.model.records import Event, Participant, Printed, SourceKind, SourceRecord, Span
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Concept

_CATALOGUE_NUMBER = re.compile(CATALOGUE_NUMBER)
_TREATY_NUMBER = re.compile(r"\b[EF]\d{6}\b")
_AFTER_SERIES = re.compile(r"\s*[.:]?\s*(?:(?:\||\$|\u2021)[a-z0-9]\s*)?(?<=[.:a-z0-9]|\s)")
_END_OF_TITLE = re.compile(r"\s*(?:\[|(?:\||\$|\u2021)[a-z0-9]|\s/\s|$)")
_ASKED_ON = re.compile(r"\s*:?\s*(?P<date>(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d{4}))")
_NUMBERED = re.compile(r"(?P<number>\d+)\s?\.\s?(?:(?P<letter>[a-z])\b\s*)?")
_CHAPTER = re.compile(r"chap\w+ (?P<chapter>[ivxlc]+)")
_PLACE = re.compile(r"(?P<place>[^,;:\d]{2,60}),\s*")
_COLON = re.compile(r"\s*:\s*")
_NUMBER = re.compile(r"\s*:\s*(?P<number>\d+)")
_CODE = re.compile(r"\s*\((?P<code>[A-Za-z]{1,2})\)")
_CODED = re.compile(r"\s+(?P<code>[A-Za-z]{1,2})\b(?!\.)")
_SERIES_YEAR = re.compile(r"\s*\[\d{4}\]\s*")
_IN_BRACKETS = re.compile(r"\s*\d+\s*\((?P<date>[^()]+)\)")
_ENDS = " \t\r\n\u00a0.,:;/|*-"
_LONGEST_VALUE = 3
"""Lines in which a value stands below its label."""


def records_of(document: Document) -> tuple[SourceRecord, ...]:
    """What a document says: one record of a sheet, one or more of a neighbouring page, in the page's order.

    Neighbouring pages are known by what they print: the index of an edition (L9), a catalogue record (L10), a page of
    the United Nations' treaty collection (L11) or of Canada's (L14), an archived page about a country (L16).

    Raises:
        RecueilError: the text is neither a fact sheet nor such a page, or is one that says nothing of an instrument.
    """
    page = _Page(document, load_lexicons(document.language))
    readers: tuple[Callable[[_Page], Iterable[SourceRecord]], ...] = (
        _of_index,
        _of_catalogue,
        _of_participation,
        _of_treaty,
        _of_country,
    )
    for read in readers:
        if records := tuple(read(page)):
            return records
    try:
        return (extract_sheet(document),)
    except RecueilError:
        if page.labels("preface") and page.names_an_edition():
            raise RecueilError(
                _("this is the preface of a single-volume edition: it says nothing of any one instrument"),
                where=document.name,
                do=_("give the sheets of the volume, each as a file"),
            ) from None
        raise


def extract(document: Document) -> SourceRecord:
    """What a sheet says, every value with its offsets; what was not understood is in `unread`.

    Of a page that tells of several instruments, such as an index, this is the first: `records_of` gives all.

    Raises:
        RecueilError: as `records_of`.
    """
    return records_of(document)[0]


@dataclass
class _Page:
    """A page while it is read."""

    document: Document
    lexicons: Lexicons
    _labels: dict[str, list[Match[Concept]]] | None = field(default=None, init=False)

    def labels(self, name: str) -> Sequence[Match[Concept]]:
        """Where a label of such pages stands."""
        if self._labels is None:
            self._labels = {}
            for match in self.lexicons["page-field"].find_in(self.document.folded, 0, len(self.document.text)):
                self._labels.setdefault(match.payload.notation, []).append(match)
        return self._labels.get(name, ())

    @property
    def edition(self) -> Span | None:
        """The words that name an edition of the compendium, from its label to the date in the same line."""
        folded = self.document.folded
        for line in self.document.lines:
            for label in self.lexicons["field"].find_all(tokens_of(folded, line.start, line.end)):
                dates = dates_in(folded, label.end, line.end) if label.payload.notation == "edition" else []
                if dates and dates[0].date is not None:
                    return Span(dates[0].start, dates[0].end)
        return None

    def names_an_edition(self) -> bool:
        """Whether it speaks of an edition of the compendium, with or without a date."""
        fields = self.lexicons["field"].find_all(tokens_of(self.document.folded))
        return any(label.payload.notation == "edition" for label in fields)

    def line_of(self, offset: int) -> int:
        """The number of the line in which an offset is."""
        return next(
            (number for number, line in enumerate(self.document.lines) if offset < line.end),
            len(self.document.lines) - 1,
        )

    def printed(self, start: int, end: int) -> Printed:
        return Printed(printed=self.document.text[start:end], at=Span(start, end))

    def piece(self, start: int, end: int) -> Piece:
        return Piece("words", start, end)

    def labelled(self, name: str, start: int, end: int) -> Iterator[Piece]:
        """A value, under the label that a sheet would have above it."""
        concept = self.lexicons.vocabulary.concept("field", name)
        yield Piece("label", start, start, concept)
        yield Piece("words", start, end)

    def text_below(self, start: int, end: int, below: int) -> Iterator[Piece]:
        """A heading, and every line from another one on, as its text."""
        yield Piece("heading", start, end, None, 1)
        for line in self.document.lines[below:]:
            yield Piece("words", line.start, line.end, bullet=line.bullet)

    def record(
        self, pieces: Iterable[Piece], kind: SourceKind, layout: str, language: Language | None = None
    ) -> SourceRecord:
        """The record of recognised pieces, as one of this page."""
        read = record_of(self.document, tuple(pieces))
        spoken = language or self.document.language
        edition = f"-{read.source.edition}" if read.source.edition else ""
        source = structs.replace(read.source, id=f"{kind}{edition}.{spoken}", kind=kind, layout=layout, language=spoken)
        return structs.replace(read, source=source)

    def record_under(
        self, code: tuple[str, str] | None, pieces: Iterable[Piece], kind: SourceKind, layout: str
    ) -> SourceRecord:
        """The same, of the instrument that has a number in another system, whatever its title's language and words."""
        record = self.record(pieces, kind, layout)
        for entry in self.lexicons.authorities.all() if code else ():
            if entry.kind == "instrument" and any((known.system, known.value) == code for known in entry.codes):
                return structs.replace(record, instrument=entry.id)
        return record

    def with_unread(self, record: SourceRecord, understood: Iterable[tuple[int, int]]) -> SourceRecord:
        """The record with every stretch of the page that neither it nor the labels account for."""
        text = self.document.text
        position = 0
        passages = list(record.unread)
        for start, end in sorted((*_spans_of(record), *understood, (len(text), len(text)))):
            first, last = position, start
            while first < last and not text[first].isalnum():
                first += 1
            while last > first and not text[last - 1].isalnum():
                last -= 1
            if last - first > 1:
                passages.append(self.printed(first, last))
            position = max(position, end)
        return structs.replace(record, unread=tuple(passages))


def _spans_of(record: SourceRecord) -> Iterator[tuple[int, int]]:
    """Where everything stands that a record has, the texts of its sections included."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Printed) and item.at is not None:
                yield item.at
    for section in record.sections:
        if section.text is not None:
            yield section.text


# L9: the index of an edition


def _of_index(page: _Page) -> Iterator[SourceRecord]:
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


# L10: a record of the government's catalogue


def _of_catalogue(page: _Page) -> Iterator[SourceRecord]:
    """The record's own title with its number and edition; the title in the other language, where it notes one."""
    folded, text = page.document.folded, page.document.text
    numbers = list(_CATALOGUE_NUMBER.finditer(text))
    titles = dict(_titles_in_series(page)) if numbers else {}
    for position, (language, (start, end)) in enumerate(titles.items()):
        pieces = list(page.labelled("title", start, end))
        if position:
            yield page.record(pieces, "catalogue-title", "L10", language)
            continue
        letter = "E" if language == "en" else "F"
        number = next((found for found in numbers if found[0].endswith(f"{letter}-PDF")), numbers[0])
        pieces += page.labelled("reference", *number.span())
        if (edition := page.edition) is not None:
            pieces += page.labelled("edition", *edition)
        record = page.record(pieces, "catalogue-title", "L10", language)
        others = [span for other, span in titles.items() if other != language]
        labels = [
            (match.start, match.end)
            for match in page.lexicons["field"].find_all(tokens_of(folded))
            if match.payload.notation in {"series", "edition"}
        ]
        yield page.with_unread(record, (*others, *labels))


def _titles_in_series(page: _Page) -> Iterator[tuple[Language, tuple[int, int]]]:
    """What follows the series' full title in its statement, the first in each language."""
    folded = page.document.folded
    names: dict[tuple[str, ...], Language] = {}
    series = page.lexicons.vocabulary.concept("field", "series")
    for language in LANGUAGES if series else ():
        for label in (series.preferred[language], *series.alternative.get(language, ())) if series else ():
            names[tuple(token.word for token in tokens_of(fold(label)))] = language
    seen: set[Language] = set()
    for line in page.document.lines:
        for match in page.lexicons["field"].find_all(tokens_of(folded, line.start, line.end)):
            words = tuple(token.word for token in tokens_of(folded, match.start, match.end))
            spoken = names.get(words)
            after = _AFTER_SERIES.match(folded, match.end, line.end)
            if spoken is None or spoken in seen or after is None or after.end() == match.end:
                continue
            ending = _END_OF_TITLE.search(folded, after.end(), line.end)
            start, end = after.end(), ending.start() if ending else line.end
            while end > start and page.document.text[end - 1] in _ENDS:
                end -= 1
            if end > start:
                seen.add(spoken)
                yield spoken, (start, end)


# L11: who takes part, by the United Nations' treaty collection


def _of_participation(page: _Page) -> Iterator[SourceRecord]:
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


def _title_above_place(page: _Page, first: int) -> tuple[int, int, int] | None:
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


def _number_in_collection(page: _Page, title: int) -> tuple[str, str] | None:
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


def _event(page: _Page, type_: str, start: int, end: int, date: Span | None = None) -> Event:
    """An event of the page's own treaty, for all its parties."""
    text = page.document.text
    found = dates_in(page.document.folded, *date)[0].date if date else None
    return Event(
        printed=text[start:end],
        at=Span(start, end),
        type=type_,
        scope="international",
        date=found.edtf if found else None,
        date_printed=text[slice(*date)] if date else None,
    )


def _adoption(page: _Page, number: int) -> Iterator[Event]:
    line = page.document.lines[number]
    parts = _place_and_day(page.document, number)
    if parts is not None:
        event = _event(page, "adoption", line.start, line.end, parts[1])
        yield structs.replace(event, place=page.document.text[slice(*parts[0])])


def _in_force(page: _Page, first: int) -> Iterator[Event]:
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
            yield _event(page, "entry-into-force", label.start, dates[0].end, Span(dates[0].start, dates[0].end))
        for other in page.lexicons["event-type"].find_in(folded, colon.end(), value.end):
            if other.payload.notation == "not-in-force" and not dates:
                yield _event(page, "not-in-force", label.start, other.end)
        return


def _registration(page: _Page) -> Iterator[Event]:
    folded = page.document.folded
    for label in page.labels("registration"):
        colon = _COLON.match(folded, label.end)
        if colon is not None:
            value = page.document.lines[page.line_of(colon.end())]
            dates = dates_in(folded, colon.end(), value.end)
            if dates:
                yield _event(page, "other", label.start, value.end, Span(dates[0].start, dates[0].end))
            return


def _parties(page: _Page, printed: str, asked: str | None) -> Iterator[Event]:
    """The number of parties on the day on which the collection was asked; signatories are none."""
    folded = page.document.folded
    signatories = {label.start for label in page.labels("signatories")}
    for match in page.lexicons["event-type"].find_in(folded, 0, len(folded)):
        number = _NUMBER.match(folded, match.end) if match.payload.notation == "party-count" else None
        if number is not None and match.start not in signatories:
            event = _event(page, "party-count", match.start, number.end())
            yield structs.replace(event, count=int(number["number"]), date=asked, date_printed=printed)
            return


def _acts_of_canada(page: _Page) -> Iterator[Event]:
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
        event = _event(page, type_, canada.start, end, Span(date.start, date.end))
        yield structs.replace(event, scope="canada")


# L14: a treaty's page in Canada's collection, or in a public copy of it


def _of_treaty(page: _Page) -> Iterator[SourceRecord]:
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
            event = _event(page, "other", start, date.end + 1, Span(date.start, date.end))
            record = structs.replace(record, events=(structs.replace(event, scope="unstated"), *record.events))
        views = [(view.start, page.document.lines[page.line_of(view.start)].end) for view in page.labels("treaty-view")]
        yield page.with_unread(record, views)
        return


def _heading_again(page: _Page, title: Span, below: int) -> tuple[Span, int]:
    """The title where it stands again at the head of the text, and the number of the line below it."""
    folded, lines = page.document.folded, page.document.lines
    if below < len(lines) and folded[slice(*title)].split() == folded[lines[below].start : lines[below].end].split():
        return Span(lines[below].start, lines[below].end), below + 1
    return title, below


# L16: an archived page about a country


def _of_country(page: _Page) -> Iterator[SourceRecord]:
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
