"""Make a sheet's outline into the record of what the sheet says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from msgspec import structs

from recueil_kg.errors import RecueilError
from recueil_kg.extraction.bodies import bodies_in
from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.events import events_in_prose, events_in_status, other_event
from recueil_kg.extraction.lexicon import Match, Token, tokens_of, words_in
from recueil_kg.extraction.lexicons import Lexicons, load_lexicons
from recueil_kg.extraction.mentions import Subject, heading_named, mentions_in
from recueil_kg.extraction.names import one_in_use, responsibilities_in
from recueil_kg.extraction.outline import Piece, joined, joined_values, outline
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
from recueil_kg.vocabularies import Concept

CATALOGUE_NUMBER = r"En\d+-\d+/(?:\d+-\d+-)?\d{4}[EF]-PDF"
"""What stands in a reference's place where a sheet has its number in the government's catalogue."""
REFERENCE = r"[A-D](?:-[A-Z]{2,4})?-?\d{1,3}(?:\s?[/ ]\s?(?:EN|FR))?"
_REFERENCE = re.compile(rf"(?:{REFERENCE}|[A-D] \d{{1,3}}(?:\s?/\s?(?:EN|FR))?|{CATALOGUE_NUMBER})")
_SUBHEADING = re.compile(
    r"(?:the |le |la |l')?(?:(?:[\w'&-]+ ){0,6}"
    r"(?:edition|protocol|protocole|amendments?|amendements?|annexe?|convention|agreement|accord|treaty|traite)"
    r"|(?:edition|protocole|amendements?|annexe|convention|accord|traite)(?: [\w'&-]+){0,6})\s*:?"
)
"""Words by which a status line without events heads those below it."""
_FEWEST_FIELDS = 3
_LONGEST_SLUG = 64
_MOST_TITLE_LINES = 5
_NO_EVENT_BY_THEMSELVES = frozenset({"party-count", "reporting", "meeting", "plan"})
_BARE_NATURES = frozenset({"treaty", "traite", "memorandum of understanding", "protocole d'entente"})
_SINGLE_FIELDS = ("category", "type", "form")
_UNITED_STATES = re.compile(r"\bU\.?S\.?(?!\w)|\bÉ\.-U\.")
_NAMED_AGAIN = frozenset({"protocol", "protocole", "amendment", "amendement", "convention", "agreement", "accord"})
_NONE = re.compile(r"s\.?o\.?|n\.?/?a\.?|none|aucun")
_WATERS = frozenset("basin bassin strait detroit gulf golfe sea mer bay baie".split())
_PROTOCOLS = frozenset({"protocol", "protocole"})
_ANNEXES = frozenset({"annex", "annexe"})
_CHAPTERS = re.compile(r"[^.;]{0,60}\b(?:chapter|chapitre)\b")
_PARTIES = frozenset({"province-or-territory", "other-institution"})
_MINISTRY = re.compile(
    r"\b(?:[Mm]inistère|[Mm]inistry|[Ss]ecrétariat|Secretariat|[Dd]épartement|Department|Agency|Agence)\b"
)
_LONGEST_MINISTRY = 90
_ANOTHER = re.compile(r"[.;:,]|\b(?:and|et|with|avec)\s+(?:the|le|la|les)\b")
_OF_A_STATE = re.compile(r"\b(?:of|of the|de|du|de la|des|d')\s*$")
_TO = frozenset({"to", "a", "au", "aux"})
_AFTER_CONTACTS = frozenset({None, "departments", "partners", "further-information", "links", "contacts"})
"""Labels below which an edition that lost its own label can stand."""
_FIELDS_BY_ORDER = ("title", "category", "type", "form", "status", "lead", "partners", "links", "contacts")


def extract_sheet(document: Document) -> SourceRecord:
    """What a sheet says, every value with its offsets; what was not understood is in `unread`.

    Raises:
        RecueilError: the text is no fact sheet.
    """
    lexicons = load_lexicons(document.language)
    pieces = outline(document, lexicons)
    known = {piece.name for piece in pieces if piece.kind != "words" and piece.name}
    if len(known) < _FEWEST_FIELDS and not (len(known) > 1 and _tells_of_a_dated_event(document, lexicons)):
        raise RecueilError(
            _("no fact sheet was recognised in this text"),
            where=document.name,
            do=_("give a fact sheet of the compendium, in English or French"),
        )
    return _SheetReading(document, lexicons, pieces).record()


def record_of(document: Document, pieces: Sequence[Piece]) -> SourceRecord:
    """What a document says of one instrument, read from pieces that the caller has recognised.

    Args:
        document: the whole document, whose text every offset points into.
        pieces: its labels, values, headings and paragraphs, in the order of a sheet.
    """
    return _SheetReading(document, load_lexicons(document.language), pieces).record()


def _tells_of_a_dated_event(document: Document, lexicons: Lexicons) -> bool:
    """Whether a line has an event's phrase and a date: a page without labels may be about an instrument too."""
    return any(
        dates_in(document.folded, line.start, line.end)
        and next(lexicons["event-type"].find_all(tokens_of(document.folded, line.start, line.end)), None)
        for line in document.lines
    )


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
    list_of: NamedInstrument | None = None
    named_before: dict[str, NamedInstrument] = field(default_factory=dict)
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
        labelled = joined_values(self.document, self.lexicons, self._labelled(head))
        if any(label not in {None, "series"} for label, _piece in labelled):
            self._read_titles(labelled)
            self._read_edition(labelled)
            self.subject = self._subject()
            for label, words in labelled:
                if label != "title":
                    self._read_value(label, words)
        else:
            body = [*self._read_title_of_page([piece for _label, piece in labelled]), *body]
            self.subject = self._subject()
        paragraphs = joined(self.document, body)
        prose = [piece for piece in paragraphs if piece.kind == "words"]
        section: str | None = None
        for piece in paragraphs:
            if piece.kind == "heading":
                section = piece.name
            elif section == "status-section" or (section is None and self._begins_with_event(piece)):
                if not self._read_status(piece, own=True):
                    self.unread.append(self._printed(piece.start, piece.end))
            else:
                self._read_prose(piece)
        bodies = tuple(self._bodies(prose))
        layout = _layout(self.document, self.pieces, head, has_values=bool(self.single))
        kind: SourceKind = "government-page" if layout in {"L7", "L8"} else "fact-sheet"
        slug = self.subject.slug or _slug_of(self.title.printed if self.title else self.document.name)
        language = self.document.language
        copy = ".pdf" if self.document.format == "pdf" else ""
        return SourceRecord(
            instrument=slug,
            source=Source(
                id=f"{self.edition or ('undated' if kind == 'fact-sheet' else kind)}.{language}{copy}",
                kind=kind,
                language=language,
                edition=self.edition,
                layout=layout,
                format=self.document.format,
                text_sha256=self.document.sha256,
                address=self.document.address,
                retrieved=self.document.retrieved,
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
            bodies=bodies,
            themes=tuple(self._themes(prose, bodies)),
            events=tuple(self.events),
            links=tuple(self._with_links_in(body)),
            contacts=tuple(self.contacts),
            sections=tuple(_sections(self.document, body)),
            unread=tuple(self.unread),
        )

    def _read_prose(self, piece: Piece) -> None:
        """The events of a paragraph; what the instrument is in law and who leads, where the head does not say."""
        listed = self.list_of if piece.bullet else None
        events = events_in_prose(self.document, self.lexicons, piece.start, piece.end, self.subject, listed)
        self.events.extend(self._as_named_before(event) for event in events)
        if not piece.bullet:
            self.list_of = self._named_with_a_colon(piece)
        folded = self.document.folded
        if self.legal_nature is None and (natures := self._natures(piece)):
            self.legal_nature = self._classified(natures[0].start, natures[0].end, natures[0].payload.notation)
        if any(item.role == "lead" for item in self.responsibilities):
            return
        for role in self.lexicons["role"].find_in(folded, piece.start, piece.end):
            leads = role.payload.notation == "lead" and " " in folded[role.start : role.end]
            named = self.lexicons.institutions.find_in(folded, piece.start, role.start)
            if leads and named and folded[named[-1].end : role.start].isspace():
                self._read_institutions(Piece("words", named[-1].start, named[-1].end), "lead")

    def _named_with_a_colon(self, piece: Piece) -> NamedInstrument | None:
        """The other instrument that a line names before a list ("Under the X:")."""
        if not self._text(piece.start, piece.end).endswith(":"):
            return None
        mentions = mentions_in(self.document, self.lexicons, piece.start, piece.end, self.subject)
        return mentions[-1].of if mentions else None

    def _as_named_before(self, event: Event) -> Event:
        """ "The Protocol", after a sentence that named a protocol in full, is that one."""
        if event.of is None:
            return event
        kind = fold(event.of.printed)
        if event.of.instrument is None and kind in self.named_before:
            full = self.named_before[kind]
            return structs.replace(event, of=structs.replace(event.of, instrument=full.instrument))
        if event.of.instrument is not None:
            self.named_before |= {word: event.of for word in kind.split() if word in _NAMED_AGAIN}
        return event

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
            if not chosen and len(official) > 1 and not self._is_value(official[1]):
                chosen = [official.pop(1)]
            self.short_title = self._printed(chosen[0].start, chosen[-1].end) if chosen else None
        elif chosen:
            self.title = self._printed(chosen[0].start, chosen[-1].end)
        self.unread.extend(self._printed(piece.start, piece.end) for piece in heads if piece not in chosen)
        bare = [*before[len(heads) :], *official[1:]]
        labelled[:] = [
            *((None, piece) for piece in bare),
            *((label, piece) for label, piece in labelled if label not in {None, "series", "title"}),
        ]

    def _read_title_of_page(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """The title of a page without labels, and what follows it: the page's own words.

        It is the first heading or known instrument; else the last short line before the first sentence.
        """
        first = next((i for i, piece in enumerate(pieces) if self._is_sentence(piece)), len(pieces))
        chosen = self._heading_of(pieces[:first])
        if chosen:
            self.title = self._printed(chosen[0].start, chosen[-1].end)
            first = max(first, pieces.index(chosen[-1]) + 1) if self._is_known(chosen) else first
        menu = [piece for piece in pieces[:first] if piece not in chosen]
        if menu:
            self.unread.append(self._printed(menu[0].start, menu[-1].end))
        after = pieces.index(chosen[-1]) + 1 if chosen else first
        return pieces[after:]

    def _is_sentence(self, piece: Piece) -> bool:
        words = self._text(piece.start, piece.end)
        return self._begins_with_event(piece) or (words.endswith(".") and words.count(" ") > 5)

    def _is_known(self, pieces: Sequence[Piece]) -> bool:
        tokens = tokens_of(self.document.folded, pieces[0].start, pieces[-1].end)
        return self.lexicons.instruments.whole(tokens) is not None

    def _begins_with_event(self, piece: Piece) -> bool:
        tokens = tokens_of(self.document.folded, piece.start, piece.end)
        matches = [self.lexicons["event-type"].match_at(tokens, index) for index in range(min(2, len(tokens)))]
        return any(match is not None and match[0].payload.notation not in _NO_EVENT_BY_THEMSELVES for match in matches)

    def _heading_of(self, heads: Sequence[Piece]) -> Sequence[Piece]:
        """The lines of the sheet's own heading: the page's first heading, a known instrument, or the last paragraph."""
        paragraphs: list[list[Piece]] = []
        for piece in heads:
            before = self.document.text[paragraphs[-1][-1].end : piece.start] if paragraphs else "\n\n"
            if before.count("\n") > 1 or len(paragraphs[-1]) == _MOST_TITLE_LINES:
                paragraphs.append([])
            paragraphs[-1].append(piece)
        labels = {piece.start for piece in self.pieces if piece.kind == "label"}
        for piece in heads:
            if piece.end in labels:
                return [piece]
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
        return self._begins_with_event(piece)

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
        """What the titles name: as a whole, without an article, in brackets at the end, or after "Topic:"."""
        words: set[str] = set()
        slug = None
        for printed in (self.title, self.short_title):
            if printed is not None and printed.at is not None:
                words.update(words_in(self.document.folded, *printed.at))
                slug = slug or instrument_of_title(self.document, self.lexicons, *printed.at)
        return Subject(slug, frozenset(words))

    def _read_value(self, label: str | None, piece: Piece) -> None:
        """Give a value to the field that it can belong to: its label's first, else the next in the sheets' order."""
        readers: dict[str, Callable[[Piece], bool]] = {
            "category": lambda piece: self._read_concepts("category", piece),
            "type": lambda piece: self._read_concepts("type", piece),
            "form": lambda piece: self._read_concepts("form", piece),
            "status": lambda piece: self._read_status(piece, own=label == "status"),
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
        if label == "contacts" and self._read_contact_by_name(piece):
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

    def _read_status(self, piece: Piece, *, own: bool) -> bool:
        """Read a status line; below the status's own label, a dated line in other words is an event all the same."""
        tokens = tokens_of(self.document.folded, piece.start, piece.end)
        events = events_in_status(self.document, self.lexicons, piece.start, piece.end, self.subject, self.status_of)
        natures = [] if events else self._natures(piece)
        if natures and self.legal_nature is None and not self._names_an_instrument(tokens):
            nature = natures[0]
            self.legal_nature = self._classified(nature.start, nature.end, nature.payload.notation)
            return True
        self.events.extend(events)
        if events or self._read_status_heading(piece, tokens):
            return True
        other = other_event(self.document, piece.start, piece.end, self.status_of) if own else None
        self.events.extend([other] if other else [])
        return other is not None

    def _natures(self, piece: Piece) -> list[Match[Concept]]:
        """Statements of what the instrument is in law; the bare word "treaty" or "memorandum" is none."""
        return [
            match
            for match in self.lexicons["legal-nature"].find_in(self.document.folded, piece.start, piece.end)
            if self.document.folded[match.start : match.end] not in _BARE_NATURES
        ]

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
        named = heading_named(self.document, self.lexicons, piece.start, piece.end, self.subject)
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
        if _NONE.fullmatch(self.document.folded, piece.start, piece.end):
            return True
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

    def _read_contact_by_name(self, piece: Piece) -> bool:
        """An institution that is itself given as the contact."""
        match = self.lexicons.institutions.whole(tokens_of(self.document.folded, piece.start, piece.end))
        entry = one_in_use(match, self.edition) if match else None
        if match is None or entry is None:
            return False
        at = Span(match.start, match.end)
        self.contacts.append(Contact(printed=self._text(*at), at=at, institution=entry.id))
        return True

    def _read_reference(self, piece: Piece) -> bool:
        match = _REFERENCE.fullmatch(self._text(piece.start, piece.end))
        if match is None or self.reference is not None:
            return False
        self.reference = self._printed(piece.start, piece.end)
        return True

    # What the whole sheet tells

    def _participants(self, prose: Sequence[Piece]) -> Iterator[Participant]:
        """Those that the titles name, states or not, and foreign ministries wherever they are first named."""
        seen: set[str] = set()
        for printed in (self.title, self.short_title):
            if printed is None or printed.at is None:
                continue
            states = [(*at, True) for at in self._states_in(*printed.at)]
            others = [(*at, False) for at in self._other_parties_in(*printed.at)]
            for start, end, slug, is_state in sorted((*states, *others)):
                if slug not in seen:
                    seen.add(slug)
                    yield Participant(
                        printed=self._text(start, end),
                        at=Span(start, end),
                        state=slug if is_state else None,
                        institution=None if is_state else slug,
                    )
        for piece in prose:
            for start, end, known in self._ministries_in(piece.start, piece.end):
                ministry = known or self.document.folded[start:end]
                if ministry not in seen:
                    seen.add(ministry)
                    yield Participant(printed=self._text(start, end), at=Span(start, end), institution=known)

    def _other_parties_in(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Territories, provinces and unions of states that a title names as parties of its instrument."""
        for match in self.lexicons.institutions.find_in(self.document.folded, start, end):
            entry = one_in_use(match, self.edition)
            if entry is not None and (entry.kind in _PARTIES or entry.id == "european-union"):
                yield match.start, match.end, entry.id

    def _ministries_in(self, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
        """Foreign ministries by name; others by how they are named ("Ministry of the Environment of Panama")."""
        named = self.lexicons.institutions.find_in(self.document.folded, start, end)
        for match in named:
            entry = one_in_use(match, self.edition)
            proper = self.document.language == "fr" or self.document.text[match.start].isupper()
            if entry is not None and entry.kind == "foreign-ministry" and proper:
                yield match.start, match.end, entry.id
        states = self.lexicons.states.find_in(self.document.folded, start, end)
        if all(match.payload.id == "can" for match in states):
            return
        for found in _MINISTRY.finditer(self.document.text, start, end):
            farthest = min(end, found.start() + _LONGEST_MINISTRY)
            state = next(iter(self.lexicons.states.find_in(self.document.folded, found.start(), farthest)), None)
            if state is None or state.payload.id == "can":
                continue
            if any(match.start <= found.start() < match.end and state.end <= match.end for match in named):
                continue
            between = (found.start(), state.start)
            of_a_state = _OF_A_STATE.search(self.document.folded, *between)
            if of_a_state and not _ANOTHER.search(self.document.folded, *between):
                yield found.start(), state.end, None

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
            elif _is_part_of(tokens[:start], _PROTOCOLS):
                kind = "protocol-to"
            elif _is_part_of(tokens[:start], _ANNEXES) or _CHAPTERS.match(
                self.document.folded, match.end, self.title.at.end
            ):
                kind = "part-of"
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
        seen: set[str | None] = {own.body} if own else set()
        for piece in prose:
            for body in bodies_in(self.document, self.lexicons, piece.start, piece.end, self.subject):
                named = body.body or " ".join(self.document.folded[slice(*body.at)].split() if body.at else ())
                again = body.body is None and any(named in (other or "") for other in seen)
                if not again and named not in seen and named != self.subject.slug:
                    seen |= {named, " ".join(fold(body.printed).split())}
                    yield body

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

    def _themes(self, prose: Sequence[Piece], bodies: Sequence[NamedBody]) -> Iterator[Classified]:
        """Each theme where the sections first name it; the words of a name are no theme."""
        seen: set[str] = set()
        names = [body.at for body in bodies if body.at is not None]
        for piece in prose:
            at = (self.document.folded, piece.start, piece.end)
            for match in self.lexicons["theme"].find_in(*at):
                if match.payload.notation in seen:
                    continue
                known = [*self.lexicons.institutions.find_in(*at), *self.lexicons.instruments.find_in(*at)]
                places = [*names, *(Span(name.start, name.end) for name in known)]
                if not any(place.start <= match.start < place.end for place in places):
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


def instrument_of_title(document: Document, lexicons: Lexicons, start: int, end: int) -> str | None:
    """The slug of the instrument that a title is of: as a whole, without an article or brackets, or after "Topic:"."""
    folded = document.folded
    stretches = [(start, end)]
    if bracket := re.compile(r"\(([^()]+)\)$").search(folded, start, end):
        stretches += [(start, bracket.start()), bracket.span(1)]
    if topic := re.compile(r"[^:]+:\s*").match(folded, start, end):
        stretches.append((topic.end(), end))
    for first, last in stretches:
        tokens = tokens_of(folded, first, last)
        match = lexicons.instruments.whole(tokens) or lexicons.instruments.whole(tokens[1:])
        if match is not None and len(match.payloads) == 1:
            return match.payload.id
    return None


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


def _is_part_of(before: Sequence[Token], kinds: frozenset[str]) -> bool:
    """ "Protocol on … to the X", "Annex One to the 2008 X": a part of the instrument that is named after "to"."""
    return any(token.word in kinds for token in before) and any(token.word in _TO for token in before[-3:])


def _slug_of(title: str) -> str:
    words = re.findall(r"[a-z0-9]+", fold(title).encode("ascii", "ignore").decode())
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or "untitled"


def _layout(document: Document, pieces: Sequence[Piece], head: Sequence[Piece], *, has_values: bool) -> str:
    """Which published layout the text has, by what became of its labels."""
    labels = [piece for piece in head if piece.kind == "label"]
    names = {piece.name for piece in labels}
    sections = {piece.name for piece in pieces if piece.kind == "heading"}
    if not names - {"status"}:
        if sections & {"status-section", "action-required", "evidence-of-compliance"}:
            return "L8" if "status-section" in sections else "L7"
        if not has_values and "plain-language-summary" not in sections:
            return "L7"
    if not names & {"category", "type", "form", "status"}:
        return "L3" if has_values else "L12"
    if document.format == "pdf":
        return "L6"
    if document.columns is not None:
        return "L6a" if document.columns == "gap" else "L6b"
    glued = [
        one for one, other in pairwise(head) if one.kind == "words" and other.kind == "label" and one.end == other.start
    ]
    if len(glued) >= _FEWEST_FIELDS:
        return "L13"
    shouted = [piece for piece in labels if document.text[piece.start : piece.end].isupper()]
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
