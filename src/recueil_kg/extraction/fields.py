"""Read a sheet's head: give each value to the field that it can belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from recueil_kg.extraction.calendar import dates_in
from recueil_kg.extraction.draft import Draft
from recueil_kg.extraction.names import one_in_use, responsibilities_in
from recueil_kg.extraction.outline import Piece
from recueil_kg.extraction.status import read_status
from recueil_kg.extraction.values import (
    SINGLE_FIELDS,
    begins_with_institution,
    is_edition,
    is_reference,
    is_value_below_links,
)
from recueil_kg.model.records import Contact, Link, Role, Span

_NONE = re.compile(r"s\.?o\.?|n\.?/?a\.?|none|aucun")
_AFTER_CONTACTS = frozenset({None, "departments", "partners", "further-information", "links", "contacts"})
"""Labels below which an edition that lost its own label can stand."""


def read_edition(draft: Draft, labelled: Sequence[tuple[str | None, Piece]]) -> None:
    """The edition, below its label or where it stands without one."""
    for label, piece in labelled:
        dates = dates_in(draft.document.folded, piece.start, piece.end)
        if label != "edition" and not (label in _AFTER_CONTACTS and is_edition(draft, piece)):
            continue
        if dates and dates[0].date and draft.printed_edition is None:
            draft.printed_edition = draft.printed(dates[0].start, dates[0].end)
            draft.edition = dates[0].date.edtf[:7]


def read_value(draft: Draft, label: str | None, piece: Piece) -> None:
    """Give a value to the field that it can belong to: its label's first, else the next in the sheets' order."""
    own = _READERS.get(label or "")
    if own is not None and own(draft, piece):
        return
    if label == "contacts" and _read_contact_by_name(draft, piece):
        return
    if any(read(draft, piece) for name, read in _READERS_WITHOUT_LABEL.items() if name != label):
        return
    if label is None and begins_with_institution(draft, piece) and _read_departments(draft, piece):
        return
    draft.unread.append(draft.printed(piece.start, piece.end))


def _read_concepts(scheme: str, draft: Draft, piece: Piece) -> bool:
    tokens = draft.tokens(piece.start, piece.end)
    match = draft.lexicons[scheme].whole(tokens)
    if match is None:
        return False
    draft.single.setdefault(scheme, []).append(draft.classified(match.start, match.end, match.payload.notation))
    return True


def _read_departments(draft: Draft, piece: Piece) -> bool:
    """Values below the group's label alone: the first line leads, the second is the partners'.

    A line that ends with a comma goes on with the next.
    """
    role: Role = "partner" if draft.responsibilities and not draft.list_goes_on else "lead"
    draft.list_goes_on = draft.document.text[piece.start : piece.end].endswith(",")
    return read_institutions(draft, piece, role)


def _read_links(draft: Draft, piece: Piece) -> bool:
    if _NONE.fullmatch(draft.document.folded, piece.start, piece.end):
        return True
    found = [
        Link(
            printed=draft.document.text[link.start : link.end],
            at=Span(link.start, link.end),
            address=link.address if link.address.startswith(("http://", "https://")) else None,
        )
        for link in draft.document.hyperlinks
        if piece.start <= link.start < piece.end
    ]
    draft.links.extend(found or [Link(printed=draft.text(piece.start, piece.end), at=Span(piece.start, piece.end))])
    return True


def _read_contacts(draft: Draft, piece: Piece) -> bool:
    tokens = draft.tokens(piece.start, piece.end)
    matches = list(draft.lexicons.contact_points.find_all(tokens))
    for match in matches:
        entry = one_in_use(match, draft.edition)
        draft.contacts.append(
            Contact(
                printed=draft.text(match.start, match.end),
                at=Span(match.start, match.end),
                institution=entry.id if entry else None,
            )
        )
    return bool(matches)


def _read_contact_by_name(draft: Draft, piece: Piece) -> bool:
    """An institution that is itself given as the contact."""
    match = draft.lexicons.institutions.whole(draft.tokens(piece.start, piece.end))
    entry = one_in_use(match, draft.edition) if match else None
    if match is None or entry is None:
        return False
    at = Span(match.start, match.end)
    draft.contacts.append(Contact(printed=draft.text(*at), at=at, institution=entry.id))
    return True


def _read_reference(draft: Draft, piece: Piece) -> bool:
    if draft.reference is not None or not is_reference(draft, piece):
        return False
    draft.reference = draft.printed(piece.start, piece.end)
    return True


def read_links_in(draft: Draft, body: Sequence[Piece]) -> list[Link]:
    """All links: those of the head, and of every paragraph that has one."""
    for piece in body:
        if any(piece.start <= link.start < piece.end for link in draft.document.hyperlinks):
            _read_links(draft, piece)
    return draft.links


def read_institutions(draft: Draft, piece: Piece, role: Role) -> bool:
    """Read a list of institutions, each in the role; whether there was one."""
    found = list(responsibilities_in(draft.document, draft.lexicons, piece.start, piece.end, role, draft.edition))
    draft.responsibilities.extend(found)
    return bool(found)


def _is_the_edition(draft: Draft, piece: Piece) -> bool:
    """Whether the edition was read from these words."""
    at = draft.printed_edition.at if draft.printed_edition else None
    return at is not None and piece.start <= at.start < piece.end


_READERS: dict[str, Callable[[Draft, Piece], bool]] = {
    **{name: partial(_read_concepts, name) for name in SINGLE_FIELDS},
    "status": partial(read_status, own=True),
    "departments": _read_departments,
    "lead": partial(read_institutions, role="lead"),
    "partners": partial(read_institutions, role="partner"),
    "others": partial(read_institutions, role="others-as-needed"),
    "links": lambda draft, piece: not is_value_below_links(draft, piece) and _read_links(draft, piece),
    "contacts": _read_contacts,
    "further-information": lambda draft, piece: _read_contacts(draft, piece) or _read_links(draft, piece),
    "edition": _is_the_edition,
    "reference": _read_reference,
}
"""How the words below each label are read; a reader says whether they were its field's."""
_READERS_WITHOUT_LABEL: dict[str, Callable[[Draft, Piece], bool]] = {
    **{name: _READERS[name] for name in (*SINGLE_FIELDS, "edition", "reference")},
    "status": partial(read_status, own=False),
    "contacts": _read_contacts,
}
"""What words can be that their label's field does not have, in the order in which it is tried."""
