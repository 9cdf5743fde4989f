"""Make a sheet's outline into the record of what the sheet says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recueil_kg.errors import RecueilError
from recueil_kg.extraction.bodies import bodies_of
from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.draft import Draft
from recueil_kg.extraction.fields import read_edition, read_links_in, read_value
from recueil_kg.extraction.joining import joined, joined_values
from recueil_kg.extraction.layout import layout_of
from recueil_kg.extraction.lexicons import Lexicons, load_lexicons
from recueil_kg.extraction.outline import Piece, outline
from recueil_kg.extraction.parties import participants_of
from recueil_kg.extraction.prose import read_prose, themes_of
from recueil_kg.extraction.relations import relations_of
from recueil_kg.extraction.sections import sections_of
from recueil_kg.extraction.status import read_status
from recueil_kg.extraction.titles import read_title_of_page, read_titles, slug_of, subject_of
from recueil_kg.extraction.tokens import tokens_of
from recueil_kg.extraction.values import begins_with_event
from recueil_kg.i18n import _
from recueil_kg.model.records import Source, SourceKind, SourceRecord
from recueil_kg.reading import Document

_FEWEST_FIELDS = 3


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
    return _record(Draft(document, lexicons, pieces))


def record_of(document: Document, pieces: Sequence[Piece]) -> SourceRecord:
    """What a document says of one instrument, read from pieces that the caller has recognised.

    Args:
        document: the whole document, whose text every offset points into.
        pieces: its labels, values, headings and paragraphs, in the order of a sheet.
    """
    return _record(Draft(document, load_lexicons(document.language), pieces))


def _tells_of_a_dated_event(document: Document, lexicons: Lexicons) -> bool:
    """Whether a line has an event's phrase and a date: a page without labels may be about an instrument too."""
    return any(
        dates_in(document.folded, line.start, line.end)
        and next(lexicons["event-type"].find_all(tokens_of(document.folded, line.start, line.end)), None)
        for line in document.lines
    )


def _record(draft: Draft) -> SourceRecord:
    """Read everything, in the order in which later fields need earlier ones."""
    pieces = draft.pieces
    first_heading = next((index for index, piece in enumerate(pieces) if piece.kind == "heading"), len(pieces))
    head = pieces[:first_heading]
    body = [*_read_head(draft, head), *pieces[first_heading:]]
    paragraphs = joined(draft.document, body)
    _read_sections(draft, paragraphs)
    prose = [piece for piece in paragraphs if piece.kind == "words"]
    bodies = tuple(bodies_of(draft, prose))
    return SourceRecord(
        instrument=draft.subject.slug or slug_of(draft.title.printed if draft.title else draft.document.name),
        source=_source(draft, head),
        title=draft.title,
        short_title=draft.short_title,
        reference=draft.reference,
        edition=draft.printed_edition,
        categories=tuple(draft.single.get("category", ())),
        type=next(iter(draft.single.get("type", ())), None),
        form=next(iter(draft.single.get("form", ())), None),
        legal_nature=draft.legal_nature,
        responsibilities=tuple(draft.responsibilities),
        participants=tuple(participants_of(draft, prose)),
        relations=tuple(relations_of(draft)),
        bodies=bodies,
        themes=tuple(themes_of(draft, prose, bodies)),
        events=tuple(draft.events),
        links=tuple(read_links_in(draft, body)),
        contacts=tuple(draft.contacts),
        sections=tuple(sections_of(draft.document, body)),
        unread=tuple(draft.unread),
    )


def _read_head(draft: Draft, head: Sequence[Piece]) -> Sequence[Piece]:
    """Read titles and fields; of a page without labels the words below its title, which belong to its body."""
    labelled = joined_values(draft.document, draft.lexicons, _labelled(head))
    if not any(label not in {None, "series"} for label, _piece in labelled):
        rest = read_title_of_page(draft, [piece for _label, piece in labelled])
        draft.subject = subject_of(draft)
        return rest
    read_titles(draft, labelled)
    read_edition(draft, labelled)
    draft.subject = subject_of(draft)
    for label, words in labelled:
        if label != "title":
            read_value(draft, label, words)
    return ()


def _labelled(head: Sequence[Piece]) -> Iterator[tuple[str | None, Piece]]:
    """Each value with the label that stands before it."""
    label: str | None = None
    for piece in head:
        if piece.kind == "label":
            label = piece.name
        else:
            yield label, piece


def _read_sections(draft: Draft, paragraphs: Sequence[Piece]) -> None:
    """Read each paragraph, as a status where its section is one."""
    section: str | None = None
    for piece in paragraphs:
        if piece.kind == "heading":
            section = piece.name
        elif section == "status-section" or (section is None and begins_with_event(draft, piece)):
            if not read_status(draft, piece, own=True):
                draft.unread.append(draft.printed(piece.start, piece.end))
        else:
            read_prose(draft, piece)


def _source(draft: Draft, head: Sequence[Piece]) -> Source:
    """Which source the document is, by its layout and edition."""
    document = draft.document
    layout = layout_of(document, draft.pieces, head, has_values=bool(draft.single))
    kind: SourceKind = "government-page" if layout in {"L7", "L8"} else "fact-sheet"
    edition = draft.edition or ("undated" if kind == "fact-sheet" else kind)
    copy = ".pdf" if document.format == "pdf" else ""
    return Source(
        id=f"{edition}.{document.language}{copy}",
        kind=kind,
        language=document.language,
        edition=draft.edition,
        layout=layout,
        format=document.format,
        text_sha256=document.sha256,
        address=document.address,
        retrieved=document.retrieved,
    )
