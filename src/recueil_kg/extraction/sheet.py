"""Make a sheet's outline into the record of what the sheet says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from recueil_kg.authorities import Authority
from recueil_kg.errors import RecueilError
from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.events import Subject, events_in_prose, events_in_status, instrument_named
from recueil_kg.extraction.lexicon import Match, Token, tokens_of
from recueil_kg.extraction.lexicons import Lexicons, load_lexicons
from recueil_kg.extraction.names import one_in_use, responsibilities_in
from recueil_kg.extraction.outline import Piece, outline
from recueil_kg.folding import fold
from recueil_kg.i18n import _
from recueil_kg.model.records import (
    Classified,
    Contact,
    Event,
    Link,
    NamedBody,
    NamedInstrument,
    Participant,
    Printed,
    Relation,
    RelationKind,
    Responsibility,
    Role,
    Section,
    Source,
    SourceKind,
    SourceRecord,
    Span,
)
from recueil_kg.reading import Document

_REFERENCE = re.compile(r"(?:[A-D](?:-[A-Z]{2,4})?-?\d{1,3}(?:\s?[/ ]\s?(?:EN|FR))?|En\d+-\d+/\d{4}[EF]-PDF)")
_SUBHEADING = re.compile(
    r"(?:the |le |la |l')?(?:(?:[\w'&-]+ ){0,6}"
    r"(?:edition|protocol|protocole|amendments?|amendements?|annexe?|convention|agreement|accord|treaty|traite)"
    r"|(?:edition|protocole|amendements?|annexe|convention|accord|traite)(?: [\w'&-]+){0,6})\s*:?"
)
"""Words by which a status line without events heads those below it."""
_FEWEST_FIELDS = 3
_LONGEST_SLUG = 64
_MOST_TITLE_LINES = 5
_SINGLE_FIELDS = ("category", "type", "form")
_UNITED_STATES = re.compile(r"\bU\.?S\.?(?!\w)|\bÉ\.-U\.")
_WATERS = frozenset("basin bassin strait detroit gulf golfe sea mer bay baie".split())
_PROTOCOLS = frozenset({"protocol", "protocole", "annex", "annexe"})
_TO = frozenset({"to", "a", "au", "aux"})
_AFTER_CONTACTS = frozenset({None, "departments", "partners", "further-information", "links", "contacts"})
"""Labels below which an edition that lost its own label can stand."""
_FIELDS_BY_ORDER = ("title", "category", "type", "form", "status", "lead", "partners", "links", "contacts")


def extract(document: Document) -> SourceRecord:
    """What a sheet says, every value with its offsets; what was not understood is in `unread`.

    Raises:
        RecueilError: the text is no fact sheet.
    """
    lexicons = load_lexicons()
    pieces = outline(document, lexicons)
    known = {piece.name for piece in pieces if piece.kind != "words" and piece.name}
    if len(known) < _FEWEST_FIELDS:
        raise RecueilError(
            _("no fact sheet was recognised in this text"),
            where=document.name,
            do=_("give a fact sheet of the compendium, in English or French"),
        )
    return _SheetReading(document, lexicons, pieces).record()


@dataclass
class _SheetReading:
    """One sheet while it is read: what each field has so far."""

    document: Document
    lexicons: Lexicons
    pieces: Sequence[Piece]
    edition: str | None = None
    subject: Subject = field(default_factory=lambda: Subject(None, frozenset()))
    title: Printed | None = None
    short_title: Printed | None = None
    printed_edition: Printed | None = None
    reference: Printed | None = None
    single: dict[str, list[Classified]] = field(default_factory=dict)
    legal_nature: Classified | None = None
    status_of: NamedInstrument | None = None
    list_goes_on: bool = False
    responsibilities: list[Responsibility] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    unread: list[Printed] = field(default_factory=list)

    def record(self) -> SourceRecord:
        """Read everything, in the order in which later fields need earlier ones."""
        first_heading = next(
            (index for index, piece in enumerate(self.pieces) if piece.kind == "heading"), len(self.pieces)
        )
        head, body = self.pieces[:first_heading], self.pieces[first_heading:]
        labelled = list(self._labelled(head))
        self._read_titles(labelled)
        self._read_edition(labelled)
        self.subject = self._subject()
        for label, words in labelled:
            if label != "title":
                self._read_value(label, words)
        prose = [piece for piece in body if piece.kind == "words"]
        section: str | None = None
        for piece in body:
            if piece.kind == "heading":
                section = piece.name
            elif section == "status-section":
                if not self._read_status(piece):
                    self.unread.append(self._printed(piece.start, piece.end))
            else:
                self.events.extend(events_in_prose(self.document, self.lexicons, piece.start, piece.end, self.subject))
        layout = _layout(self.document, self.pieces, head)
        kind: SourceKind = "government-page" if layout in {"L7", "L8"} else "fact-sheet"
        slug = self.subject.slug or _slug_of(self.title.printed if self.title else self.document.name)
        language = self.document.language
        return SourceRecord(
            instrument=slug,
            source=Source(
                id=f"{self.edition or ('undated' if kind == 'fact-sheet' else kind)}.{language}",
                kind=kind,
                language=language,
                edition=self.edition,
                layout=layout,
                format=self.document.format,
                text_sha256=self.document.sha256,
            ),
            title=self.title,
            short_title=self.short_title,
            reference=self.reference,
            edition=self.printed_edition,
            categories=tuple(self.single.get("category", ())),
            type=next(iter(self.single.get("type", ())), None),
            form=next(iter(self.single.get("form", ())), None),
            legal_nature=self.legal_nature,
            responsibilities=tuple(self.responsibilities),
            participants=tuple(self._participants(prose)),
            relations=tuple(self._relations()),
            bodies=tuple(self._bodies(prose)),
            themes=tuple(self._themes(prose)),
            events=tuple(self.events),
            links=tuple(self._with_links_in(body)),
            contacts=tuple(self.contacts),
            sections=tuple(_sections(self.document, body)),
            unread=tuple(self.unread),
        )

    # Head of the sheet

    def _labelled(self, head: Sequence[Piece]) -> Iterator[tuple[str | None, Piece]]:
        """Each value with the label that stands before it."""
        label: str | None = None
        for piece in head:
            if piece.kind == "label":
                label = piece.name
            else:
                yield label, piece

    def _read_titles(self, labelled: list[tuple[str | None, Piece]]) -> None:
        """The official title, and the page's own heading where it is another; what follows them has lost its label."""
        official = [piece for label, piece in labelled if label == "title"]
        before = [piece for label, piece in labelled if label in {None, "series"}]
        heads = [*before[:1], *takewhile(lambda piece: not self._is_value(piece), before[1:])]
        chosen = self._heading_of(heads)
        if official:
            self.title = self._printed(official[0].start, official[0].end)
            self.short_title = self._printed(chosen[0].start, chosen[-1].end) if chosen else None
        elif chosen:
            self.title = self._printed(chosen[0].start, chosen[-1].end)
        self.unread.extend(self._printed(piece.start, piece.end) for piece in heads if piece not in chosen)
        bare = [*before[len(heads) :], *official[1:]]
        labelled[:] = [
            *((None, piece) for piece in bare),
            *((label, piece) for label, piece in labelled if label not in {None, "series", "title"}),
        ]

    def _heading_of(self, heads: Sequence[Piece]) -> Sequence[Piece]:
        """The lines of the sheet's own heading: the page's first heading, a known instrument, or the last paragraph."""
        paragraphs: list[list[Piece]] = []
        for piece in heads:
            before = self.document.text[paragraphs[-1][-1].end : piece.start] if paragraphs else "\n\n"
            if before.count("\n") > 1 or len(paragraphs[-1]) == _MOST_TITLE_LINES:
                paragraphs.append([])
            paragraphs[-1].append(piece)
        headings = {line.start for line in self.document.lines if line.heading == 1}
        for paragraph in paragraphs:
            if paragraph[0].start in headings:
                return paragraph[:1]
        for paragraph in paragraphs:
            tokens = tokens_of(self.document.folded, paragraph[0].start, paragraph[-1].end)
            if self.lexicons.instruments.whole(tokens):
                return paragraph
        return paragraphs[-1] if paragraphs else ()

    def _is_value(self, piece: Piece) -> bool:
        """Whether words without a label are a field's value rather than a title."""
        tokens = tokens_of(self.document.folded, piece.start, piece.end)
        if any(self.lexicons[scheme].whole(tokens) for scheme in _SINGLE_FIELDS):
            return True
        if self._is_edition(piece) or _REFERENCE.fullmatch(self._text(piece.start, piece.end)):
            return True
        if self.lexicons.contact_points.whole(tokens) or self._begins_with_institution(piece):
            return True
        return any(self.lexicons["event-type"].match_at(tokens, index) for index in range(min(2, len(tokens))))

    def _is_edition(self, piece: Piece) -> bool:
        """Whether words are a month and a year, and nothing else."""
        dates = dates_in(self.document.folded, piece.start, piece.end)
        return (
            len(dates) == 1
            and (dates[0].start, dates[0].end) == (piece.start, piece.end)
            and dates[0].date is not None
            and len(dates[0].date.edtf) == len("2022-02")
        )

    def _read_edition(self, labelled: Sequence[tuple[str | None, Piece]]) -> None:
        for label, piece in labelled:
            dates = dates_in(self.document.folded, piece.start, piece.end)
            if label != "edition" and not (label in _AFTER_CONTACTS and self._is_edition(piece)):
                continue
            if dates and dates[0].date and self.printed_edition is None:
                self.printed_edition = self._printed(dates[0].start, dates[0].end)
                self.edition = dates[0].date.edtf[:7]

    def _subject(self) -> Subject:
        words: set[str] = set()
        slug = None
        for printed in (self.title, self.short_title):
            if printed is not None and printed.at is not None:
                tokens = tokens_of(self.document.folded, *printed.at)
                words |= {token.word for token in tokens}
                match = self.lexicons.instruments.whole(tokens) or self._without_article(tokens)
                slug = slug or (match.payload.id if match and len(match.payloads) == 1 else None)
        return Subject(slug, frozenset(words))

    def _without_article(self, tokens: Sequence[Token]) -> Match[Authority] | None:
        return self.lexicons.instruments.whole(tokens[1:])

    def _read_value(self, label: str | None, piece: Piece) -> None:
        """Give a value to the field that it can belong to: its label's first, else the next in the sheets' order."""
        readers: dict[str, Callable[[Piece], bool]] = {
            "category": lambda piece: self._read_concepts("category", piece),
            "type": lambda piece: self._read_concepts("type", piece),
            "form": lambda piece: self._read_concepts("form", piece),
            "status": self._read_status,
            "departments": self._read_departments,
            "lead": lambda piece: self._read_institutions(piece, "lead"),
            "partners": lambda piece: self._read_institutions(piece, "partner"),
            "others": lambda piece: self._read_institutions(piece, "others-as-needed"),
            "links": lambda piece: not self._is_other_value(piece) and self._read_links(piece),
            "contacts": self._read_contacts,
            "further-information": lambda piece: self._read_contacts(piece) or self._read_links(piece),
            "edition": lambda piece: bool(
                self.printed_edition
                and self.printed_edition.at
                and piece.start <= self.printed_edition.at.start < piece.end
            ),
            "reference": self._read_reference,
        }
        own = readers.get(label or "")
        if own is not None and own(piece):
            return
        others = (*_SINGLE_FIELDS, "edition", "reference", "status", "contacts")
        if any(readers[name](piece) for name in others if name != label):
            return
        if label is None and self._begins_with_institution(piece) and self._read_departments(piece):
            return
        self.unread.append(self._printed(piece.start, piece.end))

    def _read_concepts(self, scheme: str, piece: Piece) -> bool:
        tokens = tokens_of(self.document.folded, piece.start, piece.end)
        match = self.lexicons[scheme].whole(tokens)
        if match is None:
            return False
        self.single.setdefault(scheme, []).append(self._classified(match.start, match.end, match.payload.notation))
        return True

    def _read_status(self, piece: Piece) -> bool:
        tokens = tokens_of(self.document.folded, piece.start, piece.end)
        events = events_in_status(self.document, self.lexicons, piece.start, piece.end, self.subject, self.status_of)
        natures = [] if events else list(self.lexicons["legal-nature"].find_all(tokens))
        if natures and self.legal_nature is None and not self._names_an_instrument(tokens):
            nature = natures[0]
            self.legal_nature = self._classified(nature.start, nature.end, nature.payload.notation)
            return True
        self.events.extend(events)
        return bool(events) or self._read_status_heading(piece, tokens)

    def _names_an_instrument(self, tokens: Sequence[Token]) -> bool:
        return next(self.lexicons.instruments.find_all(tokens), None) is not None

    def _read_status_heading(self, piece: Piece, tokens: Sequence[Token]) -> bool:
        """A line of the status that names an instrument and tells nothing heads the lines below it."""
        if dates_in(self.document.folded, piece.start, piece.end):
            years_only = all(
                date.date is not None and len(date.date.edtf) == len("2022")
                for date in dates_in(self.document.folded, piece.start, piece.end)
            )
            if not years_only:
                return False
        known = self.lexicons.instruments.whole(tokens) is not None
        if not known and not _SUBHEADING.fullmatch(self.document.folded, piece.start, piece.end):
            return False
        named = instrument_named(self.document, self.lexicons, piece.start, piece.end)
        self.status_of = None if named.instrument and named.instrument == self.subject.slug else named
        return True

    def _read_departments(self, piece: Piece) -> bool:
        """Values below the group's label alone: the first line leads, the second is the partners'.

        A line that ends with a comma goes on with the next.
        """
        role: Role = "partner" if self.responsibilities and not self.list_goes_on else "lead"
        self.list_goes_on = self.document.text[piece.start : piece.end].endswith(",")
        return self._read_institutions(piece, role)

    def _read_institutions(self, piece: Piece, role: Role) -> bool:
        found = list(responsibilities_in(self.document, self.lexicons, piece.start, piece.end, role, self.edition))
        self.responsibilities.extend(found)
        return bool(found)

    def _read_links(self, piece: Piece) -> bool:
        found = [
            Link(
                printed=self.document.text[link.start : link.end],
                at=Span(link.start, link.end),
                address=link.address if link.address.startswith(("http://", "https://")) else None,
            )
            for link in self.document.hyperlinks
            if piece.start <= link.start < piece.end
        ]
        self.links.extend(found or [Link(printed=self._text(piece.start, piece.end), at=Span(piece.start, piece.end))])
        return True

    def _is_other_value(self, piece: Piece) -> bool:
        """Whether what stands below the links is a contact, an edition or a reference that lost its label."""
        tokens = tokens_of(self.document.folded, piece.start, piece.end)
        if self.lexicons.contact_points.whole(tokens) is not None or self._is_edition(piece):
            return True
        return _REFERENCE.fullmatch(self._text(piece.start, piece.end)) is not None

    def _begins_with_institution(self, piece: Piece) -> bool:
        tokens = tokens_of(self.document.folded, piece.start, piece.end)
        matched = self.lexicons.institutions.match_at(tokens, 0)
        return matched is not None and (
            matched[1] == len(tokens) or tokens[matched[1]].word in {",", ";", ".", ":", "and", "et"}
        )

    def _read_contacts(self, piece: Piece) -> bool:
        tokens = tokens_of(self.document.folded, piece.start, piece.end)
        matches = list(self.lexicons.contact_points.find_all(tokens))
        for match in matches:
            entry = one_in_use(match, self.edition)
            self.contacts.append(
                Contact(
                    printed=self._text(match.start, match.end),
                    at=Span(match.start, match.end),
                    institution=entry.id if entry else None,
                )
            )
        return bool(matches)

    def _read_reference(self, piece: Piece) -> bool:
        match = _REFERENCE.fullmatch(self._text(piece.start, piece.end))
        if match is None or self.reference is not None:
            return False
        self.reference = self._printed(piece.start, piece.end)
        return True

    # What the whole sheet tells

    def _participants(self, prose: Sequence[Piece]) -> Iterator[Participant]:
        """States that the titles name, and foreign ministries wherever they are first named."""
        seen: set[str] = set()
        for printed in (self.title, self.short_title):
            if printed is not None and printed.at is not None:
                for start, end, state in self._states_in(*printed.at):
                    if state not in seen:
                        seen.add(state)
                        yield Participant(printed=self._text(start, end), at=Span(start, end), state=state)
        for piece in prose:
            for match in self.lexicons.institutions.find_all(tokens_of(self.document.folded, piece.start, piece.end)):
                entry = one_in_use(match, self.edition)
                if entry is not None and entry.kind == "foreign-ministry" and entry.id not in seen:
                    seen.add(entry.id)
                    yield Participant(
                        printed=self._text(match.start, match.end),
                        at=Span(match.start, match.end),
                        institution=entry.id,
                    )

    def _states_in(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """States that a title names; a basin or strait named after one is none, and "US" counts in capitals only."""
        tokens = tokens_of(self.document.folded, start, end)
        for match in self.lexicons.states.find_all(tokens):
            following = next((token.word for token in tokens if token.start >= match.end), "")
            if len(match.payloads) == 1 and following not in _WATERS:
                yield match.start, match.end, match.payload.id
        for found in _UNITED_STATES.finditer(self.document.text, start, end):
            yield found.start(), found.end(), "usa"

    def _relations(self) -> Iterator[Relation]:
        """Other instruments that the title names, and how by the words before them."""
        if self.title is None or self.title.at is None:
            return
        tokens = tokens_of(self.document.folded, *self.title.at)
        own_body = next(self.lexicons["body-kind"].find_all(tokens), None)
        for start in range(1, len(tokens)):
            matched = self.lexicons.instruments.match_at(tokens, start)
            if matched is None or any(entry.id == self.subject.slug for entry in matched[0].payloads):
                continue
            match = matched[0]
            before = list(self.lexicons["relation"].find_all(tokens[:start]))
            kind: RelationKind = "established-under" if own_body and own_body.start < match.start else "related-to"
            if before:
                kind = before[-1].payload.notation  # type: ignore[assignment]
            elif _is_protocol_to(tokens[:start]):
                kind = "protocol-to"
            yield Relation(
                printed=self._text(match.start, match.end),
                at=Span(match.start, match.end),
                relation=kind,
                instrument=match.payload.id if len(match.payloads) == 1 else None,
            )
            return

    def _bodies(self, prose: Sequence[Piece]) -> Iterator[NamedBody]:
        """The body that the sheet is about, where it is about one, and every body that it names."""
        own = self._own_body()
        if own is not None:
            yield own
        seen = {own.body} if own else set()
        for piece in prose:
            for match in self.lexicons.bodies.find_all(tokens_of(self.document.folded, piece.start, piece.end)):
                slug = match.payload.id if len(match.payloads) == 1 else None
                if slug is None or slug not in seen:
                    seen.add(slug)
                    yield NamedBody(
                        printed=self._text(match.start, match.end), at=Span(match.start, match.end), body=slug
                    )

    def _own_body(self) -> NamedBody | None:
        if self.title is None or self.title.at is None:
            return None
        tokens = tokens_of(self.document.folded, *self.title.at)
        kind = next(self.lexicons["body-kind"].find_all(tokens), None)
        first_words = {token.word for token in tokens if kind is not None and token.start < kind.start}
        if kind is None or not first_words <= {"the", "le", "la", "l"}:
            return None
        return NamedBody(
            printed=self._text(kind.start, self.title.at.end),
            at=Span(kind.start, self.title.at.end),
            body=self.subject.slug or _slug_of(self.title.printed),
        )

    def _themes(self, prose: Sequence[Piece]) -> Iterator[Classified]:
        """Each theme where the sections first name it; the words of an institution's name are no theme."""
        seen: set[str] = set()
        for piece in prose:
            tokens = tokens_of(self.document.folded, piece.start, piece.end)
            names = [*self.lexicons.institutions.find_all(tokens), *self.lexicons.instruments.find_all(tokens)]
            for match in self.lexicons["theme"].find_all(tokens):
                named = any(name.start <= match.start < name.end for name in names)
                if not named and match.payload.notation not in seen:
                    seen.add(match.payload.notation)
                    yield self._classified(match.start, match.end, match.payload.notation)

    def _with_links_in(self, body: Sequence[Piece]) -> list[Link]:
        for piece in body:
            if any(piece.start <= link.start < piece.end for link in self.document.hyperlinks):
                self._read_links(piece)
        return self.links

    # Values

    def _text(self, start: int, end: int) -> str:
        return self.document.text[start:end]

    def _printed(self, start: int, end: int) -> Printed:
        return Printed(printed=self._text(start, end), at=Span(start, end))

    def _classified(self, start: int, end: int, notation: str) -> Classified:
        if self.document.text[end : end + 1] == ")" and self.document.text.count("(", start, end):
            end += 1
        return Classified(printed=self._text(start, end), at=Span(start, end), concept=notation)


def _sections(document: Document, body: Sequence[Piece]) -> Iterator[Section]:
    headings = [piece for piece in body if piece.kind == "heading"]
    for index, heading in enumerate(headings):
        following = next((other for other in headings[index + 1 :] if other.level <= heading.level), None)
        inside = [
            piece
            for piece in body
            if piece.start > heading.start and (following is None or piece.start < following.start)
        ]
        yield Section(
            printed=document.text[heading.start : heading.end],
            at=Span(heading.start, heading.end),
            level=heading.level,
            concept=heading.name,
            text=Span(inside[0].start, inside[-1].end) if inside else None,
        )


def _is_protocol_to(before: Sequence[Token]) -> bool:
    """ "Protocol on … to the X", "Annex One to the 2008 X": a part of the instrument that is named after "to"."""
    return any(token.word in _PROTOCOLS for token in before) and any(token.word in _TO for token in before[-3:])


def _slug_of(title: str) -> str:
    words = re.findall(r"[a-z0-9]+", fold(title).encode("ascii", "ignore").decode())
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or "untitled"


def _layout(document: Document, pieces: Sequence[Piece], head: Sequence[Piece]) -> str:
    """Which published layout the text has, by what became of its labels."""
    labels = [piece for piece in head if piece.kind == "label"]
    names = {piece.name for piece in labels}
    shouted = [piece for piece in labels if document.text[piece.start : piece.end].isupper()]
    sections = {piece.name for piece in pieces if piece.kind == "heading"}
    if not names - {"status"} and sections & {"status-section", "action-required", "evidence-of-compliance"}:
        return "L8" if "status-section" in sections else "L7"
    if not names & {"category", "type", "form", "status"}:
        return "L3"
    if document.format == "pdf":
        return "L6"
    if len(shouted) > len(labels) / 2:
        return "L5u"
    starts = {line.start for line in document.lines if line.bullet}
    if sum(piece.start in starts for piece in labels) > len(labels) / 2:
        return "L4"
    inline = any(
        piece.name == "lead" and "\n" not in document.text[piece.end : following.start]
        for piece, following in pairwise(head)
    )
    if inline:
        return "L5"
    return "L1" if {"form", "status"} <= names else "L2"
