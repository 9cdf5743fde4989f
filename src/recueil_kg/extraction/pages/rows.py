"""Cut the index of an edition into its rows, whatever a copy left of the table: cells, bars, or one run of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recueil_kg.extraction.lexicons import Lexicons
from recueil_kg.extraction.mentions import SMALL_WORDS
from recueil_kg.extraction.titles import instrument_of_title
from recueil_kg.extraction.tokens import Token, tokens_of
from recueil_kg.extraction.values import REFERENCE
from recueil_kg.model.records import Span
from recueil_kg.reading import Document

_REFERENCE = re.compile(rf"(?<![^\s|\[]){REFERENCE}(?![^\s|\]])")
_AFTER_REFERENCE = re.compile(r"(?:\]\([^()\s]*\))?[\s|]*")
_LINK = re.compile(r"\]\([^()\s]*\)")
_BEFORE_TITLES = ("category", "type", "form")
_COLUMNS = frozenset({"reference", "type", "form", "title"})
_FEWEST_BARS = 3
_FEWEST_CELLS = 3
_NEAR = 400
"""Characters within which a table's columns are named."""
_JOINS = SMALL_WORDS | {"between", "entre", "avec", "of"}
"""Words after which a department's name belongs to a title."""
_MARKS = " \t\r\n\u00a0|[]*"


@dataclass(frozen=True)
class Row:
    """One row: offsets of the whole, of its reference, its titles, its other fields by name, and of what is unclear."""

    start: int
    end: int
    reference: Span
    title: Span | None
    short_title: Span | None
    fields: tuple[tuple[str, Span], ...]
    unread: tuple[Span, ...] = ()


def rows_of(document: Document, lexicons: Lexicons) -> Iterator[Row]:
    """The rows below the names of an index's columns, in order; none where there are no such columns."""
    table = _below_the_head(document, lexicons)
    if table is None:
        return
    starts = [found for found in _REFERENCE.finditer(document.text, table) if _begins_row(document, lexicons, found)]
    for number, found in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else _end_of_last(document, found.end())
        yield _row(document, lexicons, Span(*found.span()), _trimmed(document, found.end(), end))


def _below_the_head(document: Document, lexicons: Lexicons) -> int | None:
    """Where the names of the columns end: those of a sheet's fields, and "Short title" among them."""
    folded = document.folded
    for label in lexicons["page-field"].find_in(folded, 0, len(folded)):
        if label.payload.notation != "short-title":
            continue
        around = tokens_of(folded, max(0, label.start - _NEAR), label.end + _NEAR)
        columns = list(lexicons["field"].find_all(around))
        if {column.payload.notation for column in columns} >= _COLUMNS:
            return max(column.end for column in columns if column.payload.notation in {*_COLUMNS, "lead"})
    return None


def _begins_row(document: Document, lexicons: Lexicons, found: re.Match[str]) -> bool:
    """A reference begins a row where a field's value follows it."""
    after = _AFTER_REFERENCE.match(document.text, found.end())
    tokens = tokens_of(document.folded, after.end() if after else found.end(), found.end() + _NEAR)
    return any(lexicons[scheme].match_at(tokens, 0) for scheme in _BEFORE_TITLES)


def _end_of_last(document: Document, start: int) -> int:
    """The end of the last row: before the next paragraph or heading."""
    lines = [line for line in document.lines if line.end > start]
    following = next((line for line in lines[1:] if line.after_blank or line.heading), None)
    return following.start if following else len(document.text)


def _trimmed(document: Document, start: int, end: int) -> Span:
    link = _LINK.match(document.text, start, end)
    start = link.end() if link else start
    while start < end and document.text[start] in _MARKS:
        start += 1
    while end > start and document.text[end - 1] in _MARKS:
        end -= 1
    return Span(start, end)


def _row(document: Document, lexicons: Lexicons, reference: Span, body: Span) -> Row:
    cells = _cells(document, body)
    if len(cells) >= _FEWEST_CELLS:
        return _row_of_cells(document, lexicons, reference, cells)
    return _row_of_words(document, lexicons, reference, body)


def _cells(document: Document, body: Span) -> list[Span]:
    """The cells of a row between bars, or on lines of their own; a bar-less line is no row of cells."""
    between = re.compile(r"\|" if document.text.count("|", *body) >= _FEWEST_BARS else r"\n")
    edges = [body.start, *(edge for found in between.finditer(document.text, *body) for edge in found.span()), body.end]
    cells = [_trimmed(document, *edge) for edge in zip(edges[::2], edges[1::2], strict=True)]
    return [cell for cell in cells if cell.end > cell.start]


def _row_of_cells(document: Document, lexicons: Lexicons, reference: Span, cells: Sequence[Span]) -> Row:
    """Category, type and form are known by their values; titles and departments are the cells after them."""
    rest = list(cells)
    fields = [
        (scheme, rest.pop(0))
        for scheme in _BEFORE_TITLES
        if rest and lexicons[scheme].whole(tokens_of(document.folded, *rest[0]))
    ]
    lead = next(
        (number for number, cell in enumerate(rest) if number and _begins_with_department(lexicons, document, cell)), 2
    )
    titles, leads = rest[:lead], rest[lead:]
    fields += [("lead", cell) for cell in leads]
    title = titles[-1] if titles else None
    short = titles[0] if len(titles) > 1 else None
    end = cells[-1].end
    return Row(reference.start, end, reference, title, short, tuple(fields), tuple(titles[1:-1]))


def _begins_with_department(lexicons: Lexicons, document: Document, cell: Span) -> bool:
    matched = lexicons.institutions.match_at(tokens_of(document.folded, *cell), 0)
    return matched is not None and matched[0].payload.kind == "department"


def _row_of_words(document: Document, lexicons: Lexicons, reference: Span, body: Span) -> Row:
    """The same from one run of words: values first, departments last, and the two titles between them."""
    tokens = tokens_of(document.folded, *body)
    fields: list[tuple[str, Span]] = []
    index = 0
    for scheme in _BEFORE_TITLES:
        if (matched := lexicons[scheme].match_at(tokens, index)) is not None:
            fields.append((scheme, Span(matched[0].start, matched[0].end)))
            index = matched[1]
    tokens = tokens[index:]
    lead = _first_department(lexicons, tokens)
    last = tokens[lead].start if lead is not None else body.end
    titles = _trimmed(document, tokens[0].start, last) if tokens else Span(body.end, body.end)
    if lead is not None:
        fields.append(("lead", Span(tokens[lead].start, body.end)))
    split = _second_title(document, lexicons, titles) if titles.end > titles.start else None
    if split is not None:
        short = _trimmed(document, titles.start, split)
        return Row(reference.start, body.end, reference, Span(split, titles.end), short, tuple(fields))
    known = titles.end > titles.start and instrument_of_title(document, lexicons, *titles)
    return Row(reference.start, body.end, reference, titles if known else None, None, tuple(fields))


def _first_department(lexicons: Lexicons, tokens: Sequence[Token]) -> int | None:
    """Where the departments begin: the first one that no word of a title joins to what stands before it."""
    for match in lexicons.institutions.find_all(tokens):
        index = next(number for number, token in enumerate(tokens) if token.start == match.start)
        if index and match.payload.kind == "department" and tokens[index - 1].word not in _JOINS:
            return index
    return None


def _second_title(document: Document, lexicons: Lexicons, titles: Span) -> int | None:
    """Where the official title begins: where both are names of one instrument, or one is, or where the first repeats.

    None where the words do not tell.
    """
    tokens = [token for token in tokens_of(document.folded, *titles) if token.word.isalnum()]
    found: list[tuple[int, int]] = []
    for number in range(1, len(tokens)):
        start = tokens[number].start
        one = instrument_of_title(document, lexicons, titles.start, tokens[number - 1].end)
        other = instrument_of_title(document, lexicons, start, titles.end)
        if one and one == other:
            return start
        if other or one:
            found.append((2, start))
        elif tokens[number].word == tokens[0].word and document.text[start].isupper():
            found.append((1, start))
    best = max((weight for weight, _start in found), default=0)
    return next((start for weight, start in found if weight == best), None)
