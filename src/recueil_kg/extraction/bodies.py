"""Find the working groups, committees, commissions, secretariats and conferences that a sheet names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recueil_kg.authorities import Authority
from recueil_kg.extraction.draft import Draft
from recueil_kg.extraction.lexicon import Match
from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.mentions import SMALL_WORDS, Subject
from recueil_kg.extraction.outline import Piece
from recueil_kg.extraction.titles import slug_of
from recueil_kg.extraction.tokens import tokens_of, words_in
from recueil_kg.folding import fold
from recueil_kg.i18n import LANGUAGES
from recueil_kg.model.records import NamedBody, Span
from recueil_kg.reading import Document
from recueil_kg.vocabularies import Concept

_NAMED_ALONE = frozenset({"secretariat", "conference-of-parties"})
"""Bodies that an instrument has one of: their kind alone, in capitals, names them."""
_ITS = re.compile(r"\b(?:its|their)\s+$")
_BEFORE = re.compile(r"(?:[A-ZÀ-Ý][\w’'–/-]*[^\S\n]+(?:of\s+the\s+|for\s+|and\s+)?){1,5}$")
_AFTER = re.compile(
    r"(?:\s+[IVX]+\b|\s+(?:on|for|of|to)(?:\s+the)?(?:\s+(?:and\s+|of\s+the\s+|of\s+|on\s+|to\s+)?"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-Z][\w’'-]*(?:(?:,\s+[A-Z][\w’'-]*)+\s+and\s+[A-Z][\w’'-]*)?)+)?"
)
_ADJECTIVE = (
    r"(?!étant|ayant|avant|pendant|durant|suivant)\w+(?:al|aux|ales?|iques?|ants?|aires?|ins?|ifs?|ives?|elles?)\b"
)
_CAPITALS = r"(?:\s+[A-ZÀ-Ý][\w’'-]*(?:[–-][A-ZÀ-Ý][\w’'-]*)*)*"
_OF = r"(?:(?:sur|pour|de|du|des)\s+|d[’']\s*)(?:la\s+|le\s+|les\s+|l[’'])?"
_FURTHER = r"(?:(?:(?:et\s+)?de\s+|sur\s+)l[’']|d[’']|(?:(?:et\s+)?(?:des|du|de\s+la|de)|en)\s+)\s*[^\W\d][\w-]*"
_AFTER_FRENCH = re.compile(
    rf"(?:\s+(?:mixte|permanent|directeur|conjointe?|à\s+composition\s+(?:non\s+)?limitée|{_ADJECTIVE}))*{_CAPITALS}"
    rf"(?:\s+{_OF}[^\W\d][\w-]*{_CAPITALS}(?:\s+{_FURTHER}){{0,4}})?"
    rf"(?:\s+{_ADJECTIVE}){{0,2}}"
)


def bodies_of(draft: Draft, prose: Sequence[Piece]) -> Iterator[NamedBody]:
    """The body that the sheet is about, where it is about one, and every body that it names."""
    own = _own_body(draft)
    if own is not None:
        yield own
    seen: set[str | None] = {own.body} if own else set()
    for piece in prose:
        for body in bodies_in(draft.document, draft.lexicons, piece.start, piece.end, draft.subject):
            named = body.body or " ".join(draft.document.folded[slice(*body.at)].split() if body.at else ())
            again = body.body is None and any(named in (other or "") for other in seen)
            if not again and named not in seen and named != draft.subject.slug:
                seen |= {named, " ".join(fold(body.printed).split())}
                yield body


def _own_body(draft: Draft) -> NamedBody | None:
    if draft.title is None or draft.title.at is None:
        return None
    tokens = tokens_of(draft.document.folded, *draft.title.at)
    kind = next(draft.lexicons["body-kind"].find_all(tokens), None)
    first_words = {token.word for token in tokens if kind is not None and token.start < kind.start}
    if kind is None or not first_words <= {"the", "le", "la", "l"}:
        return None
    return NamedBody(
        printed=draft.text(kind.start, draft.title.at.end),
        at=Span(kind.start, draft.title.at.end),
        body=draft.subject.slug or slug_of(draft.title.printed),
    )


def bodies_in(document: Document, lexicons: Lexicons, start: int, end: int, subject: Subject) -> Iterator[NamedBody]:
    """The bodies that a stretch names, in order; the slug of those that the authorities have.

    A body may be named without its instrument ("the Standing Committee"): it is then the one of that name which is
    under the sheet's own instrument. One that no authority has counts where it has a name of its own, in capitals.
    """
    known = lexicons.bodies.find_in(document.folded, start, end)
    kinds = lexicons["body-kind"].find_in(document.folded, start, end)
    if not known and not kinds:
        return
    taken = [*((match.start, match.end) for match in known)]
    taken += [(match.start, match.end) for match in lexicons.institutions.find_in(document.folded, start, end)]
    found = [_body(document, match.start, match.end, _the_one(match.payloads, subject.slug)) for match in known]
    for kind in kinds:
        if any(first <= kind.start < last for first, last in taken):
            continue
        first, last = _reach(document, kind, start, end)
        slug = _under_subject(lexicons, document, (first, last), kind, subject.slug)
        capital = document.text[kind.start].isupper()
        words = _name_words(document, first, last)
        alone = (
            kind.payload.notation in _NAMED_ALONE
            and document.language == "en"
            and not _ITS.search(document.folded, start, first)
        )
        has_name = capital and (len(words) > 1 or alone) and not set(words) <= subject.words
        if slug is not None or has_name:
            found.append(_body(document, first, last, slug))
    yield from sorted(found, key=lambda body: body.at or Span(0, 0))


def _the_one(entries: Sequence[Authority], subject: str | None) -> str | None:
    """The only entry, or the only one that is under the sheet's instrument."""
    under = [entry for entry in entries if entry.under == subject]
    chosen = under if len(entries) > 1 else entries
    return chosen[0].id if len(chosen) == 1 else None


def _reach(document: Document, kind: Match[Concept], start: int, end: int) -> tuple[int, int]:
    """From the first to the last word of a body's name around the word that says its kind."""
    if document.language == "fr":
        after = _AFTER_FRENCH.match(document.text, kind.end, end)
        return kind.start, after.end() if after else kind.end
    before = _BEFORE.search(document.text[start : kind.start]) if document.text[kind.start].isupper() else None
    after = _AFTER.match(document.text, kind.end, end)
    first = start + before.start() if before else kind.start
    for article in ("The ", "This ", "In ", "Under ", "An ", "A ", "Its "):
        if document.text.startswith(article, first):
            first += len(article)
    return first, after.end() if after else kind.end


def _name_words(document: Document, start: int, end: int) -> list[str]:
    return [word for word in words_in(document.folded, start, end) if word not in SMALL_WORDS]


def _under_subject(
    lexicons: Lexicons, document: Document, at: tuple[int, int], kind: Match[Concept], subject: str | None
) -> str | None:
    """The one body of that kind under the sheet's instrument whose name has the printed words in it."""
    if subject is None:
        return None
    for first, last in (at, (kind.start, kind.end)):
        words = " ".join(_name_words(document, first, last))
        having = {
            entry.id
            for entry in lexicons.bodies_under(subject)
            if entry.kind == kind.payload.notation and any(f" {words} " in f" {name} " for name in _names(entry))
        }
        if len(having) == 1:
            return having.pop()
        if document.text[kind.start].isupper() and first != kind.start:
            return None
    return None


def _names(entry: Authority) -> list[str]:
    """Its names' words but the small ones."""
    return [
        " ".join(token.word for token in tokens_of(fold(name)) if token.word not in SMALL_WORDS)
        for language in LANGUAGES
        for name in entry.all_names(language)
    ]


def _body(document: Document, start: int, end: int, slug: str | None) -> NamedBody:
    return NamedBody(printed=document.text[start:end], at=Span(start, end), body=slug)
